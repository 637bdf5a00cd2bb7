// A statement inside an expression is refused.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

double f(double x, double y) {
  return ({ double t = x * y; t * t; }); // expected-error {{cannot differentiate a statement inside an expression}}
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
