// What a smart pointer leads to is written as the program writes it.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-print %s | FileCheck %s
#include <clangent/clangent.h>
#include <memory>

struct Node {
  double v;
  std::unique_ptr<Node> next;
};
// CHECK-LABEL: double total_adjoint(
// CHECK: {{n_bar[_0-9]*}} = head_bar.get();
// CHECK: {{n_bar[_0-9]*}} = {{n_bar[_0-9]*}}->next.get();
double total(const std::unique_ptr<Node> &head, double x) {
  double sum = 0;
  for (const Node *n = head.get(); n; n = n->next.get())
    sum = sum * x + n->v;
  return sum;
}
// CHECK-LABEL: double scaled_adjoint(
// CHECK: const double product = *p * x;
// CHECK: *p = product;
// CHECK: *p_bar = 0;
double scaled(std::unique_ptr<double> &p, double x) {
  *p *= x;
  return *p * *p;
}
// CHECK-LABEL: double shared_adjoint(
// CHECK: p->
// CHECK-NOT: _M_
double shared(const std::shared_ptr<Node> &p, double x) { return p->v * x; }

void asked(std::unique_ptr<Node> a, std::unique_ptr<Node> a_bar, std::unique_ptr<double> p,
           std::unique_ptr<double> p_bar, std::shared_ptr<Node> q, std::shared_ptr<Node> q_bar) {
  clangent::vjp<total>(clangent::dup(a, a_bar), 2.0);
  clangent::vjp<scaled>(clangent::dup(p, p_bar), 2.0);
  clangent::vjp<shared>(clangent::dup(q, q_bar), 2.0);
}
