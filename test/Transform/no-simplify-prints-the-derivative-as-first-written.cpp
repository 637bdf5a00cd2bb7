// With no-simplify the last stage changes nothing; without it, it does.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-no-simplify -fplugin-arg-clangent-dump=adjoint %s \
// RUN:   > %t.first
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-no-simplify -fplugin-arg-clangent-dump=simplified %s \
// RUN:   > %t.last
// RUN: cmp %t.first %t.last
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=simplified %s > %t.simplified
// RUN: not cmp -s %t.first %t.simplified
// RUN: FileCheck %s < %t.first
#include <clangent/clangent.h>
double polynomial(double x) { return x * x * x + 2 * x; }
// CHECK-LABEL: func polynomial_adjoint(
double request(double x) { return clangent::gradient<polynomial>(x); }
