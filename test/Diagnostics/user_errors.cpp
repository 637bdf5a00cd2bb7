// A file with errors of its own shows those and nothing of Clangent's.
// RUN: not %clangent++ %{flags} -c %s -o %t.o 2>&1 | FileCheck %s --implicit-check-not=clangent: --implicit-check-not=differentiate
#include <clangent/clangent.h>

double square(double x) { return x * y; }
double slope() { return clangent::gradient<square>(1.0); }
// CHECK: error: use of undeclared identifier 'y'
// CHECK: 1 error generated.
