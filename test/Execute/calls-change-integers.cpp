// Calls that are not looked into change integers of the caller through references, of lvalues and rvalues: what comes behind sees
// them, once for each time that the program runs the call.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
#include <cmath>
#include <cstdio>
#include <utility>

enum Kind { square, cube };
struct Parts {
  int n;
  double v;
};
[[clangent::inactive]] void bump(int &n) { n += 2; }
[[clangent::inactive]] void take(int &&n) { n += 2; }
[[clangent::inactive]] void flip(bool &b) { b = !b; }
[[clangent::inactive]] void turn(Kind &k) { k = cube; }
[[clangent::inactive]] bool more(int &n) { return ++n < 4; }
[[clangent::inactive]] void both(int &a, int &b) { std::swap(a, b); }

double local(double x) { int n = 1; bump(n); return n * x * x; }
double moved(double x) { int n = 1; take(std::move(n)); return n * x * x; }
double in_loop(double x) { int n = 0; for (int i = 0; i < 3; ++i) bump(n); return n * x * x; }
double in_condition(double x) { int n = 0; double s = 0; while (more(n)) s += x * n * x; return s; }
double flag(double x) { bool b = false; flip(b); return b ? x * x : x; }
double kind(double x) { Kind k = square; turn(k); return k == cube ? x * x * x : x * x; }
double element(double x) { int a[3] = {1, 2, 3}; bump(a[1]); take(std::move(a[2])); return a[1] * x * x + a[2] * x; }
double member(double x) { Parts q{1, x}; bump(q.n); take(std::move(q.n)); return q.n * q.v * x; }
double named(double x) { int n = 1; int &&r = std::move(n); take(std::move(r)); return n * x * x; }
double closure(double x) { int n = 2; auto step = [&] { bump(n); return n; }; step(); return n * x * x + step() * x; }
double swapped(double x) { int a = 1, b = 5; both(a, b); return a * x * x + b * x; }
double powers(double x, int &n) { if (n > 5) return x; bump(n); return powers(x * x, n); }
double recursive(double x) { int n = 2; return powers(x, n) * n; }

int failures = 0;
template <auto f> void check(const char *name) {
  const double x = 1.3, h = 1e-5, difference = (f(x + h) - f(x - h)) / (2 * h);
  const auto [value, slope] = clangent::value_and_gradient<f>(x);
  const auto forward = clangent::jvp<f>(clangent::dup(x, 1.0));
  const bool isRight = value == f(x) && forward.value == f(x) && std::fabs(slope - difference) < 1e-6 &&
                       std::fabs(forward.tangent - slope) < 1e-12;
  if (!isRight)
    std::printf("%s: value %g %g %g, derivative %g %g %g\n", name, f(x), value, forward.value, difference, slope, forward.tangent);
  failures += !isRight;
}
#define CHECK(f) check<f>(#f)

int main() {
  CHECK(local), CHECK(moved), CHECK(in_loop), CHECK(in_condition), CHECK(flag), CHECK(kind), CHECK(element);
  CHECK(member), CHECK(named), CHECK(closure), CHECK(swapped), CHECK(recursive);
  std::printf("failures: %d\n", failures);
}
// CHECK: failures: 0
