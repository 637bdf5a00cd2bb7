// The input goes into a buffer and comes out of it again.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=activity %s | FileCheck %s
#include <clangent/clangent.h>
double through(double x, int k) {
  double buffer[4] = {};
  buffer[k] = x * x;
  const double y = buffer[3 - k];
  return y;
}
// CHECK: local object buffer: active
// CHECK-NEXT: value y: active
// CHECK-LABEL: func through(
double request(double x) { return clangent::gradient<through>(x, 1); }
