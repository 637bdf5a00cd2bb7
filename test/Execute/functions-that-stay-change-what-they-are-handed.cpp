// Functions that stay functions and change what they are handed: what they are told and tell of its use changes no
// number. Objects are the same, overlap, are swapped and overwritten, on some paths only. Checked against differences.
// RUN: %clangent++ %{flags} -O2 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Inputs/Counted.h"

#include <clangent/clangent.h>
#include <cmath>
#include <cstdio>
#include <tuple>
#include <utility>
struct V {
  double a, b;
  V operator+(const V &o) const { return {a + o.a, b + o.b}; }
};
V makeV(double x, int n) {
  if (n > 0)
    return makeV(x, n - 1);
  return {4 * x, std::log(x)};
}
// by value
double handed_on(V v, int n) {
  if (n > 0)
    return handed_on({v.a, v.b}, n - 1);
  return v.a;
}
double by_value(double x, int n) { return handed_on(makeV(x, n), n); }
double changing(V v, int n) {
  if (n > 0) {
    v.b = 0;
    return changing(v, n - 1);
  }
  return v.a + v.b;
}
double by_value_changed(double x, int n) {
  V v = makeV(x, 1);
  return changing(v, n + 1) + changing({0, 0}, n);
}
// value checks
double mixed(double x, int n) {
  V v{x, x * x};
  for (int i = 0; i < n; ++i) {
    V w = makeV(x + i, i);
    if (i % 2)
      v = v + w;
    else {
      V &r = i % 3 ? v : w;
      r.a *= w.b;
      r.b += r.a;
    }
  }
  return v.a * v.b + changing(v, n);
}
void step(V &p, V &q, double x, int n) {
  if (n > 0) {
    step(q, p, x, n - 1);
    p.a += q.b * x;
    return;
  }
  p.b = x > 1 ? p.a * x : p.b;
  q.a *= p.b;
}
double stepped(double x, int n) {
  V p{x, 2 * x}, q{std::sin(x), x * x};
  step(p, q, x, n);
  if (n % 2)
    step(p, p, x, n);
  double r = p.a;
  if (x > 1)
    r += q.a * p.b;
  return r;
}
void acc(double &s, const double &v, int n) {
  if (n > 0) {
    acc(s, v, n - 1);
    s += v * v;
    return;
  }
  if (v > 0.5)
    s = v * s;
}
double accumulated(double x, int n) {
  double s = x;
  acc(s, x, n);
  acc(s, s, n);
  double t = s;
  acc(t, s, 1);
  return t;
}
V chain(V v, double x, int n) {
  V r;
  r = n > 0 ? chain(V{v.b, v.a * x}, x, n - 1) : v;
  if (n == 2)
    r.a = r.b * x;
  V &w = n == 1 ? r : v;
  w.b *= x;
  return r;
}
double chains(double x, int n) {
  V c = chain({x, x * x}, x, n);
  return n % 2 ? c.a : c.a + c.b;
}
struct Big {
  double m[3];
  V v;
  int k;
};
Big big(double x, int n) {
  Big b{};
  if (n > 0) {
    b = big(x * 1.1, n - 1);
    b.m[n % 3 == 0 ? 0 : 1] *= x;
    return b;
  }
  b.m[0] = x;
  b.m[1] = x * x;
  b.m[2] = std::sqrt(x);
  b.v = {x, 1 / x};
  b.k = 2;
  return b;
}
double arrays_in_objects(double x, int n) {
  Big b = big(x, n);
  double s = 0;
  for (int i = 0; i < b.k; ++i)
    s += b.m[i];
  return s + b.v.a;
}
std::tuple<double, V, float> rt(double x, int n) {
  if (n > 0)
    return rt(x, n - 1);
  return {x * x, V{x, 1 / x}, 2.f};
}
double tuples(double x, int n) {
  auto t = rt(x, n);
  std::get<1>(t).a += std::get<0>(t);
  return std::get<1>(t).a * std::get<2>(t);
}
double lambdas(double x, int n) {
  double u = x, w = 1;
  auto f = [&](double y) {
    u = u * y;
    w = n > 2 ? w + u : w * y;
    return V{u, w};
  };
  V r{0, 0};
  for (int i = 0; i < n; ++i) {
    V t = f(x + i);
    r = i % 2 ? t : r + t;
  }
  return r.a + r.b;
}
template <auto f> void check(const char *name) {
  for (int n = 0; n < 6; ++n)
    for (double x : {0.4, 1.3}) {
      const auto difference = [&](double h) { return (f(x + h, n) - f(x - h, n)) / (2 * h); };
      const double want = (4 * difference(5e-5) - difference(1e-4)) / 3;
      const double g = clangent::gradient<f>(x, n), t = clangent::jvp<f>(clangent::dup(x, 1.), n).tangent;
      const bool ok =
          std::fabs(g - want) < 1e-6 * (1 + std::fabs(want)) && std::fabs(g - t) <= 1e-12 * (1 + std::fabs(g));
      ++(ok ? passed : failed);
      if (!ok)
        std::printf("FAIL %s %d at %g: %.10g, forward %.10g, differences %.10g\n", name, n, x, g, t, want);
    }
}
#define CHECK(f) check<f>(#f)
int main() {
  for (int n = 0; n < 4; ++n) {
    is("by value", clangent::gradient<by_value>(0., n), 4);
    is("by value, changed", clangent::gradient<by_value_changed>(0., n), 4);
  }
  CHECK(mixed);
  CHECK(stepped);
  CHECK(accumulated);
  CHECK(chains);
  CHECK(arrays_in_objects);
  CHECK(tuples);
  CHECK(lambdas);
  CHECK(by_value_changed);
  std::printf("%d passed, %d failed\n", passed, failed);
}
