// Gradients keep of an iteration's memory what the reverse sweep reads, and shadows of one iteration; they make no calls of
// the heap in steady state, and give everything back where something throws.
// RUN: %clangent++ -std=c++17 -O1 %s -o %t && %t | FileCheck %s
// UNSUPPORTED: sanitized
#include <clangent/clangent.h>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <stdexcept>
#include <vector>

static long live = 0, calls = 0;
static void *given(std::size_t n, std::size_t alignment) {
  ++live;
  ++calls;
  return std::aligned_alloc(alignment, (n + alignment - 1) / alignment * alignment);
}
void *operator new(std::size_t n) { return given(n, 16); }
void *operator new(std::size_t n, std::align_val_t alignment) { return given(n, static_cast<std::size_t>(alignment)); }
void operator delete(void *p) noexcept {
  live -= p != nullptr;
  std::free(p);
}
void operator delete(void *p, std::size_t) noexcept { operator delete(p); }
void operator delete(void *p, std::align_val_t) noexcept { operator delete(p); }

constexpr int n = 1000;

double never_read(double x, int m) {
  double sum = 0;
  for (int k = 0; k < m; ++k) {
    std::vector<double> v(n);
    for (int i = 0; i < n; ++i)
      v[i] += x * i;
    for (double e : v)
      sum += e;
  }
  return sum;
}
double pushed_and_never_read(double x, int m) {
  double sum = 0;
  for (int k = 0; k < m; ++k) {
    std::vector<double> v;
    for (int i = 0; i < n; ++i)
      v.push_back(x * i);
    for (double e : v)
      sum += e;
  }
  return sum;
}
double read_later(double x, int m) {
  double sum = 0;
  for (int k = 0; k < m; ++k) {
    std::vector<double> v(n);
    for (int i = 0; i < n; ++i)
      v[i] = x * i;
    for (double e : v)
      sum += e * e;
  }
  return sum;
}
double thrown(double x, int m) {
  double sum = 0;
  for (int k = 0; k < m; ++k) {
    std::vector<double> v;
    for (int i = 0; i < n; ++i) {
      v.push_back(x * i);
      if (i + k == 1010)
        throw std::runtime_error("enough");
    }
    sum += v[k] * v[1];
  }
  return sum;
}

template <auto f> std::size_t reserved(int m) {
  clangent::Tape::trim();
  clangent::gradient<f>(1.5, m);
  return clangent::Tape::reserved();
}
template <auto f> void run(const char *name) {
  const std::size_t few = reserved<f>(10), many = reserved<f>(800);
  long before = calls;
  const long live_before = live;
  const double slope = clangent::gradient<f>(1.5, 800);
  // In blocks of the many iterations' numbers.
  std::printf("%s: slope %.6g, %.1f blocks more, %ld calls, %ld left\n", name, slope,
              static_cast<double>(many - few) / (800. * n * sizeof(double)), calls - before, live - live_before);
}

int main() {
  run<never_read>("never_read");
  run<pushed_and_never_read>("pushed_and_never_read");
  run<read_later>("read_later");
  const long live_before = live;
  for (int round = 0; round < 3; ++round)
    try {
      clangent::gradient<thrown>(1.5, 30);
    } catch (const std::exception &e) {
      std::printf("%s: %ld left\n", e.what(), live - live_before);
    }
  std::printf("slope %.6g\n", clangent::gradient<thrown>(1.5, 5));
}
// A byte for each push_back. The chunks of a tape grow by the double.
// CHECK: never_read: slope 3.996e+08, 0.0 blocks more, 0 calls, 0 left
// CHECK: pushed_and_never_read: slope 3.996e+08, 0.{{[0-4]}} blocks more, 0 calls, 0 left
// CHECK: read_later: slope 7.988e+11, {{1\.[0-9]|2\.[0-2]}} blocks more, 0 calls, 0 left
// CHECK: enough: [[LEFT:[0-9]+]] left
// CHECK: enough: [[LEFT]] left
// CHECK: enough: [[LEFT]] left
// CHECK: slope 30
