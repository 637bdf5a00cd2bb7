// A jump by goto and its label are refused where they stand.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

double f(double x, double y) {
  if (x > y)
    goto end; // expected-error {{cannot differentiate 'goto'}}
  x *= y;
end: // expected-error {{cannot differentiate the label 'end'}}
  return x;
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
