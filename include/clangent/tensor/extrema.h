// Largest and smallest elements, sorting, with their derivative rules. Over
// several dimensions ties share the adjoint equally; along one dimension the
// first of them gets it.
#ifndef CLANGENT_TENSOR_EXTREMA_H
#define CLANGENT_TENSOR_EXTREMA_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/indexing.h>
#include <clangent/tensor/reductions.h>

#include <algorithm>
#include <numeric>

namespace clangent {
namespace detail {

// Whether u comes before v as a largest (or smallest) element; NaN is first.
template <class T> bool beats(T u, T v, bool largest) {
  if (v != v)
    return false;
  return u != u || (largest ? u > v : u < v);
}

template <class T> std::int64_t best_of(const Row<T> &row, bool largest) {
  std::int64_t best = 0;
  for (std::int64_t i = 1; i < row.n; ++i)
    if (beats(row[i], row[best], largest))
      best = i;
  return best;
}

template <class T> void require_rows(const char *operation, const Tensor<T> &x, const Dims &dims) {
  if (reduced_count(x.shape(), dims) == 0)
    fail_shapes(operation, "no elements to choose from", {x.shape()});
}

template <class T>
Tensor<T> extreme(const char *operation, const Tensor<T> &x, const Dims &dims, bool keepdim, bool largest) {
  require_rows(operation, x, dims);
  return reduce_rows(operation, x, dims, keepdim, [largest](const Row<T> &row) { return row[best_of(row, largest)]; });
}

template <class T>
void extreme_adjoint(const Tensor<T> &x, const Dims &dims, const Tensor<T> &y, const Tensor<T> &y_bar,
                     BarReference<T> x_bar) {
  const Tensor<T> hit = transform(
      "extreme", [](T v, T m) { return T(v == m); }, x, unreduce(y, x.shape(), dims));
  const Tensor<T> g = unreduce(y_bar, x.shape(), dims);
  const Tensor<T> shared = transform(
      "extreme", [](T u, T n) { return u / n; }, g, unreduce(sum(hit, dims, true), x.shape(), dims));
  x_bar.add(transform(
      "extreme", [](T u, T h) { return u * h; }, shared, hit));
}
template <class T>
Tensor<T> extreme_tangent(const Tensor<T> &x, const Dims &dims, bool keepdim, const Tensor<T> &y,
                          const Tensor<T> &x_dot) {
  return reduced_dot(x_dot, y, dims, keepdim,
                     [&](const Tensor<T> &ones, Tensor<T> &bar) { extreme_adjoint<T>(x, dims, y, ones, bar); });
}

} // namespace detail

template <class T> Tensor<T> amax(const Tensor<T> &x, const Dims &dims = {}, bool keepdim = false) {
  return detail::extreme("amax", x, dims, keepdim, true);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::amax")
void amax_adjoint(const Tensor<T> &x, const Dims &dims, const Tensor<T> &y, const Tensor<T> &y_bar, Bar<T> x_bar) {
  detail::extreme_adjoint(x, dims, y, y_bar, x_bar);
}
template <class T>
CLANGENT_TANGENT_OF("clangent::amax")
Tensor<T> amax_tangent(const Tensor<T> &x, const Dims &dims, bool keepdim, const Tensor<T> &y, const Tensor<T> &x_dot) {
  return detail::extreme_tangent(x, dims, keepdim, y, x_dot);
}
template <class T> Tensor<T> amin(const Tensor<T> &x, const Dims &dims = {}, bool keepdim = false) {
  return detail::extreme("amin", x, dims, keepdim, false);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::amin")
void amin_adjoint(const Tensor<T> &x, const Dims &dims, const Tensor<T> &y, const Tensor<T> &y_bar, Bar<T> x_bar) {
  detail::extreme_adjoint(x, dims, y, y_bar, x_bar);
}
template <class T>
CLANGENT_TANGENT_OF("clangent::amin")
Tensor<T> amin_tangent(const Tensor<T> &x, const Dims &dims, bool keepdim, const Tensor<T> &y, const Tensor<T> &x_dot) {
  return detail::extreme_tangent(x, dims, keepdim, y, x_dot);
}

// Index of the first largest (smallest) element along a dimension.
template <class T> Tensor<std::int64_t> argmax(const Tensor<T> &x, std::int64_t dim, bool keepdim = false) {
  detail::require_rows("argmax", x, {dim});
  return reduce_rows("argmax", x, {dim}, keepdim, [](const detail::Row<T> &row) { return detail::best_of(row, true); });
}
template <class T> Tensor<std::int64_t> argmin(const Tensor<T> &x, std::int64_t dim, bool keepdim = false) {
  detail::require_rows("argmin", x, {dim});
  return reduce_rows("argmin", x, {dim}, keepdim,
                     [](const detail::Row<T> &row) { return detail::best_of(row, false); });
}

template <class T> struct ValuesAndIndices {
  Tensor<T> values;
  Tensor<std::int64_t> indices;
};

// The largest element of the whole tensor; of each row along `dim`.
template <class T> Tensor<T> max(const Tensor<T> &x) { return amax(x); }
template <class T> Tensor<T> min(const Tensor<T> &x) { return amin(x); }
template <class T>
CLANGENT_ADJOINT_OF("clangent::max")
void max_adjoint(const Tensor<T> &x, const Tensor<T> &y, const Tensor<T> &y_bar, Bar<T> x_bar) {
  detail::extreme_adjoint(x, {}, y, y_bar, x_bar);
}
template <class T>
CLANGENT_TANGENT_OF("clangent::max")
Tensor<T> max_tangent(const Tensor<T> &x, const Tensor<T> &y, const Tensor<T> &x_dot) {
  return detail::extreme_tangent(x, {}, false, y, x_dot);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::min")
void min_adjoint(const Tensor<T> &x, const Tensor<T> &y, const Tensor<T> &y_bar, Bar<T> x_bar) {
  detail::extreme_adjoint(x, {}, y, y_bar, x_bar);
}
template <class T>
CLANGENT_TANGENT_OF("clangent::min")
Tensor<T> min_tangent(const Tensor<T> &x, const Tensor<T> &y, const Tensor<T> &x_dot) {
  return detail::extreme_tangent(x, {}, false, y, x_dot);
}
namespace detail {
// The elements that `kept` names, one per row. Their adjoint is gather's: it
// goes to the element that each came from.
template <class T>
ValuesAndIndices<T> choose(const Tensor<T> &x, std::int64_t dim, const Tensor<std::int64_t> &kept, bool keepdim) {
  const Tensor<T> values = gather(x, dim, kept);
  if (keepdim || x.rank() == 0)
    return {values, kept};
  return {squeeze(values, dim), squeeze(kept, dim)};
}
} // namespace detail

template <class T> ValuesAndIndices<T> max(const Tensor<T> &x, std::int64_t dim, bool keepdim = false) {
  return detail::choose(x, dim, argmax(x, dim, true), keepdim);
}
template <class T> ValuesAndIndices<T> min(const Tensor<T> &x, std::int64_t dim, bool keepdim = false) {
  return detail::choose(x, dim, argmin(x, dim, true), keepdim);
}

// The adjoint that max, min, sort and topk along a dimension have in common:
// each value's adjoint goes to the element that it came from.
template <class T>
void chosen_adjoint(const Shape &x_shape, std::int64_t dim, const ValuesAndIndices<T> &y,
                    const ValuesAndIndices<T> &y_bar, Bar<T> x_bar) {
  if (!y_bar.values.defined())
    return;
  const bool dropped = y.indices.rank() < x_shape.size();
  gather_adjoint(x_shape, dim, dropped ? y.indices.unsqueeze(dim) : y.indices,
                 dropped ? y_bar.values.unsqueeze(dim) : y_bar.values, x_bar);
}
// The tangent that they have in common: the chosen elements of x_dot.
template <class T>
ValuesAndIndices<T> chosen_tangent(std::int64_t dim, const ValuesAndIndices<T> &y, const Tensor<T> &x_dot) {
  if (!x_dot.defined())
    return {};
  if (y.indices.rank() == x_dot.rank())
    return {gather(x_dot, dim, y.indices), {}};
  return {gather(x_dot, dim, y.indices.unsqueeze(dim)).squeeze(dim), {}};
}
#define CLANGENT_CHOSEN_RULES(name)                                                                                    \
  template <class T>                                                                                                   \
  CLANGENT_ADJOINT_OF("clangent::" #name)                                                                              \
  void name##_adjoint(const Shape &x_shape, std::int64_t dim, const ValuesAndIndices<T> &y,                            \
                      const ValuesAndIndices<T> &y_bar, Bar<T> x_bar) {                                                \
    chosen_adjoint(x_shape, dim, y, y_bar, x_bar);                                                                     \
  }                                                                                                                    \
  template <class T>                                                                                                   \
  CLANGENT_TANGENT_OF("clangent::" #name)                                                                              \
  ValuesAndIndices<T> name##_tangent(std::int64_t dim, const ValuesAndIndices<T> &y, const Tensor<T> &x_dot) {         \
    return chosen_tangent(dim, y, x_dot);                                                                              \
  }
CLANGENT_CHOSEN_RULES(max)
CLANGENT_CHOSEN_RULES(min)

// The order in which a stable sort along a dimension visits the elements.
template <class T> Tensor<std::int64_t> argsort(const Tensor<T> &x, std::int64_t dim = -1, bool descending = false) {
  return detail::map_lanes<std::int64_t>(
      "sort", x, dim, [descending](const T *in, std::int64_t *order, std::int64_t n) {
        std::iota(order, order + n, std::int64_t(0));
        // NaN counts as the largest value; equal ones keep their order.
        std::sort(order, order + n, [in, descending](std::int64_t i, std::int64_t j) {
          const T u = descending ? in[i] : in[j], v = descending ? in[j] : in[i];
          return detail::beats(u, v, true) || (!detail::beats(v, u, true) && i < j);
        });
      });
}

// Stable sort along a dimension.
template <class T> ValuesAndIndices<T> sort(const Tensor<T> &x, std::int64_t dim = -1, bool descending = false) {
  const auto indices = argsort(x, dim, descending);
  return {gather(x, dim, indices), indices};
}
CLANGENT_CHOSEN_RULES(sort)

// The k largest (or smallest) elements along a dimension, best first.
template <class T>
ValuesAndIndices<T> topk(const Tensor<T> &x, std::int64_t k, std::int64_t dim = -1, bool largest = true) {
  if (k < 0 || k > (x.rank() ? x.size(dim) : 1))
    detail::fail_shapes("topk", "k is " + std::to_string(k), {x.shape()});
  const auto sorted = sort(x, dim, largest);
  if (x.rank() == 0)
    return sorted;
  return {slice(sorted.values, dim, 0, k), slice(sorted.indices, dim, 0, k)};
}
CLANGENT_CHOSEN_RULES(topk)
#undef CLANGENT_CHOSEN_RULES

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/extrema.inc>

#endif
