// The elementary functions of the oracle's number. Partials are evaluated in long double from
// textbook formulas; kinks and poles follow the project's documented choices (|x| and hypot have
// derivative 0 at 0; pow's y-partial is 0 where x = 0 and y >= 0).
#ifndef CLANGENT_TEST_NUMERIC_DUALMATH_H
#define CLANGENT_TEST_NUMERIC_DUALMATH_H

#include "Dual.h"

#include <cstdlib>

namespace dual {

using Wide = long double;

constexpr Wide pi = 3.141592653589793238462643383279502884L;
constexpr Wide ln2 = 0.693147180559945309417232121458176568L;
constexpr Wide ln10 = 2.302585092994045684017991454684364208L;

// Digamma: reflection for negative arguments, upward recurrence, then the asymptotic series
// (Abramowitz and Stegun 6.3.7, 6.3.5, 6.3.18).
inline Wide digamma(Wide x) {
  if (x < 0.5L)
    return digamma(1 - x) - pi / std::tan(pi * x);
  Wide shift = 0;
  for (; x < 30; x += 1)
    shift -= 1 / x;
  const Wide t = 1 / (x * x);
  const Wide series =
      t * (1.0L / 12 - t * (1.0L / 120 - t * (1.0L / 252 - t * (1.0L / 240 - t * (1.0L / 132)))));
  return shift + std::log(x) - 1 / (2 * x) - series;
}

#define CLANGENT_UNARY(name, partial, slack)                                                       \
  inline Dual name(const Dual &a) {                                                                \
    const Named named(#name);                                                                      \
    [[maybe_unused]] const Wide x = a.value;                                                       \
    const REAL y = std::name(a.value);                                                             \
    return operation(y, a, partial, slack);                                                        \
  }                                                                                                \
  inline Dual name##f(const Dual &a) {                                                             \
    const Named named(#name);                                                                      \
    [[maybe_unused]] const Wide x = static_cast<float>(a.value);                                   \
    const REAL y = ::name##f(static_cast<float>(a.value));                                         \
    return Single(operation(y, a, partial, (slack) * single_epsilon / real_epsilon));              \
  }                                                                                                \
  inline Dual name##l(const Dual &a) {                                                             \
    const Named named(#name);                                                                      \
    [[maybe_unused]] const Wide x = a.value;                                                       \
    const REAL y = static_cast<REAL>(::name##l(a.value));                                          \
    return operation(y, a, partial, slack);                                                        \
  }

// Constant between steps, so nothing depends on the argument.
#define CLANGENT_STEP(name)                                                                                            \
  inline Dual name(const Dual &a) { return Dual(std::name(a.value)); }                                                 \
  inline Dual name##f(const Dual &a) { return Dual(::name##f(static_cast<float>(a.value))); }                          \
  inline Dual name##l(const Dual &a) { return Dual(::name##l(a.value)); }

CLANGENT_UNARY(sin, std::cos(x), 1 + 1 / (1e-3L + std::fabs(std::cos(x))))
CLANGENT_UNARY(cos, -std::sin(x), 1 + 1 / (1e-3L + std::fabs(std::sin(x))))
CLANGENT_UNARY(tan, 1 / (std::cos(x) * std::cos(x)), 4)
CLANGENT_UNARY(asin, 1 / std::sqrt((1 - x) * (1 + x)), 1 + 1 / (1 - x * x))
CLANGENT_UNARY(acos, -1 / std::sqrt((1 - x) * (1 + x)), 1 + 1 / (1 - x * x))
CLANGENT_UNARY(atan, 1 / (1 + x * x), 4)
CLANGENT_UNARY(sinh, std::cosh(x), 2)
CLANGENT_UNARY(cosh, std::sinh(x), 2)
CLANGENT_UNARY(tanh, 1 / (std::cosh(x) * std::cosh(x)), 2 + 2 * std::cosh(x) * std::cosh(x))
CLANGENT_UNARY(asinh, 1 / std::sqrt(x * x + 1), 4)
CLANGENT_UNARY(acosh, 1 / std::sqrt((x - 1) * (x + 1)), 2 + 2 * x * x / (x * x - 1))
CLANGENT_UNARY(atanh, 1 / ((1 - x) * (1 + x)), 2 + 2 / (1 - x * x))
CLANGENT_UNARY(exp, std::exp(x), 2)
CLANGENT_UNARY(exp2, ln2 * std::exp2(x), 4)
CLANGENT_UNARY(expm1, std::exp(x), 2 + 2 / std::exp(x))
CLANGENT_UNARY(log, 1 / x, 2)
CLANGENT_UNARY(log2, 1 / (x * ln2), 4)
CLANGENT_UNARY(log10, 1 / (x * ln10), 4)
CLANGENT_UNARY(log1p, 1 / (1 + x), 4 + 1 / std::fabs(1 + x))
CLANGENT_UNARY(sqrt, 1 / (2 * std::sqrt(x)), 4)
CLANGENT_UNARY(cbrt, 1 / (3 * std::cbrt(x) * std::cbrt(x)), 6)
CLANGENT_UNARY(erf, 2 / std::sqrt(pi) * std::exp(-x *x), 6 + 2 * x * x)
CLANGENT_UNARY(erfc, -2 / std::sqrt(pi) * std::exp(-x *x), 6 + 2 * x * x)
CLANGENT_UNARY(tgamma, std::tgamma(x) * digamma(x),
               64 * (1 + std::fabs(x)) * (1 + 1 / std::fabs(digamma(x))))
CLANGENT_UNARY(lgamma, digamma(x), 64 * (1 + std::fabs(x)) * (1 + 1 / std::fabs(digamma(x))))
CLANGENT_UNARY(fabs, (x > 0) - (x < 0), 1)
CLANGENT_STEP(floor)
CLANGENT_STEP(ceil)
CLANGENT_STEP(round)
CLANGENT_STEP(trunc)
CLANGENT_STEP(rint)
CLANGENT_STEP(nearbyint)
CLANGENT_STEP(logb)

inline Dual abs(const Dual &a) { return fabs(a); }

#define CLANGENT_BINARY(name, pa, pb, slack)                                                       \
  inline Dual name(const Dual &a, const Dual &b) {                                                 \
    const Named named(#name);                                                                      \
    [[maybe_unused]] const Wide x = a.value, y = b.value;                                                           \
    return operation(std::name(a.value, b.value), a, pa, b, pb, slack);                            \
  }                                                                                                \
  inline Dual name##f(const Dual &a, const Dual &b) {                                              \
    const Named named(#name);                                                                      \
    const Wide x = static_cast<float>(a.value), y = static_cast<float>(b.value);                   \
    const REAL v = ::name##f(static_cast<float>(a.value), static_cast<float>(b.value));            \
    return Single(operation(v, a, pa, b, pb, (slack) * single_epsilon / real_epsilon));            \
  }                                                                                                \
  inline Dual name##l(const Dual &a, const Dual &b) {                                              \
    const Named named(#name);                                                                      \
    [[maybe_unused]] const Wide x = a.value, y = b.value;                                                           \
    return operation(static_cast<REAL>(::name##l(x, y)), a, pa, b, pb, slack);                     \
  }

inline Wide square_sum(Wide x, Wide y) { return x * x + y * y; }
inline Wide over_hypot(Wide x, Wide y) { return x == 0 ? 0 : x / std::hypot(x, y); }
inline Wide power_by_base(Wide x, Wide y) { return y == 0 ? 0 : y * std::pow(x, y - 1); }
inline Wide power_by_exponent(Wide x, Wide y) {
  return x == 0 && y >= 0 ? 0 : std::pow(x, y) * std::log(x);
}

CLANGENT_BINARY(pow, power_by_base(x, y), power_by_exponent(x, y), 8)
CLANGENT_BINARY(atan2, y / square_sum(x, y), -x / square_sum(x, y), 6)
CLANGENT_BINARY(hypot, over_hypot(x, y), over_hypot(y, x), 6)
CLANGENT_BINARY(fmod, 1, -std::trunc(x / y), 1)
CLANGENT_BINARY(remainder, 1, -std::nearbyint(x / y), 1)
// The loser is not used.
#define CLANGENT_EXTREME(name, takes_first)                                                                            \
  inline Dual name(const Dual &a, const Dual &b) {                                                                     \
    const Wide x = a.value, y = b.value;                                                                               \
    return operation(std::name(a.value, b.value), (takes_first) ? a : b, 1);                                           \
  }                                                                                                                    \
  inline Dual name##f(const Dual &a, const Dual &b) { return Single(name(Single(a), Single(b))); }                     \
  inline Dual name##l(const Dual &a, const Dual &b) { return name(a, b); }

CLANGENT_EXTREME(fmin, x < y || y != y)
CLANGENT_EXTREME(fmax, x > y || y != y)
CLANGENT_BINARY(fdim, x > y, -(x > y), 1)
CLANGENT_BINARY(copysign, std::signbit(x) == std::signbit(y) ? 1 : -1, 0, 1)

inline Dual hypot(const Dual &a, const Dual &b, const Dual &c) {
  const Wide x = a.value, y = b.value, z = c.value;
  const Wide length = std::hypot(x, y, z);
  const Wide inverse = length == 0 ? 0 : 1 / length;
  Dual result(std::hypot(a.value, b.value, c.value));
  result.depend_on(a, x * inverse, 6);
  result.depend_on(b, y * inverse, 6);
  result.depend_on(c, z * inverse, 6);
  return result;
}

inline Dual fma(const Dual &a, const Dual &b, const Dual &c) {
  Dual result = operation(std::fma(a.value, b.value, c.value), a, b.value, b, a.value);
  result.depend_on(c, 1);
  return result;
}
inline Dual fmaf(const Dual &a, const Dual &b, const Dual &c) { return Single(fma(a, b, c)); }
inline Dual fmal(const Dual &a, const Dual &b, const Dual &c) { return fma(a, b, c); }

inline Dual ldexp(const Dual &a, int n) {
  return operation(std::ldexp(a.value, n), a, std::ldexp(Wide(1), n));
}
inline Dual scalbn(const Dual &a, int n) { return ldexp(a, n); }
inline Dual scalbln(const Dual &a, long n) { return ldexp(a, static_cast<int>(n)); }
inline Dual frexp(const Dual &a, int *exponent) {
  const REAL fraction = std::frexp(a.value, exponent);
  return operation(fraction, a, std::ldexp(Wide(1), -*exponent));
}
inline Dual modf(const Dual &a, Dual *whole) {
  REAL part = 0;
  const REAL fraction = std::modf(a.value, &part);
  *whole = part;
  return operation(fraction, a, 1);
}
inline Dual remquo(const Dual &a, const Dual &b, int *quotient) {
  const Wide multiple = -std::nearbyint(Wide(a.value) / Wide(b.value));
  return operation(std::remquo(a.value, b.value, quotient), a, 1, b, multiple);
}

inline long lround(const Dual &a) { return std::lround(a.value); }
inline long lrint(const Dual &a) { return std::lrint(a.value); }
inline int ilogb(const Dual &a) { return std::ilogb(a.value); }
inline bool signbit(const Dual &a) { return std::signbit(a.value); }
inline bool isnan(const Dual &a) { return std::isnan(a.value); }
inline bool isinf(const Dual &a) { return std::isinf(a.value); }
inline bool isfinite(const Dual &a) { return std::isfinite(a.value); }
inline bool isless(const Dual &a, const Dual &b) { return a.value < b.value; }

} // namespace dual

// Inside namespace oracle, `std::sin` means this: the oracle's overloads beside the standard's.
namespace oracle::std {
using namespace ::std;
#define CLANGENT_BOTH(name)                                                                        \
  using ::dual::name;                                                                              \
  using ::std::name;
CLANGENT_BOTH(sin) CLANGENT_BOTH(cos) CLANGENT_BOTH(tan) CLANGENT_BOTH(asin) CLANGENT_BOTH(acos)
CLANGENT_BOTH(atan) CLANGENT_BOTH(sinh) CLANGENT_BOTH(cosh) CLANGENT_BOTH(tanh)
CLANGENT_BOTH(asinh) CLANGENT_BOTH(acosh) CLANGENT_BOTH(atanh) CLANGENT_BOTH(exp)
CLANGENT_BOTH(exp2) CLANGENT_BOTH(expm1) CLANGENT_BOTH(log) CLANGENT_BOTH(log2)
CLANGENT_BOTH(log10) CLANGENT_BOTH(log1p) CLANGENT_BOTH(sqrt) CLANGENT_BOTH(cbrt)
CLANGENT_BOTH(erf) CLANGENT_BOTH(erfc) CLANGENT_BOTH(tgamma) CLANGENT_BOTH(lgamma)
CLANGENT_BOTH(fabs) CLANGENT_BOTH(abs) CLANGENT_BOTH(floor) CLANGENT_BOTH(ceil)
CLANGENT_BOTH(round) CLANGENT_BOTH(trunc) CLANGENT_BOTH(rint) CLANGENT_BOTH(nearbyint)
CLANGENT_BOTH(logb) CLANGENT_BOTH(pow) CLANGENT_BOTH(atan2) CLANGENT_BOTH(hypot)
CLANGENT_BOTH(fmod) CLANGENT_BOTH(remainder) CLANGENT_BOTH(fmin) CLANGENT_BOTH(fmax)
CLANGENT_BOTH(fdim) CLANGENT_BOTH(copysign) CLANGENT_BOTH(fma) CLANGENT_BOTH(ldexp)
CLANGENT_BOTH(scalbn) CLANGENT_BOTH(scalbln) CLANGENT_BOTH(frexp) CLANGENT_BOTH(modf)
CLANGENT_BOTH(remquo) CLANGENT_BOTH(lround) CLANGENT_BOTH(lrint) CLANGENT_BOTH(ilogb)
CLANGENT_BOTH(signbit) CLANGENT_BOTH(isnan) CLANGENT_BOTH(isinf) CLANGENT_BOTH(isfinite)
CLANGENT_BOTH(isless)
#undef CLANGENT_BOTH
} // namespace oracle::std

#undef CLANGENT_UNARY
#undef CLANGENT_BINARY
#undef CLANGENT_STEP
#undef CLANGENT_EXTREME

#endif
