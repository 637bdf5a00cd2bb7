// An array of variable length is refused where it is declared.
// RUN: %clangent++ %{flags} -Wno-vla-cxx-extension -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

double f(double x, int n) {
  double a[n]; // expected-error {{cannot differentiate an array of variable length}}
  a[0] = x;
  return a[0] * x;
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2)); }
