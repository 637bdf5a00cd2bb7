// The forward sweep counts the trips of a loop of unknown length, and the reverse sweep runs as often.
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
// CHECK: = while carried ({{.*}} = {{.*}} : double, [[COUNT:%[a-z0-9_.]+]] = {{.*}} : long) {
// CHECK: [[NEXT:%[a-z0-9_.]+]] = add [[COUNT]], {{.*}} : long
// CHECK: yield {{.*}}, [[NEXT]]
// CHECK: for reversed {{%[a-z0-9.]+}} = {{.*}} to lt {{%[a-z0-9_.]+}} step
double request(double x) { return clangent::gradient<iterate>(x); }
