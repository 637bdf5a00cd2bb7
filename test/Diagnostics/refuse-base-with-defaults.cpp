// An object that starts as anything but zeros is not seen as its base: its shadow would start so too.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

struct Base {
  double scale = 2;
  double scaled(double x) const { return scale * x; }
};
struct Derived : Base {}; // expected-error {{since 'Base' is not trivially default constructible}}
double f(double x) {
  Derived d;
  d.scale = x;
  return d.scaled(x); // expected-error {{cannot differentiate a conversion between a base class and a derived class, since 'Derived' is not trivially default constructible}}
}
double asked() { return clangent::gradient<f>(1.0); }
