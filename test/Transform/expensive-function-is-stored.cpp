// The exponential is its own partial: its value is kept, and computed once.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=simplified %s | FileCheck %s
#include <clangent/clangent.h>
extern "C" double exp(double);
double sum(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += exp(x[i]);
  return s;
}
// CHECK-LABEL: func sum_adjoint(
// CHECK: [[ARRAY:%[a-z0-9_.]+]] = tape_array
// CHECK: [[E:%[a-z0-9.]+]] = exp(
// CHECK: store {{.*}}, [[E]] : double
// CHECK: for reversed
// CHECK-NOT: {{= exp\(.*:}}
// CHECK: index [[ARRAY]]
// CHECK-NOT: {{= exp\(.*:}}
// CHECK: return
double request(const double *x, double *x_bar, int n) { return clangent::vjp<sum>(clangent::dup(x, x_bar), n); }
