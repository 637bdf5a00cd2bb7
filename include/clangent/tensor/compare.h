// Comparisons, masks, choices between tensors, and clamping. Comparisons have
// derivative zero; maximum and minimum give half to each side of a tie.
#ifndef CLANGENT_TENSOR_COMPARE_H
#define CLANGENT_TENSOR_COMPARE_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/arithmetic.h>

#include <limits>

namespace clangent {
namespace detail {
template <class T> constexpr T highest() {
  return std::numeric_limits<T>::has_infinity ? std::numeric_limits<T>::infinity() : std::numeric_limits<T>::max();
}
template <class T> constexpr T lowest() {
  return std::numeric_limits<T>::has_infinity ? -std::numeric_limits<T>::infinity() : std::numeric_limits<T>::lowest();
}
} // namespace detail

#define CLANGENT_COMPARISON(name, op)                                                                                  \
  template <class Left, class Right>                                                                                   \
  CLANGENT_ELEMENTWISE Tensor<bool> name(const Tensor<Left> &a, const Tensor<Right> &b) {                              \
    using Common = promote_t<Left, Right>;                                                                             \
    return transform(                                                                                                  \
        #name, [](Left u, Right v) { return Common(u) op Common(v); }, a, b);                                          \
  }                                                                                                                    \
  template <class Left, class Number, detail::if_number<Number> = 0>                                                   \
  CLANGENT_ELEMENTWISE Tensor<bool> name(const Tensor<Left> &a, Number s) {                                            \
    using Common = std::common_type_t<Left, Number>;                                                                   \
    return transform(                                                                                                  \
        #name, [s](Left u) { return Common(u) op Common(s); }, a);                                                     \
  }                                                                                                                    \
  template <class Left, class Other> auto operator op(const Tensor<Left> &a, const Other &b)->decltype(name(a, b)) {   \
    return name(a, b);                                                                                                 \
  }
CLANGENT_COMPARISON(eq, ==)
CLANGENT_COMPARISON(ne, !=)
CLANGENT_COMPARISON(lt, <)
CLANGENT_COMPARISON(le, <=)
CLANGENT_COMPARISON(gt, >)
CLANGENT_COMPARISON(ge, >=)
#undef CLANGENT_COMPARISON

CLANGENT_ELEMENTWISE inline Tensor<bool> logical_and(const Tensor<bool> &a, const Tensor<bool> &b) {
  return transform(
      "logical_and", [](bool u, bool v) { return u && v; }, a, b);
}
CLANGENT_ELEMENTWISE inline Tensor<bool> logical_or(const Tensor<bool> &a, const Tensor<bool> &b) {
  return transform(
      "logical_or", [](bool u, bool v) { return u || v; }, a, b);
}
CLANGENT_ELEMENTWISE inline Tensor<bool> logical_xor(const Tensor<bool> &a, const Tensor<bool> &b) {
  return transform(
      "logical_xor", [](bool u, bool v) { return u != v; }, a, b);
}
CLANGENT_ELEMENTWISE inline Tensor<bool> logical_not(const Tensor<bool> &a) {
  return transform(
      "logical_not", [](bool u) { return !u; }, a);
}
inline bool all(const Tensor<bool> &x) { return sum(x).item() == x.numel(); }
inline bool any(const Tensor<bool> &x) { return sum(x).item() > 0; }
template <class T> CLANGENT_ELEMENTWISE Tensor<bool> isnan(const Tensor<T> &x) {
  return transform(
      "isnan", [](T v) { return v != v; }, x);
}
template <class T> CLANGENT_ELEMENTWISE Tensor<bool> isfinite(const Tensor<T> &x) {
  return transform(
      "isfinite", [](T v) { return bool(std::isfinite(v)); }, x);
}

// a where the condition holds, b elsewhere
template <class T>
CLANGENT_ELEMENTWISE Tensor<T> where(const Tensor<bool> &condition, const Tensor<T> &a, const Tensor<T> &b) {
  return transform(
      "where", [](bool c, T u, T v) { return c ? u : v; }, condition, a, b);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::where")
void where_adjoint(const Tensor<bool> &condition, const Shape &a_shape, const Shape &b_shape, const Tensor<T> &y_bar,
                   Bar<T> a_bar, Bar<T> b_bar) {
  if (a_bar)
    a_bar.add(transform(
                  "where", [](bool c, T g) { return c ? g : T(0); }, condition, y_bar),
              a_shape);
  if (b_bar)
    b_bar.add(transform(
                  "where", [](bool c, T g) { return c ? T(0) : g; }, condition, y_bar),
              b_shape);
}

// The tangents are chosen between like the values.
template <class T>
CLANGENT_TANGENT_OF("clangent::where")
Tensor<T> where_tangent(const Tensor<bool> &condition, const Tensor<T> &y, const Tensor<T> &a_dot,
                        const Tensor<T> &b_dot) {
  if (!a_dot.defined() && !b_dot.defined())
    return {};
  const Tensor<T> zero(T(0));
  return where(condition, a_dot.defined() ? a_dot : zero, b_dot.defined() ? b_dot : zero).expand(y.shape());
}

// x with `value` wherever the mask holds
template <class T> CLANGENT_ELEMENTWISE Tensor<T> masked_fill(const Tensor<T> &x, const Tensor<bool> &mask, T value) {
  return transform(
      "masked_fill", [value](T v, bool m) { return m ? value : v; }, x, mask);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::masked_fill")
void masked_fill_adjoint(const Shape &x_shape, const Tensor<bool> &mask, const Tensor<T> &y_bar, Bar<T> x_bar) {
  x_bar.add(masked_fill(y_bar, mask, T(0)), x_shape);
}
template <class T>
CLANGENT_TANGENT_OF("clangent::masked_fill")
Tensor<T> masked_fill_tangent(const Tensor<bool> &mask, const Tensor<T> &x_dot) {
  return x_dot.defined() ? masked_fill(x_dot, mask, T(0)) : x_dot;
}

namespace detail {
template <class T> T larger(T u, T v) { return u != u || u > v ? u : v; }
template <class T> T smaller(T u, T v) { return u != u || u < v ? u : v; }
// The share of g that goes to the side that `loses` says nothing against.
template <class T> T share(T g, bool tie, bool loses) { return loses ? T(0) : tie ? g / T(2) : g; }
} // namespace detail

// The larger of two; NaN wins.
template <class T> CLANGENT_ELEMENTWISE Tensor<T> maximum(const Tensor<T> &a, const Tensor<T> &b) {
  return transform("maximum", detail::larger<T>, a, b);
}
CLANGENT_BINARY_RULES(maximum, detail::share(g, u == v, u < v), detail::share(g, u == v, v < u))

// The smaller of two; NaN wins.
template <class T> CLANGENT_ELEMENTWISE Tensor<T> minimum(const Tensor<T> &a, const Tensor<T> &b) {
  return transform("minimum", detail::smaller<T>, a, b);
}
CLANGENT_BINARY_RULES(minimum, detail::share(g, u == v, u > v), detail::share(g, u == v, v > u))

// x clamped to [low, high]; derivative 1 at both bounds. NaN stays NaN.
template <class T> CLANGENT_ELEMENTWISE Tensor<T> clamp(const Tensor<T> &x, T low, T high) {
  return transform(
      "clamp",
      [=](T v) {
        const T raised = v < low ? low : v;
        return raised > high ? high : raised;
      },
      x);
}
CLANGENT_ELEMENTWISE_RULES(clamp, x, CLANGENT_PARAMETERS(T low, T high, ), v >= low && v <= high ? g : T(0))

template <class T> Tensor<T> clamp_min(const Tensor<T> &x, T low) { return clamp(x, low, detail::highest<T>()); }
template <class T> Tensor<T> clamp_max(const Tensor<T> &x, T high) { return clamp(x, detail::lowest<T>(), high); }

// x clamped element by element; where low > high the result is high.
template <class T>
CLANGENT_ELEMENTWISE Tensor<T> clamp(const Tensor<T> &x, const Tensor<T> &low, const Tensor<T> &high) {
  return minimum(maximum(x, low), high);
}
namespace detail {
// Where a result of clamp is an element of x, of low, of high; no two at once.
struct ClampSides {
  Tensor<bool> x, low, high;
};
template <class T> ClampSides clamp_sides(const Tensor<T> &x, const Tensor<T> &low, const Tensor<T> &high) {
  return {logical_and(x >= low, x <= high), logical_and(low < high, x < low), logical_or(x > high, high < low)};
}
template <class T> Tensor<T> gated(const Tensor<T> &g, const Tensor<bool> &gate) {
  return transform_dot(
      "clamp", [](T v, bool is_open) { return is_open ? v : T(0); }, g, gate);
}
} // namespace detail
template <class T>
CLANGENT_ADJOINT_OF("clangent::clamp")
void clamp_adjoint(const Tensor<T> &x, const Tensor<T> &low, const Tensor<T> &high, const Tensor<T> &y_bar,
                   Bar<T> x_bar, Bar<T> low_bar, Bar<T> high_bar) {
  const detail::ClampSides from = detail::clamp_sides(x, low, high);
  if (x_bar)
    x_bar.add(detail::gated(y_bar, from.x), x.shape());
  if (low_bar)
    low_bar.add(detail::gated(y_bar, from.low), low.shape());
  if (high_bar)
    high_bar.add(detail::gated(y_bar, from.high), high.shape());
}
template <class T>
CLANGENT_TANGENT_OF("clangent::clamp")
Tensor<T> clamp_tangent(const Tensor<T> &x, const Tensor<T> &low, const Tensor<T> &high, const Tensor<T> &x_dot,
                        const Tensor<T> &low_dot, const Tensor<T> &high_dot) {
  const detail::ClampSides from = detail::clamp_sides(x, low, high);
  return detail::sum_dots(detail::sum_dots(detail::gated(x_dot, from.x), detail::gated(low_dot, from.low)),
                          detail::gated(high_dot, from.high));
}

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/compare.inc>

#endif
