// stop_gradient takes numbers.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

struct Point {
  double x, y;
};
double f(double x, double y) {
  return clangent::stop_gradient(Point{x, y}).x; // expected-error {{cannot differentiate 'clangent::stop_gradient' of anything but a number}}
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
