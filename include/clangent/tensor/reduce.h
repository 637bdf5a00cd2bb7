// The reduction engine: reduce_rows splits a tensor into rows along any set of
// dimensions and turns each row into one element. Rows that no single stride
// can walk are copied first.
#ifndef CLANGENT_TENSOR_REDUCE_H
#define CLANGENT_TENSOR_REDUCE_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/elementwise.h>

#include <algorithm>

namespace clangent {
namespace detail {

// One row of a reduction: n elements, `step` apart.
template <class T> struct Row {
  const T *data;
  std::int64_t n;
  std::int64_t step;
  T operator[](std::int64_t i) const { return data[i * step]; }
};

// `x` seen as [kept dimensions..., reduced dimensions merged into one].
template <class T> struct RowView {
  Tensor<T> rows;
  std::int64_t length = 1;
};

inline bool contains(const Dims &dims, int dim) {
  for (std::int64_t d : dims)
    if (d == dim)
      return true;
  return false;
}

// The permutation that moves dimension `from` to position `to`.
inline Dims moved_dims(int rank, int from, int to) {
  Dims dims;
  for (int d = 0; d < rank; ++d)
    if (d != from)
      dims.push_back(d);
  dims.insert(to, from);
  return dims;
}

// Shape after reducing `dims` (counted from the front).
inline Shape reduced_shape(const Shape &shape, const Dims &dims, bool keepdim) {
  Shape out;
  for (int d = 0; d < shape.size(); ++d) {
    if (!contains(dims, d))
      out.push_back(shape[d]);
    else if (keepdim)
      out.push_back(1);
  }
  return out;
}

template <class T> RowView<T> view_rows(const Tensor<T> &x, const Dims &dims) {
  Shape shape, inner;
  Strides strides, inner_strides;
  for (int d = 0; d < x.rank(); ++d) {
    if (contains(dims, d)) {
      if (x.shape()[d] == 1)
        continue;
      inner.push_back(x.shape()[d]);
      inner_strides.push_back(x.strides()[d]);
    } else {
      shape.push_back(x.shape()[d]);
      strides.push_back(x.strides()[d]);
    }
  }
  RowView<T> view;
  view.length = count_elements(inner);
  bool walkable = true;
  for (int d = 0; d + 1 < inner.size(); ++d)
    walkable = walkable && inner_strides[d] == inner_strides[d + 1] * inner[d + 1];
  const std::int64_t step = inner.empty() ? 1 : inner_strides.back();
  Shape merged = shape;
  if (walkable) {
    if (merged.size() == max_rank)
      throw TensorError("reduction", "rank too high");
    merged.push_back(view.length);
    strides.push_back(step);
    view.rows = x.view_as(merged, strides, 0);
    return view;
  }
  for (int d = 0; d < inner.size(); ++d) {
    shape.push_back(inner[d]);
    strides.push_back(inner_strides[d]);
  }
  const Tensor<T> dense = x.view_as(shape, strides, 0).copy();
  merged.push_back(view.length);
  view.rows = dense.view_as(merged, row_major(merged), 0);
  return view;
}

// Calls f(row, k) for row k of the view, in row-major order of kept dims.
template <class T, class Function> void for_each_row(const RowView<T> &view, Function f) {
  const Tensor<T> &rows = view.rows;
  const int last = rows.rank() - 1;
  const std::int64_t step = rows.strides()[last];
  Shape outer = rows.shape();
  outer.erase(last);
  Strides outer_strides = rows.strides();
  outer_strides.erase(last);
  std::int64_t k = 0;
  const LoopNest<1> nest = plan_loops<1>(outer, {&outer}, {&outer_strides});
  run_loops(nest, [&](const auto &at, std::int64_t n, const auto &by) {
    for (std::int64_t i = 0; i < n; ++i)
      f(Row<T>{rows.data() + at[0] + i * by[0], view.length, step}, k++);
  });
}

} // namespace detail

// f(row) for every row along `dims` (all of them if empty).
template <class T, class Function>
auto reduce_rows(const char *operation, const Tensor<T> &x, const Dims &dims, bool keepdim, const Function &f) {
  using Result = std::decay_t<decltype(f(std::declval<detail::Row<T>>()))>;
  detail::require_defined(operation, x);
  const Dims over = normal_dims(operation, dims, x.rank());
  auto out = Tensor<Result>::empty(detail::reduced_shape(x.shape(), over, keepdim));
  if (out.numel() == 0)
    return out;
  Result *o = out.writable();
  detail::for_each_row(detail::view_rows(x, over), [&](const auto &row, std::int64_t k) { o[k] = f(row); });
  return out;
}

// Sums the contributions of a broadcast: the result has `shape`.
template <class T> CLANGENT_COMPILED Tensor<T> sum_to(const Tensor<T> &x, const Shape &shape);

namespace detail {

// Sum of f over n elements of a row from `first` on, in several partial sums.
template <class Result, class T, class Function>
Result sum_stretch(const Row<T> &row, std::int64_t first, std::int64_t n, const Function &f) {
  constexpr int lanes = 8;
  Result part[lanes] = {};
  std::int64_t i = 0;
  if (row.step == 1) {
    const T *const from = row.data + first;
    for (; i + lanes <= n; i += lanes)
      for (int k = 0; k < lanes; ++k)
        part[k] += f(from[i + k]);
  }
  for (; i < n; ++i)
    part[i % lanes] += f(row[first + i]);
  return ((part[0] + part[1]) + (part[2] + part[3])) + ((part[4] + part[5]) + (part[6] + part[7]));
}

// A sum over rows, stretch by stretch, so that rounding errors do not grow with
// the number of elements. Rows that follow each other give what one row of them
// all gives if each but the last is a number of whole stretches.
template <class Result> class StretchedSum {
public:
  static constexpr std::int64_t stretch = 512;

  template <class T, class Function> void add(const Row<T> &row, const Function &f) {
    for (std::int64_t first = 0; first < row.n; first += stretch)
      sum_ += sum_stretch<Result>(row, first, std::min(stretch, row.n - first), f);
  }
  Result value() const { return Result(sum_); }

private:
  std::conditional_t<std::is_same_v<Result, float>, double, Result> sum_ = 0;
};

// Sum of f over a row.
template <class Result, class T, class Function> Result sum_mapped(const Row<T> &row, const Function &f) {
  StretchedSum<Result> sum;
  sum.add(row, f);
  return sum.value();
}
template <class Result, class T> Result sum_row(const Row<T> &row) {
  return sum_mapped<Result>(row, [](T v) { return static_cast<Result>(v); });
}

// Adds the rows of a row-major [rows, columns] block: out[c] += x[r, c].
template <class Result, class T>
void add_rows(Result *__restrict out, const T *x, std::int64_t rows, std::int64_t columns) {
  for (std::int64_t r = 0; r < rows; ++r)
    for (std::int64_t c = 0; c < columns; ++c)
      out[c] += static_cast<Result>(x[r * columns + c]);
}

// Whether `dims` are exactly the leading ones of a row-major tensor.
template <class T> bool reduces_leading(const Tensor<T> &x, const Dims &dims) {
  if (dims.empty() || dims.size() == x.rank() || !x.is_contiguous())
    return false;
  for (int d = 0; d < dims.size(); ++d)
    if (!contains(dims, d))
      return false;
  return true;
}

} // namespace detail

// Sum over `dims` (all if empty); integers are summed in int64.
template <class T>
CLANGENT_TOTAL Tensor<sum_t<T>> sum(const Tensor<T> &x, const Dims &dims = {}, bool keepdim = false) {
  using Result = sum_t<T>;
  detail::require_defined("sum", x);
  const Dims over = normal_dims("sum", dims, x.rank());
  if (detail::reduces_leading(x, over)) {
    auto out = Tensor<Result>::zeros(detail::reduced_shape(x.shape(), over, keepdim));
    if (out.numel() > 0)
      detail::add_rows(out.writable(), x.data(), x.numel() / out.numel(), out.numel());
    return out;
  }
  return reduce_rows("sum", x, over, keepdim, [](const detail::Row<T> &row) { return detail::sum_row<Result>(row); });
}

template <class T> CLANGENT_COMPILED Tensor<T> sum_to(const Tensor<T> &x, const Shape &shape) {
  if (x.shape() == shape)
    return x;
  const int extra = x.rank() - shape.size();
  Dims over;
  for (int d = 0; d < x.rank(); ++d)
    if (d < extra || (shape[d - extra] == 1 && x.shape()[d] != 1))
      over.push_back(d);
  const Tensor<T> summed = over.empty() ? x : sum(x, over, true).template to<T>();
  return summed.contiguous().view_as(shape, row_major(shape), 0);
}

namespace detail {

// An adjoint of a reduction's result, in a shape that broadcasts over x.
template <class T>
CLANGENT_COMPILED Tensor<T> unreduce(const Tensor<T> &y_bar, const Shape &x_shape, const Dims &dims) {
  const Dims over = normal_dims("adjoint", dims, x_shape.size());
  const Shape kept = reduced_shape(x_shape, over, true);
  if (y_bar.numel() != count_elements(kept))
    fail_adjoint(y_bar.shape(), kept);
  return y_bar.contiguous().view_as(kept, row_major(kept), 0);
}

// Number of elements that a reduction of `dims` merges into one.
inline std::int64_t reduced_count(const Shape &shape, const Dims &dims) {
  std::int64_t n = 1;
  for (std::int64_t d : normal_dims("reduction", dims, shape.size()))
    n *= shape[int(d)];
  return n;
}

// `x` with dimension `dim` moved to the end, row-major; a number counts as a
// vector of one element.
template <class T> Tensor<T> lanes_of(const Tensor<T> &x, int dim) {
  if (x.rank() == 0)
    return x.view_as({1}, {1}, 0);
  return x.permute(moved_dims(x.rank(), dim, x.rank() - 1)).contiguous();
}
template <class T> Tensor<T> lanes_back(const Tensor<T> &lanes, int dim, int rank) {
  if (rank == 0)
    return lanes.view_as({}, {}, 0);
  return lanes.permute(moved_dims(rank, rank - 1, dim));
}

// f(in, out, n) for every lane of x along `dim`; lanes keep their length.
template <class Result, class T, class Function>
Tensor<Result> map_lanes(const char *operation, const Tensor<T> &x, std::int64_t dim, const Function &f) {
  require_defined(operation, x);
  const int d = normal_dim(operation, dim, x.rank());
  const Tensor<T> in = lanes_of(x, d);
  auto out = Tensor<Result>::empty(in.shape());
  const std::int64_t n = in.shape().back();
  Result *o = out.writable();
  for (std::int64_t at = 0; at < in.numel(); at += n)
    f(in.data() + at, o + at, n);
  return lanes_back(out, d, x.rank());
}
// The same for two tensors of one shape: f(a, b, out, n).
template <class T, class Function>
Tensor<T> zip_lanes(const char *operation, const Tensor<T> &a, const Tensor<T> &b, std::int64_t dim,
                    const Function &f) {
  require_defined(operation, a, b);
  if (a.shape() != b.shape())
    fail_shapes(operation, "shapes differ", {a.shape(), b.shape()});
  const int d = normal_dim(operation, dim, a.rank());
  const Tensor<T> in_a = lanes_of(a, d), in_b = lanes_of(b, d);
  auto out = Tensor<T>::empty(in_a.shape());
  const std::int64_t n = in_a.shape().back();
  T *o = out.writable();
  for (std::int64_t at = 0; at < in_a.numel(); at += n)
    f(in_a.data() + at, in_b.data() + at, o + at, n);
  return lanes_back(out, d, a.rank());
}

} // namespace detail

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/reduce.inc>

#endif
