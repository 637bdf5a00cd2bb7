// Functions whose derivatives are asked for in both modes, twice at each of two points, and compared with extrapolated
// central differences and with each other. The last line is `N functions, M wrong`.
#ifndef CLANGENT_TEST_EXECUTE_INPUTS_BOTHMODES_H
#define CLANGENT_TEST_EXECUTE_INPUTS_BOTHMODES_H

#include <clangent/clangent.h>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <tuple>
#include <vector>

inline int functions, wrong;

// Of fourth order in the step.
template <class F> double extrapolated(F f) {
  const auto central = [&](double h) { return (f(h) - f(-h)) / (2 * h); };
  return (4 * central(5e-4) - central(1e-3)) / 3;
}
inline bool close(double a, double b, double relative) {
  return std::fabs(a - b) <= relative * (1 + std::fabs(a) + std::fabs(b));
}
inline bool agree(const char *name, int number, double reverse, double again, double forward, double differences) {
  if (reverse == again && close(reverse, forward, 1e-11) && close(reverse, differences, 1e-8))
    return true;
  std::printf("%s, argument %d: reverse %.12g, again %.12g, forward %.12g, differences %.12g\n", name, number, reverse,
              again, forward, differences);
  return false;
}

// Of two numbers.
template <auto f> void both_modes(const char *name) {
  bool right = true;
  for (const auto [x, y] : {std::pair(0.7, 1.3), std::pair(1.4, 0.55)}) {
    const auto [x_bar, y_bar] = clangent::gradient<f>(x, y);
    const auto [x_again, y_again] = clangent::gradient<f>(x, y);
    const auto by_x = clangent::jvp<f>(clangent::dup(x, 1.0), clangent::dup(y, 0.0));
    const auto by_y = clangent::jvp<f>(clangent::dup(x, 0.0), clangent::dup(y, 1.0));
    const double at_x = x, at_y = y;
    right &= agree(name, 0, x_bar, x_again, by_x.tangent, extrapolated([&](double h) { return f(at_x + h, at_y); }));
    right &= agree(name, 1, y_bar, y_again, by_y.tangent, extrapolated([&](double h) { return f(at_x, at_y + h); }));
    if (!close(by_x.value, f(x, y), 1e-14) || !close(clangent::value_and_gradient<f>(x, y).value, f(x, y), 1e-14))
      std::printf("%s: another value\n", name), right = false;
  }
  ++functions;
  wrong += !right;
}

// Of a std::vector of numbers, by value or as const.
template <auto f> void both_modes_of_vector(const char *name, std::size_t size) {
  bool right = true;
  for (const double scale : {0.9, 0.4}) {
    std::vector<double> v(size);
    for (std::size_t i = 0; i < size; ++i)
      v[i] = scale + 0.25 * std::sin(3.0 * i) + 0.1 * i;
    const std::vector<double> v_bar = clangent::gradient<f>(v), again = clangent::gradient<f>(v);
    for (std::size_t i = 0; i < size; ++i) {
      std::vector<double> v_dot(size, 0.0);
      v_dot[i] = 1;
      const double forward = clangent::jvp<f>(clangent::dup(v, v_dot)).tangent;
      const double differences = extrapolated([&](double h) {
        std::vector<double> moved = v;
        moved[i] += h;
        return f(moved);
      });
      right &= agree(name, static_cast<int>(i), v_bar[i], again[i], forward, differences);
    }
  }
  ++functions;
  wrong += !right;
}

using Vector = std::vector<double>;

// Weighted, so that no two elements are mistaken for each other.
inline double weighed(const Vector &v) {
  double sum = 0;
  for (std::size_t i = 0; i < v.size(); ++i)
    sum += (i + 1.0) * v[i] * v[i] + std::sin(v[i]);
  return sum;
}

#define BOTH_MODES(f) both_modes<f>(#f)
#define BOTH_MODES_OF_VECTOR(f, size) both_modes_of_vector<f>(#f, size)

inline int told() {
  std::printf("%d functions, %d wrong\n", functions, wrong);
  return wrong;
}

#endif // CLANGENT_TEST_EXECUTE_INPUTS_BOTHMODES_H
