// Atomic objects and operations are refused.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

double f(double x, double y) {
  _Atomic double total = x; // expected-error {{cannot differentiate an atomic object}}
  return total * y;
}
double g(double x, double y) {
  int count = 0;
  __atomic_fetch_add(&count, 1, 0); // expected-error {{cannot differentiate an atomic operation}}
  return x * y * count;
}
double more() { return std::get<0>(clangent::gradient_tuple<g>(1.0, 2.0)); }
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
