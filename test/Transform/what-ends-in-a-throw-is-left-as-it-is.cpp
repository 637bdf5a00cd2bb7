// What a branch does before it throws stands in the forward sweep as in the program, also with numbers that vary; the
// reverse sweep has nothing of it, and the loop around it is counted.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-emit-dir=%t %s && FileCheck --input-file %t/what-ends-in-a-throw-is-left-as-it-is.clangent.cpp %s
#include <clangent/clangent.h>

struct Message {
  Message();
  ~Message();
  void add(double v);
};
void tell(const Message &message, double v) {
  Message more;
  more.add(v);
  throw message;
}

// CHECK-LABEL: double f_adjoint(
// CHECK: for (int i = 0; i < n; ++i) {
// CHECK: if (x[i] < 0) {
// CHECK: ::Message message;
// CHECK: message.add(s);
// CHECK: throw
// CHECK: for (int i = n; i-- > 0;)
// CHECK-NOT: Message
// CHECK: x_bar[i] +=
double f(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    if (x[i] < 0) {
      Message message;
      message.add(s);
      tell(message, x[i]);
    }
    s += x[i] * x[i];
  }
  return s;
}
double asked(const double *x, double *x_bar) {
  return clangent::vjp<f>(clangent::dup(x, x_bar), 3);
}
