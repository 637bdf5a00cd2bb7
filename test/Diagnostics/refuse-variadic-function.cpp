// A function with a variable number of arguments is refused where it is given a number that is differentiated.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

double sum(int n, ...) {
  __builtin_va_list list;
  __builtin_va_start(list, n);
  double s = __builtin_va_arg(list, double);
  __builtin_va_end(list);
  return s;
}
double f(double x, double y) { return sum(2, x, y); } // expected-error {{cannot differentiate 'sum', which takes a variable number of arguments}}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
