// A pointer that runs to an end: the loop counts elements, and the pointer is a closed form of the count.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=activity %s | FileCheck %s
#include <clangent/clangent.h>
double sum(const double *x, int n) {
  double s = 0;
  for (const double *p = x, *end = x + n; p != end; ++p)
    s += *p * *p;
  return s;
}
// CHECK-LABEL: func sum(
// CHECK-NOT: while
// CHECK: for [[I:%[a-z0-9.]+]] = {{.*}} to ne {{.*}} step {{.*}} carried (%s{{[^,]*}} : double) {
// CHECK: [[P:%[a-z0-9.]+]] = index %x, [[I]] : const double *
// CHECK: load [[P]] : double
double request(const double *x, double *x_bar, int n) { return clangent::vjp<sum>(clangent::dup(x, x_bar), n); }
