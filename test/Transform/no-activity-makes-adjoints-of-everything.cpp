// With no-activity the constant table gets a shadow like everything else.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=adjoint %s | FileCheck --check-prefix=PRUNED %s
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-no-activity -fplugin-arg-clangent-dump=adjoint %s \
// RUN:   | FileCheck --check-prefix=ALL %s
#include <clangent/clangent.h>
double blend(const double *x, int n) {
  double table[3] = {0.25, 0.5, 0.25};
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += table[i % 3] * x[i];
  return s;
}
// PRUNED-LABEL: func blend_adjoint(
// PRUNED-NOT: table_bar
// ALL-LABEL: func blend_adjoint(
// ALL: %table_bar{{[.0-9]*}} = local zeroed
double request(const double *x, double *x_bar, int n) { return clangent::vjp<blend>(clangent::dup(x, x_bar), n); }
