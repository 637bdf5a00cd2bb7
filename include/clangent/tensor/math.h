// Elementary functions of every element, with their derivative
// rules. Integers are taken as float. Rules name the result y where the
// derivative follows from it.
#ifndef CLANGENT_TENSOR_MATH_H
#define CLANGENT_TENSOR_MATH_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/elementwise_rules.h>

#include <cmath>

namespace clangent {
namespace detail {

// Whole arrays at once; float uses vector instructions. y may be x.
#define CLANGENT_ARRAY_FUNCTION(name)                                                                                  \
  void name##_array(const float *x, float *y, std::int64_t n);                                                         \
  void name##_array(const double *x, double *y, std::int64_t n);
CLANGENT_ARRAY_FUNCTION(exp)
CLANGENT_ARRAY_FUNCTION(log)
CLANGENT_ARRAY_FUNCTION(sin)
CLANGENT_ARRAY_FUNCTION(cos)
CLANGENT_ARRAY_FUNCTION(tanh)
CLANGENT_ARRAY_FUNCTION(sigmoid)
#undef CLANGENT_ARRAY_FUNCTION

template <class T>
Tensor<T> map_array(const char *operation, void (*f)(const T *, T *, std::int64_t), const Tensor<T> &x) {
  require_defined(operation, x);
  if (x.is_contiguous())
    return Tensor<T>::filled_like(x, [&](T *y) { f(x.data(), y, x.numel()); });
  Tensor<T> y = x.copy();
  f(y.data(), y.writable(), y.numel());
  return y;
}

} // namespace detail

// y = f(x) through an array function, and x_bar += y_bar * derivative.
#define CLANGENT_ARRAY_MATH(name)                                                                                      \
  template <class T> CLANGENT_ELEMENTWISE Tensor<inexact_t<T>> name(const Tensor<T> &x) {                              \
    return detail::map_array<inexact_t<T>>(#name, &detail::name##_array, inexact(x));                                  \
  }
// y = f(x) element by element.
#define CLANGENT_MATH(name, f)                                                                                         \
  template <class T> CLANGENT_ELEMENTWISE Tensor<inexact_t<T>> name(const Tensor<T> &x) {                              \
    using Result = inexact_t<T>;                                                                                       \
    return transform(                                                                                                  \
        #name, [](Result v) -> Result { return f; }, inexact(x));                                                      \
  }
// The adjoint and the tangent where the derivative is a function of x = v, or
// of y: each is g times it.
#define CLANGENT_MATH_ADJOINT(name, primal, derivative) CLANGENT_ELEMENTWISE_RULES(name, primal, , derivative)

// clang-format off: products in macro arguments are taken for declarations
CLANGENT_ARRAY_MATH(exp)
CLANGENT_MATH_ADJOINT(exp, y, g *v)
CLANGENT_ARRAY_MATH(log)
CLANGENT_MATH_ADJOINT(log, x, g / v)
CLANGENT_ARRAY_MATH(sin)
CLANGENT_MATH_ADJOINT(sin, x, g *std::cos(v))
CLANGENT_ARRAY_MATH(cos)
CLANGENT_MATH_ADJOINT(cos, x, g * -std::sin(v))
CLANGENT_ARRAY_MATH(tanh)
CLANGENT_MATH_ADJOINT(tanh, y, g *(T(1) - v * v))
CLANGENT_ARRAY_MATH(sigmoid)
CLANGENT_MATH_ADJOINT(sigmoid, y, g *(v *(T(1) - v)))

CLANGENT_MATH(log1p, std::log1p(v))
CLANGENT_MATH_ADJOINT(log1p, x, g / (v + T(1)))
CLANGENT_MATH(expm1, std::expm1(v))
CLANGENT_MATH_ADJOINT(expm1, y, g *(v + T(1)))
CLANGENT_MATH(sqrt, std::sqrt(v))
CLANGENT_MATH_ADJOINT(sqrt, y, g / (T(2) * v))
CLANGENT_MATH(rsqrt, Result(1) / std::sqrt(v))
CLANGENT_MATH_ADJOINT(rsqrt, y, T(-0.5) * g * (v * v * v))
CLANGENT_MATH(reciprocal, Result(1) / v)
CLANGENT_MATH_ADJOINT(reciprocal, y, -g *(v *v))
CLANGENT_MATH(tan, std::tan(v))
CLANGENT_MATH_ADJOINT(tan, y, g *(T(1) + v * v))
CLANGENT_MATH(asin, std::asin(v))
CLANGENT_MATH_ADJOINT(asin, x, g / std::sqrt(T(1) - v * v))
CLANGENT_MATH(acos, std::acos(v))
CLANGENT_MATH_ADJOINT(acos, x, -g / std::sqrt(T(1) - v * v))
CLANGENT_MATH(atan, std::atan(v))
CLANGENT_MATH_ADJOINT(atan, x, g / (v * v + T(1)))
CLANGENT_MATH(sinh, std::sinh(v))
CLANGENT_MATH_ADJOINT(sinh, x, g *std::cosh(v))
CLANGENT_MATH(cosh, std::cosh(v))
CLANGENT_MATH_ADJOINT(cosh, x, g *std::sinh(v))
CLANGENT_MATH(asinh, std::asinh(v))
CLANGENT_MATH_ADJOINT(asinh, x, g / std::sqrt(v * v + T(1)))
CLANGENT_MATH(acosh, std::acosh(v))
CLANGENT_MATH_ADJOINT(acosh, x, g / std::sqrt(v * v - T(1)))
CLANGENT_MATH(atanh, std::atanh(v))
CLANGENT_MATH_ADJOINT(atanh, x, g / (T(1) - v * v))
CLANGENT_MATH(erf, std::erf(v))
CLANGENT_MATH_ADJOINT(erf, x, g *(T(1.1283791670955126) * std::exp(-v * v)))
// clang-format on

// |x|, and x * x: these keep integers.
template <class T> CLANGENT_ELEMENTWISE Tensor<T> abs(const Tensor<T> &x) {
  return transform(
      "abs",
      [](T v) {
        if constexpr (std::is_floating_point_v<T>)
          return std::fabs(v);
        else
          return T(v < T(0) ? -v : v);
      },
      x);
}
CLANGENT_MATH_ADJOINT(abs, x, g *T((v > T(0)) - (v < T(0))))

template <class T> CLANGENT_ELEMENTWISE Tensor<T> square(const Tensor<T> &x) {
  return transform(
      "square", [](T v) { return T(v * v); }, x);
}
CLANGENT_MATH_ADJOINT(square, x, g *(T(2) * v))

// Piecewise constant: their derivative is zero.
template <class T> CLANGENT_INACTIVE Tensor<T> sign(const Tensor<T> &x) {
  return transform(
      "sign", [](T v) { return T((v > T(0)) - (v < T(0))); }, x);
}
template <class T> CLANGENT_INACTIVE Tensor<T> floor(const Tensor<T> &x) {
  return transform(
      "floor", [](T v) { return T(std::floor(v)); }, x);
}
template <class T> CLANGENT_INACTIVE Tensor<T> ceil(const Tensor<T> &x) {
  return transform(
      "ceil", [](T v) { return T(std::ceil(v)); }, x);
}
template <class T> CLANGENT_INACTIVE Tensor<T> trunc(const Tensor<T> &x) {
  return transform(
      "trunc", [](T v) { return T(std::trunc(v)); }, x);
}
// Halves go to the even neighbour.
template <class T> CLANGENT_INACTIVE Tensor<T> round(const Tensor<T> &x) {
  return transform(
      "round", [](T v) { return T(std::nearbyint(v)); }, x);
}

#undef CLANGENT_ARRAY_MATH
#undef CLANGENT_MATH

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/math.inc>

#endif
