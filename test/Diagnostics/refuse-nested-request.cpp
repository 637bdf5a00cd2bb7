// A request inside of a differentiated function is refused until derivatives of derivatives are there.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

double square(double x) { return x * x; }
double f(double x, double y) {
  return clangent::gradient<square>(x) * y; // expected-error {{cannot differentiate a call of 'clangent::gradient': derivatives of derivatives are not supported yet}}
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
