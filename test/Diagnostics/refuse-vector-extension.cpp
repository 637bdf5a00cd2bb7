// Vectors of the compiler's extension are refused.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

typedef double Four __attribute__((vector_size(32)));
double f(double x, double y) {
  Four v = {x, y, x, y}; // expected-error {{cannot differentiate a vector of the compiler's extension}}
  return v[0] * v[1];
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
