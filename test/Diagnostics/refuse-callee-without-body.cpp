// A call of a function that nobody can see is refused, with the chain of calls and the ways out.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
#include <clangent/clangent.h>

double hidden(double x);
double inner(double x) {
  return hidden(x) * x; // expected-error {{cannot differentiate a call of 'hidden': its definition is not visible here}} \
                        // expected-note {{make the definition visible}}
}
double f(double x, double y) {
  return inner(x) * y; // expected-note {{in the derivative of 'inner', called here}}
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); } // expected-note {{requested here}}
