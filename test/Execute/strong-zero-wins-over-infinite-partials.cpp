// With strong-zero a product of an adjoint or tangent with a partial is zero if one of them is, in both modes. Without it the
// same derivatives are NaN.
// RUN: %clangent++ %{flags} -O1 -fplugin-arg-clangent-strong-zero %s -o %t && %t | FileCheck %s --check-prefix=STRONG
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s --check-prefix=IEEE
#include <clangent/clangent.h>

#include <cmath>
#include <cstdio>
#include <string>

double root_not_used(double x, double weight) { return weight * std::sqrt(x) + x; }
double root_of_constant(double x, double scale) { return std::sqrt(scale * x) + x; }
double norm(double x, double y) { return std::sqrt(x * x + y * y) + 3 * x; }
double over_infinity(double x) { return 1 / std::exp(x) + x; }
double distances(const double *x, int n) {
  double d[4], s = 0;
  for (int i = 0; i < n; ++i)
    d[i] = std::sqrt((x[i] - x[0]) * (x[i] - x[0]));
  for (int i = 1; i < n; ++i)
    s += d[i];
  return s;
}

void show(const char *what, double reverse, double forward) {
  std::printf("%s %s %s\n", what, std::isnan(reverse) ? "nan" : std::to_string(reverse).c_str(),
              std::isnan(forward) ? "nan" : std::to_string(forward).c_str());
}

int main() {
  using clangent::dup, clangent::wrt;
  // STRONG: weight 1.000000 1.000000
  // IEEE: weight nan nan
  show("weight", clangent::gradient<root_not_used, wrt<0>>(0.0, 0.0),
       clangent::jvp<root_not_used>(dup(0.0, 1.0), 0.0).tangent);
  // STRONG: constant 1.000000 1.000000
  // IEEE: constant nan nan
  show("constant", clangent::gradient<root_of_constant, wrt<0>>(2.0, 0.0),
       clangent::jvp<root_of_constant>(dup(2.0, 1.0), 0.0).tangent);
  // STRONG: norm 3.000000 3.000000
  // IEEE: norm nan nan
  show("norm", clangent::gradient<norm, wrt<0>>(0.0, 0.0), clangent::jvp<norm>(dup(0.0, 1.0), 0.0).tangent);
  // STRONG: infinity 1.000000 1.000000
  show("infinity", clangent::gradient<over_infinity>(800.0), clangent::jvp<over_infinity>(dup(800.0, 1.0)).tangent);
  // STRONG: distances -3.000000 -3.000000
  double x[] = {1, 2, 3, 4}, bar[4] = {}, dot[] = {1, 0, 0, 0};
  clangent::vjp<distances>(dup(x, bar), 4);
  show("distances", bar[0], clangent::jvp<distances>(dup(x, dot), 4).tangent);
}
