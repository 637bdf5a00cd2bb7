// A function that returns a reference is not differentiated by itself.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

double &larger(double &x, double &y) { return x < y ? y : x; } // expected-error {{cannot differentiate 'larger', which returns a reference}}
auto asked(double x, double y) { return clangent::gradient_tuple<larger>(x, y); }
