// std::min that is bound to a reference chooses between places.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: %m.0 = if {{%[0-9]+}} -> const double * {
// CHECK: yield %y.2
// CHECK: yield %x.2
// CHECK-NOT: call
// CHECK: {{^  }}return %
namespace std { template <class T> const T &min(const T &a, const T &b) { return b < a ? b : a; } }
[[clangent::differentiable]] double f(double x, double y) {
  const double &m = std::min(x, y);
  x *= 2;
  return m;
}
