// Vectors of a function that grow in no loop make no calls of the heap in derivatives, and all give everything
// back where something throws.
// RUN: %clangent++ -std=c++17 -O1 %s -o %t && %t | FileCheck %s
// UNSUPPORTED: sanitized
#include <clangent/clangent.h>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <stdexcept>
#include <utility>
#include <vector>

static long live = 0, calls = 0;
void *operator new(std::size_t n) {
  ++live;
  ++calls;
  return std::malloc(n);
}
void operator delete(void *p) noexcept {
  live -= p != nullptr;
  std::free(p);
}
void operator delete(void *p, std::size_t) noexcept { operator delete(p); }

double of_known_size(double x, int n) {
  std::vector<double> now(n, x), next(n);
  for (int step = 0; step < 5; ++step) {
    for (int i = 0; i < n; ++i)
      next[i] = now[i] * now[(i + 1) % n];
    std::swap(now, next);
  }
  return now[0];
}
double growing(double x, int n) {
  std::vector<std::vector<double>> rows;
  std::vector<double> v;
  for (int i = 0; i < n; ++i) {
    std::vector<double> w(i + 1, x * i);
    v.push_back(w[i / 2] + x);
    rows.push_back(w);
    if (i == 7)
      throw std::runtime_error("seven");
  }
  return v.back() * v.front() * rows.back()[0];
}
double checked(double x, int n) {
  std::vector<double> v(3, x);
  return v.at(n) * v.at(0);
}
double too_long(double x, int n) {
  std::vector<double> v(2, x);
  v.resize(n < 5 ? 5 : static_cast<std::size_t>(-1) / 4);
  return v[0] * v[1];
}

template <auto f> void run(const char *name, int n) {
  long calls_before = 0;
  const long live_before = live;
  for (int round = 0; round < 2; ++round) { // the first warms the pool
    calls_before = calls;
    try {
      std::printf("%s %d:", name, n);
      std::printf(" %g", clangent::gradient<f>(1.5, n));
    } catch (const std::exception &) {
      std::printf(" thrown");
    }
    try {
      std::printf(" %g", clangent::jvp<f>(clangent::dup(1.5, 1.0), n).tangent);
    } catch (const std::exception &) {
      std::printf(" thrown");
    }
    std::printf(", %ld calls, %ld left\n", calls - calls_before, live - live_before);
  }
}
int main() {
  run<of_known_size>("of_known_size", 4);
  run<growing>("growing", 5);
  run<checked>("checked", 1);
  run<too_long>("too_long", 2);
  run<growing>("growing", 9);
  run<checked>("checked", 3);
  run<too_long>("too_long", 7);
}
// What is thrown is of the heap, and so may be what grows in a loop, in tangents.
// CHECK: of_known_size 4: [[POWER:[0-9.e+]+]] [[POWER]], 0 calls, 0 left
// CHECK: growing 5: 135 135, {{[0-9]+}} calls, 0 left
// CHECK: checked 1: 3 3, 0 calls, 0 left
// CHECK: too_long 2: 3 3, 0 calls, 0 left
// CHECK: growing 9: thrown thrown, {{[0-9]+}} calls, 0 left
// CHECK: growing 9: thrown thrown, {{[0-9]+}} calls, 0 left
// CHECK: checked 3: thrown thrown, {{[0-9]+}} calls, 0 left
// CHECK: too_long 7: thrown thrown, {{[0-9]+}} calls, 0 left
