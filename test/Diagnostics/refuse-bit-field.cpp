// Objects with bit-fields are refused.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

struct Packed {
  unsigned kind : 3;
  double value;
};
double f(double x, double y) {
  Packed p; // expected-error {{cannot differentiate an object with bit-fields}}
  p.value = x;
  return p.value * y;
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
