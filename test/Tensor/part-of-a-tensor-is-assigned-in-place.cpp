// An assignment to a part changes the tensor's own variable, through the path to the part, and its adjoint moves that part
// out of the variable's. Parts that are read and kept are copies of their own, so that no write has to copy the variable.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-print %s | FileCheck %s
#include <clangent/clangent.h>
#include <clangent/tensor.h>

using T = clangent::Tensor<double>;

double rows(const T &x, const T &a, int n) {
  T y = x;
  for (int i = 1; i < n; ++i)
    y[i] = sin(y[i - 1]);
  y.t()[0].slice(0, 0, 2) *= a;
  return clangent::sum(y).item();
}
double elements(const T &x, int n) {
  T y = x;
  for (int i = 1; i < n; ++i) {
    const auto v = sin(y[i - 1].slice(0, 1, 3)[1]);
    y[i][0] = v;
  }
  return clangent::sum(y).item();
}
void requested(const T &x, T &x_bar, int n) { clangent::vjp<elements>(clangent::dup(x, x_bar), n); }
void request(const T &x, T &x_bar, const T &a, int n) { clangent::vjp<rows>(clangent::dup(x, x_bar), a, n); }
void along(const T &x, const T &x_dot, const T &a, int n) { clangent::jvp<rows>(clangent::dup(x, x_dot), a, n); }
// CHECK-LABEL: Adjoint of elements
// CHECK: for (int i = 1; i < n; ++i) {
// CHECK-NOT: clangent::select
// CHECK: y.part({{.*}}[static_cast<long>(i - 1)].slice(0L, 1L, 3L, 1L)[1L]);
// CHECK-NOT: clangent::select
// CHECK: y.set_part(
// CHECK-LABEL: Adjoint of rows
// CHECK: Tensor<double> y = x;
// CHECK: for (int i = 1; i < n; ++i) {
// CHECK: clangent::select<double>(y, 0L, {{.*}}).copy()
// CHECK: y.set_part(clangent::ViewPath()[static_cast<long>(i)], [[SIN:[a-z_0-9]+]]);
// CHECK: [[PATH:[a-zA-Z_0-9]+]] = {{.*}}.t()[0L].slice(0L, 0L, 2L, 1L);
// CHECK: [[PART:[a-z_0-9]+]] = y.part([[PATH]]);
// CHECK: [[PRODUCT:[a-z_0-9]+]] = clangent::mul<double>([[PART]], a);
// CHECK-NEXT: y.set_part([[PATH]], [[PRODUCT]]);
// CHECK: // {{.*}}: y.t()[0].slice(0, 0, 2) *= a
// CHECK-NEXT: Tensor<double> [[PRODUCT_BAR:[a-z_0-9]+]];
// CHECK-NEXT: clangent::set_part_adjoint<double>([[PATH]], {{.*}}, [[PRODUCT_BAR]], y_bar);
// CHECK: clangent::part_adjoint<double>({{.*}}, [[PATH]], {{.*}},{{[ [:space:]]*}}y_bar);
// CHECK: for (int i = n; i-- > 1;) {
// CHECK: clangent::set_part_adjoint<double>({{.*}}[static_cast<long>(i)],{{[ [:space:]]*[^ ]+}}, [[BAR:[a-z_0-9]+]], y_bar);
// CHECK: clangent::sin_adjoint<double>({{.*[[:space:]]*}}[[BAR]],
// CHECK: clangent::select_adjoint<double>({{.*[[:space:]]*.*}} y_bar);
// CHECK-LABEL: Tangent of rows
// CHECK: y.set_part([[PATH:[a-zA-Z_0-9]+]],
// CHECK: clangent::set_part_tangent<double>([[PATH]], y, {{.*}}, y_dot);
