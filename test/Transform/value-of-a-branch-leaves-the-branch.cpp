// Outside loops nothing is stored: a value of one arm leaves the branch as one more result, and the reverse branch uses
// it.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=adjoint %s | FileCheck %s
#include <clangent/clangent.h>
extern "C" double exp(double);
double either(double x, bool c) {
  double y = x;
  if (c) {
    const double e = exp(x);
    y = e * e;
  }
  return y;
}
// CHECK-LABEL: func either_adjoint(
// CHECK-NOT: {{tape_array|stack_new|push}}
// CHECK: [[LEFT:%[a-z0-9._]+]] = if %c -> {{.*}}double
// CHECK: [[E:%[a-z0-9.]+]] = exp(
// CHECK: yield {{.*}}[[E]]
// CHECK: if %c
// CHECK-NOT: {{= exp\(.*:}}
// CHECK: return
double request(double x, bool c) { return clangent::gradient<either>(x, c); }
