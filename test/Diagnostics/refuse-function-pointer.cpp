// A call through a pointer to function is refused.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

double square(double x) { return x * x; }
double f(double x, double y) {
  double (*chosen)(double) = y > 0 ? square : nullptr; // expected-error {{cannot differentiate a pointer to function}}
  return chosen(x);
}
double g(double x, double (*chosen)(double)) {
  return chosen(x); // expected-error {{cannot differentiate a call through a pointer to function}}
}
double h(double (*chosen)(double), double x, double &bar) { return clangent::vjp<g>(clangent::dup(x, bar), chosen); }
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
