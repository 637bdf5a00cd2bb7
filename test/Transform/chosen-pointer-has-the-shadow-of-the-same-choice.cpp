// A pointer that a branch chooses has a shadow that the same branch chooses.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=adjoint %s | FileCheck %s
#include <clangent/clangent.h>
double either(const double *x, const double *y, bool c) {
  const double *p = x;
  if (c)
    p = y;
  return *p * *p;
}
// CHECK-LABEL: func either_adjoint(
// CHECK: [[P:%[a-z0-9._]+]], [[Q:%[a-z0-9._]+]] = if %c -> const double *, double * {
// CHECK-NEXT: yield %y, %y_bar
// CHECK-NEXT: } else {
// CHECK-NEXT: yield %x, %x_bar
// CHECK: load [[P]] : double
// CHECK: update [[Q]], {{.*}} : double
double request(const double *x, double *x_bar, const double *y, double *y_bar, bool c) {
  return clangent::vjp<either>(clangent::dup(x, x_bar), clangent::dup(y, y_bar), c);
}
