// In straight code every value is still in scope when the reverse sweep needs it.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=simplified %s | FileCheck %s
#include <clangent/clangent.h>
extern "C" double sin(double);
extern "C" double exp(double);
double wave(double x, double y) {
  x = sin(x) * y;
  y = exp(x) * y;
  return x * y;
}
// CHECK-LABEL: func wave_adjoint(
// CHECK-NOT: {{tape_array|stack_new|push|local}}
// CHECK: return
double request(double x, double y) { return std::get<0>(clangent::gradient<wave>(x, y)); }
