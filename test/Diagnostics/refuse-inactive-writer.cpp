// An inactive function must not write numbers of its caller; only numbers can be marked inactive.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

[[clangent::inactive]] void fill(double *out, double x);
double f(double x, double y) {
  double a[2];
  fill(a, x); // expected-error {{cannot differentiate a call of 'fill', which is [[clangent::inactive]] but may write to numbers of the caller}}
  return a[0] * y;
}
double g(double x, [[clangent::inactive]] const double &y) { // expected-error {{'y' cannot be [[clangent::inactive]]: only variables that hold a number can}}
  return x * y;
}
double more() { return std::get<0>(clangent::gradient_tuple<g>(1.0, 2.0)); }
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
