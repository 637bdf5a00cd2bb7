// sqrt has an infinite slope at zero: an adjoint of zero stays zero all the same.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=adjoint %s | FileCheck %s
#include <clangent/clangent.h>
extern "C" double sqrt(double);
double root(double x, double y) { return sqrt(x) * y; }
// CHECK-LABEL: func root_adjoint(
// CHECK: guarded_mul
// CHECK: update %x_bar
double request(double x, double y) { return std::get<0>(clangent::gradient<root>(x, y)); }
