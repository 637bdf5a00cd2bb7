// Elementary functions, arithmetic, comparisons and choices.
#include "check_ops.h"

namespace reference {

using namespace clangent;

namespace {

#define BY_X(name) REFERENCE_UNARY(#name, name(x), name##_adjoint(x, g, bar))
#define BY_Y(name) REFERENCE_UNARY(#name, name(x), name##_adjoint(y, g, bar))

template <class T> void add_functions(Operations<T> &table) {
  REFERENCE_UNARY("neg", neg(x), neg_adjoint(g, bar))
  BY_X(abs)
  BY_Y(exp)
  BY_X(log)
  BY_X(log1p)
  BY_Y(expm1)
  BY_Y(sqrt)
  BY_Y(rsqrt)
  BY_Y(reciprocal)
  BY_X(square)
  BY_X(sin)
  BY_X(cos)
  BY_Y(tan)
  BY_X(asin)
  BY_X(acos)
  BY_X(atan)
  BY_X(sinh)
  BY_X(cosh)
  BY_Y(tanh)
  BY_X(asinh)
  BY_X(acosh)
  BY_X(atanh)
  BY_Y(sigmoid)
  BY_X(erf)
}

/// Piecewise constant: the gradient stays undefined, which means zero.
template <class T, class F> Outcome<T> constant(const Call<T> &c, const F &f) { return Outcome<T>(c).give(f(c.x(0))); }

template <class T> void add_steps(Operations<T> &table) {
  table["sign"] = [](const Call<T> &c) { return constant(c, sign<T>); };
  table["floor"] = [](const Call<T> &c) { return constant(c, floor<T>); };
  table["ceil"] = [](const Call<T> &c) { return constant(c, ceil<T>); };
  table["round"] = [](const Call<T> &c) { return constant(c, round<T>); };
  table["trunc"] = [](const Call<T> &c) { return constant(c, trunc<T>); };
}

template <class T> Outcome<T> divide(const Call<T> &c) {
  Outcome<T> r(c);
  const Tensor<T> &a = c.x(0), &b = c.x(1);
  const std::string mode = c.text("rounding_mode", "none");
  if (mode == "floor")
    return r.give(div_floor(a, b));
  if (mode == "trunc")
    return r.give(div_trunc(a, b));
  if (mode != "none")
    throw Mismatch("unknown rounding mode " + mode);
  r.give(div(a, b));
  if (!c.cot.empty())
    div_adjoint(a, b, c.cot[0], r.bar(0), r.bar(1));
  return r;
}

template <class T> void add_arithmetic(Operations<T> &table) {
  REFERENCE_BINARY("add", add(a, b, c.attr("alpha", 1)),
                   add_adjoint(a.shape(), b.shape(), c.attr("alpha", 1), g, a_bar, b_bar))
  REFERENCE_BINARY("sub", sub(a, b, c.attr("alpha", 1)),
                   sub_adjoint(a.shape(), b.shape(), c.attr("alpha", 1), g, a_bar, b_bar))
  REFERENCE_BINARY("mul", mul(a, b), mul_adjoint(a, b, g, a_bar, b_bar))
  REFERENCE_BINARY("pow", pow(a, b), pow_adjoint(a, b, g, a_bar, b_bar))
  REFERENCE_BINARY("atan2", atan2(a, b), atan2_adjoint(a, b, g, a_bar, b_bar))
  REFERENCE_BINARY("remainder", remainder(a, b), remainder_adjoint(a, b, g, a_bar, b_bar))
  REFERENCE_BINARY("fmod", fmod(a, b), fmod_adjoint(a, b, g, a_bar, b_bar))
  REFERENCE_BINARY("maximum", maximum(a, b), maximum_adjoint(a, b, g, a_bar, b_bar))
  REFERENCE_BINARY("minimum", minimum(a, b), minimum_adjoint(a, b, g, a_bar, b_bar))
  table["div"] = divide<T>;
  REFERENCE_UNARY("pow_scalar", pow_scalar(x, c.attr("exponent", 1)),
                  pow_scalar_adjoint(x, c.attr("exponent", 1), g, bar))
  REFERENCE_UNARY("pow_base", scalar_pow(c.attr("base", 1), x), scalar_pow_adjoint(c.attr("base", 1), x, g, bar))
}

template <class T> Outcome<T> clamp_tensors(const Call<T> &c) {
  Outcome<T> r(c);
  r.give(clamp(c.x(0), c.x(1), c.x(2)));
  if (!c.cot.empty())
    clamp_adjoint(c.x(0), c.x(1), c.x(2), c.cot[0], r.bar(0), r.bar(1), r.bar(2));
  return r;
}

template <class T> Outcome<T> choose(const Call<T> &c) {
  Outcome<T> r(c);
  r.give(where(c.mask(0), c.x(1), c.x(2)));
  if (!c.cot.empty())
    where_adjoint(c.mask(0), c.x(1).shape(), c.x(2).shape(), c.cot[0], r.bar(1), r.bar(2));
  return r;
}

template <class T> void add_choices(Operations<T> &table) {
  REFERENCE_UNARY("clamp", clamp(x, c.attr("min", -INFINITY), c.attr("max", INFINITY)),
                  clamp_adjoint(x, c.attr("min", -INFINITY), c.attr("max", INFINITY), g, bar))
  REFERENCE_UNARY("masked_fill", masked_fill(x, c.mask(1), c.attr("value", 0)),
                  masked_fill_adjoint(x.shape(), c.mask(1), g, bar))
  table["clamp_tensor"] = clamp_tensors<T>;
  table["where"] = choose<T>;
}

/// 2 (x - y) + z
template <class T> Outcome<T> compute_s(const Call<T> &c) {
  Outcome<T> r(c);
  const Tensor<T> difference = sub(c.x(0), c.x(1));
  const Tensor<T> doubled = mul_scalar(difference, T(2));
  r.give(add(doubled, c.x(2)));
  if (c.cot.empty())
    return r;
  Tensor<T> doubled_bar, difference_bar;
  add_adjoint(doubled.shape(), c.x(2).shape(), T(1), c.cot[0], doubled_bar, r.bar(2));
  mul_scalar_adjoint(difference, T(2), doubled_bar, difference_bar, static_cast<T *>(nullptr));
  sub_adjoint(c.x(0).shape(), c.x(1).shape(), T(1), difference_bar, r.bar(0), r.bar(1));
  return r;
}

/// sum(x x + sin(x) x)
template <class T> Outcome<T> reuse(const Call<T> &c) {
  Outcome<T> r(c);
  const Tensor<T> &x = c.x(0);
  const Tensor<T> s = sin(x), first = mul(x, x), second = mul(s, x);
  const Tensor<T> total = add(first, second);
  r.give(sum(total));
  if (c.cot.empty())
    return r;
  Tensor<T> total_bar, first_bar, second_bar, s_bar;
  sum_adjoint(x.shape(), {}, c.cot[0], total_bar);
  add_adjoint(x.shape(), x.shape(), T(1), total_bar, first_bar, second_bar);
  mul_adjoint(s, x, second_bar, s_bar, r.bar(0));
  mul_adjoint(x, x, first_bar, r.bar(0), r.bar(0));
  sin_adjoint(x, s_bar, r.bar(0));
  return r;
}

} // namespace

template <class T> void add_math(Operations<T> &table) {
  add_functions(table);
  add_steps(table);
  add_arithmetic(table);
  add_choices(table);
  table["outer_chain"] = compute_s<T>;
  table["composite_reuse"] = reuse<T>;
}
REFERENCE_INSTANTIATE(add_math)

} // namespace reference
