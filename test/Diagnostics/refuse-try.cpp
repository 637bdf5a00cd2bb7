// try is refused, a throw that leaves the function is not.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

double f(double x, double y) {
  if (y < 0)
    throw 1;
  try { // expected-error {{cannot differentiate 'try'}}
    return x * y;
  } catch (int) {
    return x;
  }
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
