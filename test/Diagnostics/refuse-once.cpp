// What is wrong with a callee is told once for a request, however often it is called.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

double hidden(double x);
double inner(double x) {
  return hidden(x) * x; // expected-error {{cannot differentiate a call of 'hidden'}}
}
double f(double x) { return inner(x) * inner(x * x); }
double asked() { return clangent::gradient<f>(1.0); }
