// Sums, products, quotients and powers of broadcast tensors and numbers, with
// their adjoints and operators. Operands of two types are first brought to
// their common type; quotients of integers are taken in float. Tangents of what
// is linear in each operand are in tangents.h.
#ifndef CLANGENT_TENSOR_ARITHMETIC_H
#define CLANGENT_TENSOR_ARITHMETIC_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/elementwise_rules.h>

#include <cmath>

namespace clangent {
namespace detail {

template <class Number> using if_number = std::enable_if_t<std::is_arithmetic<Number>::value, int>;

// Sum of all products a*b in the type T; the adjoint of a plain number.
template <class T> CLANGENT_COMPILED T inner_product(const Tensor<T> &a, const Tensor<T> &b) {
  return sum(transform(
                 "adjoint", [](T u, T v) { return u * v; }, a, b))
      .item();
}

} // namespace detail

// --- tensor and tensor -------------------------------------------------------

// a + alpha * b
template <class T> CLANGENT_ELEMENTWISE Tensor<T> add(const Tensor<T> &a, const Tensor<T> &b, T alpha = T(1)) {
  if (alpha == T(1))
    return transform(
        "add", [](T u, T v) { return T(u + v); }, a, b);
  return transform(
      "add", [alpha](T u, T v) { return T(u + alpha * v); }, a, b);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::add")
void add_adjoint(const Shape &a_shape, const Shape &b_shape, T alpha, const Tensor<T> &y_bar, Bar<T> a_bar,
                 Bar<T> b_bar) {
  a_bar.add(y_bar, a_shape);
  if (b_bar && alpha == T(1))
    b_bar.add(y_bar, b_shape);
  else if (b_bar)
    b_bar.add(transform(
                  "add", [alpha](T g) { return alpha * g; }, y_bar),
              b_shape);
}

// a - alpha * b
template <class T> CLANGENT_ELEMENTWISE Tensor<T> sub(const Tensor<T> &a, const Tensor<T> &b, T alpha = T(1)) {
  static_assert(!std::is_same_v<T, bool>, "booleans are not subtracted; logical_xor tells where they differ");
  if (alpha == T(1))
    return transform(
        "sub", [](T u, T v) { return T(u - v); }, a, b);
  return transform(
      "sub", [alpha](T u, T v) { return T(u - alpha * v); }, a, b);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::sub")
void sub_adjoint(const Shape &a_shape, const Shape &b_shape, T alpha, const Tensor<T> &y_bar, Bar<T> a_bar,
                 Bar<T> b_bar) {
  a_bar.add(y_bar, a_shape);
  if (b_bar)
    b_bar.add(transform(
                  "sub", [alpha](T g) { return -alpha * g; }, y_bar),
              b_shape);
}

template <class T> CLANGENT_ELEMENTWISE Tensor<T> mul(const Tensor<T> &a, const Tensor<T> &b) {
  return transform(
      "mul", [](T u, T v) { return T(u * v); }, a, b);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::mul")
void mul_adjoint(const Tensor<T> &a, const Tensor<T> &b, const Tensor<T> &y_bar, Bar<T> a_bar, Bar<T> b_bar) {
  const auto product = [](T g, T v) { return T(g * v); };
  a_bar.add_each("mul", product, a.shape(), y_bar, b);
  b_bar.add_each("mul", product, b.shape(), y_bar, a);
}

template <class T> CLANGENT_ELEMENTWISE Tensor<inexact_t<T>> div(const Tensor<T> &a, const Tensor<T> &b) {
  using Result = inexact_t<T>;
  return transform(
      "div", [](T u, T v) { return Result(u) / Result(v); }, a, b);
}
namespace detail {
// g times the derivative of u / v in v.
template <class T> T quotient_by_divisor(T g, T u, T v) { return -g * ((u / v) / v); }
} // namespace detail
template <class T>
CLANGENT_ADJOINT_OF("clangent::div")
void div_adjoint(const Tensor<T> &a, const Tensor<T> &b, const Tensor<T> &y_bar, Bar<T> a_bar, Bar<T> b_bar) {
  if (a_bar)
    a_bar.add(div(y_bar, b), a.shape());
  if (b_bar)
    b_bar.add(transform(
                  "div", [](T g, T u, T v) { return detail::quotient_by_divisor(g, u, v); }, y_bar, a, b),
              b.shape());
}

namespace detail {

// u / v rounded towards zero; integers refuse a zero divisor.
template <class T> T truncated_quotient(T u, T v) {
  if constexpr (std::is_floating_point_v<T>) {
    return std::trunc(u / v);
  } else {
    if (v == T(0))
      throw TensorError("div", "integer division by zero");
    // The one quotient that overflows wraps around.
    if (std::is_signed_v<T> && v == T(-1))
      return T(std::uint64_t(0) - std::uint64_t(u));
    return T(u / v);
  }
}
// u / v rounded down.
template <class T> T floored_quotient(T u, T v) {
  if constexpr (std::is_floating_point_v<T>) {
    return std::floor(u / v);
  } else {
    const T q = truncated_quotient(u, v);
    return std::is_signed_v<T> && (u < T(0)) != (v < T(0)) && q * v != u ? T(q - 1) : q;
  }
}
template <class T> T truncated_remainder(T u, T v) {
  if constexpr (std::is_floating_point_v<T>)
    return std::fmod(u, v);
  else
    return T(std::uint64_t(u) - std::uint64_t(truncated_quotient(u, v)) * std::uint64_t(v));
}
template <class T> T floored_remainder(T u, T v) {
  const T r = truncated_remainder(u, v);
  return r != T(0) && (r < T(0)) != (v < T(0)) ? T(r + v) : r;
}

} // namespace detail

// Results of the next four are piecewise constant, or have a piecewise
// constant factor: that factor's derivative is zero.

template <class T> CLANGENT_INACTIVE Tensor<T> div_floor(const Tensor<T> &a, const Tensor<T> &b) {
  return transform("div_floor", detail::floored_quotient<T>, a, b);
}
template <class T> CLANGENT_INACTIVE Tensor<T> div_trunc(const Tensor<T> &a, const Tensor<T> &b) {
  return transform("div_trunc", detail::truncated_quotient<T>, a, b);
}

// a - b * floor(a / b): has the sign of b.
template <class T> CLANGENT_ELEMENTWISE Tensor<T> remainder(const Tensor<T> &a, const Tensor<T> &b) {
  return transform("remainder", detail::floored_remainder<T>, a, b);
}
CLANGENT_BINARY_RULES(remainder, g, -(g *std::floor(u / v)))
template <class T> Tensor<T> remainder(const Tensor<T> &a, std::common_type_t<T> b) {
  return remainder(a, Tensor<T>(b));
}

// a - b * trunc(a / b): has the sign of a.
template <class T> CLANGENT_ELEMENTWISE Tensor<T> fmod(const Tensor<T> &a, const Tensor<T> &b) {
  return transform("fmod", detail::truncated_remainder<T>, a, b);
}
CLANGENT_BINARY_RULES(fmod, g, -(g *std::trunc(u / v)))
template <class T> Tensor<T> fmod(const Tensor<T> &a, std::common_type_t<T> b) { return fmod(a, Tensor<T>(b)); }

namespace detail {

// u to the power v. Integers are multiplied out, modulo their size; a negative
// power of one is 0 unless u is 1 or -1.
template <class T> T power(T u, T v) {
  if constexpr (std::is_floating_point_v<T>) {
    return std::pow(u, v);
  } else {
    if (v < T(0))
      return u == T(1) ? T(1) : std::is_signed_v<T> && u == T(-1) ? T(v % 2 ? -1 : 1) : T(0);
    std::uint64_t result = 1, square = std::uint64_t(u);
    for (std::uint64_t left = std::uint64_t(v); left != 0; left >>= 1, square *= square)
      if (left & 1)
        result *= square;
    return T(result);
  }
}

// g times the derivatives of u to the power v: in u it is 0 where v = 0, in v
// where u = 0 and v >= 0.
template <class T> T power_by_base(T g, T u, T v) { return v == T(0) ? T(0) : g * (v * std::pow(u, v - T(1))); }
template <class T> T power_by_exponent(T g, T u, T v) {
  return u == T(0) && v >= T(0) ? T(0) : g * (std::pow(u, v) * std::log(u));
}

} // namespace detail

template <class T> CLANGENT_ELEMENTWISE Tensor<T> pow(const Tensor<T> &a, const Tensor<T> &b) {
  return transform("pow", detail::power<T>, a, b);
}
CLANGENT_BINARY_RULES(pow, detail::power_by_base(g, u, v), detail::power_by_exponent(g, u, v))

template <class T> CLANGENT_ELEMENTWISE Tensor<T> atan2(const Tensor<T> &a, const Tensor<T> &b) {
  return transform(
      "atan2", [](T u, T v) { return std::atan2(u, v); }, a, b);
}
CLANGENT_BINARY_RULES(atan2, (g * v) / (u * u + v * v), -(g *u) / (u * u + v * v))

template <class T> CLANGENT_ELEMENTWISE Tensor<T> neg(const Tensor<T> &x) {
  static_assert(!std::is_same_v<T, bool>, "booleans are not negated; logical_not inverts them");
  return transform(
      "neg", [](T v) { return T(-v); }, x);
}
template <class T> CLANGENT_ADJOINT_OF("clangent::neg") void neg_adjoint(const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(neg(y_bar));
}

// Operands of different types.
#define CLANGENT_MIXED(op)                                                                                             \
  template <class Left, class Right, detail::if_types_differ<Left, Right> = 0>                                         \
  auto op(const Tensor<Left> &a, const Tensor<Right> &b) {                                                             \
    using Result = promote_t<Left, Right>;                                                                             \
    return op(a.template to<Result>(), b.template to<Result>());                                                       \
  }
CLANGENT_MIXED(add)
CLANGENT_MIXED(sub)
CLANGENT_MIXED(mul)
CLANGENT_MIXED(div)
CLANGENT_MIXED(pow)
#undef CLANGENT_MIXED

// --- tensor and number -------------------------------------------------------
// A number's adjoint is a number: s_bar points to it, or is null.

template <class T> CLANGENT_ELEMENTWISE Tensor<T> add_scalar(const Tensor<T> &x, T s) {
  return transform(
      "add", [s](T v) { return T(v + s); }, x);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::add_scalar")
void add_scalar_adjoint(const Tensor<T> &y_bar, Bar<T> x_bar, T *s_bar) {
  x_bar.add(y_bar);
  if (s_bar)
    *s_bar += sum(y_bar).item();
}

template <class T> CLANGENT_ELEMENTWISE Tensor<T> mul_scalar(const Tensor<T> &x, T s) {
  return transform(
      "mul", [s](T v) { return T(v * s); }, x);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::mul_scalar")
void mul_scalar_adjoint(const Tensor<T> &x, T s, const Tensor<T> &y_bar, Bar<T> x_bar, T *s_bar) {
  x_bar.add_each(
      "mul", [s](T g) { return T(g * s); }, x.shape(), y_bar);
  if (s_bar)
    *s_bar += detail::inner_product(y_bar, x);
}

// s - x
template <class T> CLANGENT_ELEMENTWISE Tensor<T> scalar_sub(T s, const Tensor<T> &x) {
  return transform(
      "sub", [s](T v) { return T(s - v); }, x);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::scalar_sub")
void scalar_sub_adjoint(const Tensor<T> &y_bar, T *s_bar, Bar<T> x_bar) {
  if (x_bar)
    x_bar.add(neg(y_bar));
  if (s_bar)
    *s_bar += sum(y_bar).item();
}

template <class T> CLANGENT_ELEMENTWISE Tensor<T> div_scalar(const Tensor<T> &x, T s) {
  return transform(
      "div", [s](T v) { return v / s; }, x);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::div_scalar")
void div_scalar_adjoint(const Tensor<T> &x, T s, const Tensor<T> &y_bar, Bar<T> x_bar, T *s_bar) {
  if (x_bar)
    x_bar.add(div_scalar(y_bar, s));
  if (s_bar)
    *s_bar -= detail::inner_product(y_bar, x) / (s * s);
}

// s / x
template <class T> CLANGENT_ELEMENTWISE Tensor<T> scalar_div(T s, const Tensor<T> &x) {
  return transform(
      "div", [s](T v) { return s / v; }, x);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::scalar_div")
void scalar_div_adjoint(T s, const Tensor<T> &x, const Tensor<T> &y_bar, T *s_bar, Bar<T> x_bar) {
  if (x_bar)
    x_bar.add(transform(
        "div", [s](T g, T v) { return detail::quotient_by_divisor(g, s, v); }, y_bar, x));
  if (s_bar)
    *s_bar += sum(div(y_bar, x)).item();
}
template <class T>
CLANGENT_TANGENT_OF("clangent::scalar_div")
Tensor<T> scalar_div_tangent(T s, const Tensor<T> &x, T s_dot, const Tensor<T> &x_dot) {
  const Tensor<T> by_x = detail::transform_dot(
      "div", [s](T g, T v) { return detail::quotient_by_divisor(g, s, v); }, x_dot, x);
  return s_dot == T(0) ? by_x : detail::sum_dots(by_x, scalar_div(s_dot, x));
}

// x to the power s
template <class T> CLANGENT_ELEMENTWISE Tensor<T> pow_scalar(const Tensor<T> &x, T s) {
  if (s == T(2))
    return transform(
        "pow", [](T v) { return T(v * v); }, x);
  if (std::is_integral_v<T> && s < T(0))
    throw TensorError("pow", "integers to a negative power");
  return transform(
      "pow", [s](T v) { return detail::power(v, s); }, x);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::pow_scalar")
void pow_scalar_adjoint(const Tensor<T> &x, T s, const Tensor<T> &y_bar, Bar<T> x_bar, T *s_bar) {
  if (x_bar)
    x_bar.add(transform(
        "pow", [s](T g, T v) { return detail::power_by_base(g, v, s); }, y_bar, x));
  if (s_bar)
    *s_bar += sum(transform(
                      "pow", [s](T g, T v) { return detail::power_by_exponent(g, v, s); }, y_bar, x))
                  .item();
}
template <class T>
CLANGENT_TANGENT_OF("clangent::pow_scalar")
Tensor<T> pow_scalar_tangent(const Tensor<T> &x, T s, const Tensor<T> &x_dot, T s_dot) {
  const Tensor<T> by_x = detail::transform_dot(
      "pow", [s](T g, T v) { return detail::power_by_base(g, v, s); }, x_dot, x);
  if (s_dot == T(0))
    return by_x;
  return detail::sum_dots(by_x, transform(
                                    "pow", [=](T v) { return detail::power_by_exponent(s_dot, v, s); }, x));
}

// s to the power x
template <class T> CLANGENT_ELEMENTWISE Tensor<T> scalar_pow(T s, const Tensor<T> &x) {
  return transform(
      "pow", [s](T v) { return detail::power(s, v); }, x);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::scalar_pow")
void scalar_pow_adjoint(T s, const Tensor<T> &x, const Tensor<T> &y_bar, T *s_bar, Bar<T> x_bar) {
  if (x_bar)
    x_bar.add(transform(
        "pow", [s](T g, T v) { return detail::power_by_exponent(g, s, v); }, y_bar, x));
  if (s_bar)
    *s_bar += sum(transform(
                      "pow", [s](T g, T v) { return detail::power_by_base(g, s, v); }, y_bar, x))
                  .item();
}
template <class T>
CLANGENT_TANGENT_OF("clangent::scalar_pow")
Tensor<T> scalar_pow_tangent(T s, const Tensor<T> &x, T s_dot, const Tensor<T> &x_dot) {
  const Tensor<T> by_x = detail::transform_dot(
      "pow", [s](T g, T v) { return detail::power_by_exponent(g, s, v); }, x_dot, x);
  if (s_dot == T(0))
    return by_x;
  return detail::sum_dots(by_x, transform(
                                    "pow", [=](T v) { return detail::power_by_base(s_dot, s, v); }, x));
}

// --- operators ---------------------------------------------------------------

template <class Left, class Right> auto operator+(const Tensor<Left> &a, const Tensor<Right> &b) { return add(a, b); }
template <class Left, class Right> auto operator-(const Tensor<Left> &a, const Tensor<Right> &b) { return sub(a, b); }
template <class Left, class Right> auto operator*(const Tensor<Left> &a, const Tensor<Right> &b) { return mul(a, b); }
template <class Left, class Right> auto operator/(const Tensor<Left> &a, const Tensor<Right> &b) { return div(a, b); }
template <class T> Tensor<T> operator-(const Tensor<T> &x) { return neg(x); }

template <class T, class Number, detail::if_number<Number> = 0> auto operator+(const Tensor<T> &x, Number s) {
  using Result = scalar_promote_t<T, Number>;
  return add_scalar(x.template to<Result>(), Result(s));
}
template <class T, class Number, detail::if_number<Number> = 0> auto operator+(Number s, const Tensor<T> &x) {
  return x + s;
}
template <class T, class Number, detail::if_number<Number> = 0> auto operator-(const Tensor<T> &x, Number s) {
  using Result = scalar_promote_t<T, Number>;
  return add_scalar(x.template to<Result>(), Result(-Result(s)));
}
template <class T, class Number, detail::if_number<Number> = 0> auto operator-(Number s, const Tensor<T> &x) {
  using Result = scalar_promote_t<T, Number>;
  return scalar_sub(Result(s), x.template to<Result>());
}
template <class T, class Number, detail::if_number<Number> = 0> auto operator*(const Tensor<T> &x, Number s) {
  using Result = scalar_promote_t<T, Number>;
  return mul_scalar(x.template to<Result>(), Result(s));
}
template <class T, class Number, detail::if_number<Number> = 0> auto operator*(Number s, const Tensor<T> &x) {
  return x * s;
}
template <class T, class Number, detail::if_number<Number> = 0> auto operator/(const Tensor<T> &x, Number s) {
  using Result = inexact_t<T>;
  return div_scalar(x.template to<Result>(), Result(s));
}
template <class T, class Number, detail::if_number<Number> = 0> auto operator/(Number s, const Tensor<T> &x) {
  using Result = inexact_t<T>;
  return scalar_div(Result(s), x.template to<Result>());
}
template <class T, class Number, detail::if_number<Number> = 0> auto pow(const Tensor<T> &x, Number s) {
  using Result = scalar_promote_t<T, Number>;
  return pow_scalar(x.template to<Result>(), Result(s));
}

// Compound forms are rebinding: they mean exactly a = a op b.
template <class T, class Other> Tensor<T> &operator+=(Tensor<T> &a, const Other &b) { return a = a + b; }
template <class T, class Other> Tensor<T> &operator-=(Tensor<T> &a, const Other &b) { return a = a - b; }
template <class T, class Other> Tensor<T> &operator*=(Tensor<T> &a, const Other &b) { return a = a * b; }
template <class T, class Other> Tensor<T> &operator/=(Tensor<T> &a, const Other &b) { return a = a / b; }
template <class T, class Other> CLANGENT_LOST_WRITE void operator+=(Tensor<T> &&, const Other &);
template <class T, class Other> CLANGENT_LOST_WRITE void operator-=(Tensor<T> &&, const Other &);
template <class T, class Other> CLANGENT_LOST_WRITE void operator*=(Tensor<T> &&, const Other &);
template <class T, class Other> CLANGENT_LOST_WRITE void operator/=(Tensor<T> &&, const Other &);

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/arithmetic.inc>

#endif
