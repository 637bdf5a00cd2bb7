// The callee's operations stand in the caller, and its derivative with them.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=adjoint %s | FileCheck %s
#include <clangent/clangent.h>
static double square(double x) { return x * x; }
double twice(double x) { return square(square(x)); }
// CHECK-LABEL: func twice_adjoint(
// CHECK-NOT: call
// CHECK: mul %x{{[.0-9]*}}, %x
// CHECK-NOT: call
// CHECK: return
double request(double x) { return clangent::gradient<twice>(x); }
