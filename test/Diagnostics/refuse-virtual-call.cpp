// A call that is dispatched at run time is refused; one that names its class is not.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

struct Shape {
  virtual double area(double x) const;
};
struct Square final : Shape {
  double area(double x) const override { return x * x; }
};
double f(const Shape &shape, double x) {
  return shape.area(x); // expected-error {{cannot differentiate a call of the virtual function 'Shape::area'}}
}
double g(const Square &square, double x) { return square.area(x) + square.Square::area(x); }
double asked(const Shape &shape, const Square &square, double x, double &bar) {
  return clangent::vjp<g>(square, clangent::dup(x, bar)) + clangent::vjp<f>(shape, clangent::dup(x, bar));
}
