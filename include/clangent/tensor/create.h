// Making tensors: constants, ranges, from lists of numbers.
#ifndef CLANGENT_TENSOR_CREATE_H
#define CLANGENT_TENSOR_CREATE_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/arithmetic.h>
#include <clangent/tensor/views.h>

#include <cmath>

namespace clangent {

template <class T> Tensor<T> zeros(const Shape &shape) { return Tensor<T>::zeros(shape); }
template <class T> Tensor<T> ones(const Shape &shape) { return Tensor<T>::ones(shape); }
template <class T> Tensor<T> full(const Shape &shape, T value) { return Tensor<T>::full(shape, value); }
template <class T> Tensor<T> zeros_like(const Tensor<T> &x) { return Tensor<T>::zeros(x.shape()); }
template <class T> Tensor<T> ones_like(const Tensor<T> &x) { return Tensor<T>::ones(x.shape()); }
template <class T> Tensor<T> full_like(const Tensor<T> &x, T value) { return Tensor<T>::full(x.shape(), value); }

// tensor<float>({1, 2}), tensor<float>({{1, 2}, {3, 4}})
template <class T> Tensor<T> tensor(std::initializer_list<T> values) {
  return Tensor<T>({std::int64_t(values.size())}, std::vector<T>(values));
}
template <class T> Tensor<T> tensor(std::initializer_list<std::initializer_list<T>> rows) {
  const std::int64_t columns = rows.size() ? std::int64_t(rows.begin()->size()) : 0;
  std::vector<T> values;
  for (const auto &row : rows) {
    if (std::int64_t(row.size()) != columns)
      throw TensorError("tensor", "rows of different lengths");
    values.insert(values.end(), row.begin(), row.end());
  }
  return Tensor<T>({std::int64_t(rows.size()), columns}, values);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::tensor")
void tensor_of_values_adjoint(const Tensor<T> &y_bar, std::initializer_list<T *> values_bar) {
  tensor_values_adjoint(y_bar, values_bar);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::tensor")
void tensor_of_rows_adjoint(const Tensor<T> &y_bar, std::initializer_list<std::initializer_list<T *>> rows_bar) {
  std::int64_t i = 0;
  for (const auto &row_bar : rows_bar)
    tensor_values_adjoint(y_bar.select(0, i++), row_bar);
}

// start, start + step, ... before end
template <class T> Tensor<T> arange(T start, T end, T step = T(1)) {
  if (step == T(0))
    throw TensorError("arange", "step is zero");
  const double span = (double(end) - double(start)) / double(step);
  if (!(span < 0x1p62))
    throw TensorError("arange", "too many elements");
  auto out = Tensor<T>::empty({span > 0 ? std::int64_t(std::ceil(span)) : 0});
  T *const p = out.writable();
  for (std::int64_t i = 0; i < out.numel(); ++i)
    p[i] = T(start + T(i) * step);
  return out;
}
template <class T> Tensor<T> arange(T end) { return arange(T(0), end); }
// How many numbers there are is piecewise constant, so `end` has no adjoint.
template <class T>
CLANGENT_ADJOINT_OF("clangent::arange")
void arange_adjoint(const Tensor<T> &y_bar, T *start_bar, T *end_bar, T *step_bar) {
  (void)end_bar;
  if (start_bar)
    *start_bar += sum(y_bar).item();
  if (step_bar)
    *step_bar += sum(mul(y_bar, arange(y_bar.numel()).template to<T>())).item();
}

// `count` numbers from start to end, both included, evenly apart
template <class T> Tensor<T> linspace(T start, T end, std::int64_t count) {
  auto out = Tensor<T>::empty({count});
  T *const p = out.writable();
  const T step = count > 1 ? (end - start) / T(count - 1) : T(0);
  for (std::int64_t i = 0; i < count; ++i)
    p[i] = i < count / 2 ? start + step * T(i) : end - step * T(count - 1 - i);
  if (count == 1)
    p[0] = start;
  return out;
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::linspace")
void linspace_adjoint(std::int64_t count, const Tensor<T> &y_bar, T *start_bar, T *end_bar) {
  if (start_bar)
    *start_bar += sum(mul(y_bar, linspace(T(1), T(0), count))).item();
  if (end_bar)
    *end_bar += sum(mul(y_bar, linspace(T(0), T(1), count))).item();
}

template <class T> CLANGENT_INACTIVE Tensor<T> eye(std::int64_t rows, std::int64_t columns) {
  auto out = Tensor<T>::zeros({rows, columns});
  T *const p = out.writable();
  for (std::int64_t i = 0; i < rows && i < columns; ++i)
    p[i * columns + i] = T(1);
  return out;
}
template <class T> CLANGENT_INACTIVE Tensor<T> eye(std::int64_t n) { return eye<T>(n, n); }

// 1 at each index, 0 elsewhere, along a new last dimension
template <class T> CLANGENT_INACTIVE Tensor<T> one_hot(const Tensor<std::int64_t> &index, std::int64_t classes) {
  Shape shape = index.shape();
  shape.push_back(classes);
  auto out = Tensor<T>::zeros(shape);
  const auto list = index.contiguous();
  T *const p = out.writable();
  for (std::int64_t i = 0; i < list.numel(); ++i) {
    const std::int64_t k = list.data()[i];
    if (k < 0 || k >= classes)
      throw TensorError("one_hot", "class " + std::to_string(k) + " of " + std::to_string(classes));
    p[i * classes + k] = T(1);
  }
  return out;
}

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/create.inc>

#endif
