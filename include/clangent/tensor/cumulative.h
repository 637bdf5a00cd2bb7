// Running sums and products along a dimension, with their derivative rules. The
// tangent of the sum is in tangents.h.
#ifndef CLANGENT_TENSOR_CUMULATIVE_H
#define CLANGENT_TENSOR_CUMULATIVE_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/views.h>

namespace clangent {

template <class T> Tensor<sum_t<T>> cumsum(const Tensor<T> &x, std::int64_t dim) {
  using Result = sum_t<T>;
  return detail::map_lanes<Result>("cumsum", x, dim, [](const T *in, Result *out, std::int64_t n) {
    Result total = 0;
    for (std::int64_t i = 0; i < n; ++i)
      out[i] = total += in[i];
  });
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::cumsum")
void cumsum_adjoint(std::int64_t dim, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(detail::map_lanes<T>("cumsum", y_bar, dim, [](const T *g, T *out, std::int64_t n) {
    T total = 0;
    for (std::int64_t i = n - 1; i >= 0; --i)
      out[i] = total += g[i];
  }));
}

template <class T> Tensor<sum_t<T>> cumprod(const Tensor<T> &x, std::int64_t dim) {
  using Result = sum_t<T>;
  return detail::map_lanes<Result>("cumprod", x, dim, [](const T *in, Result *out, std::int64_t n) {
    Result total = 1;
    for (std::int64_t i = 0; i < n; ++i)
      out[i] = total *= in[i];
  });
}
// x_bar_i = (product before i) * h_i, h_i = g_i + x_{i+1} h_{i+1}: no division,
// so zeros are handled exactly.
template <class T>
CLANGENT_ADJOINT_OF("clangent::cumprod")
void cumprod_adjoint(const Tensor<T> &x, std::int64_t dim, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(detail::zip_lanes<T>("cumprod", x, y_bar, dim, [](const T *v, const T *g, T *out, std::int64_t n) {
    T h = 0;
    for (std::int64_t i = n - 1; i >= 0; --i) {
      h = g[i] + (i + 1 < n ? v[i + 1] * h : T(0));
      out[i] = h;
    }
    T before = 1;
    for (std::int64_t i = 0; i < n; ++i) {
      out[i] *= before;
      before *= v[i];
    }
  }));
}
// y_dot_i = y_dot_{i-1} x_i + y_{i-1} x_dot_i
template <class T>
CLANGENT_TANGENT_OF("clangent::cumprod")
Tensor<T> cumprod_tangent(const Tensor<T> &x, std::int64_t dim, const Tensor<T> &x_dot) {
  if (!x_dot.defined())
    return x_dot;
  return detail::zip_lanes<T>("cumprod", x, x_dot, dim, [](const T *v, const T *d, T *out, std::int64_t n) {
    T before = 1, dot = 0;
    for (std::int64_t i = 0; i < n; ++i) {
      out[i] = dot = dot * v[i] + before * d[i];
      before *= v[i];
    }
  });
}

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/cumulative.inc>

#endif
