// What a counted loop carries is stored in an array on the tape, and its adjoint goes back from iteration to iteration.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -I%S/Inputs -fplugin-arg-clangent-print %s | FileCheck %s
#include "Pair.h"

using P = values::Pair<double>;

double carried(const P &x, const P &w, int n) {
  P h = x;
  for (int i = 0; i < n; ++i)
    h = sine(h * w);
  return dot(h, x);
}
void request(const P &x, const P &w, P &x_bar, P &w_bar, int n) {
  clangent::vjp<carried>(clangent::dup(x, x_bar), clangent::dup(w, w_bar), n);
}
// CHECK-LABEL: Adjoint of carried
// CHECK-DAG: [[T_AT:[a-z_0-9]+]] = tape.array<::values::Pair<double>>(n);
// CHECK-DAG: [[H_AT:h[a-z_0-9]*]] = tape.array<::values::Pair<double>>(n);
// CHECK: for (int i = 0; i < n; ++i) {
// CHECK-NEXT: [[H_AT]][i] = [[H:[a-z_0-9]+]];
// CHECK: [[T_AT]][i] = {{.*}};
// CHECK: [[H]] = ::values::sine<double>(
// CHECK: for (int i = n; i-- > 0;) {
// CHECK: if (clangent::is_set([[H_BAR:[a-z_0-9]+]])) ::values::sine_adjoint<double>([[T_AT]][i], [[H_BAR]], [[T_BAR:[a-z_0-9]+]]);
// CHECK-NEXT: [[H_BAR]] = ::values::Pair<double>();
// CHECK-NEXT: if (clangent::is_set([[T_BAR]])) ::values::product_adjoint<double>([[H_AT]][i], w, [[T_BAR]], &[[H_BAR]],
// CHECK-NEXT: &w_bar);
// CHECK-NEXT: }
