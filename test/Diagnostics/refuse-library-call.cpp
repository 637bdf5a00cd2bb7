// What is refused inside of the library is told as a refusal of the call.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>
#include <any>

double f(double x, double y) {
  return std::any_cast<double>(std::any(x)) * y; // expected-error 1-4 {{cannot differentiate}}
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
