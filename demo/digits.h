// How well a fitted number agrees with a certified one.

#ifndef CLANGENT_DEMO_DIGITS_H
#define CLANGENT_DEMO_DIGITS_H

#include <algorithm>
#include <cmath>

namespace demo {

// The number of significant decimal digits that agree, at most as many as were certified.
inline double matching_digits(double fitted, double certified, double most) {
  const double error = std::fabs(fitted - certified) / std::fabs(certified);
  if (!std::isfinite(error))
    return 0;
  return error == 0 ? most : std::clamp(-std::log10(error), 0.0, most);
}

// The fewest digits that a fit must share with the certified values to count as right.
constexpr double required_digits = 6;

} // namespace demo

#endif
