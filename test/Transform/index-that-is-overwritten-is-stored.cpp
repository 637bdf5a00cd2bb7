// The address of the reverse sweep is the one of that moment: an index whose memory changes later is kept.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=simplified %s | FileCheck %s
#include <clangent/clangent.h>
double gather(const double *x, int *index, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    s += x[index[0]] * x[i];
    index[0] = i;
  }
  return s;
}
// CHECK-LABEL: func gather_adjoint(
// CHECK: [[ARRAY:%[a-z0-9_.]+]] = tape_array {{.*}} : int *
// CHECK: [[AT:%[0-9]+]] = load {{.*}} : int
// CHECK: store {{.*}}, [[AT]] : int
// CHECK: for reversed
// CHECK: [[KEPT:%[0-9]+]] = index [[ARRAY]], {{.*}} : int *
// CHECK: [[OLD:%[0-9]+]] = load [[KEPT]] : int
// CHECK: index %x_bar, [[OLD]] : double *
double request(const double *x, double *x_bar, int *index, int n) {
  return clangent::vjp<gather>(clangent::dup(x, x_bar), index, n);
}
