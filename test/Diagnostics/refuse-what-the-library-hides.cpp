// What is refused because it is the library's, or is run as it is, has a way out (tried in Execute/ways-out-of-refusals-work).
// RUN: not %clangent++ %{flags} -std=c++20 -fsyntax-only %s 2>&1 | FileCheck %s
#include <clangent/clangent.h>
#include <compare>
#include <cstdio>
#include <memory>
#include <string>

void fill(int (&counts)[2]);
int &entry(int &number);

double text(double x) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: cannot differentiate an object of type 'std::basic_string<char>', which hides what it holds
  std::string kind = "square";
  // CHECK: note: hold numbers in a struct or an array; use other data in a function marked {{\[\[}}clangent::inactive]] that returns a number
  return kind == "square" ? x * x : x;
}
double shared(double x) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: cannot differentiate an object of type 'std::shared_ptr<int>', which hides what it holds
  std::shared_ptr<int> none;
  return none ? x : x * x;
}
double filled(double x) {
  int counts[2] = {1, 2};
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: cannot differentiate a call of 'fill', which would be run as it is, with an argument of this kind
  fill(counts);
  // CHECK: note: give it numbers, pointers and variables, or call it in a function marked {{\[\[}}clangent::inactive]] that is given those
  return counts[0] * x;
}
double referred(double x) {
  int number = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: cannot differentiate the object that 'entry' returns
  return entry(number) * x;
  // CHECK: note: return the number itself, or call it in a function marked {{\[\[}}clangent::inactive]] that does
}
double scanned(double x) {
  int number = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: cannot differentiate a call of 'sscanf': its definition is not visible here
  std::sscanf("3", "%d", &number);
  // CHECK: note: call it in a function of your own that is marked {{\[\[}}clangent::inactive]] and returns its result
  return number * x;
}
double compared(double x) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: cannot differentiate '<=>'
  return (x <=> 2.0) < 0 ? x : x * x;
  // CHECK: note: compare with '<' and '=='
}
double asked(double x) {
  return clangent::gradient<text>(x) + clangent::gradient<shared>(x) + clangent::gradient<filled>(x) +
         clangent::gradient<referred>(x) + clangent::gradient<scanned>(x) + clangent::gradient<compared>(x);
}
