// Convolution (cross-correlation) in one and two dimensions, with adjoints. An
// undefined bias is none. The multiplications are the library's: patches of the
// input are laid out as a matrix, a group at a time.
#ifndef CLANGENT_TENSOR_CONVOLUTION_H
#define CLANGENT_TENSOR_CONVOLUTION_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/both_ways.h>
#include <clangent/tensor/reductions.h>

namespace clangent {

struct Conv2dOptions {
  BothWays stride{1};
  BothWays padding{0};
  BothWays dilation{1};
  std::int64_t groups = 1;

  // The same numbers in both directions.
  static Conv2dOptions square(std::int64_t stride, std::int64_t padding = 0, std::int64_t dilation = 1,
                              std::int64_t groups = 1) {
    return {{stride}, {padding}, {dilation}, groups};
  }
};

namespace detail {
template <class T>
Tensor<T> conv2d_forward(const Tensor<T> &x, const Tensor<T> &weight, const Tensor<T> &bias,
                         const Conv2dOptions &options);
template <class T>
Tensor<T> conv2d_x_bar(const Shape &x_shape, const Tensor<T> &weight, const Conv2dOptions &options,
                       const Tensor<T> &y_bar);
template <class T>
Tensor<T> conv2d_weight_bar(const Tensor<T> &x, const Shape &weight_shape, const Conv2dOptions &options,
                            const Tensor<T> &y_bar);
} // namespace detail

// x [n, c, h, w], weight [k, c/groups, kh, kw], bias [k]
template <class T>
Tensor<T> conv2d(const Tensor<T> &x, const Tensor<T> &weight, const Tensor<T> &bias = {},
                 const Conv2dOptions &options = {}) {
  return detail::conv2d_forward(x, weight, bias, options);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::conv2d")
void conv2d_adjoint(const Tensor<T> &x, const Tensor<T> &weight, const Shape &bias_shape, const Conv2dOptions &options,
                    const Tensor<T> &y_bar, Bar<T> x_bar, Bar<T> weight_bar, Bar<T> bias_bar) {
  if (x_bar)
    x_bar.add(detail::conv2d_x_bar(x.shape(), weight, options, y_bar));
  if (weight_bar)
    weight_bar.add(detail::conv2d_weight_bar(x, weight.shape(), options, y_bar));
  if (bias_bar && !bias_shape.empty())
    bias_bar.add(sum(y_bar, {0, 2, 3}));
}

struct Conv1dOptions {
  std::int64_t stride = 1, padding = 0, dilation = 1, groups = 1;
  // The same convolution over images of height 1.
  Conv2dOptions as_2d() const { return {{1, stride}, {0, padding}, {1, dilation}, groups}; }
};

// x [n, c, w], weight [k, c/groups, kw], bias [k]
template <class T>
Tensor<T> conv1d(const Tensor<T> &x, const Tensor<T> &weight, const Tensor<T> &bias = {},
                 const Conv1dOptions &options = {}) {
  if (x.rank() != 3 || weight.rank() != 3)
    detail::fail_shapes("conv1d", "needs rank 3", {x.shape(), weight.shape()});
  return conv2d(x.unsqueeze(2), weight.unsqueeze(2), bias, options.as_2d()).squeeze(2);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::conv1d")
void conv1d_adjoint(const Tensor<T> &x, const Tensor<T> &weight, const Shape &bias_shape, const Conv1dOptions &options,
                    const Tensor<T> &y_bar, Bar<T> x_bar, Bar<T> weight_bar, Bar<T> bias_bar) {
  const Tensor<T> g = y_bar.unsqueeze(2);
  if (x_bar)
    x_bar.add(detail::conv2d_x_bar(x.unsqueeze(2).shape(), weight.unsqueeze(2), options.as_2d(), g).squeeze(2));
  if (weight_bar)
    weight_bar.add(
        detail::conv2d_weight_bar(x.unsqueeze(2), weight.unsqueeze(2).shape(), options.as_2d(), g).squeeze(2));
  if (bias_bar && !bias_shape.empty())
    bias_bar.add(sum(y_bar, {0, 2}));
}

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/convolution.inc>

#endif
