// The gradient at constant arguments is a constant in the optimised IR.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -O2 -S -emit-llvm %s -o - | FileCheck %s
#include <clangent/clangent.h>

double compute_s(double x, double y, double z) { return 2 * (x - y) + z; }

// CHECK-LABEL: define {{.*}}slope_in_x
// CHECK-NOT: call
// CHECK-NOT: load
// CHECK: ret double 2.0
double slope_in_x() { return std::get<0>(clangent::gradient<compute_s>(1.0, 2.0, 5.0)); }
