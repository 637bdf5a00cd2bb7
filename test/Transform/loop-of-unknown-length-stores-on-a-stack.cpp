// Nobody knows how often the loop will run: what its iterations need is pushed, and popped in opposite order.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=simplified %s | FileCheck %s
#include <clangent/clangent.h>
extern "C" double sin(double);
double iterate(double x) {
  while (x > 0.1)
    x = sin(x);
  return x;
}
// CHECK-LABEL: func iterate_adjoint(
// CHECK-NOT: tape_array
// CHECK: [[STACK:%[a-z0-9_.]+]] = stack_new
// CHECK: while
// CHECK: push [[STACK]], {{.*}} : double
// CHECK: for reversed
// CHECK: [[OLD:%[a-z0-9.]+]] = pop [[STACK]] : double
// CHECK: cos([[OLD]])
double request(double x) { return clangent::gradient<iterate>(x); }
