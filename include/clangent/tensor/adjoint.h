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
#include <clangent/tensor/elementwise.h>
#include <clangent/tensor/reduce.h>

#include <cstddef>

namespace clangent {

/// The place where a rule adds an adjoint: a tensor, undefined while it is
/// still zero, or nullptr if the argument is inactive.
template <class T> class BarReference {
public:
  BarReference(Tensor<T> &bar) : bar_(&bar) {}
  BarReference(std::nullptr_t) {}

  /// Whether anybody asked for this adjoint.
  explicit operator bool() const { return bar_ != nullptr; }

  /// Adds a contribution; the first one is an assignment.
  void add(const Tensor<T> &contribution) const;
  void add(Tensor<T> &&contribution) const;
  /// Adds a contribution to an operand that was broadcast from `shape`.
  void add(const Tensor<T> &contribution, const Shape &shape) const;
  void add(Tensor<T> &&contribution, const Shape &shape) const;
  /// Adds f of the elements of broadcast operands to that of an operand of the
  /// given shape, in one pass where all shapes are the same.
  template <class Function, class... Ts>
  void add_each(const char *operation, const Function &f, const Shape &shape, const Tensor<Ts> &...in) const {
    if (!bar_)
      return;
    if (bar_->defined() && bar_->shape() == shape && ((in.is_contiguous() && in.shape() == shape) && ...))
      detail::update_run([&f](T sum, Ts... v) { return T(sum + f(v...)); }, bar_->writable(), bar_->numel(),
                         in.data()...);
    else if ((detail::repeats_one(in) && ...) && ((in.numel() > 1) || ...))
      add(expand_one(operation, f, in...), shape);
    else
      add(transform(operation, f, in...), shape);
  }
  /// The bar itself, made a zero of the given shape if it is undefined yet.
  Tensor<T> &materialise(const Shape &shape) const {
    if (!bar_)
      throw TensorError("adjoint", "the only argument of this rule is inactive");
    if (!bar_->defined())
      *bar_ = Tensor<T>::zeros(shape);
    expect_shape(shape);
    return *bar_;
  }

private:
  /// Of a bar that came from outside.
  void expect_shape(const Shape &shape) const {
    if (bar_->shape() != shape)
      detail::fail_shapes("adjoint", "of another shape than what it is the adjoint of", {bar_->shape(), shape});
  }
  void add_to_sum(const Tensor<T> &contribution) const;
  /// transform of operands that repeat one number: so does the result.
  template <class Function, class... Ts>
  static Tensor<T> expand_one(const char *operation, const Function &f, const Tensor<Ts> &...in) {
    const Shape shape = detail::common_shape(operation, in...);
    const Strides repeated = Strides::filled(shape.size(), 0);
    return Tensor<T>(f(*in.data()...)).view_as(shape, repeated, 0);
  }

  Tensor<T> *bar_ = nullptr;
};

template <class T> CLANGENT_COMPILED void BarReference<T>::add_to_sum(const Tensor<T> &contribution) const {
  expect_shape(contribution.shape());
  update(
      "adjoint", [](T a, T b) { return a + b; }, *bar_, contribution);
}
template <class T> CLANGENT_COMPILED void BarReference<T>::add(const Tensor<T> &contribution) const {
  if (bar_ && bar_->defined())
    add_to_sum(contribution);
  else if (bar_)
    *bar_ = contribution;
}
template <class T> CLANGENT_COMPILED void BarReference<T>::add(Tensor<T> &&contribution) const {
  if (bar_ && bar_->defined())
    add_to_sum(contribution);
  else if (bar_)
    *bar_ = std::move(contribution);
}
template <class T>
CLANGENT_COMPILED void BarReference<T>::add(const Tensor<T> &contribution, const Shape &shape) const {
  if (bar_ && contribution.shape() == shape)
    add(contribution);
  else if (bar_)
    add(sum_to(contribution, shape));
}
template <class T> CLANGENT_COMPILED void BarReference<T>::add(Tensor<T> &&contribution, const Shape &shape) const {
  if (bar_ && contribution.shape() == shape)
    add(std::move(contribution));
  else if (bar_)
    add(sum_to(contribution, shape));
}

namespace detail {
template <class T> struct BarArgument { using type = BarReference<T>; };

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

/// Parameter type of bars. T is deduced from the rule's other arguments.
template <class T> using Bar = typename detail::BarArgument<T>::type;

template <class T>
CLANGENT_ADJOINT_OF("clangent::Tensor::Tensor")
void tensor_adjoint(const Tensor<T> &y_bar, T *value_bar) {
  if (value_bar && y_bar.defined())
    *value_bar += y_bar.item();
}
/// Of a list that is written in braces each number has a place of its own, or nullptr.
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
/// self_bar[index] += y_bar
template <class T>
CLANGENT_ADJOINT_OF("clangent::Tensor::at_index")
void at_index_adjoint(const Shape &self_shape, const Dims &index, T y_bar, Bar<T> self_bar) {
  Tensor<T> &bar = self_bar.materialise(self_shape);
  bar.set_index(index, bar.at_index(index) + y_bar);
}
/// value_bar += self_bar[index]; self_bar[index] = 0
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
/// self_dot[index] = value_dot
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

/// What a rule gets for a parameter called `x_shape`.
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

// What generated code calls beside the rules.
#include <clangent/tensor/accumulate.h>
#include <clangent/tensor/blocks.h>

#pragma pop_macro("T")

#endif
