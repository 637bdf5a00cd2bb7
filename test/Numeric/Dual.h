// The oracle's number: a value, its derivative in one direction, and a bound on what rounding
// may do to that derivative. It shares no code and no formula table with the compiler under test.
//
// For an operation with partials p_i: dot = sum p_i dot_i. `mag` is the same sum over absolute
// values, that is the sum over all paths of the products of |p|. `err` weighs each path by the
// number of rounded operations on it. Forward and reverse sweeps add the same paths in different
// orders, so both lie within a small multiple of `err` of the exact derivative. What is smaller than the smallest
// normal number is rounded by a fixed amount.
//
// What does not depend on the input is not `varied` and contributes nothing, whatever its partials are. A file that
// defines CLANGENT_NONFINITE is about infinities: then everything that is varied counts by IEEE, and zero times
// infinity is no number. Otherwise a derivative of zero ends its path.
#ifndef CLANGENT_TEST_NUMERIC_DUAL_H
#define CLANGENT_TEST_NUMERIC_DUAL_H

#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <type_traits>

#ifndef REAL
#define REAL double
#endif

namespace dual {

constexpr long double real_epsilon = std::numeric_limits<REAL>::epsilon();
constexpr long double single_epsilon = std::numeric_limits<float>::epsilon();

constexpr long double real_step = std::numeric_limits<REAL>::denorm_min();
#ifdef CLANGENT_NONFINITE
constexpr bool zero_ends_path = false;
#else
constexpr bool zero_ends_path = true;
#endif

// Why one mode may have no number where the other has one, in files about infinities.
struct Circumstances {
  // Constants count as well, as they do where they pass through memory, and so do inputs with a tangent of zero.
  bool everything_varies = false;
  // Operations on what is varied with a partial that is infinite or none, or so large that products overflow.
  std::set<std::string> culprits;
};
inline Circumstances circumstances;
constexpr long double large_partial = 1e30L;
constexpr const char *overflow = "overflow"; // of a derivative on the way, which the oracle's long double may hold

// The operation that is computed.
struct Named {
  static inline const char *current = "arithmetic";
  explicit Named(const char *name) { current = name; }
  Named(const Named &) = delete;
  Named &operator=(const Named &) = delete;
  ~Named() { current = "arithmetic"; }
};

struct Dual {
  REAL value = 0;
  bool varied = false;
  long double dot = 0;
  long double mag = 0;
  long double err = 0;

  constexpr Dual() = default;
  template <class T, class = std::enable_if_t<std::is_arithmetic_v<T> || std::is_enum_v<T>>>
  constexpr Dual(T number) : value(static_cast<REAL>(number)) {}

  template <class T, class = std::enable_if_t<std::is_arithmetic_v<T> || std::is_enum_v<T>>>
  explicit constexpr operator T() const {
    return static_cast<T>(value);
  }

  // One argument's share of the derivative of the operation whose result this is. `slack` widens
  // the bound where the partial itself is known to fewer digits than the format has.
  void depend_on(const Dual &argument, long double partial, long double slack = 1) {
    if (!argument.varied && !circumstances.everything_varies)
      return;
    varied = true;
    if (!zero_ends_path && !(std::fabs(partial) < large_partial))
      circumstances.culprits.insert(Named::current);
    const long double size = std::fabs(partial);
    if (zero_ends_path && argument.mag == 0)
      return;
    dot += zero_ends_path && argument.dot == 0 ? 0 : partial * argument.dot;
    if (!zero_ends_path && !(std::fabs(dot) <= std::numeric_limits<REAL>::max()))
      circumstances.culprits.insert(overflow);
    mag += size * argument.mag;
    err += size * (argument.err + slack * real_epsilon * argument.mag) + real_step * (1 + argument.mag);
  }
};

inline Dual operation(REAL value, const Dual &a, long double pa, long double slack = 1) {
  Dual result(value);
  result.depend_on(a, pa, slack);
  return result;
}

inline Dual operation(REAL value, const Dual &a, long double pa, const Dual &b, long double pb,
                      long double slack = 1) {
  Dual result(value);
  result.depend_on(a, pa, slack);
  result.depend_on(b, pb, slack);
  return result;
}

inline Dual operator+(const Dual &a) { return a; }
inline Dual operator-(const Dual &a) { return operation(-a.value, a, -1); }
inline Dual operator+(const Dual &a, const Dual &b) {
  return operation(a.value + b.value, a, 1, b, 1);
}
inline Dual operator-(const Dual &a, const Dual &b) {
  return operation(a.value - b.value, a, 1, b, -1);
}
inline Dual operator*(const Dual &a, const Dual &b) {
  return operation(a.value * b.value, a, b.value, b, a.value);
}
inline Dual operator/(const Dual &a, const Dual &b) {
  const long double inverse = 1 / static_cast<long double>(b.value);
  return operation(a.value / b.value, a, inverse, b, -a.value * inverse * inverse, 2);
}

inline Dual &operator+=(Dual &a, const Dual &b) { return a = a + b; }
inline Dual &operator-=(Dual &a, const Dual &b) { return a = a - b; }
inline Dual &operator*=(Dual &a, const Dual &b) { return a = a * b; }
inline Dual &operator/=(Dual &a, const Dual &b) { return a = a / b; }
inline Dual &operator++(Dual &a) { return a += 1; }
inline Dual &operator--(Dual &a) { return a -= 1; }
inline Dual operator++(Dual &a, int) {
  const Dual old = a;
  a += 1;
  return old;
}
inline Dual operator--(Dual &a, int) {
  const Dual old = a;
  a -= 1;
  return old;
}

inline bool operator<(const Dual &a, const Dual &b) { return a.value < b.value; }
inline bool operator>(const Dual &a, const Dual &b) { return a.value > b.value; }
inline bool operator<=(const Dual &a, const Dual &b) { return a.value <= b.value; }
inline bool operator>=(const Dual &a, const Dual &b) { return a.value >= b.value; }
inline bool operator==(const Dual &a, const Dual &b) { return a.value == b.value; }
inline bool operator!=(const Dual &a, const Dual &b) { return a.value != b.value; }
inline bool operator!(const Dual &a) { return a.value == 0; }

// What a `float` variable inside a function of `double` does: the value is rounded, and the
// derivative is known to no more digits than a float has.
struct Single : Dual {
  Single() = default;
  Single(const Dual &number) : Dual(number) {
    value = static_cast<float>(number.value);
    err += single_epsilon * mag;
  }
  template <class T, class = std::enable_if_t<std::is_arithmetic_v<T>>>
  Single(T number) : Single(Dual(number)) {}

  Single &operator+=(const Dual &b) { return *this = Single(*this + b); }
  Single &operator-=(const Dual &b) { return *this = Single(*this - b); }
  Single &operator*=(const Dual &b) { return *this = Single(*this * b); }
  Single &operator/=(const Dual &b) { return *this = Single(*this / b); }
};

} // namespace dual

#endif
