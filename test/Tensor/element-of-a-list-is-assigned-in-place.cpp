// An assignment to an element changes the list's own variable, and its adjoint moves that element's adjoint out of the
// list's: neither list is copied, and elements are all that is stored.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-print %s | FileCheck %s
#include <clangent/clangent.h>
#include <clangent/tensor.h>

using T = clangent::Tensor<double>;

double steps(const T &x, int n) {
  std::vector<T> h(n, x);
  for (int t = 1; t < n; ++t)
    h[t] = clangent::sin(h[t - 1]);
  return clangent::sum(h[n - 1]).item();
}
void request(const T &x, T &x_bar, int n) { clangent::vjp<steps>(clangent::dup(x, x_bar), n); }
// CHECK-LABEL: Adjoint of steps
// CHECK: {{ h =$}}
// CHECK-NEXT: ::std::vector<
// CHECK: tape.array<clangent::Tensor<double>>
// CHECK-NOT: tape.array
// CHECK: h[static_cast<long>(t)] = clangent::sin<double>(
// CHECK: for (int t = n; t-- > 1;) {
// CHECK-NEXT: // {{.*}} h[t] = clangent::sin(h[t - 1])
// CHECK-NEXT: Tensor<double> [[BAR:[a-z_0-9]+]];
// CHECK-NEXT: clangent::take_part([[BAR]], clangent::element_place(h_bar, static_cast<long>(t)));
// CHECK-NEXT: Tensor<double> [[OLD:[a-z_0-9]+]];
// CHECK: clangent::sin_adjoint<double>({{.*}}, [[BAR]],
// CHECK: clangent::accumulate_at(h_bar, static_cast<long>(t - 1), [[OLD]]);
// CHECK-NEXT: }
// CHECK: clangent::accumulate_all(x_bar, h_bar);
