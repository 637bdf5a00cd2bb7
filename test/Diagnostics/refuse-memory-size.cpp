// Copies of bytes are copies of elements: their number must be seen.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>
#include <cstring>

double f(const double *x, int bytes) {
  double copy[8] = {};
  std::memcpy(copy, x, bytes); // expected-error {{cannot tell how many elements 'memcpy' touches}}
  return copy[0] * copy[1];
}
double asked(const double *x, double *bar, int n) { return clangent::vjp<f>(clangent::dup(x, bar), n); }
