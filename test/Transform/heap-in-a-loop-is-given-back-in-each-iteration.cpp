// Memory of an iteration is kept on the tape where the reverse sweep reads it and nowhere else: tangents release it with its
// shadow, the forward sweep gives back what is not read, and what has no shadow is released where the program does it.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-print %s | FileCheck %s
#include <clangent/clangent.h>

double workspace(double x, int n) {
  double s = 0;
  for (int k = 1; k < n; ++k) {
    double *w = new double[k];
    for (int i = 0; i < k; ++i)
      w[i] = x * i;
    s += w[k - 1] * w[0];
    delete[] w;
  }
  return s;
}
double reverse(double x, int n) { return clangent::gradient<workspace>(x, n); }
// CHECK-LABEL: double workspace_adjoint(
// CHECK: double *const w = tape.borrow<double>(k);
// CHECK-NOT: w_bar
// CHECK: tape.give_back(w);
// CHECK: for (int k = n; k-- > 1;) {
// CHECK: double *const w_bar = tape.borrow_zeros<double>(k);
// CHECK-NOT: delete
// CHECK: tape.give_back(w_bar);

double forward(double x, int n) { return clangent::jvp<workspace>(clangent::dup(x, 1.0), n).tangent; }
// CHECK-LABEL: double workspace_tangent(
// CHECK-NOT: tape
// CHECK: double *const w = new double[k];
// CHECK-NEXT: double *const w_dot = new double[k]();
// CHECK: delete[] w;
// CHECK-NEXT: delete[] w_dot;

// No number that is differentiated.
double counted(double x, int n) {
  for (int k = 1; k < n; ++k) {
    int *w = new int[k];
    for (int i = 0; i < k; ++i)
      w[i] = i * i;
    x *= w[k - 1];
    delete[] w;
  }
  return x;
}
double product(double x, int n) { return clangent::gradient<counted>(x, n); }
// CHECK-LABEL: double counted_adjoint(
// CHECK: int *const w = new int[k];
// CHECK: delete[] w;
// CHECK: result_bar

// Memory that a function that stays a call hands on waits for the frame to close.
struct Node {
  double v;
  Node *next;
};
Node *push(Node *head, double v, int n) { return n ? push(new Node{v * n, head}, v, n - 1) : head; }
double list(double x, int n) {
  Node *head = push(nullptr, x, n);
  double s = 1;
  while (head) {
    Node *next = head->next;
    s *= head->v;
    delete head;
    head = next;
  }
  return s;
}
double handed(double x, int n) { return clangent::gradient<list>(x, n); }
// CHECK-LABEL: // Adjoint of list
// CHECK: push_forward(static_cast<::Node *>(nullptr), x, n, static_cast<::Node *>(nullptr), tape,
// CHECK: tape.delete_later(head_1);
// CHECK: ::Node *const memory = new ::Node;
// CHECK-NEXT: ::Node *const memory_bar_1 = tape.zeros<::Node>(1);
