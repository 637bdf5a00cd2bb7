// Shapes: counting, strides, broadcasting, and the geometry of views.
#include <clangent/tensor/matrix_views.h>

#include <limits>

namespace clangent {

std::string to_string(const IndexList &list) {
  std::string text = "[";
  for (int i = 0; i < list.size(); ++i)
    text += (i ? ", " : "") + std::to_string(list[i]);
  return text + "]";
}

const char *name_of(DType type) {
  switch (type) {
  case DType::boolean:
    return "bool";
  case DType::uint8:
    return "uint8";
  case DType::int8:
    return "int8";
  case DType::int16:
    return "int16";
  case DType::int32:
    return "int32";
  case DType::int64:
    return "int64";
  case DType::float32:
    return "float32";
  case DType::float64:
    return "float64";
  }
  return "unknown";
}

std::int64_t detail::count_unusual(const Shape &shape, std::size_t element_size) {
  // Strides are products of sizes too, those of a tensor without elements as well: a zero counts as one.
  std::int64_t count = 1;
  bool zero = false;
  for (std::int64_t n : shape) {
    if (n < 0)
      fail_shapes("shape", "negative size", {shape});
    zero = zero || n == 0;
    if (__builtin_mul_overflow(count, n == 0 ? 1 : n, &count))
      fail_shapes("shape", "too many elements", {shape});
  }
  std::int64_t bytes = 0;
  if (__builtin_mul_overflow(count, std::int64_t(element_size), &bytes))
    fail_shapes("shape", "too many bytes", {shape});
  return zero ? 0 : count;
}

Shape broadcast_shapes(const char *operation, const Shape &a, const Shape &b) {
  const int rank = a.size() > b.size() ? a.size() : b.size();
  Shape out = Shape::filled(rank, 1);
  for (int d = 0; d < rank; ++d) {
    const int in_a = d - (rank - a.size()), in_b = d - (rank - b.size());
    const std::int64_t na = in_a < 0 ? 1 : a[in_a];
    const std::int64_t nb = in_b < 0 ? 1 : b[in_b];
    if (na != nb && na != 1 && nb != 1)
      detail::fail_shapes(operation, "shapes do not broadcast", {a, b});
    out[d] = na == 1 ? nb : na;
  }
  return out;
}

int normal_dim(const char *operation, std::int64_t dim, int rank) {
  const int span = rank == 0 ? 1 : rank;
  if (dim < -span || dim >= span)
    throw TensorError(operation,
                      "dimension " + std::to_string(dim) + " is out of range for rank " + std::to_string(rank));
  return int(dim < 0 ? dim + span : dim);
}

Dims normal_dims(const char *operation, const Dims &dims, int rank) {
  Dims out;
  if (dims.empty()) {
    for (int d = 0; d < rank; ++d)
      out.push_back(d);
    return out;
  }
  for (std::int64_t dim : dims) {
    const int d = normal_dim(operation, dim, rank);
    for (std::int64_t seen : out)
      if (seen == d)
        throw TensorError(operation, "dimension " + std::to_string(d) + " appears twice in " + to_string(dims));
    if (rank > 0)
      out.push_back(d);
  }
  return out;
}

namespace detail {

void fail_shapes(const char *operation, const std::string &why, std::initializer_list<Shape> shapes) {
  std::string text = why;
  const char *before = shapes.size() == 1 ? "; shape " : "; shapes ";
  for (const Shape &shape : shapes) {
    text += before + to_string(shape);
    before = ", ";
  }
  throw TensorError(operation, text);
}
void fail_adjoint(const Shape &given, const Shape &result) {
  fail_shapes("adjoint", "of another shape than the result; gradient needs a result with one element, vjp a seed of its shape",
              {given, result});
}

ViewSpec slice_spec(const Shape &shape, const Strides &strides, std::int64_t dim, std::int64_t start, std::int64_t end,
                    std::int64_t step) {
  if (shape.empty() || step <= 0)
    fail_shapes("slice", "needs rank 1 or more and a positive step", {shape});
  const int d = normal_dim("slice", dim, shape.size());
  const std::int64_t n = shape[d];
  const auto clamped = [n](std::int64_t i) {
    if (i < 0)
      i = i < -n ? 0 : i + n;
    return i > n ? n : i;
  };
  const std::int64_t from = clamped(start), to = clamped(end);
  ViewSpec spec{shape, strides, from * strides[d]};
  spec.shape[d] = to > from ? (to - from - 1) / step + 1 : 0;
  if (spec.shape[d] > 1)
    spec.strides[d] = strides[d] * step;
  if (spec.shape[d] == 0)
    spec.offset = 0;
  return spec;
}

ViewSpec select_spec(const Shape &shape, const Strides &strides, std::int64_t dim, std::int64_t index) {
  if (shape.empty())
    fail_shapes("select", "needs rank 1 or more", {shape});
  const int d = normal_dim("select", dim, shape.size());
  if (index < -shape[d] || index >= shape[d])
    fail_shapes("select", "index " + std::to_string(index) + " out of range", {shape});
  ViewSpec spec{shape, strides, (index < 0 ? index + shape[d] : index) * strides[d]};
  spec.shape.erase(d);
  spec.strides.erase(d);
  return spec;
}

ViewSpec permute_spec(const Shape &shape, const Strides &strides, const Dims &dims) {
  if (dims.size() != shape.size())
    fail_shapes("permute", "needs one number per dimension", {dims, shape});
  const Dims order = normal_dims("permute", dims, shape.size());
  ViewSpec spec{shape, strides, 0};
  for (int i = 0; i < order.size(); ++i) {
    spec.shape[i] = shape[int(order[i])];
    spec.strides[i] = strides[int(order[i])];
  }
  return spec;
}

ViewSpec expand_spec(const Shape &shape, const Strides &strides, const Shape &wanted) {
  const int extra = wanted.size() - shape.size();
  if (extra < 0)
    fail_shapes("expand", "cannot lower the rank", {shape, wanted});
  ViewSpec spec{wanted, wanted, 0};
  for (int d = 0; d < wanted.size(); ++d) {
    const std::int64_t have = d < extra ? 1 : shape[d - extra];
    if (wanted[d] == -1 && d >= extra)
      spec.shape[d] = have;
    else if (wanted[d] < 0 || (have != wanted[d] && have != 1))
      fail_shapes("expand", "sizes do not fit", {shape, wanted});
    spec.strides[d] = have == 1 && spec.shape[d] != 1 ? 0 : d < extra ? 0 : strides[d - extra];
  }
  return spec;
}

Dims swapped_dims(const char *operation, std::int64_t dim0, std::int64_t dim1, int rank) {
  const int a = normal_dim(operation, dim0, rank);
  const int b = normal_dim(operation, dim1, rank);
  Dims dims;
  for (int d = 0; d < rank; ++d)
    dims.push_back(d == a ? b : d == b ? a : d);
  return dims;
}

Dims inverse_dims(const Dims &dims) {
  Dims inverse = dims;
  for (int i = 0; i < dims.size(); ++i)
    inverse[int(dims[i])] = i;
  return inverse;
}

Shape reshape_shape(const Shape &shape, const Shape &wanted) {
  const std::int64_t count = count_elements(shape);
  Shape out = wanted;
  int open = -1;
  for (int d = 0; d < wanted.size(); ++d) {
    if (wanted[d] != -1)
      continue;
    if (open >= 0)
      fail_shapes("reshape", "only one size may be -1", {shape, wanted});
    open = d;
    out[d] = 1;
  }
  const std::int64_t known = count_elements(out);
  if (open >= 0) {
    if (known == 0 || count % known != 0)
      fail_shapes("reshape", "sizes do not divide", {shape, wanted});
    out[open] = count / known;
  } else if (known != count) {
    fail_shapes("reshape", "element counts differ", {shape, wanted});
  }
  return out;
}

Shape squeeze_shape(const Shape &shape, std::int64_t dim) {
  const int d = normal_dim("squeeze", dim, shape.size());
  Shape out = shape;
  if (!shape.empty() && shape[d] == 1)
    out.erase(d);
  return out;
}

Shape unsqueeze_shape(const Shape &shape, std::int64_t dim) {
  const int d = normal_dim("unsqueeze", dim, shape.size() + 1);
  Shape out = shape;
  out.insert(d, 1);
  return out;
}

Shape flatten_shape(const Shape &shape, std::int64_t start_dim, std::int64_t end_dim) {
  if (shape.empty())
    return Shape{1};
  const int from = normal_dim("flatten", start_dim, shape.size());
  const int to = normal_dim("flatten", end_dim, shape.size());
  if (from > to)
    fail_shapes("flatten", "start_dim comes after end_dim", {shape});
  Shape out;
  std::int64_t merged = 1;
  for (int d = 0; d < shape.size(); ++d) {
    if (d < from || d > to)
      out.push_back(shape[d]);
    else if (merged *= shape[d]; d == to)
      out.push_back(merged);
  }
  return out;
}

Tiling tile(const Shape &shape, const Dims &repeats) {
  const int extra = repeats.size() - shape.size();
  if (extra < 0)
    fail_shapes("repeat", "needs a number per dimension", {shape, repeats});
  Tiling tiling;
  for (int d = 0; d < repeats.size(); ++d) {
    const std::int64_t n = d < extra ? 1 : shape[d - extra];
    if (repeats[d] < 0)
      fail_shapes("repeat", "negative number of repeats", {shape, repeats});
    tiling.result.push_back(n * repeats[d]);
    if (repeats[d] != 1) {
      tiling.repeats.push_back(tiling.own.size());
      tiling.own.push_back(1);
      tiling.tiled.push_back(repeats[d]);
    }
    if (d >= extra) {
      tiling.own.push_back(n);
      tiling.tiled.push_back(n);
    }
  }
  return tiling;
}

} // namespace detail
} // namespace clangent
