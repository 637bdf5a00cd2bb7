// Reductions over any dimensions (all of them if `dims` is empty), with their
// adjoints: mean, product, variance, logsumexp, p-norms. Sum is in reduce.h.
#ifndef CLANGENT_TENSOR_REDUCTIONS_H
#define CLANGENT_TENSOR_REDUCTIONS_H

#include <clangent/tensor/math.h>
#include <clangent/tensor/views.h>

#include <limits>

namespace clangent {

template <class T>
CLANGENT_ADJOINT_OF("clangent::sum")
void sum_adjoint(const Shape &x_shape, const Dims &dims, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(expand(detail::unreduce(y_bar, x_shape, dims), x_shape));
}

template <class T> Tensor<T> mean(const Tensor<T> &x, const Dims &dims = {}, bool keepdim = false) {
  static_assert(std::is_floating_point_v<T>, "mean needs a floating type");
  const T n = T(detail::reduced_count(x.shape(), dims));
  Tensor<T> total = sum(x, dims, keepdim);
  update(
      "mean", [n](T v) { return v / n; }, total);
  return total;
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::mean")
void mean_adjoint(const Shape &x_shape, const Dims &dims, const Tensor<T> &y_bar, Bar<T> x_bar) {
  const T n = T(detail::reduced_count(x_shape, dims));
  const Tensor<T> shared = transform(
      "mean", [n](T g) { return g / n; }, y_bar);
  x_bar.add(expand(detail::unreduce(shared, x_shape, dims), x_shape));
}

/// Product over one dimension, or over everything.
template <class T> Tensor<sum_t<T>> prod(const Tensor<T> &x, const Dims &dims = {}, bool keepdim = false) {
  return reduce_rows("prod", x, dims, keepdim, [](const detail::Row<T> &row) {
    sum_t<T> product = 1;
    for (std::int64_t i = 0; i < row.n; ++i)
      product *= row[i];
    return product;
  });
}

namespace detail {
/// out[i] = g * product of all others: right however many of them are zero.
template <class T> void products_of_others(const T *x, T *out, std::int64_t n) {
  T before = 1, after = 1;
  for (std::int64_t i = 0; i < n; ++i) {
    out[i] = before;
    before *= x[i];
  }
  for (std::int64_t i = n - 1; i >= 0; --i) {
    out[i] *= after;
    after *= x[i];
  }
}
} // namespace detail

template <class T>
CLANGENT_ADJOINT_OF("clangent::prod")
void prod_adjoint(const Tensor<T> &x, const Dims &dims, const Tensor<T> &y_bar, Bar<T> x_bar) {
  const Dims over = normal_dims("prod", dims, x.rank());
  if (over.size() != 1 && over.size() != x.rank())
    detail::fail_shapes("prod_adjoint", "needs one dimension or all of them", {x.shape(), dims});
  const bool whole = over.size() == x.rank();
  const Tensor<T> others =
      detail::map_lanes<T>("prod", whole ? x.flatten() : x, whole ? 0 : over[0], detail::products_of_others<T>);
  const Tensor<T> g = detail::unreduce(y_bar, x.shape(), over);
  x_bar.add(transform(
      "prod", [](T u, T v) { return u * v; }, others.reshape(x.shape()), g));
}

/// Variance with divisor n - 1 (unbiased) or n.
template <class T>
Tensor<T> var(const Tensor<T> &x, const Dims &dims = {}, bool unbiased = true, bool keepdim = false) {
  const T correction = unbiased ? T(1) : T(0);
  return reduce_rows("var", x, dims, keepdim, [correction](const detail::Row<T> &row) {
    const T average = detail::sum_row<T>(row) / T(row.n);
    const T squares = detail::sum_mapped<T>(row, [average](T v) { return (v - average) * (v - average); });
    return squares / (T(row.n) - correction);
  });
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::var")
void var_adjoint(const Tensor<T> &x, const Dims &dims, bool unbiased, const Tensor<T> &y_bar, Bar<T> x_bar) {
  const T n = T(detail::reduced_count(x.shape(), dims));
  const T scale = T(2) / (n - (unbiased ? T(1) : T(0)));
  x_bar.add(transform(
      "var", [scale](T g, T v, T m) { return g * scale * (v - m); }, detail::unreduce(y_bar, x.shape(), dims), x,
      mean(x, dims, true)));
}

/// Square root of var.
template <class T>
Tensor<T> std_dev(const Tensor<T> &x, const Dims &dims = {}, bool unbiased = true, bool keepdim = false) {
  return sqrt(var(x, dims, unbiased, keepdim));
}
/// The derivative at zero spread is 0.
template <class T>
CLANGENT_ADJOINT_OF("clangent::std_dev")
void std_dev_adjoint(const Tensor<T> &x, const Dims &dims, bool unbiased, const Tensor<T> &y, const Tensor<T> &y_bar,
                     Bar<T> x_bar) {
  const Tensor<T> var_bar = transform(
      "std_dev", [](T g, T s) { return s == T(0) ? T(0) : g / (T(2) * s); }, y_bar, y);
  var_adjoint(x, dims, unbiased, var_bar, x_bar);
}

/// log of the sum of exp, without overflow.
template <class T> Tensor<T> logsumexp(const Tensor<T> &x, const Dims &dims = {}, bool keepdim = false) {
  return reduce_rows("logsumexp", x, dims, keepdim, [](const detail::Row<T> &row) {
    T most = -std::numeric_limits<T>::infinity();
    for (std::int64_t i = 0; i < row.n; ++i)
      most = row[i] > most ? row[i] : most;
    const T shift = std::isinf(most) ? T(0) : most;
    T total = 0;
    for (std::int64_t i = 0; i < row.n; ++i)
      total += std::exp(row[i] - shift);
    return std::log(total) + shift;
  });
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::logsumexp")
void logsumexp_adjoint(const Tensor<T> &x, const Dims &dims, const Tensor<T> &y, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(transform(
      "logsumexp", [](T g, T v, T l) { return g * std::exp(v - l); }, detail::unreduce(y_bar, x.shape(), dims), x,
      detail::unreduce(y, x.shape(), dims)));
}

namespace detail {

template <class T> T row_norm(const Row<T> &row, T p) {
  T total = p == -std::numeric_limits<T>::infinity() ? std::numeric_limits<T>::infinity() : T(0);
  for (std::int64_t i = 0; i < row.n; ++i) {
    const T a = std::fabs(row[i]);
    if (std::isinf(p))
      total = a != a || (p > 0 ? a > total : a < total) ? a : total;
    else if (p == T(0))
      total += a != T(0);
    else if (p == T(1))
      total += a;
    else if (p == T(2))
      total += a * a;
    else
      total += std::pow(a, p);
  }
  if (std::isinf(p) || p == T(0) || p == T(1))
    return total;
  return p == T(2) ? std::sqrt(total) : std::pow(total, T(1) / p);
}

template <class T> T sign_of(T v) { return T((v > T(0)) - (v < T(0))); }

/// d(p-norm)/dx at element v of a row whose norm is `norm`; finite p.
template <class T> T norm_slope(T v, T norm, T p) {
  if (p == T(0) || norm == T(0) || (v == T(0) && p != T(1)))
    return T(0);
  if (p == T(1))
    return sign_of(v);
  if (p == T(2))
    return v / norm;
  return sign_of(v) * std::pow(std::fabs(v) / norm, p - T(1));
}

} // namespace detail

/// p-norm; p may be 0, infinite or negative infinite.
template <class T> Tensor<T> norm(const Tensor<T> &x, T p = T(2), const Dims &dims = {}, bool keepdim = false) {
  return reduce_rows("norm", x, dims, keepdim, [p](const detail::Row<T> &row) { return detail::row_norm(row, p); });
}
/// The derivative at zero is 0; infinite norms share among ties.
template <class T>
CLANGENT_ADJOINT_OF("clangent::norm")
void norm_adjoint(const Tensor<T> &x, T p, const Dims &dims, const Tensor<T> &y, const Tensor<T> &y_bar, Bar<T> x_bar) {
  const Tensor<T> g = detail::unreduce(y_bar, x.shape(), dims);
  const Tensor<T> norms = detail::unreduce(y, x.shape(), dims);
  if (!std::isinf(p)) {
    x_bar.add(transform(
        "norm", [p](T u, T v, T l) { return u * detail::norm_slope(v, l, p); }, g, x, norms));
    return;
  }
  const Tensor<T> hit = transform(
      "norm", [](T v, T l) { return T(std::fabs(v) == l); }, x, norms);
  const Tensor<T> shared = transform(
      "norm", [](T u, T n) { return u / n; }, g, sum(hit, dims, true).reshape(g.shape()));
  x_bar.add(transform(
      "norm", [](T u, T v, T h) { return u * h * detail::sign_of(v); }, shared, x, hit));
}

} // namespace clangent

#endif
