// Two files may ask for the same derivative, at different optimisation levels.
// RUN: %clangent++ %{flags} -O0 -c %s -o %t.1.o
// RUN: %clangent++ %{flags} -O2 -DSECOND -c %s -o %t.2.o
// RUN: %clangent++ %{flags} %t.1.o %t.2.o -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


inline double square(double x) { return x * x; }

#ifdef SECOND
double elsewhere(double x) { return clangent::gradient<square>(x); }
#else
double elsewhere(double x);
int main() { printf("%g %g\n", clangent::gradient<square>(3.0), elsewhere(4)); }
#endif

// CHECK: 6 8
