// Picking and placing elements by tensors of indices or masks, with adjoints.
// Indices out of range throw; where indices repeat, placed values add up.
#ifndef CLANGENT_TENSOR_INDEXING_H
#define CLANGENT_TENSOR_INDEXING_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/views.h>

namespace clangent {

using Indices = Tensor<std::int64_t>;

namespace detail {

inline std::int64_t checked_index(const char *operation, std::int64_t i, std::int64_t n) {
  if (i < 0 || i >= n)
    throw TensorError(operation, "index " + std::to_string(i) + " is out of range for size " + std::to_string(n));
  return i;
}

// f(k, o): k is a row-major position in `index`, o the offset of the element
// of a tensor (shape, strides) that it names along `dim`.
template <class Function>
void for_each_named(const char *operation, const Shape &shape, const Strides &strides, int dim, const Indices &index,
                    const Function &f) {
  if (index.rank() != shape.size())
    fail_shapes(operation, "index needs as many dimensions", {index.shape(), shape});
  for (int d = 0; d < shape.size(); ++d)
    if (d != dim && index.shape()[d] > shape[d])
      fail_shapes(operation, "index is larger than the tensor", {index.shape(), shape});
  const std::int64_t n = shape.empty() ? 1 : shape[dim];
  const std::int64_t step = shape.empty() ? 0 : strides[dim];
  Strides others = strides;
  if (!shape.empty())
    others[dim] = 0;
  const Shape &span = index.shape();
  const Strides dense = row_major(span);
  const auto nest = plan_loops<3>(span, {&span, &span, &span}, {&dense, &others, &index.strides()});
  run_loops(nest, [&](const auto &at, std::int64_t count, const auto &by) {
    for (std::int64_t i = 0; i < count; ++i) {
      const std::int64_t named = index.data()[at[2] + i * by[2]];
      f(at[0] + i * by[0], at[1] + i * by[1] + checked_index(operation, named, n) * step);
    }
  });
}

} // namespace detail

// y[.., i, ..] = x[.., index[.., i, ..], ..] along `dim`
template <class T> Tensor<T> gather(const Tensor<T> &x, std::int64_t dim, const Indices &index) {
  const int d = normal_dim("gather", dim, x.rank());
  auto y = Tensor<T>::empty(index.shape());
  T *const out = y.writable();
  detail::for_each_named("gather", x.shape(), x.strides(), d, index,
                         [&](std::int64_t k, std::int64_t o) { out[k] = x.data()[o]; });
  return y;
}

// x with src[k] added at the place that index[k] names along `dim`
template <class T> Tensor<T> scatter_add(Tensor<T> x, std::int64_t dim, const Indices &index, const Tensor<T> &src) {
  const int d = normal_dim("scatter_add", dim, x.rank());
  if (src.shape() != index.shape())
    detail::fail_shapes("scatter_add", "index and source differ", {index.shape(), src.shape()});
  T *const out = x.writable();
  const Tensor<T> dense = src.contiguous();
  detail::for_each_named("scatter_add", x.shape(), x.strides(), d, index,
                         [&](std::int64_t k, std::int64_t o) { out[o] += dense.data()[k]; });
  return x;
}

template <class T>
CLANGENT_ADJOINT_OF("clangent::gather")
void gather_adjoint(const Shape &x_shape, std::int64_t dim, const Indices &index, const Tensor<T> &y_bar,
                    Bar<T> x_bar) {
  Tensor<T> &bar = x_bar.materialise(x_shape);
  bar = scatter_add(std::move(bar), dim, index, y_bar);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::scatter_add")
void scatter_add_adjoint(std::int64_t dim, const Indices &index, const Tensor<T> &y_bar, Bar<T> x_bar, Bar<T> src_bar) {
  x_bar.add(y_bar);
  if (src_bar)
    src_bar.add(gather(y_bar, dim, index));
}

namespace detail {

// A tensor seen as [outer, n, inner] around one dimension.
struct Sandwich {
  std::int64_t outer = 1, n = 1, inner = 1;
};
inline Sandwich sandwich(const Shape &shape, int dim) {
  Sandwich s;
  for (int d = 0; d < shape.size(); ++d)
    (d < dim ? s.outer : d == dim ? s.n : s.inner) *= shape[d];
  return s;
}

// target[o, index[k], :] += source[o, k, :]
template <class T>
void add_slices(const char *operation, Tensor<T> &target, int dim, const Indices &index, const Tensor<T> &source) {
  const Tensor<T> dense = source.contiguous();
  const Indices list = index.contiguous();
  T *const out = target.writable();
  const Sandwich s = sandwich(target.shape(), dim);
  const std::int64_t count = list.numel();
  for (std::int64_t o = 0; o < s.outer; ++o)
    for (std::int64_t k = 0; k < count; ++k) {
      const std::int64_t at = checked_index(operation, list.data()[k], s.n);
      T *const to = out + (o * s.n + at) * s.inner;
      const T *const from = dense.data() + (o * count + k) * s.inner;
      for (std::int64_t i = 0; i < s.inner; ++i)
        to[i] += from[i];
    }
}

} // namespace detail

// The slices of x along `dim` that `index` (rank 1) lists.
template <class T> Tensor<T> index_select(const Tensor<T> &x, std::int64_t dim, const Indices &index) {
  const int d = normal_dim("index_select", dim, x.rank());
  if (x.rank() == 0 || index.rank() > 1)
    detail::fail_shapes("index_select", "needs a tensor and a list of indices", {x.shape(), index.shape()});
  const Tensor<T> dense = x.contiguous();
  const Indices list = index.contiguous();
  Shape shape = x.shape();
  shape[d] = list.numel();
  auto y = Tensor<T>::empty(shape);
  T *out = y.writable();
  const detail::Sandwich s = detail::sandwich(x.shape(), d);
  for (std::int64_t o = 0; o < s.outer; ++o)
    for (std::int64_t k = 0; k < list.numel(); ++k) {
      const std::int64_t at = detail::checked_index("index_select", list.data()[k], s.n);
      out = std::copy_n(dense.data() + (o * s.n + at) * s.inner, s.inner, out);
    }
  return y;
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::index_select")
void index_select_adjoint(const Shape &x_shape, std::int64_t dim, const Indices &index, const Tensor<T> &y_bar,
                          Bar<T> x_bar) {
  detail::add_slices("index_select", x_bar.materialise(x_shape), normal_dim("index_select", dim, x_shape.size()), index,
                     y_bar);
}

// x with the slices of src added at the places that `index` (rank 1) lists.
template <class T> Tensor<T> index_add(Tensor<T> x, std::int64_t dim, const Indices &index, const Tensor<T> &src) {
  const int d = normal_dim("index_add", dim, x.rank());
  Shape expected = x.shape();
  if (x.rank() > 0)
    expected[d] = index.numel();
  if (x.rank() == 0 || index.rank() > 1 || src.shape() != expected)
    detail::fail_shapes("index_add", "source does not fit", {x.shape(), index.shape(), src.shape()});
  detail::add_slices("index_add", x, d, index, src);
  return x;
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::index_add")
void index_add_adjoint(std::int64_t dim, const Indices &index, const Tensor<T> &y_bar, Bar<T> x_bar, Bar<T> src_bar) {
  x_bar.add(y_bar);
  if (src_bar)
    src_bar.add(index_select(y_bar, dim, index));
}

// The elements of x where the mask holds, as a vector.
template <class T> Tensor<T> masked_select(const Tensor<T> &x, const Tensor<bool> &mask) {
  const Shape shape = broadcast_shapes("masked_select", x.shape(), mask.shape());
  const Tensor<T> values = x.expand(shape).contiguous();
  const Tensor<bool> wanted = mask.expand(shape).contiguous();
  auto y = Tensor<T>::empty({sum(wanted).item()});
  T *out = y.writable();
  for (std::int64_t i = 0; i < values.numel(); ++i)
    if (wanted.data()[i])
      *out++ = values.data()[i];
  return y;
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::masked_select")
void masked_select_adjoint(const Shape &x_shape, const Tensor<bool> &mask, const Tensor<T> &y_bar, Bar<T> x_bar) {
  const Shape shape = broadcast_shapes("masked_select", x_shape, mask.shape());
  const Tensor<bool> wanted = mask.expand(shape).contiguous();
  const Tensor<T> dense = y_bar.contiguous();
  auto spread = Tensor<T>::zeros(shape);
  T *const out = spread.writable();
  const T *g = dense.data();
  for (std::int64_t i = 0; i < wanted.numel(); ++i)
    if (wanted.data()[i])
      out[i] = *g++;
  x_bar.add(spread, x_shape);
}

// Row index[..] of the weight matrix for every index. Row padding_idx (-1:
// none) is read like the others, and gets no adjoint.
template <class T>
Tensor<T> embedding(const Indices &index, const Tensor<T> &weight, [[maybe_unused]] std::int64_t padding_idx = -1) {
  if (weight.rank() != 2)
    detail::fail_shapes("embedding", "weight needs rank 2", {weight.shape()});
  Shape shape = index.shape();
  shape.push_back(weight.shape()[1]);
  return index_select(weight, 0, index.flatten()).reshape(shape);
}
namespace detail {
// Derivatives of rows, one per index; zeros where the index is padding_idx.
template <class T> Tensor<T> without_padding(const Tensor<T> &rows, const Indices &index, std::int64_t padding_idx) {
  if (padding_idx < 0)
    return rows;
  return transform(
      "embedding", [=](T g, std::int64_t i) { return i == padding_idx ? T(0) : g; }, rows,
      index.reshape({index.numel(), 1}));
}
} // namespace detail
template <class T>
CLANGENT_ADJOINT_OF("clangent::embedding")
void embedding_adjoint(const Indices &index, const Shape &weight_shape, std::int64_t padding_idx,
                       const Tensor<T> &y_bar, Bar<T> weight_bar) {
  const Tensor<T> rows = y_bar.reshape({index.numel(), weight_shape[1]});
  detail::add_slices("embedding", weight_bar.materialise(weight_shape), 0, index.flatten(),
                     detail::without_padding(rows, index, padding_idx));
}

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/indexing.inc>

#endif
