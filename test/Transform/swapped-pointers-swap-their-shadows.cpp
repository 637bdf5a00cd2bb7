// Two buffers change places in every iteration, and so do their shadows.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=adjoint %s | FileCheck %s
#include <clangent/clangent.h>
double smooth(double *a, double *b, int n) {
  for (int t = 0; t < n; ++t) {
    b[0] = a[0] * a[1];
    double *swap = a;
    a = b;
    b = swap;
  }
  return a[0];
}
// CHECK-LABEL: func smooth_adjoint(
// CHECK: for %t{{.*}} carried ([[A:%a[.0-9]*]] = %a{{[.0-9]*}} : double *, [[B:%b[.0-9]*]] = %b{{[.0-9]*}} : double *,
// CHECK-SAME: [[AB:%a_bar[.0-9]*]] = %a_bar{{[.0-9]*}} : double *,
// CHECK-SAME: [[BB:%b_bar[.0-9]*]] = %b_bar{{[.0-9]*}} : double *) {
// CHECK: yield [[B]], [[A]], [[BB]], [[AB]]
double request(double *a, double *a_bar, double *b, double *b_bar, int n) {
  return clangent::vjp<smooth>(clangent::dup(a, a_bar), clangent::dup(b, b_bar), n);
}
