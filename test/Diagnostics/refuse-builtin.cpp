// A function of the compiler's has no definition that could be made visible.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
#include <clangent/clangent.h>

double f(double x) {
  return x * __builtin_canonicalize(x); // expected-error {{cannot differentiate a call of '__builtin_canonicalize', which is a part of the compiler}} expected-note {{write it in C++}}
}
double asked() { return clangent::gradient<f>(1.0); } // expected-note {{requested here}}
