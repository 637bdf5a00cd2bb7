// A chain of elementwise operations becomes one loop over blocks, with its reverse sweep where the seed is known before; a
// short one, and one whose values pass through memory all the same, stays as it is.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-print %s | FileCheck %s
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-print -fplugin-arg-clangent-no-blocks %s \
// RUN:   | FileCheck %s --check-prefix=OFF
#include <clangent/clangent.h>
#include <clangent/tensor.h>

using T = clangent::Tensor<float>;

T chain(const T &x, const T &w) {
  const T c = tanh(x * w + 1.0f);
  return sum(square(c) * 0.5f + c * x);
}
void request(const T &x, const T &w, T &x_bar, T &w_bar) {
  clangent::vjp<chain>(clangent::dup(x, x_bar), clangent::dup(w, w_bar), clangent::seed(T(1.0f)));
}
// OFF-NOT: Blocks
// CHECK-LABEL: Adjoint of chain
// CHECK: sum_adjoint<float>(clangent::joint_shape(x, w),
// CHECK: const clangent::Blocks blocks = clangent::Blocks::of(x, w).seeded([[SEED:[a-z_0-9]+]]);
// CHECK-NEXT: const long block_count = blocks.count();
// CHECK-NEXT: clangent::BlockTotal<clangent::Tensor<float>> [[Y:[a-z_0-9]+]]{};
// CHECK-NEXT: clangent::Tensor<float> [[X_BAR:[a-z_0-9]+]], [[W_BAR:[a-z_0-9]+]];
// CHECK-NEXT: for (long block = 0; block < block_count; ++block) {
// CHECK: x_part = blocks.part(x, block);
// CHECK: w_part = blocks.part(w, block);
// CHECK: clangent::tanh<float>(
// CHECK: add_adjoint<float>({{.*}}blocks.part([[SEED]], block),
// CHECK: tanh_adjoint<float>(c, c_bar,
// CHECK: mul_adjoint<float>(x_part, w_part, {{.*}}, x_bar_part, w_bar_part);
// CHECK: blocks.reduce([[Y]], block,
// CHECK: blocks.sum([[X_BAR]], block, x_bar_part);
// CHECK: blocks.sum([[W_BAR]], block, w_bar_part);
// CHECK-NEXT: }
// CHECK-DAG: accumulate(x_bar, [[X_BAR]]);
// CHECK-DAG: accumulate(w_bar, [[W_BAR]]);
// CHECK: sum<float>([[Y]],

T compute_s(const T &x, const T &y, const T &z) { return 2 * (x - y) + z; }
auto short_one(const T &x) { return clangent::gradient<compute_s>(x, x, x); }
// CHECK-LABEL: Adjoint of compute_s
// CHECK-NOT: Blocks

T layer(const T &x, const T &w) { return sum(relu(matmul(relu(matmul(x, w)), w))); }
auto products_between(const T &x) { return clangent::gradient<layer>(x, x); }
// CHECK-LABEL: Adjoint of layer
// CHECK-NOT: Blocks
