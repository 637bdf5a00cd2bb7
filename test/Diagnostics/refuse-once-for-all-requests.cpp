// What keeps a function from being differentiated is told once, however many derivatives of it are asked for.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
#include <clangent/clangent.h>

double f(double x, double y) {
  volatile double v = x * y; // expected-error {{cannot differentiate a volatile object}}
  return v;
}
double first(double x) { return clangent::gradient<f, clangent::wrt<0>>(x, 1.0); } // expected-note {{requested here}}
double second(double x) { return clangent::gradient<f, clangent::wrt<1>>(1.0, x); }
double third(double x) { return clangent::jvp<f>(clangent::dup(x, 1.0), 1.0).tangent; }
