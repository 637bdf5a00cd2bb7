// A thread_local variable is refused where it is used.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

thread_local double scale = 2;
double f(double x, double y) {
  return x * y * scale; // expected-error {{cannot differentiate a use of the thread_local variable 'scale'}}
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
