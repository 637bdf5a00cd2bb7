// One of the two arrays has no bar: the shadow is null when the pointer refers to it, and nothing is added then.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=adjoint %s | FileCheck %s
#include <clangent/clangent.h>
double either(const double *x, const double *w, bool c) {
  const double *p = x;
  if (c)
    p = w;
  return *p * *p;
}
// CHECK-LABEL: func either_adjoint(
// CHECK: {{%[a-z0-9._]+}}, [[SHADOW:%[a-z0-9._]+]] = if %c -> const double *, double * {
// CHECK: [[NONE:%[a-z0-9._]+]] = constant null : double *
// CHECK-NEXT: yield %w, [[NONE]]
// CHECK: yield %x, %x_bar
// CHECK: [[THERE:%[0-9]+]] = compare ne [[SHADOW]], {{.*}} : double *
// CHECK-NEXT: if [[THERE]] {
// CHECK-NEXT: update [[SHADOW]], {{.*}} : double
// CHECK-NEXT: }
double request(const double *x, double *x_bar, const double *w, bool c) {
  return clangent::vjp<either>(clangent::dup(x, x_bar), w, c);
}
