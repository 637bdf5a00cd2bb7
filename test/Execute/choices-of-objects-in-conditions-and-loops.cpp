// What is chosen among objects is read, written and handed on where it is used: in conditions of loops, under an index
// that an arm computes, with side effects in arms, by pointers that loops carry. Checked against differences.
// RUN: %clangent++ %{flags} -O2 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline -fplugin-arg-clangent-no-loops %s -o %t
// RUN: %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include <clangent/clangent.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
struct G {
  double p, d;
  int n;
  double a[3];
};
double norm(const G &g, int n) {
  if (n > 3)
    return norm(g, n - 1);
  return g.p * g.d + g.a[n % 3];
}
double choose(double x, int n) {
  G a{x, x * x, n, {x, 2 * x, 3 * x}}, b{2 * x, x, n + 1, {x * x, 1, x}};
  int i = 0;
  while ((n > 2 ? a : b).p < 9 && i < (n > 1 ? a : b).n + 2) {
    (i % 2 ? a : b).p += x;
    (n > 1 ? a : n > 0 ? b : a).a[i++ % 3] *= x;
  }
  double s = 0;
  for (const double &v : (n > 2 ? a : b).a)
    s += v * x;
  G *q = &a;
  for (int k = 0; k < n; ++k) {
    s += norm(k % 2 ? *q : b, k);
    q = k % 3 ? &b : &a;
    q->d += s;
  }
  int k = 2;
  double &r = n > 1 ? a.a[k--] : (n > 0 ? b : a).a[k - 1];
  k = 0;
  r += x * x * x;
  return s + a.p * b.d + a.a[1] + b.a[1] + a.a[2] + a.a[0] + std::max(a.p, b.p);
}
int main() {
  int passed = 0, failed = 0;
  for (int n = 0; n < 7; ++n)
    for (double x : {0.3, 0.7, 1.2}) {
      const auto difference = [&](double h) { return (choose(x + h, n) - choose(x - h, n)) / (2 * h); };
      const double want = (4 * difference(5e-5) - difference(1e-4)) / 3;
      const double g = clangent::gradient<choose>(x, n), t = clangent::jvp<choose>(clangent::dup(x, 1.), n).tangent;
      const bool ok =
          std::fabs(g - want) < 1e-6 * (1 + std::fabs(want)) && std::fabs(g - t) < 1e-11 * (1 + std::fabs(g));
      ++(ok ? passed : failed);
      if (!ok)
        std::printf("FAIL %d at %g: %.10g, forward %.10g, differences %.10g\n", n, x, g, t, want);
    }
  std::printf("%d passed, %d failed\n", passed, failed);
}
