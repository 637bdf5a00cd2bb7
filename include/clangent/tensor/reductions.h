// Reductions over any dimensions (all of them if `dims` is empty), with their
// derivative rules: mean, product, variance, logsumexp, p-norms. Sum is in
// reduce.h; tangents of sum and mean are in tangents.h.
#ifndef CLANGENT_TENSOR_REDUCTIONS_H
#define CLANGENT_TENSOR_REDUCTIONS_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/math.h>
#include <clangent/tensor/views.h>

#include <limits>

namespace clangent {

template <class T>
CLANGENT_ADJOINT_OF("clangent::sum")
void sum_adjoint(const Shape &x_shape, const Dims &dims, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(expand(detail::unreduce(y_bar, x_shape, dims), x_shape));
}

namespace detail {
// The mean of something that has a sum and a shape.
template <class T, class Summable> Tensor<T> mean_of(const Summable &x, const Dims &dims, bool keepdim) {
  static_assert(std::is_floating_point_v<T>, "mean needs a floating type");
  const T n = T(reduced_count(x.shape(), dims));
  Tensor<T> total = sum(x, dims, keepdim);
  update(
      "mean", [n](T v) { return v / n; }, total);
  return total;
}
} // namespace detail

template <class T> CLANGENT_TOTAL Tensor<T> mean(const Tensor<T> &x, const Dims &dims = {}, bool keepdim = false) {
  return detail::mean_of<T>(x, dims, keepdim);
}
template <class T>
CLANGENT_COMPILED Tensor<T> mean(const BlockTotal<Tensor<T>> &x, const Dims &dims = {}, bool keepdim = false) {
  return detail::mean_of<T>(x, dims, keepdim);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::mean")
void mean_adjoint(const Shape &x_shape, const Dims &dims, const Tensor<T> &y_bar, Bar<T> x_bar) {
  const T n = T(detail::reduced_count(x_shape, dims));
  const Tensor<T> shared = transform(
      "mean", [n](T g) { return g / n; }, y_bar);
  x_bar.add(expand(detail::unreduce(shared, x_shape, dims), x_shape));
}

namespace detail {
// The tangent of a reduction: the sum over the rows of x_dot times the
// derivatives. Every element of x has a part in one element of y only, so
// adjoint(y_bar, x_bar) gives its derivative where y_bar is 1.
template <class T, class Adjoint>
Tensor<T> reduced_dot(const Tensor<T> &x_dot, const Tensor<T> &y, const Dims &dims, bool keepdim,
                      const Adjoint &adjoint) {
  if (!x_dot.defined())
    return x_dot;
  Tensor<T> derivative;
  adjoint(Tensor<T>::ones(y.shape()), derivative);
  return sum(scaled_dot(x_dot, derivative), dims, keepdim);
}
} // namespace detail

template <class T> Tensor<sum_t<T>> prod(const Tensor<T> &x, const Dims &dims = {}, bool keepdim = false) {
  return reduce_rows("prod", x, dims, keepdim, [](const detail::Row<T> &row) {
    sum_t<T> product = 1;
    for (std::int64_t i = 0; i < row.n; ++i)
      product *= row[i];
    return product;
  });
}

namespace detail {
// out[i] = product of all others: right however many of them are zero.
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
// f(in, out, n) for every row of x along `dims`, counted from the front: map_lanes over several dimensions.
template <class T, class Function>
Tensor<T> map_rows(const char *operation, const Tensor<T> &x, const Dims &dims, const Function &f) {
  Dims order;
  for (int d = 0; d < x.rank(); ++d)
    if (!contains(dims, d))
      order.push_back(d);
  Shape rows = reduced_shape(x.shape(), dims, false);
  for (std::int64_t d : dims)
    order.push_back(d);
  rows.push_back(reduced_count(x.shape(), dims));
  const Tensor<T> in = permute(x, order);
  return permute(map_lanes<T>(operation, reshape(in, rows), -1, f).reshape(in.shape()), inverse_dims(order));
}
} // namespace detail

template <class T>
CLANGENT_ADJOINT_OF("clangent::prod")
void prod_adjoint(const Tensor<T> &x, const Dims &dims, const Tensor<T> &y_bar, Bar<T> x_bar) {
  const Dims over = normal_dims("prod", dims, x.rank());
  const Tensor<T> others = detail::map_rows("prod", x, over, detail::products_of_others<T>);
  const Tensor<T> g = detail::unreduce(y_bar, x.shape(), over);
  x_bar.add(transform(
      "prod", [](T u, T v) { return u * v; }, others, g));
}

template <class T>
CLANGENT_TANGENT_OF("clangent::prod")
Tensor<T> prod_tangent(const Tensor<T> &x, const Dims &dims, bool keepdim, const Tensor<T> &y, const Tensor<T> &x_dot) {
  return detail::reduced_dot(x_dot, y, dims, keepdim,
                             [&](const Tensor<T> &ones, Tensor<T> &bar) { prod_adjoint(x, dims, ones, bar); });
}

// Variance with divisor n - 1 (unbiased) or n.
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

template <class T>
CLANGENT_TANGENT_OF("clangent::var")
Tensor<T> var_tangent(const Tensor<T> &x, const Dims &dims, bool unbiased, bool keepdim, const Tensor<T> &y,
                      const Tensor<T> &x_dot) {
  return detail::reduced_dot(x_dot, y, dims, keepdim,
                             [&](const Tensor<T> &ones, Tensor<T> &bar) { var_adjoint(x, dims, unbiased, ones, bar); });
}

// Square root of var.
template <class T>
Tensor<T> std_dev(const Tensor<T> &x, const Dims &dims = {}, bool unbiased = true, bool keepdim = false) {
  return sqrt(var(x, dims, unbiased, keepdim));
}
// The derivative at zero spread is 0.
template <class T>
CLANGENT_ADJOINT_OF("clangent::std_dev")
void std_dev_adjoint(const Tensor<T> &x, const Dims &dims, bool unbiased, const Tensor<T> &y, const Tensor<T> &y_bar,
                     Bar<T> x_bar) {
  const Tensor<T> var_bar = transform(
      "std_dev", [](T g, T s) { return s == T(0) ? T(0) : g / (T(2) * s); }, y_bar, y);
  var_adjoint(x, dims, unbiased, var_bar, x_bar);
}

template <class T>
CLANGENT_TANGENT_OF("clangent::std_dev")
Tensor<T> std_dev_tangent(const Tensor<T> &x, const Dims &dims, bool unbiased, bool keepdim, const Tensor<T> &y,
                          const Tensor<T> &x_dot) {
  return detail::reduced_dot(x_dot, y, dims, keepdim, [&](const Tensor<T> &ones, Tensor<T> &bar) {
    std_dev_adjoint(x, dims, unbiased, y, ones, bar);
  });
}

// log of the sum of exp, without overflow.
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

template <class T>
CLANGENT_TANGENT_OF("clangent::logsumexp")
Tensor<T> logsumexp_tangent(const Tensor<T> &x, const Dims &dims, bool keepdim, const Tensor<T> &y,
                            const Tensor<T> &x_dot) {
  return detail::reduced_dot(x_dot, y, dims, keepdim,
                             [&](const Tensor<T> &ones, Tensor<T> &bar) { logsumexp_adjoint(x, dims, y, ones, bar); });
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

// d(p-norm)/dx at element v of a row whose norm is `norm`; finite p.
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

// p-norm; p may be 0, infinite or negative infinite.
template <class T> Tensor<T> norm(const Tensor<T> &x, T p = T(2), const Dims &dims = {}, bool keepdim = false) {
  return reduce_rows("norm", x, dims, keepdim, [p](const detail::Row<T> &row) { return detail::row_norm(row, p); });
}
// The derivative at zero is 0; infinite norms share among ties.
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
template <class T>
CLANGENT_TANGENT_OF("clangent::norm")
Tensor<T> norm_tangent(const Tensor<T> &x, T p, const Dims &dims, bool keepdim, const Tensor<T> &y,
                       const Tensor<T> &x_dot) {
  return detail::reduced_dot(x_dot, y, dims, keepdim,
                             [&](const Tensor<T> &ones, Tensor<T> &bar) { norm_adjoint(x, p, dims, y, ones, bar); });
}

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/reductions.inc>

#endif
