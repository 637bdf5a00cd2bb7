// Where the inner trip count does not change, the whole nest has one array with an extent for each loop, made before it.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=simplified %s | FileCheck %s
#include <clangent/clangent.h>
extern "C" double sin(double);
double iterate(double x, int n, int m) {
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < m; ++j)
      x = sin(x);
  return x;
}
// CHECK-LABEL: func iterate_adjoint(
// CHECK-NOT: {{stack_new|push}}
// CHECK-DAG: [[ROWS:%[a-z0-9.]+]] = trips {{.*}} to lt %n step
// CHECK-DAG: [[COLUMNS:%[a-z0-9.]+]] = trips {{.*}} to lt %m step
// CHECK: tape_array [[ROWS]], [[COLUMNS]] : double *
// CHECK: for %i
// CHECK-NOT: tape_array
// CHECK: return
double request(double x, int n, int m) { return clangent::gradient<iterate>(x, n, m); }
