// z depends on x, but only a comparison depends on z: its derivative is of no use to anyone.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=activity %s | FileCheck %s
#include <clangent/clangent.h>
double first(double x, int *large) {
  const double y = x * x * x;
  const double z = x * 2;
  *large = z > 1;
  return y;
}
// CHECK: value y: active
// CHECK-NEXT: value z: inactive
// CHECK-LABEL: func first(
double request(double x, int *large) {
  double x_bar = 0;
  clangent::vjp<first>(clangent::dup(x, x_bar), large);
  return x_bar;
}
