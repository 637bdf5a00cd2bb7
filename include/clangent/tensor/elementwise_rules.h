// Both derivative rules of elementwise operations from one formula, and sums of
// tangents. An undefined tangent is a zero.
#ifndef CLANGENT_TENSOR_ELEMENTWISE_RULES_H
#define CLANGENT_TENSOR_ELEMENTWISE_RULES_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/views.h>

namespace clangent {
namespace detail {

// f(dot, primals...) element by element, for an f that is linear in dot.
template <class Function, class T, class... Primals>
Tensor<T> transform_dot(const char *operation, const Function &f, const Tensor<T> &dot,
                        const Tensor<Primals> &...primals) {
  return dot.defined() ? transform(operation, f, dot, primals...) : dot;
}
// dot * factor
template <class T> Tensor<T> scaled_dot(const Tensor<T> &dot, const Tensor<T> &factor) {
  return transform_dot(
      "tangent", [](T g, T v) { return g * v; }, dot, factor);
}
template <class T> Tensor<T> scaled_dot(const Tensor<T> &dot, T factor) {
  return transform_dot(
      "tangent", [factor](T g) { return g * factor; }, dot);
}
template <class T> Tensor<T> sum_dots(const Tensor<T> &u, const Tensor<T> &v) {
  if (!u.defined() || !v.defined())
    return u.defined() ? u : v;
  return transform(
      "tangent", [](T g, T h) { return g + h; }, u, v);
}
// The same in the shape of the result.
template <class T> Tensor<T> total_dot(const Shape &shape, const Tensor<T> &u, const Tensor<T> &v = {}) {
  const Tensor<T> sum = sum_dots(u, v);
  return sum.defined() ? expand(sum, shape) : sum;
}

} // namespace detail

#define CLANGENT_PARAMETERS(...) __VA_ARGS__

// Of y = f(x, parameters): the derivative is a function of the parameters and
// of v, an element of x or y, as `primal` says. `derivative` is g times it.
#define CLANGENT_ELEMENTWISE_RULES(name, primal, parameters, derivative)                                               \
  template <class T>                                                                                                   \
  CLANGENT_ADJOINT_OF("clangent::" #name)                                                                              \
  void name##_adjoint(const Tensor<T> &primal, parameters const Tensor<T> &y_bar, Bar<T> x_bar) {                      \
    x_bar.add_each(                                                                                                    \
        #name, [=](T g, T v) -> T { return derivative; }, primal.shape(), y_bar, primal);                              \
  }                                                                                                                    \
  template <class T>                                                                                                   \
  CLANGENT_TANGENT_OF("clangent::" #name)                                                                              \
  Tensor<T> name##_tangent(const Tensor<T> &primal, parameters const Tensor<T> &x_dot) {                               \
    return detail::transform_dot(                                                                                      \
        #name, [=](T g, T v) -> T { return derivative; }, x_dot, primal);                                              \
  }

// Of y = f(a, b), which broadcast: `da` and `db` are g times the derivatives
// at elements u of a and v of b.
#define CLANGENT_BINARY_RULES(name, da, db)                                                                            \
  template <class T>                                                                                                   \
  CLANGENT_ADJOINT_OF("clangent::" #name)                                                                              \
  void name##_adjoint(const Tensor<T> &a, const Tensor<T> &b, const Tensor<T> &y_bar, Bar<T> a_bar, Bar<T> b_bar) {    \
    a_bar.add_each(                                                                                                    \
        #name, [](T g, [[maybe_unused]] T u, [[maybe_unused]] T v) -> T { return da; }, a.shape(), y_bar, a, b);       \
    b_bar.add_each(                                                                                                    \
        #name, [](T g, [[maybe_unused]] T u, [[maybe_unused]] T v) -> T { return db; }, b.shape(), y_bar, a, b);       \
  }                                                                                                                    \
  template <class T>                                                                                                   \
  CLANGENT_TANGENT_OF("clangent::" #name)                                                                              \
  Tensor<T> name##_tangent(const Tensor<T> &a, const Tensor<T> &b, const Tensor<T> &a_dot, const Tensor<T> &b_dot) {   \
    return detail::sum_dots(                                                                                           \
        detail::transform_dot(                                                                                         \
            #name, [](T g, [[maybe_unused]] T u, [[maybe_unused]] T v) -> T { return da; }, a_dot, a, b),              \
        detail::transform_dot(                                                                                         \
            #name, [](T g, [[maybe_unused]] T u, [[maybe_unused]] T v) -> T { return db; }, b_dot, a, b));             \
  }

} // namespace clangent

#pragma pop_macro("T")

#endif
