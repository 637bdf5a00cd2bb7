// The bytes of numbers are not looked at as anything else.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

double f(double x, double y) {
  long &bits = reinterpret_cast<long &>(x); // expected-error {{cannot differentiate through the bytes of an object of type 'double'}}
  const unsigned char *bytes = reinterpret_cast<unsigned char *>(&y); // expected-error {{cannot differentiate through the bytes of an object of type 'double'}}
  return x * bits + bytes[0];
}
double g(double x, double y) {
  long copy = 0;
  __builtin_memcpy(&copy, &x, sizeof copy); // expected-error {{cannot differentiate through the bytes of an object of type 'double'}}
  return x * copy * y;
}
double h(double x, double y) {
  return x * __builtin_bit_cast(long, y); // expected-error {{cannot differentiate through the bytes of an object of type}}
}
double more() { return std::get<0>(clangent::gradient_tuple<g>(1.0, 2.0)) + std::get<0>(clangent::gradient_tuple<h>(1.0, 2.0)); }
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
