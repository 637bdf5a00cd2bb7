// Only the member that is assigned to takes part: the rest of the element is neither read nor made anew.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-print %s | FileCheck %s
#include <clangent/clangent.h>
#include <clangent/tensor.h>

using T = clangent::Tensor<double>;
struct Layer {
  T weight, bias;
};

double scaled(std::vector<Layer> layers, const T &x) {
  for (Layer &layer : layers)
    layer.weight = layer.weight * x;
  return clangent::sum(layers[0].weight + layers[0].bias).item();
}
void request(const std::vector<Layer> &layers, const T &x, std::vector<Layer> &bar, T &x_bar) {
  clangent::vjp<scaled>(clangent::dup(layers, bar), clangent::dup(x, x_bar));
}
// CHECK-LABEL: Adjoint of scaled
// CHECK: for (long i = 0; i < [[N:[a-z_0-9]+]]; ++i) {
// CHECK-NOT: Layer
// CHECK: layers_1[i].weight = clangent::mul<double>({{.*}}, x);
// CHECK-NEXT: }
// CHECK: for (long i = [[N]]; i-- > 0;) {
// CHECK: clangent::take_part([[BAR:[a-z_0-9]+]], clangent::element_place({{[a-z_0-9]+}}, i).weight);
// CHECK: clangent::mul_adjoint<double>({{.*}}, x,
// CHECK-NEXT: [[BAR]],
