// The square's partial needs the element as it was; the store of the same iteration overwrites it.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=simplified %s | FileCheck %s
#include <clangent/clangent.h>
double squares(double *x, int n) {
  for (int i = 0; i < n; ++i)
    x[i] = x[i] * x[i];
  return x[0];
}
// CHECK-LABEL: func squares_adjoint(
// CHECK: [[ARRAY:%[a-z0-9_.]+]] = tape_array
// CHECK: [[OLD:%[0-9]+]] = load {{.*}} : double
// CHECK: [[KEEP:%[0-9]+]] = index [[ARRAY]], {{.*}} : double *
// CHECK: store [[KEEP]], [[OLD]] : double
// CHECK: [[NEW:%[0-9]+]] = mul [[OLD]], [[OLD]] : double
// CHECK: store {{.*}}, [[NEW]] : double
// CHECK: for reversed
// CHECK: index [[ARRAY]]
double request(double *x, double *x_bar, int n) { return clangent::vjp<squares>(clangent::dup(x, x_bar), n); }
