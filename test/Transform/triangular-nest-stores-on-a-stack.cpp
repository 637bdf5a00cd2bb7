// The inner trip count depends on the outer counter: no size is known before the nest, so its values go on a stack.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=simplified %s | FileCheck %s
#include <clangent/clangent.h>
extern "C" double sin(double);
double iterate(double x, int n) {
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < i; ++j)
      x = sin(x);
  return x;
}
// CHECK-LABEL: func iterate_adjoint(
// CHECK-NOT: tape_array
// CHECK: [[STACK:%[a-z0-9_.]+]] = stack_new
// CHECK: for %i
// CHECK: for %j
// CHECK: push [[STACK]], {{.*}} : double
// CHECK: for reversed [[I:%[a-z0-9.]+]] =
// CHECK: for reversed {{%[a-z0-9.]+}} = {{.*}} to lt [[I]] step
// CHECK: pop [[STACK]] : double
double request(double x, int n) { return clangent::gradient<iterate>(x, n); }
