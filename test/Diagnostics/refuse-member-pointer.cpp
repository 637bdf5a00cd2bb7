// Pointers to members are refused.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

struct Point {
  double x, y;
};
double f(double x, double y) {
  Point p{x, y};
  double Point::*which = x > y ? &Point::x : &Point::y; // expected-error {{cannot differentiate a pointer to member}}
  return p.*which * y;
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
