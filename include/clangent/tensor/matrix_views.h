// Rearrangements that copy: flips, rolls, repeats, triangles, diagonals, with
// their adjoints.
#ifndef CLANGENT_TENSOR_MATRIX_VIEWS_H
#define CLANGENT_TENSOR_MATRIX_VIEWS_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/join.h>
#include <clangent/tensor/reductions.h>

namespace clangent {

// Order reversed along the given dimensions.
template <class T> Tensor<T> flip(const Tensor<T> &x, const Dims &dims) {
  if (dims.empty())
    return x;
  detail::ViewSpec spec{x.shape(), x.strides(), 0};
  for (std::int64_t d : normal_dims("flip", dims, x.rank())) {
    const int at = int(d);
    if (x.shape()[at] > 0)
      spec.offset += (x.shape()[at] - 1) * x.strides()[at];
    spec.strides[at] = -x.strides()[at];
  }
  return x.numel() == 0 ? x : detail::take_view(x, spec).copy();
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::flip")
void flip_adjoint(const Dims &dims, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(flip(y_bar, dims));
}

// Elements moved by `shift` along a dimension, round the end.
template <class T> Tensor<T> roll(const Tensor<T> &x, std::int64_t shift, std::int64_t dim) {
  const std::int64_t n = x.size(dim);
  if (n == 0)
    return x;
  const std::int64_t cut = ((-shift % n) + n) % n;
  return cat<T>({slice(x, dim, cut, n), slice(x, dim, 0, cut)}, dim);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::roll")
void roll_adjoint(std::int64_t shift, std::int64_t dim, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(roll(y_bar, -shift, dim));
}

namespace detail {
// x repeated, seen as [repeats[0], size[0], repeats[1], size[1], ...].
struct Tiling {
  Shape own;    // the shape of x, with 1 where it is repeated
  Shape tiled;  // the same with the repeats
  Shape result; // neighbours multiplied out
  Dims repeats; // the dimensions that are repeats
};
Tiling tile(const Shape &shape, const Dims &repeats);
} // namespace detail

// x repeated along each dimension; more repeats than dimensions raise the
// rank.
template <class T> Tensor<T> repeat(const Tensor<T> &x, const Dims &repeats) {
  const detail::Tiling tiling = detail::tile(x.shape(), repeats);
  return x.reshape(tiling.own).expand(tiling.tiled).reshape(tiling.result);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::repeat")
void repeat_adjoint(const Shape &x_shape, const Dims &repeats, const Tensor<T> &y_bar, Bar<T> x_bar) {
  const detail::Tiling tiling = detail::tile(x_shape, repeats);
  const Tensor<T> parts = y_bar.reshape(tiling.tiled);
  x_bar.add((tiling.repeats.empty() ? parts : sum(parts, tiling.repeats)).reshape(x_shape));
}

namespace detail {
// x with zeros where column - row is on the wrong side of `diagonal`.
template <class T> Tensor<T> triangle(const char *operation, const Tensor<T> &x, std::int64_t diagonal, bool upper) {
  if (x.rank() < 2)
    fail_shapes(operation, "needs rank 2 or more", {x.shape()});
  Tensor<T> y = x.copy();
  const std::int64_t rows = x.size(-2), columns = x.size(-1);
  T *const p = y.writable();
  for (std::int64_t k = 0; k < y.numel(); ++k) {
    const std::int64_t off = k % columns - k / columns % rows;
    if (upper ? off < diagonal : off > diagonal)
      p[k] = T(0);
  }
  return y;
}
} // namespace detail

// The lower (upper) triangle of matrices, the rest zero.
template <class T> Tensor<T> tril(const Tensor<T> &x, std::int64_t diagonal = 0) {
  return detail::triangle("tril", x, diagonal, false);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::tril")
void tril_adjoint(std::int64_t diagonal, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(tril(y_bar, diagonal));
}
template <class T> Tensor<T> triu(const Tensor<T> &x, std::int64_t diagonal = 0) {
  return detail::triangle("triu", x, diagonal, true);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::triu")
void triu_adjoint(std::int64_t diagonal, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(triu(y_bar, diagonal));
}

namespace detail {
// The main diagonal of a matrix as a view.
inline ViewSpec diagonal_spec(const Shape &shape, const Strides &strides) {
  if (shape.size() != 2)
    fail_shapes("diagonal", "needs rank 2", {shape});
  return {{std::min(shape[0], shape[1])}, {strides[0] + strides[1]}, 0};
}
} // namespace detail

// The diagonal matrix of a vector, or the main diagonal of a matrix.
template <class T> Tensor<T> diag(const Tensor<T> &x) {
  if (x.rank() == 2)
    return detail::take_view(x, detail::diagonal_spec(x.shape(), x.strides()));
  if (x.rank() != 1)
    detail::fail_shapes("diag", "needs rank 1 or 2", {x.shape()});
  auto y = Tensor<T>::zeros({x.numel(), x.numel()});
  detail::add_into_view(y, detail::diagonal_spec(y.shape(), y.strides()), x);
  return y;
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::diag")
void diag_adjoint(const Shape &x_shape, const Tensor<T> &y_bar, Bar<T> x_bar) {
  if (x_shape.size() == 1)
    x_bar.add(diag(y_bar));
  else
    detail::add_into_view(x_bar.materialise(x_shape), detail::diagonal_spec(x_shape, row_major(x_shape)), y_bar);
}

// Sum of the main diagonal.
template <class T> Tensor<sum_t<T>> trace(const Tensor<T> &x) {
  if (x.rank() != 2)
    detail::fail_shapes("trace", "needs rank 2", {x.shape()});
  return sum(diag(x));
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::trace")
void trace_adjoint(const Shape &x_shape, const Tensor<T> &y_bar, Bar<T> x_bar) {
  const auto spec = detail::diagonal_spec(x_shape, row_major(x_shape));
  detail::add_into_view(x_bar.materialise(x_shape), spec, y_bar.expand(spec.shape));
}

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/matrix_views.inc>

#endif
