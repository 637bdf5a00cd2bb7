// A function that stays a call is told which of the numbers that it is handed the address of are used behind it, and
// tells which of them are before it; not where all of them are used anyway.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-print %s | FileCheck %s
#include <clangent/clangent.h>
extern "C" double sqrt(double);

struct Pair {
  double a, b;
};
void put(double x, Pair &v, int n) {
  if (n > 0)
    return put(x, v, n - 1);
  v.a = x * x;
  v.b = sqrt(x);
}

double somewhere(double x, int n) {
  Pair v;
  put(x, v, n);
  return x > 0 ? v.a + v.b : v.a;
}
// CHECK-LABEL: double somewhere_adjoint(double x, int n, double result_bar, double &x_bar) {
// CHECK: v_b_used = true;
// CHECK: v_a_used = true;
// CHECK: put_reverse(residual, v_a_used, v_b_used, x_bar_1);
// CHECK-LABEL: void put_reverse(put_residual *residual, bool &v_a_used, bool &v_b_used,
// CHECK: put_reverse(residual->residual, v_a_used, v_b_used, x_bar);
// CHECK: const bool [[B:v_b_used_[0-9]+]] = v_b_used;
// CHECK: v_b_used = false;
// CHECK: [[B]] ? sqrt_bar *
double one(double x, int n) { return clangent::gradient<somewhere>(x, n); }

double always(double x, int n) {
  Pair v;
  put(x, v, n);
  return v.a + v.b;
}
// CHECK-LABEL: double always_adjoint(double x, int n, double result_bar, double &x_bar) {
// CHECK-NOT: _used
// CHECK: return
double all(double x, int n) { return clangent::gradient<always>(x, n); }
