// A value of every iteration of a counted loop: an array of as many elements as the loop has trips, written at the
// iteration's number and read there, and no stack.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=simplified %s | FileCheck %s
#include <clangent/clangent.h>
extern "C" double sin(double);
double iterate(double x, int n) {
  for (int i = 0; i < n; ++i)
    x = sin(x);
  return x;
}
// CHECK-LABEL: func iterate_adjoint(
// CHECK-NOT: {{stack_new|push}}
// CHECK: [[TRIPS:%[a-z0-9.]+]] = trips {{.*}} to lt %n step
// CHECK: [[ARRAY:%[a-z0-9_.]+]] = tape_array [[TRIPS]] : double *
// CHECK: for %i
// CHECK: [[PLACE:%[a-z0-9.]+]] = index [[ARRAY]], {{.*}} : double *
// CHECK: store [[PLACE]], {{.*}} : double
// CHECK: for reversed
// CHECK: [[BACK:%[a-z0-9.]+]] = index [[ARRAY]], {{.*}} : double *
// CHECK: [[OLD:%[a-z0-9.]+]] = load [[BACK]] : double
// CHECK: cos([[OLD]])
// CHECK-NOT: {{stack_new|pop}}
// CHECK: return
double request(double x, int n) { return clangent::gradient<iterate>(x, n); }
