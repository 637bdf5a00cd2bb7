// The outer iteration's sine is read by every inner iteration of the triangle: one element per outer iteration holds
// it.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=simplified %s | FileCheck %s
#include <clangent/clangent.h>
extern "C" double exp(double);
double triangle(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    const double e = exp(x[i]);
    for (int j = 0; j < i; ++j)
      s += e * x[j];
  }
  return s;
}
// CHECK-LABEL: func triangle_adjoint(
// CHECK-NOT: {{stack_new|push}}
// CHECK: [[TRIPS:%[a-z0-9.]+]] = trips {{.*}} to lt %n step
// CHECK: [[ARRAY:%[a-z0-9_.]+]] = tape_array [[TRIPS]] : double *
// CHECK: for %i
// CHECK: [[E:%[a-z0-9.]+]] = exp(
// CHECK: store {{.*}}, [[E]] : double
// CHECK: for %j
// CHECK-NOT: {{store|tape_array|push}}
// CHECK: for reversed
// CHECK: index [[ARRAY]]
// CHECK: for reversed
double request(const double *x, double *x_bar, int n) { return clangent::vjp<triangle>(clangent::dup(x, x_bar), n); }
