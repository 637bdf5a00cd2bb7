// What every adjoint rule is made of. The adjoint of y = op(a, b, ...) is
// op_adjoint(primals it needs, y if it needs it, y_bar, a_bar, b_bar, ...): it
// *adds* to each bar. Parameters are matched by name: a rule names only the
// primal values that it needs, `x_shape` where the shape alone will do.
#ifndef CLANGENT_TENSOR_ADJOINT_H
#define CLANGENT_TENSOR_ADJOINT_H

#include <clangent/tensor/elementwise.h>
#include <clangent/tensor/reduce.h>

#include <cstddef>

/// Marks a function as the adjoint rule of the operation named.
#define CLANGENT_ADJOINT_OF(name)

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
  void add(Tensor<T> contribution) const {
    if (!bar_)
      return;
    if (!bar_->defined())
      *bar_ = std::move(contribution);
    else
      update(
          "adjoint", [](T a, T b) { return a + b; }, *bar_, contribution);
  }
  /// Adds a contribution to an operand that was broadcast from `shape`.
  void add(const Tensor<T> &contribution, const Shape &shape) const {
    if (bar_)
      add(sum_to(contribution, shape));
  }
  /// The bar itself, made a zero of the given shape if it is undefined yet.
  Tensor<T> &materialise(const Shape &shape) const {
    if (!bar_)
      throw TensorError("adjoint", "the only argument of this rule is inactive");
    if (!bar_->defined())
      *bar_ = Tensor<T>::zeros(shape);
    return *bar_;
  }

private:
  Tensor<T> *bar_ = nullptr;
};

namespace detail {
template <class T> struct BarArgument { using type = BarReference<T>; };
} // namespace detail

/// Parameter type of bars. T is deduced from the rule's other arguments.
template <class T> using Bar = typename detail::BarArgument<T>::type;

} // namespace clangent

#endif
