// Matrix products, the linear layer, convolution and pooling.
#include "check_ops.h"

namespace reference {

using namespace clangent;

namespace {

template <class T> Outcome<T> affine(const Call<T> &c) {
  Outcome<T> r(c);
  r.give(linear(c.x(0), c.x(1), c.optional(2)));
  if (c.cot.empty())
    return r;
  Tensor<T> unused;
  linear_adjoint(c.x(0), c.x(1), c.cot[0], r.bar(0), r.bar(1), c.optional(2).defined() ? r.bar(2) : unused);
  return r;
}

template <class T> Outcome<T> scaled_product(const Call<T> &c) {
  Outcome<T> r(c);
  const T beta = c.attr("beta", 1), alpha = c.attr("alpha", 1);
  r.give(addmm(c.x(0), c.x(1), c.x(2), beta, alpha));
  if (!c.cot.empty())
    addmm_adjoint(c.x(0).shape(), c.x(1), c.x(2), beta, alpha, c.cot[0], r.bar(0), r.bar(1), r.bar(2));
  return r;
}

/// One number for both directions, or a pair.
template <class T> std::array<std::int64_t, 2> pair_of(const Call<T> &c, const char *name, std::int64_t otherwise) {
  const Dims list = c.dims(name);
  if (list.empty())
    return {otherwise, otherwise};
  return {list[0], list[list.size() - 1]};
}

template <class T> Conv2dOptions conv_options(const Call<T> &c) {
  return {pair_of(c, "stride", 1), pair_of(c, "padding", 0), pair_of(c, "dilation", 1), c.integer("groups", 1)};
}

template <class T> Outcome<T> convolve(const Call<T> &c) {
  Outcome<T> r(c);
  const Conv2dOptions options = conv_options(c);
  r.give(conv2d(c.x(0), c.x(1), c.optional(2), options));
  if (c.cot.empty())
    return r;
  Tensor<T> unused;
  conv2d_adjoint(c.x(0), c.x(1), options, c.cot[0], r.bar(0), r.bar(1), c.optional(2).defined() ? r.bar(2) : unused);
  return r;
}

template <class T> Outcome<T> convolve_lines(const Call<T> &c) {
  Outcome<T> r(c);
  const Conv2dOptions square = conv_options(c);
  const Conv1dOptions options{square.stride[1], square.padding[1], square.dilation[1], square.groups};
  r.give(conv1d(c.x(0), c.x(1), c.optional(2), options));
  if (c.cot.empty())
    return r;
  Tensor<T> unused;
  conv1d_adjoint(c.x(0), c.x(1), options, c.cot[0], r.bar(0), r.bar(1), c.optional(2).defined() ? r.bar(2) : unused);
  return r;
}

template <class T> Pool2dOptions pool_options(const Call<T> &c) {
  const auto kernel = pair_of(c, "kernel_size", 2);
  Pool2dOptions options;
  options.kernel = kernel;
  options.stride = c.has("stride") ? pair_of(c, "stride", 1) : kernel;
  options.padding = pair_of(c, "padding", 0);
  options.ceil_mode = c.flag("ceil_mode", false);
  options.count_include_pad = c.flag("count_include_pad", true);
  return options;
}

template <class T> void add_products(Operations<T> &table) {
  REFERENCE_BINARY("matmul", matmul(a, b), matmul_adjoint(a, b, g, a_bar, b_bar))
  REFERENCE_BINARY("mm", mm(a, b), mm_adjoint(a, b, g, a_bar, b_bar))
  REFERENCE_BINARY("bmm", bmm(a, b), bmm_adjoint(a, b, g, a_bar, b_bar))
  REFERENCE_BINARY("mv", mv(a, b), mv_adjoint(a, b, g, a_bar, b_bar))
  REFERENCE_BINARY("dot", dot(a, b), dot_adjoint(a, b, g, a_bar, b_bar))
  REFERENCE_BINARY("outer", outer(a, b), outer_adjoint(a, b, g, a_bar, b_bar))
  table["addmm"] = scaled_product<T>;
  table["linear"] = affine<T>;
}

} // namespace

template <class T> void add_matrices(Operations<T> &table) {
  add_products(table);
  table["conv2d"] = convolve<T>;
  table["conv1d"] = convolve_lines<T>;
  REFERENCE_UNARY("max_pool2d", max_pool2d(x, pool_options(c)), max_pool2d_adjoint(x, pool_options(c), g, bar))
  REFERENCE_UNARY("avg_pool2d", avg_pool2d(x, pool_options(c)), avg_pool2d_adjoint(x.shape(), pool_options(c), g, bar))
  REFERENCE_UNARY("adaptive_avg_pool2d", adaptive_avg_pool2d(x, pair_of(c, "output_size", 1)),
                  adaptive_avg_pool2d_adjoint(x.shape(), pair_of(c, "output_size", 1), g, bar))
}
REFERENCE_INSTANTIATE(add_matrices)

} // namespace reference
