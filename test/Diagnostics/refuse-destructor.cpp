// An object whose destructor cannot be looked into is refused.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

struct Guard {
  double value;
  ~Guard();
};
double f(double x, double y) {
  Guard guard{x}; // expected-error {{cannot differentiate an object of type 'Guard', whose destructor does something}}
  return guard.value * y;
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
