// A function whose body is elsewhere is refused where its derivative is asked for, with the ways out.
// RUN: not %clangent++ %{flags} -c %s -o %t.o 2>&1 | FileCheck %s
#include <clangent/clangent.h>

double elsewhere(double x);
// CHECK: no_definition.cpp:[[@LINE+1]]:{{[0-9]+}}: error: cannot differentiate 'elsewhere': its definition is not visible here
double slope() { return clangent::gradient<elsewhere>(1.0); }
// CHECK: no_definition.cpp:5:8: note: 'elsewhere' is declared here
// CHECK: note: include or write its definition in this file, or ask for a function of yours that calls it
// CHECK: 1 error generated.
