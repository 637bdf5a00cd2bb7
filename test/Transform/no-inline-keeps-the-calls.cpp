// With no-inline every callee has a forward and a reverse function of its own.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=adjoint %s | FileCheck --check-prefix=INLINE %s
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-no-inline -fplugin-arg-clangent-dump=adjoint %s \
// RUN:   | FileCheck --check-prefix=CALLS %s
#include <clangent/clangent.h>
static double square(double x) { return x * x; }
double twice(double x) { return 2 * square(x); }
// INLINE-LABEL: func twice_adjoint(
// INLINE-NOT: call
// INLINE-NOT: func square
// CALLS-LABEL: func twice_adjoint(
// CALLS: call square_forward(
// CALLS: call square_reverse(
// CALLS: func square_reverse(
double request(double x) { return clangent::gradient<twice>(x); }
