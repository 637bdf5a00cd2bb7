// Joining tensors along a dimension and taking them apart, with adjoints. The
// adjoint of a list is a list; a null list of bars is inactive.
#ifndef CLANGENT_TENSOR_JOIN_H
#define CLANGENT_TENSOR_JOIN_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/views.h>

#include <limits>

namespace clangent {

// Parts one after another along an existing dimension.
template <class T> Tensor<T> cat(const std::vector<Tensor<T>> &parts, std::int64_t dim = 0) {
  if (parts.empty() || parts[0].rank() == 0)
    throw TensorError("cat", "needs tensors of rank 1 or more");
  const int d = normal_dim("cat", dim, parts[0].rank());
  Shape shape = parts[0].shape();
  shape[d] = 0;
  for (const Tensor<T> &part : parts) {
    Shape other = part.shape();
    if (other.size() == shape.size())
      other[d] = shape[d];
    if (other != shape)
      detail::fail_shapes("cat", "sizes differ beside the joined dimension", {parts[0].shape(), part.shape()});
    shape[d] += part.shape()[d];
  }
  auto out = Tensor<T>::empty(shape);
  std::int64_t at = 0;
  for (const Tensor<T> &part : parts) {
    const std::int64_t n = part.shape()[d];
    detail::update_view(out, detail::slice_spec(shape, out.strides(), d, at, at + n, 1), part,
                        [](T, T v) { return v; });
    at += n;
  }
  return out;
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::cat")
void cat_adjoint(const std::vector<Shape> &parts_shape, std::int64_t dim, const Tensor<T> &y_bar,
                 std::vector<Tensor<T>> *parts_bar) {
  if (!parts_bar)
    return;
  parts_bar->resize(parts_shape.size());
  const int d = normal_dim("cat", dim, y_bar.rank());
  std::int64_t at = 0;
  for (std::size_t i = 0; i < parts_shape.size(); ++i) {
    const std::int64_t n = parts_shape[i][d];
    BarReference<T>((*parts_bar)[i]).add(slice(y_bar, d, at, at + n));
    at += n;
  }
}

// Parts of one shape along a new dimension.
template <class T> Tensor<T> stack(const std::vector<Tensor<T>> &parts, std::int64_t dim = 0) {
  std::vector<Tensor<T>> raised;
  for (const Tensor<T> &part : parts) {
    if (part.shape() != parts[0].shape())
      detail::fail_shapes("stack", "shapes differ", {parts[0].shape(), part.shape()});
    raised.push_back(unsqueeze(part, dim));
  }
  if (raised.empty())
    throw TensorError("stack", "needs one tensor or more");
  return cat(raised, normal_dim("stack", dim, raised[0].rank()));
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::stack")
void stack_adjoint(const std::vector<Shape> &parts_shape, std::int64_t dim, const Tensor<T> &y_bar,
                   std::vector<Tensor<T>> *parts_bar) {
  if (!parts_bar)
    return;
  parts_bar->resize(parts_shape.size());
  for (std::size_t i = 0; i < parts_shape.size(); ++i)
    BarReference<T>((*parts_bar)[i]).add(select(y_bar, dim, std::int64_t(i)));
}

// Parts of `size` along a dimension; the last may be shorter. The list is const, since what is assigned to an element of
// one that has no name, or to a part of it, would be lost.
template <class T> const std::vector<Tensor<T>> split(const Tensor<T> &x, std::int64_t size, std::int64_t dim = 0) {
  if (size <= 0 || x.rank() == 0)
    detail::fail_shapes("split", "part size is " + std::to_string(size), {x.shape()});
  std::vector<Tensor<T>> parts;
  const std::int64_t n = x.size(dim);
  for (std::int64_t at = 0; at < n || at == 0; at += size)
    parts.push_back(slice(x, dim, at, at < n - size ? at + size : n));
  return parts;
}
// Undefined bars among y_bar are zeros.
template <class T>
CLANGENT_ADJOINT_OF("clangent::split")
void split_adjoint(const Shape &x_shape, std::int64_t size, std::int64_t dim, const std::vector<Tensor<T>> &y_bar,
                   Bar<T> x_bar) {
  const int d = normal_dim("split", dim, x_shape.size());
  for (std::size_t i = 0; i < y_bar.size(); ++i)
    if (y_bar[i].defined())
      slice_adjoint(x_shape, d, std::int64_t(i) * size, std::int64_t(i) * size + y_bar[i].shape()[d], 1, y_bar[i],
                    x_bar);
}

namespace detail {
inline std::int64_t chunk_size(std::int64_t n, std::int64_t chunks) {
  if (chunks <= 0)
    throw TensorError("chunk", std::to_string(chunks) + " chunks");
  return n == 0 ? 1 : (n - 1) / chunks + 1;
}
} // namespace detail

// At most `chunks` parts of equal size; the last may be shorter.
template <class T> const std::vector<Tensor<T>> chunk(const Tensor<T> &x, std::int64_t chunks, std::int64_t dim = 0) {
  return split(x, detail::chunk_size(x.size(dim), chunks), dim);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::chunk")
void chunk_adjoint(const Shape &x_shape, std::int64_t chunks, std::int64_t dim, const std::vector<Tensor<T>> &y_bar,
                   Bar<T> x_bar) {
  const int d = normal_dim("chunk", dim, x_shape.size());
  split_adjoint(x_shape, detail::chunk_size(x_shape[d], chunks), dim, y_bar, x_bar);
}

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/join.inc>

#endif
