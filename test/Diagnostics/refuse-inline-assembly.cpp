// Inline assembly is refused.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

double f(double x, double y) {
  asm("" : "+m"(x)); // expected-error {{cannot differentiate inline assembly}}
  return x * y;
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
