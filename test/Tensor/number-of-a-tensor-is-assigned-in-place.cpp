// An assignment to one number changes the tensor's own variable, and its adjoint moves one number out of the tensor's.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-print %s | FileCheck %s
#include <clangent/clangent.h>
#include <clangent/tensor.h>

using T = clangent::Tensor<double>;

double filled(const T &x, int n) {
  T y = T::zeros({n});
  for (int i = 0; i < n; ++i)
    y.set(x.at(i), i);
  return clangent::sum(y * y).item();
}
void request(const T &x, T &x_bar, int n) { clangent::vjp<filled>(clangent::dup(x, x_bar), n); }
void along(const T &x, const T &x_dot, int n) { clangent::jvp<filled>(clangent::dup(x, x_dot), n); }
// CHECK-LABEL: Adjoint of filled
// CHECK-NOT: tape
// CHECK: for (int i = 0; i < n; ++i) {
// CHECK-NEXT: [[INDEX:[A-Za-z_0-9]+]] = clangent::IndexList{static_cast<long>(i)};
// CHECK-NEXT: y.set_index([[INDEX]], x.at_index([[INDEX]]));
// CHECK-NEXT: }
// CHECK: for (int i = n; i-- > 0;) {
// CHECK: double [[BAR:[a-z_0-9]+]] = 0;
// CHECK-NEXT: clangent::set_index_adjoint<double>({{.*}}, &[[BAR]], y_bar);
// CHECK-NEXT: clangent::at_index_adjoint<double>(clangent::shape_of(x), {{.*}}, [[BAR]], x_bar);
// CHECK-NEXT: }
// CHECK-LABEL: Tangent of filled
// CHECK: for (int i = 0; i < n; ++i) {
// CHECK: y.set_index({{.*}}, x.at_index(
// CHECK-NEXT: clangent::set_index_tangent<double>({{.*}}, y,
// CHECK-NEXT: clangent::at_index_tangent<double>({{.*}}, x_dot), y_dot);
// CHECK-NEXT: }
