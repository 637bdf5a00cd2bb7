// What every adjoint rule is made of, and the rules of Tensor's members (their
// tangents are in tangents.h). The adjoint of y = op(a, b, ...) is
// op_adjoint(primals it needs, y if it needs it, y_bar, a_bar, b_bar, ...): it
// *adds* to each bar. Parameters are matched by name: a rule names only the
// primal values that it needs, `x_shape` where the shape alone will do.
#ifndef CLANGENT_TENSOR_ADJOINT_H
#define CLANGENT_TENSOR_ADJOINT_H

#pragma push_macro("T")
#undef T

#include <clangent/detail/value.h>
#include <clangent/macros.h>
#include <clangent/tensor/bar.h>
// What generated code calls beside the rules.
#include <clangent/tensor/accumulate.h>
#include <clangent/tensor/blocks.h>

namespace clangent {

namespace detail {
template <class T> struct value_class<Tensor<T>> {
  static constexpr bool known = true;
  static constexpr bool differentiable = std::is_floating_point_v<T>;
  static Tensor<T> one() { return Tensor<T>(T(1)); }
  static void expect_scalar(const Tensor<T> &y) {
    if (y.numel() != 1)
      fail_shapes("gradient", "needs a result with one element; use vjp with a seed", {y.shape()});
  }
  static void expect_seed(const Tensor<T> &given) {
    if (!given.defined())
      throw TensorError("seed", "is undefined; it has the shape of the result");
  }
  static void expect_like(const Tensor<T> &x, const Tensor<T> &given, const char *what) {
    if (given.defined() && given.shape() != x.shape() && !(given.numel() == 1 && x.numel() == 1))
      fail_shapes(what, "of another shape than what it belongs to", {given.shape(), x.shape()});
  }
};
template <> struct value_class<IndexList> {
  static constexpr bool known = true;
  static constexpr bool differentiable = false;
};

} // namespace detail

template <class T>
CLANGENT_ADJOINT_OF("clangent::Tensor::Tensor")
void tensor_adjoint(const Tensor<T> &y_bar, T *value_bar) {
  if (value_bar && y_bar.defined())
    *value_bar += y_bar.item();
}
// Of a list that is written in braces each number has a place of its own, or nullptr.
template <class T>
CLANGENT_ADJOINT_OF("clangent::Tensor::Tensor")
void tensor_values_adjoint(const Tensor<T> &y_bar, std::initializer_list<T *> values_bar) {
  const Tensor<T> g = y_bar.is_contiguous() ? y_bar : y_bar.contiguous();
  const T *p = g.data();
  for (T *const value_bar : values_bar) {
    if (value_bar)
      *value_bar += *p;
    ++p;
  }
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::Tensor::full")
void full_adjoint(const Tensor<T> &y_bar, T *value_bar) {
  if (value_bar && y_bar.defined())
    *value_bar += sum(y_bar).item();
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::Tensor::item")
void item_adjoint(const Shape &self_shape, T y_bar, Bar<T> self_bar) {
  self_bar.add(Tensor<T>::full(self_shape, y_bar));
}
// self_bar[index] += y_bar
template <class T>
CLANGENT_ADJOINT_OF("clangent::Tensor::at_index")
void at_index_adjoint(const Shape &self_shape, const Dims &index, T y_bar, Bar<T> self_bar) {
  Tensor<T> &bar = self_bar.materialise(self_shape);
  bar.set_index(index, bar.at_index(index) + y_bar);
}
// value_bar += self_bar[index]; self_bar[index] = 0
template <class T>
CLANGENT_ADJOINT_OF("clangent::Tensor::set_index")
void set_index_adjoint(const Dims &index, T *value_bar, Tensor<T> &self_bar) {
  if (!self_bar.defined())
    return;
  if (value_bar)
    *value_bar += self_bar.at_index(index);
  self_bar.set_index(index, T(0));
}
template <class T>
CLANGENT_TANGENT_OF("clangent::Tensor::at_index")
T at_index_tangent(const Dims &index, const Tensor<T> &self_dot) {
  return self_dot.defined() ? self_dot.at_index(index) : T(0);
}
// self_dot[index] = value_dot
template <class T>
CLANGENT_TANGENT_OF("clangent::Tensor::set_index")
void set_index_tangent(const Dims &index, const Tensor<T> &y, T value_dot, Tensor<T> &self_dot) {
  if (!self_dot.defined())
    self_dot = Tensor<T>::zeros(y.shape());
  self_dot.set_index(index, value_dot);
}
template <class T, class Other, class = detail::if_types_differ<T, Other>>
CLANGENT_ADJOINT_OF("clangent::Tensor::to")
void to_adjoint(const Tensor<T> &self, const Tensor<Other> &y_bar, Bar<T> self_bar) {
  (void)self;
  self_bar.add(y_bar.template to<T>());
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::Tensor::contiguous")
void contiguous_adjoint(const Tensor<T> &y_bar, Bar<T> self_bar) {
  self_bar.add(y_bar);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::Tensor::copy")
void copy_adjoint(const Tensor<T> &y_bar, Bar<T> self_bar) {
  self_bar.add(y_bar);
}

// What a rule gets for a parameter called `x_shape`.
template <class T> Shape shape_of(const Tensor<T> &x) { return x.shape(); }
template <class T> std::vector<Shape> shape_of(const std::vector<Tensor<T>> &list) {
  std::vector<Shape> shapes;
  shapes.reserve(list.size());
  for (const Tensor<T> &x : list)
    shapes.push_back(x.shape());
  return shapes;
}

} // namespace clangent

#include <clangent/tensor/instances/adjoint.inc>

#pragma pop_macro("T")

#endif
