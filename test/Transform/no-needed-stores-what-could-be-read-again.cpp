// With no-needed the reverse sweep reads the elements from the tape instead of reading them again.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=adjoint %s | FileCheck --check-prefix=NEEDED %s
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-no-needed -fplugin-arg-clangent-dump=adjoint %s \
// RUN:   | FileCheck --check-prefix=ALL %s
#include <clangent/clangent.h>
double squares(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += x[i] * x[i];
  return s;
}
// NEEDED-LABEL: func squares_adjoint(
// NEEDED-NOT: tape_array
// NEEDED: for reversed
// NEEDED: index %x,
// NEEDED: return
// ALL-LABEL: func squares_adjoint(
// ALL: [[KEPT:%[a-z0-9_.]+]] = tape_array {{.*}} : double *
// ALL: for reversed
// ALL-NOT: index %x,
// ALL: index [[KEPT]],
// ALL-NOT: index %x,
// ALL: return
double request(const double *x, double *x_bar, int n) { return clangent::vjp<squares>(clangent::dup(x, x_bar), n); }
