// The expected derivatives of a function at a point: all outputs' derivatives with respect to all
// input leaves, each with the bound that rounding may reach, from the function run on duals.
#ifndef CLANGENT_TEST_NUMERIC_ORACLE_H
#define CLANGENT_TEST_NUMERIC_ORACLE_H

#include "Arguments.h"

#include <vector>

namespace numeric {

struct Expected {
  long double value = 0;
  long double tolerance = 0;
};

struct Jacobian {
  // How far a right derivative may be from the oracle's, in units of the oracle's own bound.
  static constexpr long double safety = 16;

  std::vector<std::vector<dual::Dual>> columns; // per input leaf, per output
  std::vector<long double> inputs;              // the input leaves' values

  std::size_t input_count() const { return columns.size(); }
  std::size_t output_count() const { return columns.empty() ? 0 : columns[0].size(); }

  Expected entry(std::size_t input, std::size_t output) const {
    const dual::Dual &d = columns[input][output];
    return {d.dot, safety * d.err};
  }

  // What reverse mode owes for one input, given the outputs' adjoints.
  template <class W> Expected reverse(std::size_t input, const W &weights) const {
    Expected sum;
    for (std::size_t output = 0; output < output_count(); ++output)
      add(sum, weights[output], columns[input][output]);
    return sum;
  }

  // What forward mode owes for one output, given the inputs' tangents.
  template <class W> Expected forward(std::size_t output, const W &direction) const {
    Expected sum;
    for (std::size_t input = 0; input < input_count(); ++input)
      add(sum, direction[input], columns[input][output]);
    return sum;
  }

private:
  void add(Expected &sum, long double weight, const dual::Dual &d) const {
    const auto terms = static_cast<long double>(input_count() + output_count());
    if (weight == 0)
      return;
    sum.value += weight * d.dot;
    sum.tolerance += std::fabs(weight) * safety * (d.err + terms * dual::real_epsilon * d.mag);
  }
};

inline Jacobian jacobian(const Reading<dual::Dual> &oracle, const Point &point) {
  Jacobian result;
  const std::unique_ptr<Call<dual::Dual>> here = oracle.at(point);
  for (const dual::Dual *real : here->inputs())
    result.inputs.push_back(real->value);
  for (std::size_t leaf = 0; leaf < result.inputs.size(); ++leaf) {
    const std::unique_ptr<Call<dual::Dual>> call = oracle.at(point);
    dual::Dual &input = *call->inputs()[leaf];
    input.dot = input.mag = 1;
    input.varied = true;
    result.columns.push_back(call->outputs());
  }
  return result;
}

} // namespace numeric

#endif
