// Tensor<T>: an array of any rank with value semantics over a shared buffer.
// Copies and views share memory until one of them is written; then the writer
// gets a copy of its own. A default-constructed tensor is undefined: it has no
// memory, and stands for a zero of any shape where adjoints are summed.
#ifndef CLANGENT_TENSOR_TENSOR_CLASS_H
#define CLANGENT_TENSOR_TENSOR_CLASS_H

#pragma push_macro("T")
#undef T

#include <clangent/macros.h>
#include <clangent/tensor/buffer.h>
#include <clangent/tensor/dtype.h>
#include <clangent/tensor/shape.h>

#include <algorithm>
#include <initializer_list>
#include <type_traits>
#include <vector>

// Before the declaration, without a definition, of what would change a tensor that nobody has a name for: what is
// written there would be lost.
#if defined(__has_attribute)
#if __has_attribute(unavailable)
#define CLANGENT_LOST_WRITE                                                                                            \
  __attribute__((unavailable("this is no part of a variable, so what is written to it would be lost; write to a view " \
                             "of a tensor that has a name and is not constant, as in x[0] = y, "                       \
                             "or to a number of it by x.set(number, indices...)")))
#endif
#endif
#ifndef CLANGENT_LOST_WRITE
#define CLANGENT_LOST_WRITE
#endif

// Likewise of what would write elements of another type.
#if defined(__has_attribute)
#if __has_attribute(unavailable)
#define CLANGENT_OTHER_ELEMENTS                                                                                        \
  __attribute__((unavailable("a tensor is assigned to one of another element type; convert it first, as in "           \
                             "x = y.to<float>()")))
#endif
#endif
#ifndef CLANGENT_OTHER_ELEMENTS
#define CLANGENT_OTHER_ELEMENTS
#endif

namespace clangent {

namespace detail {
template <class T, class Other> using if_other = typename IfTypesDiffer<T, Other>::type;
}

class ViewPath;
template <class T> class TensorView;

template <class T> class CLANGENT_VALUE_TYPE CLANGENT_BLOCK_TYPE Tensor {
public:
  using value_type = T;

  Tensor() = default;
  Tensor(const Tensor &) = default;
  Tensor(Tensor &&) = default;
  Tensor &operator=(const Tensor &) & = default;
  Tensor &operator=(Tensor &&) & = default;
  CLANGENT_LOST_WRITE void operator=(const Tensor &) &&;
  template <class Other, detail::if_other<T, Other> = 0>
  CLANGENT_OTHER_ELEMENTS void operator=(const Tensor<Other> &) &;
  // A rank-0 tensor.
  Tensor(T value) : Tensor(Shape{}, Uninitialised{}) { *raw() = value; }
  // Elements in row-major order; their number must be that of the shape.
  Tensor(const Shape &shape, const std::vector<T> &values);

  static Tensor empty(const Shape &shape) { return Tensor(shape, Uninitialised{}); }
  // In the shape of `x`, which is row-major; fill(T *elements) makes the values.
  template <class Other, class Fill> static Tensor filled_like(const Tensor<Other> &x, const Fill &fill) {
    Tensor t(x.shape(), row_major(x.shape()), x.numel(), detail::Buffer(std::size_t(x.numel()) * sizeof(T)));
    fill(t.raw());
    return t;
  }
  static Tensor full(const Shape &shape, T value) {
    Tensor t(shape, Uninitialised{});
    std::fill_n(t.raw(), t.numel(), value);
    return t;
  }
  static Tensor zeros(const Shape &shape) { return full(shape, T(0)); }
  static Tensor ones(const Shape &shape) { return full(shape, T(1)); }

  bool defined() const { return bool(buffer_); }
  const Shape &shape() const { return shape_; }
  const Strides &strides() const { return strides_; }
  int rank() const { return shape_.size(); }
  std::int64_t numel() const { return numel_; }
  // Size along one dimension; negative ones count from the end.
  std::int64_t size(std::int64_t dim) const { return shape_[normal_dim("size", dim, rank())]; }
  static constexpr DType dtype() { return dtype_of<T>; }
  bool is_contiguous() const;
  // Whether another tensor holds the same memory.
  bool shares_memory_with(const Tensor &other) const { return buffer_ && buffer_.data() == other.buffer_.data(); }

  // First element; the others lie where strides() says.
  const T *data() const { return raw(); }
  // Whether its memory is its own and row-major, so that writing copies nothing.
  bool owns_dense_memory() const { return buffer_.unique() && is_contiguous(); }
  // First element of memory that is this tensor's own and row-major.
  T *writable() & {
    if (!owns_dense_memory())
      *this = copy();
    return raw();
  }
  // Like writable, but a dense permuted layout stays as it is.
  T *writable_as_laid_out() &;

  // The single element.
  T item() const {
    if (numel_ != 1)
      detail::fail_shapes("item", "needs exactly one element", {shape_});
    return *raw();
  }
  // Element at an index, negative numbers counting from the end.
  template <class... Integers> T at(Integers... index) const { return at_index({std::int64_t(index)...}); }
  T at_index(const Dims &index) const { return raw()[offset_of(index)]; }
  void set_index(const Dims &index, T value) & {
    T *p = writable();
    p[offset_of(index)] = value;
  }
  CLANGENT_LOST_WRITE void set_index(const Dims &, T) &&;
  template <class... Integers> void set(T value, Integers... index) & { set_index({std::int64_t(index)...}, value); }
  template <class... Integers> CLANGENT_LOST_WRITE void set(T, Integers...) &&;

  // Row-major copy with memory of its own.
  Tensor copy() const;
  // This tensor if it is row-major, a row-major copy otherwise.
  Tensor contiguous() const { return is_contiguous() ? *this : copy(); }
  std::vector<T> to_vector() const {
    const Tensor c = contiguous();
    return std::vector<T>(c.data(), c.data() + c.numel());
  }
  template <class Other> CLANGENT_ELEMENTWISE Tensor<Other> to() const;

  // Views. Those of a variable are parts of it: what is assigned to them, as in x[0] = y, is written to the variable.
#define CLANGENT_VIEW(name, ...)                                                                                       \
  TensorView<T> name(__VA_ARGS__) &;                                                                                   \
  Tensor name(__VA_ARGS__) const &;
  CLANGENT_VIEW(slice, std::int64_t dim, std::int64_t start, std::int64_t end, std::int64_t step = 1)
  CLANGENT_VIEW(select, std::int64_t dim, std::int64_t index)
  CLANGENT_VIEW(operator[], std::int64_t index)
  CLANGENT_VIEW(transpose, std::int64_t dim0, std::int64_t dim1)
  CLANGENT_VIEW(t, )
  CLANGENT_VIEW(permute, const Dims &dims)
  CLANGENT_VIEW(reshape, const Shape &shape)
  CLANGENT_VIEW(expand, const Shape &shape)
  CLANGENT_VIEW(squeeze, std::int64_t dim)
  CLANGENT_VIEW(unsqueeze, std::int64_t dim)
  CLANGENT_VIEW(flatten, std::int64_t start_dim = 0, std::int64_t end_dim = -1)
#undef CLANGENT_VIEW
  // What generated code makes of reading and writing such parts; the values broadcast.
  Tensor part(const ViewPath &path) const;
  void set_part(const ViewPath &path, Tensor values) &;

  // The same memory seen with another shape; the caller answers for bounds.
  Tensor view_as(const Shape &shape, const Strides &strides, std::int64_t offset) const & {
    return Tensor(shape, strides, count_elements(shape), buffer_, offset_ + offset);
  }
  Tensor view_as(const Shape &shape, const Strides &strides, std::int64_t offset) && {
    return Tensor(shape, strides, count_elements(shape), std::move(buffer_), offset_ + offset);
  }

private:
  struct Uninitialised {};
  Tensor(const Shape &shape, Uninitialised)
      : shape_(shape), strides_(row_major(shape)), numel_(count_elements(shape, sizeof(T))),
        buffer_(std::size_t(numel_) * sizeof(T)) {}
  Tensor(const Shape &shape, const Strides &strides, std::int64_t numel, detail::Buffer buffer, std::int64_t offset = 0)
      : shape_(shape), strides_(strides), offset_(offset), numel_(numel), buffer_(std::move(buffer)) {}

  T *raw() const { return static_cast<T *>(buffer_.data()) + offset_; }
  std::int64_t offset_of(const Dims &index) const;

  Shape shape_;
  Strides strides_;
  std::int64_t offset_ = 0;
  std::int64_t numel_ = 0;
  detail::Buffer buffer_;
};

template <class T>
Tensor<T>::Tensor(const Shape &shape, const std::vector<T> &values) : Tensor(shape, Uninitialised{}) {
  if (std::int64_t(values.size()) != numel_)
    detail::fail_shapes("tensor", std::to_string(values.size()) + " values for shape", {shape});
  std::copy(values.begin(), values.end(), raw());
}

template <class T> bool Tensor<T>::is_contiguous() const {
  std::int64_t expected = 1;
  for (int i = rank() - 1; i >= 0; --i) {
    if (shape_[i] == 0)
      return true;
    if (shape_[i] != 1 && strides_[i] != expected)
      return false;
    expected *= shape_[i];
  }
  return true;
}

template <class T> std::int64_t Tensor<T>::offset_of(const Dims &index) const {
  if (index.size() != rank())
    detail::fail_shapes("index", "wrong number of indices", {index, shape_});
  std::int64_t offset = 0;
  for (int i = 0; i < rank(); ++i) {
    const std::int64_t n = shape_[i];
    if (index[i] < -n || index[i] >= n)
      detail::fail_shapes("index", "out of range", {index, shape_});
    offset += (index[i] < 0 ? index[i] + n : index[i]) * strides_[i];
  }
  return offset;
}

} // namespace clangent

#pragma pop_macro("T")

#endif
