// Elementary functions, arithmetic, comparisons and choices.
#include "check_ops.h"

namespace reference {

using namespace clangent;

namespace {

template <class T> void add_functions(Operations<T> &table) {
#define UNARY(name)                                                                                                    \
  table[#name] = [](const Call<T> &c) { return apply<0>(c, [](const Tensor<T> &x) { return clangent::name(x); }); };
  UNARY(neg)
  UNARY(abs)
  UNARY(exp)
  UNARY(log)
  UNARY(log1p)
  UNARY(expm1)
  UNARY(sqrt)
  UNARY(rsqrt)
  UNARY(reciprocal)
  UNARY(square)
  UNARY(sin)
  UNARY(cos)
  UNARY(tan)
  UNARY(asin)
  UNARY(acos)
  UNARY(atan)
  UNARY(sinh)
  UNARY(cosh)
  UNARY(tanh)
  UNARY(asinh)
  UNARY(acosh)
  UNARY(atanh)
  UNARY(sigmoid)
  UNARY(erf)
  // Piecewise constant.
  UNARY(sign)
  UNARY(floor)
  UNARY(ceil)
  UNARY(round)
  UNARY(trunc)
#undef UNARY
}

template <class T> Outcome<T> divide(const Call<T> &c) {
  const std::string mode = c.text("rounding_mode", "none");
  if (mode == "floor")
    return apply<0, 1>(c, [](const Tensor<T> &a, const Tensor<T> &b) { return div_floor(a, b); });
  if (mode == "trunc")
    return apply<0, 1>(c, [](const Tensor<T> &a, const Tensor<T> &b) { return div_trunc(a, b); });
  if (mode != "none")
    throw Mismatch("unknown rounding mode " + mode);
  return apply<0, 1>(c, [](const Tensor<T> &a, const Tensor<T> &b) { return div(a, b); });
}

template <class T> void add_arithmetic(Operations<T> &table) {
#define BINARY(name)                                                                                                   \
  table[#name] = [](const Call<T> &c) {                                                                                \
    return apply<0, 1>(c, [](const Tensor<T> &a, const Tensor<T> &b) { return clangent::name(a, b); });                \
  };
  BINARY(mul)
  BINARY(pow)
  BINARY(atan2)
  BINARY(remainder)
  BINARY(fmod)
  BINARY(maximum)
  BINARY(minimum)
#undef BINARY
  table["add"] = [](const Call<T> &c) {
    return apply<0, 1>(
        c, [alpha = c.attr("alpha", 1)](const Tensor<T> &a, const Tensor<T> &b) { return add(a, b, alpha); });
  };
  table["sub"] = [](const Call<T> &c) {
    return apply<0, 1>(
        c, [alpha = c.attr("alpha", 1)](const Tensor<T> &a, const Tensor<T> &b) { return sub(a, b, alpha); });
  };
  table["div"] = divide<T>;
  table["pow_scalar"] = [](const Call<T> &c) {
    return apply<0>(c, [s = c.attr("exponent", 1)](const Tensor<T> &x) { return pow(x, s); });
  };
  table["pow_base"] = [](const Call<T> &c) {
    return apply<0>(c, [s = c.attr("base", 1)](const Tensor<T> &x) { return scalar_pow(s, x); });
  };
}

template <class T> void add_choices(Operations<T> &table) {
  table["clamp"] = [](const Call<T> &c) {
    return apply<0>(c, [low = c.attr("min", -INFINITY), high = c.attr("max", INFINITY)](const Tensor<T> &x) {
      return clamp(x, low, high);
    });
  };
  table["clamp_tensor"] = [](const Call<T> &c) {
    return apply<0, 1, 2>(
        c, [](const Tensor<T> &x, const Tensor<T> &low, const Tensor<T> &high) { return clamp(x, low, high); });
  };
  table["masked_fill"] = [](const Call<T> &c) {
    return apply<0>(
        c, [mask = c.mask(1), value = c.attr("value", 0)](const Tensor<T> &x) { return masked_fill(x, mask, value); });
  };
  table["where"] = [](const Call<T> &c) {
    return apply<1, 2>(c, [mask = c.mask(0)](const Tensor<T> &a, const Tensor<T> &b) { return where(mask, a, b); });
  };
}

} // namespace

template <class T> void add_math(Operations<T> &table) {
  add_functions(table);
  add_arithmetic(table);
  add_choices(table);
  table["outer_chain"] = [](const Call<T> &c) {
    return apply<0, 1, 2>(
        c, [](const Tensor<T> &x, const Tensor<T> &y, const Tensor<T> &z) { return T(2) * (x - y) + z; });
  };
  table["composite_reuse"] = [](const Call<T> &c) {
    return apply<0>(c, [](const Tensor<T> &x) { return sum(x * x + sin(x) * x); });
  };
}
REFERENCE_INSTANTIATE(add_math)

} // namespace reference
