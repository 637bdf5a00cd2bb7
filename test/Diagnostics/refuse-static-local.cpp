// A static local variable that changes is refused; a constant table is not.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

double f(double x, double y) {
  static const double table[] = {1, 2, 3};
  static double last = 0;
  last += 1; // expected-error {{cannot differentiate a use of the static local variable 'last'}}
  return x * y * table[1];
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }

// What a constant is made of may be different at the next call.
double first(double x) {
  static const double start = x; // expected-error {{cannot differentiate a use of the static local variable 'start'}}
  return x * start;
}
double counted(double x) {
  static int calls = 0;
  static const double number = calls + 1; // expected-error {{cannot differentiate a use of the static local variable 'number'}}
  return x * number;
}
double asked(double x, int) { return clangent::gradient<first>(x) + clangent::gradient<counted>(x); }
