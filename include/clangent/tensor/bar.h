// What every adjoint rule adds to: the adjoint of an argument, if somebody asked for it.
#ifndef CLANGENT_TENSOR_BAR_H
#define CLANGENT_TENSOR_BAR_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/elementwise.h>
#include <clangent/tensor/reduce.h>

#include <cstddef>

namespace clangent {

// The place where a rule adds an adjoint: a tensor, undefined while it is
// still zero, or nullptr if the argument is inactive.
template <class T> class BarReference {
public:
  BarReference(Tensor<T> &bar) : bar_(&bar) {}
  BarReference(std::nullptr_t) {}

  // Whether anybody asked for this adjoint.
  explicit operator bool() const { return bar_ != nullptr; }

  // Adds a contribution; the first one is an assignment.
  void add(const Tensor<T> &contribution) const;
  void add(Tensor<T> &&contribution) const;
  // Adds a contribution to an operand that was broadcast from `shape`.
  void add(const Tensor<T> &contribution, const Shape &shape) const;
  void add(Tensor<T> &&contribution, const Shape &shape) const;
  // Adds f of the elements of broadcast operands to that of an operand of the
  // given shape, in one pass where all shapes are the same.
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
  // The bar itself, made a zero of the given shape if it is undefined yet.
  Tensor<T> &materialise(const Shape &shape) const {
    if (!bar_)
      throw TensorError("adjoint", "the only argument of this rule is inactive");
    if (!bar_->defined())
      *bar_ = Tensor<T>::zeros(shape);
    expect_shape(shape);
    return *bar_;
  }

private:
  // Of a bar that came from outside.
  void expect_shape(const Shape &shape) const {
    if (bar_->shape() != shape)
      detail::fail_shapes("adjoint", "of another shape than what it is the adjoint of", {bar_->shape(), shape});
  }
  void add_to_sum(const Tensor<T> &contribution) const;
  // transform of operands that repeat one number: so does the result.
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
} // namespace detail

// Parameter type of bars. T is deduced from the rule's other arguments.
template <class T> using Bar = typename detail::BarArgument<T>::type;

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/bar.inc>

#endif
