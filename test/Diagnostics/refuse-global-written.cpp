// A value that depends on the arguments is not written to a global variable; a constant may be.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

double total;
int calls;
double f(double x, double y) {
  ++calls;
  total = 0;
  total += x * y; // expected-error {{a value that depends on the differentiated arguments is written to}}
  return total;
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
