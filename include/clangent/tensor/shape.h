// Shapes, strides and lists of dimensions: at most max_rank numbers held in
// place, so that a tensor needs no heap memory beside its data. Counting
// elements is checked against overflow, for shapes also come from files.
#ifndef CLANGENT_TENSOR_SHAPE_H
#define CLANGENT_TENSOR_SHAPE_H

#include <clangent/macros.h>
#include <clangent/tensor/error.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace clangent {

// Tensors of higher rank are refused with a TensorError.
constexpr int max_rank = 8;

class CLANGENT_VALUE_TYPE IndexList {
public:
  IndexList() : values_{} {}
  IndexList(const IndexList &other) : count_(other.count_) { copy_values(other); }
  IndexList &operator=(const IndexList &other) {
    count_ = other.count_;
    copy_values(other);
    return *this;
  }
  IndexList(std::initializer_list<std::int64_t> values) : IndexList() {
    for (std::int64_t v : values)
      push_back(v);
  }
  explicit IndexList(const std::vector<std::int64_t> &values) : IndexList() {
    for (std::int64_t v : values)
      push_back(v);
  }
  // `count` times the same number.
  static IndexList filled(int count, std::int64_t value) {
    IndexList list;
    for (int i = 0; i < count; ++i)
      list.push_back(value);
    return list;
  }

  int size() const { return count_; }
  bool empty() const { return count_ == 0; }
  std::int64_t operator[](int i) const { return values_[i]; }
  std::int64_t &operator[](int i) { return values_[i]; }
  std::int64_t back() const { return values_[count_ - 1]; }
  const std::int64_t *begin() const { return values_; }
  const std::int64_t *end() const { return values_ + count_; }

  void push_back(std::int64_t value) {
    if (count_ == max_rank)
      throw TensorError("shape", "rank above " + std::to_string(max_rank));
    values_[count_++] = value;
  }
  void insert(int position, std::int64_t value) {
    push_back(value);
    for (int i = count_ - 1; i > position; --i)
      values_[i] = values_[i - 1];
    values_[position] = value;
  }
  void erase(int position) {
    for (int i = position; i + 1 < count_; ++i)
      values_[i] = values_[i + 1];
    --count_;
  }

  friend bool operator==(const IndexList &a, const IndexList &b) {
    if (a.count_ != b.count_)
      return false;
    for (int i = 0; i < a.count_; ++i)
      if (a.values_[i] != b.values_[i])
        return false;
    return true;
  }
  friend bool operator!=(const IndexList &a, const IndexList &b) { return !(a == b); }

private:
  // Most tensors have no more dimensions than the front holds.
  static constexpr int front = 4;
  void copy_values(const IndexList &other) {
    for (int i = 0; i < front; ++i)
      values_[i] = other.values_[i];
    if (count_ > front)
      for (int i = front; i < max_rank; ++i)
        values_[i] = other.values_[i];
  }

  std::int64_t values_[max_rank];
  int count_ = 0;
};

using Shape = IndexList;
using Strides = IndexList;
using Dims = IndexList;

// "[2, 3]".
std::string to_string(const IndexList &list);

namespace detail {
[[noreturn]] void fail_shapes(const char *operation, const std::string &why, std::initializer_list<Shape> shapes);
// Of an adjoint that is not shaped like what it belongs to, as the seed of a result with several elements.
[[noreturn]] void fail_adjoint(const Shape &given, const Shape &result);
// count_elements of shapes with a zero, a negative size, or too many elements.
std::int64_t count_unusual(const Shape &shape, std::size_t element_size);
} // namespace detail

// Product of the sizes; throws on negative sizes and on overflow of
// `element_size` times the product.
inline std::int64_t count_elements(const Shape &shape, std::size_t element_size = 1) {
  std::int64_t count = 1, bytes = std::int64_t(element_size);
  bool is_usual = true;
  for (std::int64_t n : shape) {
    is_usual = is_usual && n > 0 && !__builtin_mul_overflow(bytes, n, &bytes);
    count = std::int64_t(std::uint64_t(count) * std::uint64_t(n));
  }
  return is_usual ? count : detail::count_unusual(shape, element_size);
}

// Strides of a row-major tensor without gaps.
inline Strides row_major(const Shape &shape) {
  Strides strides = shape;
  std::uint64_t step = 1;
  for (int d = shape.size() - 1; d >= 0; --d) {
    strides[d] = std::int64_t(step);
    step *= std::uint64_t(shape[d] > 1 ? shape[d] : 1);
  }
  return strides;
}

// The common shape under broadcasting, aligned at the last dimension.
Shape broadcast_shapes(const char *operation, const Shape &a, const Shape &b);

// `dim` counted from the end if negative; throws if out of range.
int normal_dim(const char *operation, std::int64_t dim, int rank);

// All of `dims`, counted from the front and free of repetition; an empty list
// stands for every dimension.
Dims normal_dims(const char *operation, const Dims &dims, int rank);

} // namespace clangent

#endif
