// An object whose destructor cannot be looked into is refused where a number that is differentiated gets there; so is the
// derivative of a function that changes such an argument of its own.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

struct Guard {
  double value;
  ~Guard();
};
double f(double x, double y) {
  Guard guard{x}; // expected-error {{cannot differentiate an object of type 'Guard', whose destructor does something}}
  return guard.value * y;
}
struct Jumps {
  double value;
  ~Jumps() {
    asm("");
  }
};
struct Holds {
  Jumps inside;
  double w;
};
double g(double x, double y) {
  Holds holds{{1}, x}; // expected-error {{cannot differentiate an object of type 'Jumps', whose destructor does something}}
  return holds.w * y;
}

int count;
struct Counted {
  double value;
  ~Counted() { ++count; }
};
double changed(Counted c, double y) { // expected-error {{the derivative of 'changed' cannot change its parameter 'c' of type 'Counted', whose destructor does something}}
  c.value *= y;
  return c.value;
}
double inside(double x, double y) { return changed(Counted{x}, y); }
double only(const Counted c, double y) { return c.value * y; }

double asked(const Counted &c) {
  return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)) + std::get<0>(clangent::gradient_tuple<g>(1.0, 2.0)) +
         clangent::gradient<changed, clangent::wrt<1>>(c, 2.0) + std::get<0>(clangent::gradient_tuple<inside>(1.0, 2.0)) +
         clangent::gradient<only, clangent::wrt<1>>(c, 2.0);
}
