// A pointer carried by a loop may still refer to the local's shadow in the reverse sweep: the shadow must be one object
// from the forward to the reverse sweep.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=adjoint %s | FileCheck %s
#include <clangent/clangent.h>
double pick(const double *x, int n, int m) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    double w[2] = {x[i] * x[i], x[i + 1]};
    const double *p = w;
    for (int j = 0; j < m; ++j) {
      s += *p;
      p = x[j] > 0 ? w + 1 : w;
    }
  }
  return s;
}
// CHECK-LABEL: func pick_adjoint(
// CHECK: for %i
// CHECK: = local : double[2] *
// CHECK: [[SHADOW:%w_bar[.0-9]*]] = tape_array zeroed {{.*}} : double[2] *
// CHECK: for reversed
// CHECK-NOT: local zeroed
// CHECK: return
double request(const double *x, double *x_bar, int n, int m) {
  return clangent::vjp<pick>(clangent::dup(x, x_bar), n, m);
}
