// With no-loops a counted loop is one of unknown length: its trips are counted, its values go on a stack.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-no-loops -fplugin-arg-clangent-dump=simplified %s \
// RUN:   | FileCheck %s
#include <clangent/clangent.h>
extern "C" double sin(double);
double iterate(double x, int n) {
  for (int i = 0; i < n; ++i)
    x = sin(x);
  return x;
}
// CHECK-LABEL: func iterate_adjoint(
// CHECK-NOT: tape_array
// CHECK: stack_new
// CHECK-NOT: for %i
// CHECK: while carried (
// CHECK: push
// CHECK: for reversed %trip
// CHECK: pop
double request(double x, int n) { return clangent::gradient<iterate>(x, n); }
