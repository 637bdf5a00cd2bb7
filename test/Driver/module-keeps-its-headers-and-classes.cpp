// Functions that a module exports are differentiated where it is imported, whatever the module itself includes and keeps to
// itself; only a call that stays of a function that this file cannot name is an error, at the request.
// RUN: split-file %s %t
// RUN: %clangent++ %{flags} -std=c++20 --precompile %t/m.cppm -o %t/m.pcm
// RUN: %clangent++ %{flags} -std=c++20 -c %t/m.pcm -o %t/m.o
// RUN: %clangent++ %{flags} -std=c++20 -fmodule-file=m=%t/m.pcm %t/use.cpp %t/m.o -o %t/use
// RUN: %t/use | FileCheck %s
// RUN: not %clangent++ %{flags} -std=c++20 -fmodule-file=m=%t/m.pcm -fsyntax-only %t/hidden.cpp 2>&1 | FileCheck %s --check-prefix=HIDDEN --implicit-check-not=internal
//--- m.cppm
module;
#include <cmath>
export module m;
struct S {
  double a, b;
};
int count(int n) { return n ? count(n - 1) + 1 : 0; }
export double wave(double x) { return std::sin(x) * std::cos(x) + std::pow(x, 3); } // cos(2 x) + 3 x^2
export double with_struct(double x) {                                                // 5 x
  S s[2] = {{x, 2}, {3, x}};
  double sum = 0;
  for (int i = 0; i < 2; ++i)
    sum += s[i].a * s[i].b;
  return sum;
}
export double distance(double x) { return std::hypot(x, 2.0, 6.0) * x; } // at 3: 7 + 9 / 7
export double counted(double x) { return x * count(3); }
//--- use.cpp
#include <clangent/clangent.h>
import m;
extern "C" int printf(const char *, ...);
int main() {
  printf("%.5f %g\n", clangent::gradient<wave>(0.5), clangent::gradient<with_struct>(2.0));
  printf("%.5f\n", clangent::gradient<distance>(3.0));
}
// CHECK: 1.29030 5
// CHECK-NEXT: 8.28571
//--- hidden.cpp
#include <clangent/clangent.h>
import m;
double slope(double x) { return clangent::gradient<counted>(x); }
// HIDDEN: hidden.cpp:3:{{.*}} error: cannot differentiate a call of 'count': its definition is not visible here
