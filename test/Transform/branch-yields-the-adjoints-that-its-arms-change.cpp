// Only the arm that ran contributes to x: the reversed branch yields x's adjoint, zero where the arm does not use it.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=adjoint %s | FileCheck %s
#include <clangent/clangent.h>
double either(double x, double y, bool c) { return c ? x * x : y; }
// CHECK-LABEL: func either_adjoint(
// CHECK: {{.*}}_bar{{.*}} = if %c -> double, double {
// CHECK: yield {{.*}}, {{.*}}
// CHECK: } else {
// CHECK: yield {{.*}}, {{.*}}
// CHECK: }
// CHECK-DAG: update %x_bar{{[.0-9]*}}, {{.*}} : double
// CHECK-DAG: update %y_bar{{[.0-9]*}}, {{.*}} : double
double request(double x, double y, bool c) { return std::get<0>(clangent::gradient<either>(x, y, c)); }
