// The branch depends on x, its condition has no derivative.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=adjoint %s | FileCheck %s
#include <clangent/clangent.h>
double floor_at(double x, double lower) {
  if (x * x < lower)
    return lower;
  return x;
}
// CHECK-LABEL: func floor_at_adjoint(
// CHECK-NOT: mul %result_bar
// CHECK: update %x_bar
// CHECK-NOT: update
// CHECK: return
double request(double x) { return std::get<0>(clangent::gradient_tuple<floor_at, clangent::wrt<0>>(x, 1.0)); }
