// Matrix products, the linear layer, convolution and pooling.
#include "check_ops.h"

namespace reference {

using namespace clangent;

namespace {

// f(x, weight, bias) of a layer whose bias may be missing.
template <class T, class F> Outcome<T> layer(const Call<T> &c, const F &f) {
  if (c.optional(2).defined())
    return apply<0, 1, 2>(c, f);
  return apply<0, 1>(c, [f](const Tensor<T> &x, const Tensor<T> &weight) { return f(x, weight, Tensor<T>()); });
}

// One number for both directions, or a pair.
template <class T> BothWays pair_of(const Call<T> &c, const char *name, std::int64_t otherwise) {
  const Dims list = c.dims(name);
  if (list.empty())
    return {otherwise, otherwise};
  return {list[0], list[list.size() - 1]};
}

template <class T> Conv2dOptions conv_options(const Call<T> &c) {
  return {pair_of(c, "stride", 1), pair_of(c, "padding", 0), pair_of(c, "dilation", 1), c.integer("groups", 1)};
}

template <class T> Outcome<T> convolve(const Call<T> &c) {
  return layer(c, [options = conv_options(c)](const Tensor<T> &x, const Tensor<T> &weight, const Tensor<T> &bias) {
    return conv2d(x, weight, bias, options);
  });
}

template <class T> Outcome<T> convolve_lines(const Call<T> &c) {
  const Conv2dOptions square = conv_options(c);
  const Conv1dOptions options{square.stride[1], square.padding[1], square.dilation[1], square.groups};
  return layer(c, [options](const Tensor<T> &x, const Tensor<T> &weight, const Tensor<T> &bias) {
    return conv1d(x, weight, bias, options);
  });
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
#define PRODUCT(name)                                                                                                  \
  table[#name] = [](const Call<T> &c) {                                                                                \
    return apply<0, 1>(c, [](const Tensor<T> &a, const Tensor<T> &b) { return clangent::name(a, b); });                \
  };
  PRODUCT(matmul)
  PRODUCT(mm)
  PRODUCT(bmm)
  PRODUCT(mv)
  PRODUCT(dot)
  PRODUCT(outer)
#undef PRODUCT
  table["addmm"] = [](const Call<T> &c) {
    return apply<0, 1, 2>(c, [beta = c.attr("beta", 1),
                              alpha = c.attr("alpha", 1)](const Tensor<T> &y, const Tensor<T> &a, const Tensor<T> &b) {
      return addmm(y, a, b, beta, alpha);
    });
  };
  table["linear"] = [](const Call<T> &c) {
    return layer(
        c, [](const Tensor<T> &x, const Tensor<T> &weight, const Tensor<T> &bias) { return linear(x, weight, bias); });
  };
}

} // namespace

template <class T> void add_matrices(Operations<T> &table) {
  add_products(table);
  table["conv2d"] = convolve<T>;
  table["conv1d"] = convolve_lines<T>;
  table["max_pool2d"] = [](const Call<T> &c) {
    return apply<0>(c, [options = pool_options(c)](const Tensor<T> &x) { return max_pool2d(x, options); });
  };
  table["avg_pool2d"] = [](const Call<T> &c) {
    return apply<0>(c, [options = pool_options(c)](const Tensor<T> &x) { return avg_pool2d(x, options); });
  };
  table["adaptive_avg_pool2d"] = [](const Call<T> &c) {
    return apply<0>(c,
                    [size = pair_of(c, "output_size", 1)](const Tensor<T> &x) { return adaptive_avg_pool2d(x, size); });
  };
}
REFERENCE_INSTANTIATE(add_matrices)

} // namespace reference
