// A case label inside another statement is refused.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

double f(double x, int n) {
  switch (n) {
  case 0:
    if (x > 0) {
    case 1: // expected-error {{cannot differentiate a 'case' label inside another statement}}
      x *= 2;
    }
  }
  return x;
}
double g(double x, int n) {
  switch (n) {
  case 0 ... 3: // expected-error {{cannot differentiate a 'case' with a range of values}}
    x *= 2;
  }
  return x;
}
double more() { return clangent::gradient<g>(1.0, 2); }
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2)); }
