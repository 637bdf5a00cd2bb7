// Pooling over windows of images [n, c, h, w], with adjoints; tangents of
// averages are in tangents.h. The adjoint of max_pool2d goes to the first largest
// element of each window, and its tangent comes from there.
#ifndef CLANGENT_TENSOR_POOLING_H
#define CLANGENT_TENSOR_POOLING_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/adjoint.h>
#include <clangent/tensor/both_ways.h>

namespace clangent {

// Windows do not overlap unless the stride says so: `{{3}}` are windows of 3 x 3, and so are their steps.
struct Pool2dOptions {
  BothWays kernel{2};
  BothWays stride = kernel;
  BothWays padding{0};
  bool ceil_mode = false;
  // Whether averages count the padding as elements (zeros).
  bool count_include_pad = true;

  static Pool2dOptions square(std::int64_t kernel, std::int64_t stride, std::int64_t padding = 0,
                              bool ceil_mode = false) {
    return {{kernel}, {stride}, {padding}, ceil_mode, true};
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

// Averages over windows that divide the image into `out` parts.
template <class T> Tensor<T> adaptive_avg_pool2d(const Tensor<T> &x, BothWays out);
template <class T>
CLANGENT_ADJOINT_OF("clangent::adaptive_avg_pool2d")
void adaptive_avg_pool2d_adjoint(const Shape &x_shape, BothWays out, const Tensor<T> &y_bar, Bar<T> x_bar);

} // namespace clangent

#pragma pop_macro("T")

#endif
