// Requests work in lambdas, default arguments, static initialisers and templates.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


double square(double x) { return x * x; }
double global = clangent::gradient<square>(1.0);
double with_default(double s = clangent::gradient<square>(2.0)) { return s; }
struct Holder { double slope = clangent::gradient<square>(3.0); };
template <class T> T in_template(T x) { return clangent::gradient<square>(x); }

int main() {
  const auto lambda = [](double x) { return clangent::gradient<square>(x); };
  static const double local = clangent::gradient<square>(6.0);
  printf("%g %g %g %g %g %g\n", global, with_default(), Holder().slope, in_template(4.0), lambda(5),
         local);
}

// CHECK: 2 4 6 8 10 12
