// The tangent runs beside the primal: one loop, which carries value and tangent, and nothing stored.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=simplified %s | FileCheck %s
#include <clangent/clangent.h>
extern "C" double sin(double);
double iterate(double x, int n) {
  for (int i = 0; i < n; ++i)
    x = sin(x);
  return x;
}
// CHECK-LABEL: func iterate_tangent(
// CHECK-NOT: {{tape_array|stack_new|push|reversed}}
// CHECK: for %i{{.*}} carried ([[X:%x[.0-9]*]] = %x{{[.0-9]*}} : double,
// CHECK-SAME: [[DOT:%x_dot[.0-9]*]] = %x_dot{{[.0-9]*}} : double) {
// CHECK-DAG: sin([[X]])
// CHECK-DAG: cos([[X]])
// CHECK-NOT: {{tape_array|stack_new|push|reversed}}
// CHECK: return
double request(double x, int n) { return clangent::jvp<iterate>(clangent::dup(x, 1.0), n).tangent; }
