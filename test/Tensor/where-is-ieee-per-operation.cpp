// where chooses elements of operands that are both computed: in reverse mode the adjoint of the element not chosen is 0,
// and 0 times an infinite partial is NaN, as in PyTorch; forward mode takes the chosen element's tangent. Choosing the
// operand first keeps both finite.
// REQUIRES: runtime
// RUN: %clangent++ %{flags} -O0 %s %{runtime} -o %t && %t
// RUN: %clangent++ %{flags} -O2 %s %{runtime} -o %t.fast && %t.fast
#include <clangent/clangent.h>
#include <clangent/tensor.h>
#include <cmath>
#include <cstdio>

using namespace clangent;
using T = Tensor<double>;

T result_chosen(const T &x) { return sum(where(x > 0.0, sqrt(x), 3.0 * x)); }
T operand_chosen(const T &x) { return sum(where(x > 0.0, sqrt(where(x > 0.0, x, T(1.0))), 3.0 * x)); }
T logarithm(const T &x) { return sum(where(x > 0.0, log(x) * x, T(0.0))); }

int failures = 0;
void expect(bool holds, const char *what) {
  if (!holds)
    std::printf("%s\n", what), ++failures;
}
bool near(double a, double b) { return std::fabs(a - b) < 1e-12; }

int main() {
  const T x = tensor<double>({0.0, 4.0}), first = tensor<double>({1.0, 0.0}), second = tensor<double>({0.0, 1.0});
  const T reverse = gradient<result_chosen>(x);
  expect(std::isnan(reverse.at(0)), "0 times infinity is NaN in the adjoint");
  expect(near(reverse.at(1), 0.25), "other elements are as they are");
  expect(near(jvp<result_chosen>(dup(x, first)).tangent.item(), 3), "the chosen tangent");
  expect(near(jvp<result_chosen>(dup(x, second)).tangent.item(), 0.25), "the chosen tangent at 4");

  const T safe = gradient<operand_chosen>(x);
  expect(near(safe.at(0), 3) && near(safe.at(1), 0.25), "a chosen operand is safe");
  expect(near(jvp<operand_chosen>(dup(x, first)).tangent.item(), 3), "and so in forward mode");

  const T entropy = gradient<logarithm>(x);
  expect(std::isnan(entropy.at(0)) && near(entropy.at(1), std::log(4.0) + 1), "x log x at 0");
  return failures;
}
