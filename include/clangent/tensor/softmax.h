// Softmax and its logarithm along a dimension. Their derivative rules need only
// the result.
#ifndef CLANGENT_TENSOR_SOFTMAX_H
#define CLANGENT_TENSOR_SOFTMAX_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/math.h>
#include <clangent/tensor/views.h>

namespace clangent {
namespace detail {

template <class T> T largest_of(const T *x, std::int64_t n) {
  T most = x[0];
  for (std::int64_t i = 1; i < n; ++i)
    most = x[i] > most ? x[i] : most;
  return most;
}
// y = exp(x - max x); returns the sum.
template <class T> T exp_shifted(const T *x, T *y, std::int64_t n, T most) {
  for (std::int64_t i = 0; i < n; ++i)
    y[i] = x[i] - most;
  exp_array(y, y, n);
  T total = 0;
  for (std::int64_t i = 0; i < n; ++i)
    total += y[i];
  return total;
}

} // namespace detail

template <class T> Tensor<T> softmax(const Tensor<T> &x, std::int64_t dim) {
  return detail::map_lanes<T>("softmax", x, dim, [](const T *in, T *out, std::int64_t n) {
    const T most = detail::largest_of(in, n);
    const T total = detail::exp_shifted(in, out, n, most);
    for (std::int64_t i = 0; i < n; ++i)
      out[i] /= total;
  });
}
namespace detail {
// y (g - sum(y g)): the Jacobian times g, and its transpose, which is the same.
template <class T> Tensor<T> softmax_derivative(std::int64_t dim, const Tensor<T> &y, const Tensor<T> &g) {
  return zip_lanes<T>("softmax", y, g, dim, [](const T *p, const T *h, T *out, std::int64_t n) {
    T inner = 0;
    for (std::int64_t i = 0; i < n; ++i)
      inner += p[i] * h[i];
    for (std::int64_t i = 0; i < n; ++i)
      out[i] = p[i] * (h[i] - inner);
  });
}
} // namespace detail
template <class T>
CLANGENT_ADJOINT_OF("clangent::softmax")
void softmax_adjoint(std::int64_t dim, const Tensor<T> &y, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(detail::softmax_derivative(dim, y, y_bar));
}
template <class T>
CLANGENT_TANGENT_OF("clangent::softmax")
Tensor<T> softmax_tangent(std::int64_t dim, const Tensor<T> &y, const Tensor<T> &x_dot) {
  return x_dot.defined() ? detail::softmax_derivative(dim, y, x_dot) : x_dot;
}

template <class T> Tensor<T> log_softmax(const Tensor<T> &x, std::int64_t dim) {
  return detail::map_lanes<T>("log_softmax", x, dim, [](const T *in, T *out, std::int64_t n) {
    const T most = detail::largest_of(in, n);
    const T log_total = std::log(detail::exp_shifted(in, out, n, most));
    for (std::int64_t i = 0; i < n; ++i)
      out[i] = in[i] - most - log_total;
  });
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::log_softmax")
void log_softmax_adjoint(std::int64_t dim, const Tensor<T> &y, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(detail::zip_lanes<T>("log_softmax", y, y_bar, dim, [](const T *l, const T *g, T *out, std::int64_t n) {
    T total = 0;
    for (std::int64_t i = 0; i < n; ++i)
      total += g[i];
    detail::exp_array(l, out, n);
    for (std::int64_t i = 0; i < n; ++i)
      out[i] = g[i] - out[i] * total;
  }));
}
// x_dot - sum(exp(y) x_dot)
template <class T>
CLANGENT_TANGENT_OF("clangent::log_softmax")
Tensor<T> log_softmax_tangent(std::int64_t dim, const Tensor<T> &y, const Tensor<T> &x_dot) {
  if (!x_dot.defined())
    return x_dot;
  return detail::zip_lanes<T>("log_softmax", y, x_dot, dim, [](const T *l, const T *g, T *out, std::int64_t n) {
    detail::exp_array(l, out, n);
    T inner = 0;
    for (std::int64_t i = 0; i < n; ++i)
      inner += out[i] * g[i];
    for (std::int64_t i = 0; i < n; ++i)
      out[i] = g[i] - inner;
  });
}

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/softmax.inc>

#endif
