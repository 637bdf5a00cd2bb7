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
  // What may make it no number in this mode, though there is one; none: nothing may.
  std::set<std::string> causes = {};
};

struct Jacobian {
  // How far a right derivative may be from the oracle's, in units of the oracle's own bound.
  static constexpr long double safety = 16;

  std::vector<std::vector<dual::Dual>> columns; // per input leaf, per output
  std::vector<long double> inputs;              // the input leaves' values
  // For files about infinities: per input leaf, what happened on the way, and the outputs where everything varies.
  std::vector<std::set<std::string>> culprits;
  std::vector<std::vector<dual::Dual>> numbers_only;

  std::size_t input_count() const { return columns.size(); }
  std::size_t output_count() const { return columns.empty() ? 0 : columns[0].size(); }

  // In forward mode, in the direction of one input.
  Expected entry(std::size_t input, std::size_t output) const {
    const dual::Dual &d = columns[input][output];
    Expected result{d.dot, safety * d.err};
    explain_forward(result, input, output);
    return result;
  }

  // In reverse mode, of one output.
  Expected gradient(std::size_t input, std::size_t output) const {
    const dual::Dual &d = columns[input][output];
    return {d.dot, safety * d.err, culprits[input]};
  }

  // What reverse mode owes for one input, given the outputs' adjoints.
  template <class W> Expected reverse(std::size_t input, const W &weights) const {
    Expected sum;
    sum.causes = culprits[input];
    for (std::size_t output = 0; output < output_count(); ++output)
      add(sum, weights[output], columns[input][output]);
    return sum;
  }

  // What forward mode owes for one output, given the inputs' tangents.
  template <class W> Expected forward(std::size_t output, const W &direction) const {
    Expected sum;
    for (std::size_t input = 0; input < input_count(); ++input) {
      add(sum, direction[input], columns[input][output]);
      explain_forward(sum, input, output);
    }
    return sum;
  }

private:
  // A tangent of zero is a number: there is none behind it if there would be none with everything varied.
  void explain_forward(Expected &expected, std::size_t input, std::size_t output) const {
    if (!numbers_only.empty() && !std::isfinite(numbers_only[input][output].dot))
      expected.causes.insert("tangents of zero");
    if (culprits[input].count(dual::overflow) != 0)
      expected.causes.insert(dual::overflow);
  }

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
  const auto column = [&](std::size_t leaf) {
    const std::unique_ptr<Call<dual::Dual>> call = oracle.at(point);
    dual::Dual &input = *call->inputs()[leaf];
    input.dot = input.mag = 1;
    input.varied = true;
    dual::circumstances.culprits.clear();
    return call->outputs();
  };
  for (std::size_t leaf = 0; leaf < result.inputs.size(); ++leaf) {
    result.columns.push_back(column(leaf));
    result.culprits.push_back(dual::circumstances.culprits);
    if (dual::zero_ends_path)
      continue;
    dual::circumstances.everything_varies = true;
    result.numbers_only.push_back(column(leaf));
    dual::circumstances.everything_varies = false;
  }
  return result;
}

} // namespace numeric

#endif
