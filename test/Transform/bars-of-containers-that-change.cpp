// The bar of a container whose structure stays is used in place. Where it changes, the derivative has a shadow of its own; the
// bar is added to it behind the forward sweep, unless a gradient is asked for, and gets what was there on entry.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-print %s | FileCheck %s
#include <clangent/clangent.h>
#include <vector>

double scaled(std::vector<double> &v, double x) {
  v[0] *= x;
  return v[0];
}
double shortened(std::vector<double> &v, double x) {
  v.pop_back();
  return v[0] * x;
}
double emptied(std::vector<double> &v, double x) {
  const double first = v[0];
  v.clear();
  return first * x;
}
void ask(std::vector<double> &v, std::vector<double> &v_bar) {
  clangent::vjp<scaled>(clangent::dup(v, v_bar), 2.0);
  clangent::vjp<shortened>(clangent::dup(v, v_bar), 2.0);
  clangent::gradient<emptied>(v, 2.0);
}
// CHECK-LABEL: double scaled_adjoint(
// CHECK-NOT: own
// CHECK: *v_bar.data() += (result_bar + value) * x;
// CHECK-LABEL: double shortened_adjoint(
// CHECK: clangent::detail::Raw<::std::vector<double>> own_v_bar_raw;
// CHECK: tape.zeros<double>(v.capacity())
// CHECK: const unsigned long difference = v.size() - 1;
// CHECK: clangent::detail::slot<double *>(v, 8) = v_first + difference;
// CHECK: clangent::detail::sizes_differ("v_bar", v_bar.size(), difference);
// CHECK: own_v_bar[i] += v_bar_first[i];
// CHECK: clangent::detail::resize((v_bar), entry_v.size());
// CHECK: v_bar[i] = entry_v[i];
// CHECK-LABEL: double emptied_adjoint(
// CHECK-NOT: sizes_differ
// CHECK: clangent::detail::resize((v_bar), v_size);
// CHECK: v_bar[i] = entry_v[i];
