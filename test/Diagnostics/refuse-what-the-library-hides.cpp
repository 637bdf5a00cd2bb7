// What is refused because it is the library's, or is run as it is, has a way out (tried in Execute/ways-out-of-refusals-work).
// RUN: not %clangent++ %{flags} -std=c++20 -fsyntax-only %s 2>&1 | FileCheck %s
#include <clangent/clangent.h>
#include <any>
#include <compare>
#include <cstdio>
#include <string>
#include <valarray>

double text(double x) {
  std::valarray<double> numbers(2);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: cannot differentiate an object of type 'std::valarray<double>', which hides what it holds
  numbers[1] = x;
  // CHECK: note: hold numbers in a struct or an array; use other data in a function marked {{\[\[}}clangent::inactive]] that returns a number
  return numbers[1];
}
double hidden(double x) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: cannot differentiate a call of 'std::make_any<double, double &>', whose source says: cannot differentiate an object of type 'std::any', which hides what it holds
  return std::any_cast<double>(std::make_any<double>(x));
}
double scanned(double x) {
  double number = x;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: cannot differentiate a call of 'sscanf': its definition is not visible here
  std::sscanf("3", "%lf", &number);
  // CHECK: note: call it in a function of your own that is marked {{\[\[}}clangent::inactive]] and returns its result
  return number * x;
}
double compared(double x) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: cannot differentiate '<=>'
  return (x <=> 2.0) < 0 ? x : x * x;
  // CHECK: note: compare with '<' and '=='
}
double asked(double x) {
  return clangent::gradient<text>(x) + clangent::gradient<hidden>(x) +
         clangent::gradient<scanned>(x) + clangent::gradient<compared>(x);
}
