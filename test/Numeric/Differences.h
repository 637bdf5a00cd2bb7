// Central differences, extrapolated (Ridders 1982), with an error estimate; in long double.
#ifndef CLANGENT_TEST_NUMERIC_DIFFERENCES_H
#define CLANGENT_TEST_NUMERIC_DIFFERENCES_H

#include "Arguments.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace numeric {

struct Estimate {
  long double value = 0;
  long double error = HUGE_VALL;
};

// The outputs of a function at `point` with its real leaf number `leaf` moved by `step`.
inline std::vector<long double> moved_outputs(const Reading<long double> &function, const Point &point,
                                              std::size_t leaf, long double step) {
  const std::unique_ptr<Call<long double>> call = function.at(point);
  *call->inputs()[leaf] += step;
  return call->outputs();
}

inline Estimate extrapolate(const std::vector<std::vector<long double>> &quotients, long double ratio,
                            std::size_t output) {
  Estimate best;
  std::vector<long double> previous;
  for (const std::vector<long double> &quotient : quotients) {
    std::vector<long double> row{quotient[output]};
    long double factor = ratio * ratio;
    for (std::size_t order = 1; order <= previous.size(); ++order, factor *= ratio * ratio) {
      row.push_back((row[order - 1] * factor - previous[order - 1]) / (factor - 1));
      const long double error =
          std::max(std::fabs(row[order] - row[order - 1]), std::fabs(row[order] - previous[order - 1]));
      if (error <= best.error)
        best = {row[order], error};
    }
    previous = row;
  }
  return best;
}

// Derivatives of all outputs with respect to one input leaf of size `scale`.
inline std::vector<Estimate> differences(const Reading<long double> &function, const Point &point, std::size_t leaf,
                                         long double scale) {
  constexpr long double ratio = 1.5L;
  constexpr int rows = 12;
  constexpr long double epsilon = std::numeric_limits<long double>::epsilon();
  std::vector<std::vector<long double>> quotients;
  std::vector<long double> rounding; // of the quotient with the smallest step
  long double step = scale / 64;
  for (int row = 0; row < rows; ++row, step /= ratio) {
    const std::vector<long double> above = moved_outputs(function, point, leaf, step);
    std::vector<long double> quotient = moved_outputs(function, point, leaf, -step);
    rounding.resize(quotient.size());
    for (std::size_t i = 0; i < quotient.size(); ++i) {
      const long double size = std::fabs(above[i]) + std::fabs(quotient[i]);
      rounding[i] = std::max(rounding[i], epsilon * (scale + size) / step);
      quotient[i] = (above[i] - quotient[i]) / (2 * step);
    }
    quotients.push_back(quotient);
  }
  std::vector<Estimate> estimates;
  for (std::size_t output = 0; output < quotients[0].size(); ++output) {
    estimates.push_back(extrapolate(quotients, ratio, output));
    estimates.back().error += rounding[output];
  }
  return estimates;
}

} // namespace numeric

#endif
