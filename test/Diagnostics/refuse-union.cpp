// Members of a union are refused: one may be read that was not written.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

union Word {
  double real;
  long bits;
};
double f(double x, double y) {
  Word w; // expected-error {{cannot differentiate a union}}
  w.real = x;
  return w.real * y;
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
