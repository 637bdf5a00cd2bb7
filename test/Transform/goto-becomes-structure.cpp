// A jump to the end of a function, and one back to its beginning, need no flags in the text.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-print %s | FileCheck %s
#include <clangent/clangent.h>
#include <cmath>

double cleaned(double x, int n) {
  double y = 0;
  if (n < 1)
    goto done;
  y = std::sqrt(x);
  if (n > 3)
    goto done;
  y *= x;
done:
  return y * y;
}
double retried(double x) {
  double y = x;
again:
  y = (y + x / y) / 2;
  if (y * y > 1.1 * x)
    goto again;
  return y;
}

double first(double x) { return clangent::gradient<cleaned>(x, 2); }
double second(double x) { return clangent::jvp<retried>(clangent::dup(x, 1.0)).tangent; }

// CHECK-LABEL: double cleaned_adjoint(
// CHECK-NOT: to_done
// CHECK: if (is_less) {
// CHECK-NEXT: y = 0;
// CHECK-NEXT: } else {
// CHECK-NEXT: y_1 = std::sqrt(x);
// CHECK-NEXT: y = n > 3 ? y_1 : y_1 * x;

// CHECK-LABEL: double retried_tangent(
// CHECK-NOT: to_again
// CHECK: bool again = true;
// CHECK: while (again) {
// CHECK: again = y * y > 1.1 * x;
// CHECK-NEXT: }
// CHECK: return y;
