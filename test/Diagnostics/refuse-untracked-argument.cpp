// A value that depends on the arguments is not written where no derivative is tracked.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

double f(double x, double *out) {
  *out = x * x; // expected-error {{a value that depends on the differentiated arguments is written to}}
  return *out;
}
double asked(double x, double &bar, double *out) { return clangent::vjp<f>(clangent::dup(x, bar), out); }
