// Compares gradient, vjp and jvp of a function with central differences of it, for arguments of which `for_each_number`
// reaches every number. Prints "name: ok", or what differs.
#ifndef CLANGENT_TEST_TENSOR_CHECK_H
#define CLANGENT_TEST_TENSOR_CHECK_H

#include <clangent/clangent.h>

#include <cmath>
#include <cstdio>
#include <tuple>
#include <utility>
#include <vector>

namespace check {

// Calls visit(number, setter, number of bar, setter of bar) for every number of x; `bar` has the form of x, or is zero.
template <class V> void for_each_number(double &x, double &bar, V &&visit) {
  visit(x, [&](double to) { x = to; }, bar, [&](double to) { bar = to; });
}
template <class V> void for_each_number(float &x, float &bar, V &&visit) {
  visit(double(x), [&](double to) { x = float(to); }, double(bar), [&](double to) { bar = float(to); });
}
template <class E, class V> void for_each_number(std::vector<E> &x, std::vector<E> &bar, V &&visit) {
  if (bar.size() < x.size())
    bar.resize(x.size());
  for (std::size_t i = 0; i < x.size(); ++i)
    for_each_number(x[i], bar[i], visit);
}

inline int failures = 0;

inline bool is_near(double a, double b, double tolerance) {
  return std::fabs(a - b) <= tolerance * (1 + std::fabs(a) + std::fabs(b));
}

template <class Arguments, std::size_t... I, class V>
void for_all(Arguments &arguments, Arguments &bars, std::index_sequence<I...>, V &&visit) {
  (for_each_number(std::get<I>(arguments), std::get<I>(bars), visit), ...);
}

template <auto f, class... A, std::size_t... I>
double seeded_vjp(std::tuple<A...> &arguments, std::tuple<A...> &bars, double seed, std::index_sequence<I...>) {
  using Result = decltype(f(std::get<I>(arguments)...));
  return clangent::vjp<f>(clangent::dup(std::get<I>(arguments), std::get<I>(bars))..., clangent::seed(Result(seed)));
}

template <auto f, class... A, std::size_t... I>
double tangent_along(std::tuple<A...> &arguments, std::tuple<A...> &dots, std::index_sequence<I...>) {
  return clangent::jvp<f>(clangent::dup(std::get<I>(arguments), std::get<I>(dots))...).tangent;
}

template <auto f, class... A> void function(const char *name, double step, double tolerance, A... given) {
  using Arguments = std::tuple<A...>;
  constexpr auto all = std::index_sequence_for<A...>();
  Arguments arguments(given...), dots;
  const auto value = [&] { return double(std::apply([](auto &...x) { return f(x...); }, arguments)); };
  Arguments bars = std::apply([](auto &...x) { return clangent::gradient_tuple<f>(x...); }, arguments);
  Arguments again = std::apply([](auto &...x) { return clangent::gradient_tuple<f>(x...); }, arguments);
  bool ok = true;
  std::vector<double> slopes, reverse;
  // A direction with all numbers different.
  double next = 0.5, along = 0;
  for_all(arguments, dots, all, [&](double, auto &&, double, auto &&set_dot) { set_dot(next += 0.25); });
  next = 0.5;
  for_all(arguments, bars, all, [&](double x, auto &&set, double bar, auto &&) {
    set(x + step);
    const double above = value();
    set(x - step);
    const double below = value();
    set(x);
    const double slope = (above - below) / (2 * step);
    if (!is_near(slope, bar, tolerance)) {
      std::printf("%s: argument number %d: gradient %g, differences %g\n", name, int(reverse.size()), bar, slope);
      ok = false;
    }
    reverse.push_back(bar);
    along += bar * (next += 0.25);
  });
  std::size_t at = 0;
  for_all(arguments, again, all, [&](double, auto &&, double bar, auto &&) {
    if (bar != reverse[at++])
      std::printf("%s: the second gradient differs from the first\n", name), ok = false;
  });
  Arguments seeded;
  const double seed = -3;
  const double primal = seeded_vjp<f>(arguments, seeded, seed, all);
  if (!is_near(primal, value(), 1e-6))
    std::printf("%s: vjp returns %g, the function %g\n", name, primal, value()), ok = false;
  at = 0;
  for_all(arguments, seeded, all, [&](double, auto &&, double bar, auto &&) {
    if (!is_near(bar, seed * reverse[at], 1e-5))
      std::printf("%s: vjp gives %g, gradient %g\n", name, bar, reverse[at]), ok = false;
    ++at;
  });
  const double tangent = tangent_along<f>(arguments, dots, all);
  if (!is_near(tangent, along, 1e-5))
    std::printf("%s: jvp %g, gradient %g\n", name, tangent, along), ok = false;
  if (ok)
    std::printf("%s: ok\n", name);
  else
    ++failures;
}

} // namespace check

#define CHECK_FUNCTION(f, ...) check::function<f>(#f, 1e-5, 1e-6, __VA_ARGS__)

#endif // CLANGENT_TEST_TENSOR_CHECK_H
