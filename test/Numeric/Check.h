// The numeric test of derivatives. A test file includes this header first and nothing else, then
// defines functions over the scalar type `real`, each followed by points to check it at:
//
//   real product(real x, const real *a, int n) { ... }
//   AT(product, {1.5, {2, 3, 4}, 3}, {0.25, {1}, 1});
//
// A point has one entry per parameter: a number, or a braced list of the leaves behind it. The
// file is read three times: as `double` (or REAL) in the global namespace, which the compiler
// differentiates; as dual numbers in namespace `oracle`; as long double in namespace `fine` for
// central differences. `single` is a float variable inside a function of double, and
// `wide` one of long double.
//
// -DONLY=name compiles the derivatives of one function alone. -DORACLE_ONLY asks for none and
// checks the oracle against the differences: the proof of the tests, with any compiler. A file
// that defines CLANGENT_NO_DIFFERENCES before this include is not read as long double.
#ifndef CLANGENT_TEST_NUMERIC_CHECK_H
#define CLANGENT_TEST_NUMERIC_CHECK_H

#include "Derivatives.h"
#include "Differences.h"
#include "DualMath.h"
#include "Oracle.h"
#include "Report.h"

#include <algorithm>
#include <cassert>
#include <climits>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <stdexcept>
#include <utility>

namespace numeric {

enum class Smoothness { Smooth, Kink };

// Weights in +-[0.5, 1.5], the same in every run.
inline std::vector<REAL> weights(std::size_t count, unsigned seed) {
  std::vector<REAL> result;
  const REAL half = 0.5;
  std::uint64_t state = 0x9E3779B97F4A7C15u * (seed + 1);
  for (std::size_t i = 0; i < count; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    const auto fraction = static_cast<REAL>(state >> 40) / static_cast<REAL>(1 << 24);
    result.push_back((state >> 32 & 1) != 0 ? fraction + half : -fraction - half);
  }
  return result;
}

// A function in its three readings (`fine` may be missing), and its derivatives if there are any.
struct Subject {
  const char *name;
  Smoothness smoothness;
  long double precision;
  const Reading<REAL> &plain;
  const Reading<dual::Dual> &oracle;
  const Reading<long double> *fine;
  const Derivatives *derivatives;
};

// The oracle computes what the function computes.
inline void check_oracle_values(Report &report, const Jacobian &jacobian, const std::vector<REAL> &plain,
                                long double precision) {
  Check check(report, "oracle's value");
  for (std::size_t i = 0; i < jacobian.output_count(); ++i) {
    const long double value = jacobian.columns[0][i].value;
    if (!std::isnan(value) || !std::isnan(plain[i]))
      check.close(i, plain[i], {value, 1024 * precision * (1 + std::fabs(value))});
  }
}

// The oracle's derivatives are those of the function.
inline void check_differences(Report &report, const Jacobian &jacobian, const Reading<long double> &fine,
                              const Point &point, long double precision) {
  Check check(report, "oracle against differences");
  const std::size_t outputs = jacobian.output_count();
  for (std::size_t input = 0; input < jacobian.input_count(); ++input) {
    const long double scale = std::max(0.5L, std::fabs(jacobian.inputs[input]));
    const std::vector<Estimate> estimates = differences(fine, point, input, scale);
    for (std::size_t output = 0; output < outputs; ++output) {
      const dual::Dual &d = jacobian.columns[input][output];
      const long double rounding = 1024 * (precision * (1 + d.mag) + d.err);
      check.close(input * outputs + output, d.dot, {estimates[output].value, 8 * estimates[output].error + rounding});
    }
  }
}

inline void check_same(Report &report, const char *kind, const Numbers &got, const Numbers &expected) {
  Check check(report, kind);
  check.same_size(got.size(), expected.size());
  for (std::size_t i = 0; i < std::min(got.size(), expected.size()); ++i)
    check.identical(i, got[i], expected[i]);
}

inline Numbers check_reverse(Report &report, const Derivatives &derivatives, const Jacobian &jacobian,
                             const Point &point, const Numbers &plain, const Numbers &bars) {
  const SweepResult first = derivatives.reverse(point, bars);
  const SweepResult second = derivatives.reverse(point, bars);
  check_same(report, "vjp's value", first.outputs, plain);
  check_same(report, "vjp twice", second.derivatives, first.derivatives);
  Check check(report, "vjp");
  check.same_size(first.derivatives.size(), jacobian.input_count());
  for (std::size_t i = 0; i < jacobian.input_count(); ++i)
    check.close(i, first.derivatives[i], jacobian.reverse(i, bars));
  return first.derivatives;
}

inline Numbers check_forward(Report &report, const Derivatives &derivatives, const Jacobian &jacobian,
                             const Point &point, const Numbers &plain, const Numbers &direction) {
  const SweepResult first = derivatives.forward(point, direction);
  const SweepResult second = derivatives.forward(point, direction);
  check_same(report, "jvp's value", first.outputs, plain);
  check_same(report, "jvp twice", second.derivatives, first.derivatives);
  Check check(report, "jvp");
  check.same_size(first.derivatives.size(), jacobian.output_count());
  for (std::size_t i = 0; i < jacobian.output_count(); ++i)
    check.close(i, first.derivatives[i], jacobian.forward(i, direction));
  return first.derivatives;
}

// Every unit direction, compared entry by entry.
inline void check_directions(Report &report, const Derivatives &derivatives, const Jacobian &jacobian,
                             const Point &point) {
  Check check(report, "jvp in unit directions");
  const std::size_t outputs = jacobian.output_count();
  for (std::size_t input = 0; input < jacobian.input_count(); ++input) {
    Numbers direction(jacobian.input_count());
    direction[input] = 1;
    const SweepResult sweep = derivatives.forward(point, direction);
    for (std::size_t output = 0; output < outputs; ++output)
      check.close(input * outputs + output, sweep.derivatives[output], jacobian.entry(input, output));
  }
}

// <bars, J direction> = <J^T bars, direction>, to the rounding of both sums.
inline void check_dot_product(Report &report, const Jacobian &jacobian, const Numbers &bars, const Numbers &bars_in,
                              const Numbers &direction, const Numbers &dots_out) {
  Check check(report, "dot product");
  long double forward = 0, reverse = 0, tolerance = 0;
  for (std::size_t i = 0; i < bars.size(); ++i)
    forward += static_cast<long double>(bars[i]) * dots_out[i];
  for (std::size_t i = 0; i < direction.size(); ++i) {
    reverse += static_cast<long double>(direction[i]) * bars_in[i];
    tolerance += 2 * std::fabs(direction[i]) * jacobian.reverse(i, bars).tolerance;
  }
  if (dual::zero_ends_path || (std::isfinite(reverse) && std::isfinite(forward)))
    check.close(0, reverse, {forward, tolerance});
}

inline void check_gradient(Report &report, const Derivatives &derivatives, const Jacobian &jacobian, const Point &point,
                           const std::vector<bool> &behind_pointer) {
  Check check(report, "gradient");
  const Numbers gradient = derivatives.gradient(point);
  std::size_t next = 0;
  for (std::size_t input = 0; input < jacobian.input_count(); ++input)
    if (!behind_pointer[input] && next < gradient.size())
      check.close(input, gradient[next++], jacobian.gradient(input, 0));
  check.same_size(gradient.size(), next);
}

inline void check_derivatives(Report &report, const Derivatives &derivatives, const Jacobian &jacobian,
                              const Point &point, const Numbers &plain, const std::vector<bool> &behind_pointer) {
  const Numbers bars = weights(jacobian.output_count(), 1);
  const Numbers direction = weights(jacobian.input_count(), 2);
  const Numbers bars_in = check_reverse(report, derivatives, jacobian, point, plain, bars);
  const Numbers dots_out = check_forward(report, derivatives, jacobian, point, plain, direction);
  check_directions(report, derivatives, jacobian, point);
  check_dot_product(report, jacobian, bars, bars_in, direction, dots_out);
  if (derivatives.has_gradient())
    check_gradient(report, derivatives, jacobian, point, behind_pointer);
}

inline bool check(const Subject &subject, std::initializer_list<Point> points) {
  Report &report = Report::instance();
  report.begin_function(subject.name);
  for (const Point &point : points) {
    report.begin_point();
    const std::unique_ptr<Call<REAL>> call = subject.plain.at(point);
    const std::vector<REAL> plain = call->outputs();
    const Jacobian expected = jacobian(subject.oracle, point);
    check_oracle_values(report, expected, plain, subject.precision);
    if (subject.fine && subject.smoothness == Smoothness::Smooth)
      check_differences(report, expected, *subject.fine, point, subject.precision);
    if (subject.derivatives)
      check_derivatives(report, *subject.derivatives, expected, point, plain, call->behind_pointer());
  }
  return true;
}

constexpr bool equal(const char *a, const char *b) {
  for (; *a != '\0' && *a == *b; ++a, ++b)
    ;
  return *a == *b;
}

#define CLANGENT_STRING(text) #text
#define CLANGENT_SPELLING(...) CLANGENT_STRING(__VA_ARGS__)
#ifdef ONLY
constexpr bool wanted(const char *name) { return equal(name, CLANGENT_SPELLING(ONLY)); }
#else
constexpr bool wanted(const char *) { return true; }
#endif

template <bool Wanted, auto Plain, auto Oracle, auto Fine>
bool check(const char *name, Smoothness smoothness, long double precision, std::initializer_list<Point> points) {
  if constexpr (Wanted) {
    Subject subject{name, smoothness, precision, reading<REAL, Plain>, reading<dual::Dual, Oracle>, nullptr, nullptr};
#ifndef CLANGENT_NO_DIFFERENCES
    subject.fine = &reading<long double, Fine>;
#endif
#ifndef ORACLE_ONLY
    subject.derivatives = &derivatives<Plain>;
#endif
    return check(subject, points);
  }
  return false;
}

} // namespace numeric

#define CLANGENT_PASTE(a, b) a##b
#define CLANGENT_NAME(a, b) CLANGENT_PASTE(a, b)
#define CLANGENT_POINTS(f, smoothness, precision, ...)                                                                 \
  [[maybe_unused]] static const bool CLANGENT_NAME(checked_, __COUNTER__) =                                            \
      numeric::check<numeric::wanted(#f), &f, &oracle::f, &fine::f>(#f, numeric::Smoothness::smoothness, precision,    \
                                                                    {__VA_ARGS__})

// The dual and the long double reading of the test file, then the file itself.
#define AT(...) static_assert(true)
#define AT_KINK(...) static_assert(true)
#define AT_SINGLE(...) static_assert(true)
namespace oracle {
using real = dual::Dual;
using single = dual::Single;
using wide = dual::Dual;
#include __BASE_FILE__
} // namespace oracle
#ifdef CLANGENT_NO_DIFFERENCES
namespace fine = oracle;
#else
namespace fine {
using namespace std; // so that an unqualified `sin` takes a long double
using real = long double;
using single = long double;
using wide = long double;
#include __BASE_FILE__
} // namespace fine
#endif
#undef AT
#undef AT_KINK
#undef AT_SINGLE

using real = REAL;
using single = float;
using wide = long double;
// Smooth at these points; not differentiable there (a documented choice is expected); smooth, but
// some of the function's variables are floats.
#define AT(f, ...) CLANGENT_POINTS(f, Smooth, dual::real_epsilon, __VA_ARGS__)
#define AT_KINK(f, ...) CLANGENT_POINTS(f, Kink, dual::real_epsilon, __VA_ARGS__)
#define AT_SINGLE(f, ...) CLANGENT_POINTS(f, Smooth, dual::single_epsilon, __VA_ARGS__)

int main() { return numeric::Report::instance().finish(); }

#endif
