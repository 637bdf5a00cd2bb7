// Names of structured bindings are captured by reference, by copy, in initialisers, and through several closures.
// RUN: %clangent++ %{flags} -std=c++20 -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
#include <tuple>
#include <utility>
extern "C" int printf(const char *, ...);

struct P {
  double a, b;
};

static auto [fixed, turned] = P{3, 4};

// 2 x^4
double byReference(double x) {
  auto [a, b] = P{x, x * x};
  auto l = [&](double t) { return a * t + b; };
  return l(x) * b;
}
// 2 x^2: the copies keep what was there
double byCopy(double x) {
  auto [a, b] = P{x, x * x};
  auto l = [a, b](double t) { return a * t + b; };
  a = 7, b = 8;
  return l(x);
}
// x^3 + 1
double inInitialiser(double x) {
  const auto [a, b] = P{x, x * x};
  auto l = [c = a * b](double t) { return c + t; };
  return l(1);
}
// x^2 + x: written through the closure
double written(double x) {
  P p{0, x};
  auto &[a, b] = p;
  auto l = [&a, &b] { a = b * b; };
  l();
  return p.a + p.b;
}
// x^3
double nested(double x) {
  auto [a, b] = P{x, x * x};
  auto outer = [&] {
    auto inner = [&, b] { return a * b; };
    return inner();
  };
  return outer();
}
// x^2 + 2 x
double ofPair(double x) {
  auto [a, b] = std::pair(x * x, 2 * x);
  return [&] { return a + b; }();
}
// x^3
double ofTuple(double x) {
  std::tuple<double, double> t(x, x * x);
  auto &[a, b] = t;
  return [=] { return a * b; }();
}
// 5 x
double ofArray(double x) {
  double values[2] = {2 * x, 3 * x};
  auto &[a, b] = values;
  auto [c, d] = values;
  return [&a, d] { return a + d; }();
}
// 12 x^2
double ofNamespace(double x) {
  return [=] { return fixed * turned * x * x; }();
}

template <double (*f)(double)> void show(const char *name, double x) {
  printf("%s %g %g\n", name, clangent::gradient<f>(x), clangent::jvp<f>(clangent::dup(x, 1.0)).tangent);
}
int main() {
  show<byReference>("reference", 1.5);
  show<byCopy>("copy", 1.5);
  show<inInitialiser>("initialiser", 2);
  show<written>("written", 2);
  show<nested>("nested", 2);
  show<ofPair>("pair", 2);
  show<ofTuple>("tuple", 2);
  show<ofArray>("array", 2);
  show<ofNamespace>("namespace", 2);
}
// CHECK: reference 27 27
// CHECK: copy 6 6
// CHECK: initialiser 12 12
// CHECK: written 5 5
// CHECK: nested 12 12
// CHECK: pair 6 6
// CHECK: tuple 12 12
// CHECK: array 5 5
// CHECK: namespace 48 48
