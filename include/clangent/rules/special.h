// The functions that derivatives of <cmath>'s functions need and <cmath> lacks, for float, double and long double:
//
//   clangent::rules::digamma(1.0)        // -0.5772...: the derivative of std::lgamma
//   clangent::rules::polygamma(1.0, 1.0) // 1.6449...: the first derivative of digamma; the order is a whole number >=
//   0 clangent::rules::frexp_mantissa(x), frexp_exponent(x), modf_fraction(x) // the parts, without an out-parameter
//
// Recurrence to a large argument, asymptotic series there (DLMF 5.5.2, 5.11.2; Euler-Maclaurin for the Hurwitz zeta
// function, DLMF 25.11.5), reflection for negative arguments (DLMF 5.5.4). The error is a few units of the last place
// of the largest term: relative to the result, except next to zeros of the functions.
#ifndef CLANGENT_RULES_SPECIAL_H
#define CLANGENT_RULES_SPECIAL_H

#pragma push_macro("T")
#undef T

namespace clangent {
namespace rules {
namespace detail {

inline float log_of(float x) { return __builtin_logf(x); }
inline double log_of(double x) { return __builtin_log(x); }
inline long double log_of(long double x) { return __builtin_logl(x); }
inline float tan_of(float x) { return __builtin_tanf(x); }
inline double tan_of(double x) { return __builtin_tan(x); }
inline long double tan_of(long double x) { return __builtin_tanl(x); }
inline float round_of(float x) { return __builtin_rintf(x); }
inline double round_of(double x) { return __builtin_rint(x); }
inline long double round_of(long double x) { return __builtin_rintl(x); }

template <class T> constexpr T pi = T(3.14159265358979323846264338327950288L);

// Pi times the cotangent of pi times x: the distance to the next whole number is exact.
template <class T> T pi_cot_pi(T x) { return pi<T> / tan_of(pi<T> * (x - round_of(x))); }

template <class T> bool is_pole(T x) { return x <= 0 && x == round_of(x); }

template <class T> T digamma(T x) {
  if (x != x || is_pole(x) || x == -T(__builtin_inf()))
    return T(__builtin_nan(""));
  if (x < 0)
    return digamma(1 - x) - pi_cot_pi(x);
  constexpr T large = sizeof(T) > sizeof(double) ? 16 : 10;
  T sum = 0;
  for (; x < large; x += 1)
    sum -= 1 / x;
  // B(2k) / 2k, k = 1 ... 10
  constexpr T coefficient[] = {T(1 / 12.0L),        T(-1 / 120.0L),      T(1 / 252.0L), T(-1 / 240.0L),
                               T(1 / 132.0L),       T(-691 / 32760.0L),  T(1 / 12.0L),  T(-3617 / 8160.0L),
                               T(43867 / 14364.0L), T(-174611 / 6600.0L)};
  T square = 1 / (x * x), series = 0;
  for (int k = 9; k >= 0; --k)
    series = (series + coefficient[k]) * square;
  return sum + log_of(x) - 1 / (2 * x) - series;
}

// n! / x^(n+1), by factors near one.
template <class T> T scaled_power(int n, T x) {
  T product = 1 / x;
  for (int i = 1; i <= n; ++i)
    product *= i / x;
  return product;
}

// n! * zeta(n + 1, x), for n >= 1 and any x that is no pole: the sum of n! / (x + k)^(n+1) over k = 0, 1, ...
template <class T> T scaled_zeta(int n, T x) {
  T sum = 0;
  for (; x < 17 + n; x += 1)
    sum += scaled_power(n, x);
  // B(2k) / (2k)!, k = 1 ... 10
  constexpr T coefficient[] = {T(1 / 12.0L),
                               T(-1 / 720.0L),
                               T(1 / 30240.0L),
                               T(-1 / 1209600.0L),
                               T(1 / 47900160.0L),
                               T(-691 / 1307674368000.0L),
                               T(1 / 74724249600.0L),
                               T(-3617 / 10670622842880000.0L),
                               T(43867 / 5109094217170944000.0L),
                               T(-174611 / 802857662698291200000.0L)};
  T rising = T(n + 1) / x, series = 0;
  for (int k = 0; k < 10; ++k) {
    series += coefficient[k] * rising;
    rising *= (n + 2 * k + 2) / x * ((n + 2 * k + 3) / x);
  }
  return sum + scaled_power(n, x) * (x / n + T(0.5) + series);
}

// The n-th derivative of pi cot(pi x), 1 <= n <= 32. With c = cot(pi x) it is pi^(n+1) P(c), where c' = -pi (1 + c^2)
// gives P' from P. All coefficients of P have one sign and one parity: nothing cancels.
template <class T> T pi_cot_derivative(int n, T x) {
  T c = pi_cot_pi(x) / pi<T>;
  T p[34] = {0, 1}, scale = pi<T>;
  for (int order = 1; order <= n; ++order) {
    T next[34] = {};
    for (int i = 1; i <= order; ++i) {
      next[i - 1] -= i * p[i];
      next[i + 1] -= i * p[i];
    }
    for (int i = 0; i <= order + 1; ++i)
      p[i] = next[i];
    scale *= pi<T>;
  }
  T value = 0;
  for (int i = n + 1; i >= 0; --i)
    value = value * c + p[i];
  return value * scale;
}

template <class T> T polygamma_negative(int n, T x) {
  // Beyond this order the terms more than 32 away from x are below the last place of the nearest one.
  if (n > 32) {
    T next = x < -32 ? x - round_of(x) - 32 : x;
    T sum = scaled_zeta(n, next);
    return n % 2 ? sum : -sum;
  }
  // psi(1 - x) - psi(x) = pi cot(pi x), differentiated n times; psi_n(1 - x) = (-1)^(n+1) n! zeta(n + 1, 1 - x).
  return -scaled_zeta(n, 1 - x) - pi_cot_derivative(n, x);
}

template <class T> T polygamma(T order, T x) {
  if (order == 0)
    return digamma(x);
  if (x != x || !(order > 0) || order != round_of(order) || order > 1000000)
    return T(__builtin_nan(""));
  int n = static_cast<int>(order);
  if (x == T(__builtin_inf()))
    return 0;
  if (is_pole(x)) // approached alike from both sides for odd orders only
    return n % 2 ? T(__builtin_inf()) : T(__builtin_nan(""));
  if (x < 0)
    return polygamma_negative(n, x);
  T sum = scaled_zeta(n, x);
  return n % 2 ? sum : -sum;
}

} // namespace detail

inline float digamma(float x) { return static_cast<float>(detail::digamma<double>(x)); }
inline double digamma(double x) { return detail::digamma(x); }
inline long double digamma(long double x) { return detail::digamma(x); }

inline float polygamma(float n, float x) { return static_cast<float>(detail::polygamma<double>(n, x)); }
inline double polygamma(double n, double x) { return detail::polygamma(n, x); }
inline long double polygamma(long double n, long double x) { return detail::polygamma(n, x); }

inline float frexp_mantissa(float x) {
  int e;
  return __builtin_frexpf(x, &e);
}
inline double frexp_mantissa(double x) {
  int e;
  return __builtin_frexp(x, &e);
}
inline long double frexp_mantissa(long double x) {
  int e;
  return __builtin_frexpl(x, &e);
}

// 0 where the mantissa is x itself: for zero, infinities and NaN.
inline int frexp_exponent(float x) {
  int e = 0;
  return __builtin_frexpf(x, &e) == x || x != x ? 0 : e;
}
inline int frexp_exponent(double x) {
  int e = 0;
  return __builtin_frexp(x, &e) == x || x != x ? 0 : e;
}
inline int frexp_exponent(long double x) {
  int e = 0;
  return __builtin_frexpl(x, &e) == x || x != x ? 0 : e;
}

inline float modf_fraction(float x) {
  float whole;
  return __builtin_modff(x, &whole);
}
inline double modf_fraction(double x) {
  double whole;
  return __builtin_modf(x, &whole);
}
inline long double modf_fraction(long double x) {
  long double whole;
  return __builtin_modfl(x, &whole);
}

} // namespace rules
} // namespace clangent

#pragma pop_macro("T")

#endif // CLANGENT_RULES_SPECIAL_H
