// What is read or written through the choice of one of several objects is read or written in each of them, under the
// choice's condition. The objects are numbers then.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=simplified %s | FileCheck %s
#include <clangent/clangent.h>

struct Pair {
  double a, b;
};

double chosen(double x, int n) {
  Pair p = {x, x * x}, q = {x * 3, x * 5};
  (n > 1 ? p : q).a = 7;
  const Pair &r = n > 3 ? p : n > 2 ? q : p;
  return r.a * r.b;
}
// CHECK-LABEL: func chosen_adjoint(
// CHECK-NOT: local
// CHECK-NOT: ::Pair
// CHECK-NOT: load
// CHECK: return
double request(double x, int n) { return clangent::gradient<chosen>(x, n); }

double referred(double x, int n) {
  Pair p = {x, x * x}, q = {x * 3, x * 5};
  Pair *r = &p;
  if (n > 2)
    r = &q;
  r->a *= 2;
  return p.a * q.a;
}
// CHECK-LABEL: func referred_adjoint(
// CHECK-NOT: local
// CHECK-NOT: ::Pair
// CHECK: return
double other(double x, int n) { return clangent::gradient<referred>(x, n); }
