// Pooling over windows of images [n, c, h, w], with adjoints; tangents of
// averages are in tangents.h. The adjoint of max_pool2d goes to the first largest
// element of each window, and its tangent comes from there.
#ifndef CLANGENT_TENSOR_POOLING_H
#define CLANGENT_TENSOR_POOLING_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/adjoint.h>

#include <array>

namespace clangent {

struct Pool2dOptions {
  std::array<std::int64_t, 2> kernel{2, 2};
  std::array<std::int64_t, 2> stride{2, 2};
  std::array<std::int64_t, 2> padding{0, 0};
  bool ceil_mode = false;
  /// Whether averages count the padding as elements (zeros).
  bool count_include_pad = true;

  static Pool2dOptions square(std::int64_t kernel, std::int64_t stride, std::int64_t padding = 0,
                              bool ceil_mode = false) {
    return {{kernel, kernel}, {stride, stride}, {padding, padding}, ceil_mode, true};
  }
};

template <class T> Tensor<T> max_pool2d(const Tensor<T> &x, const Pool2dOptions &options);
template <class T>
CLANGENT_ADJOINT_OF("clangent::max_pool2d")
void max_pool2d_adjoint(const Tensor<T> &x, const Pool2dOptions &options, const Tensor<T> &y_bar, Bar<T> x_bar);
template <class T>
CLANGENT_TANGENT_OF("clangent::max_pool2d")
Tensor<T> max_pool2d_tangent(const Tensor<T> &x, const Pool2dOptions &options, const Tensor<T> &x_dot);

template <class T> Tensor<T> avg_pool2d(const Tensor<T> &x, const Pool2dOptions &options);
template <class T>
CLANGENT_ADJOINT_OF("clangent::avg_pool2d")
void avg_pool2d_adjoint(const Shape &x_shape, const Pool2dOptions &options, const Tensor<T> &y_bar, Bar<T> x_bar);

/// Averages over windows that divide the image into `out` parts.
template <class T> Tensor<T> adaptive_avg_pool2d(const Tensor<T> &x, std::array<std::int64_t, 2> out);
template <class T>
CLANGENT_ADJOINT_OF("clangent::adaptive_avg_pool2d")
void adaptive_avg_pool2d_adjoint(const Shape &x_shape, std::array<std::int64_t, 2> out, const Tensor<T> &y_bar,
                                 Bar<T> x_bar);

} // namespace clangent

#pragma pop_macro("T")

#endif
