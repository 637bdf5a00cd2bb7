// Complex numbers are refused, of the language and of the library.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>
#include <complex>

double f(double x, double y) {
  _Complex double z = x; // expected-error {{cannot differentiate a complex number}}
  return __real__(z * z) * y;
}
double g(double x, double y) {
  std::complex<double> z(x, y); // expected-error {{cannot differentiate a complex number}}
  return z.real();
}
double more() { return std::get<0>(clangent::gradient_tuple<g>(1.0, 2.0)); }
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
