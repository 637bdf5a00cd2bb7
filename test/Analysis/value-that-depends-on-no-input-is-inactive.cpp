// The scale is computed from w, which is no input of the derivative.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=activity %s | FileCheck %s
#include <clangent/clangent.h>
double scaled(double x, double w) {
  const double scale = w * w;
  const double y = scale * x;
  return y;
}
// CHECK: parameter x: active
// CHECK-NEXT: parameter w: inactive
// CHECK-NEXT: value scale: inactive
// CHECK-NEXT: value y: active
// CHECK-LABEL: func scaled(
double request(double x, double w) {
  return std::get<0>(clangent::gradient_tuple<scaled, clangent::wrt<0>>(x, w));
}
