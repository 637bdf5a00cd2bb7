// Rules are called in reverse order, each with the adjoints to add to; parameters are not copied.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -I%S/Inputs -fplugin-arg-clangent-print %s | FileCheck %s
#include "Pair.h"

using P = values::Pair<double>;

struct Model {
  P w, b;
};
double loss(const Model &m, const P &x) {
  P h = sine(x * m.w + m.b);
  return dot(h, m.w);
}
void request(const Model &m, const P &x, Model &m_bar) { clangent::vjp<loss>(clangent::dup(m, m_bar), x); }
// CHECK-LABEL: Adjoint of loss
// CHECK-NOT: Pair<double> {{[a-z_0-9]+}} = {{(m\.w|m\.b|x);}}
// CHECK: [[T:[a-z_0-9]+]] = ((x * m.w) + m.b);
// CHECK-NEXT: [[H:[a-z_0-9]+]] = ::values::sine<double>([[T]]);
// CHECK-NOT: Pair<double> {{[a-z_0-9]+}} = {{(m\.w|m\.b|x);}}
// CHECK: ::values::dot_adjoint<double>([[H]], m.w, result_bar, &[[H_BAR:[a-z_0-9]+]], &[[W_BAR:[a-z_0-9]+]]);
// CHECK: ::values::sine_adjoint<double>([[T]], [[H_BAR]], [[T_BAR:[a-z_0-9]+]]);
// CHECK: ::values::sum_adjoint<double>([[T_BAR]], &[[PRODUCT_BAR:[a-z_0-9]+]], &m_bar.b);
// CHECK-NEXT: ::values::product_adjoint<double>(x, m.w, [[PRODUCT_BAR]], nullptr, &[[W_BAR]]);
// CHECK-NEXT: clangent::accumulate(m_bar.w, [[W_BAR]]);
