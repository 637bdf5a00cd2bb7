// A derivative may be asked for before its function is defined.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


double later(double x);
inline double slope = clangent::gradient<later>(4.0);

int main() { printf("%g\n", slope); }

double later(double x) { return x * x * x; }

// CHECK: 48
