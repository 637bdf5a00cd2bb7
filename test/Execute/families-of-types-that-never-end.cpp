// Classes whose members point to ever larger ones, to one another and to themselves: of each family as many types are
// looked at as the program needs.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>

#include <cstdio>

template <class T> struct Box {
  double v = 0;
  T *held = nullptr;
  Box<Box<T>> *up = nullptr;
};
struct Other;
struct Node {
  double w = 0;
  Box<Node> box;
  Node *next = nullptr;
  Other *other = nullptr;
};
struct Other {
  double v = 0;
  Node *node = nullptr;
};

double value(const Node &n) { return n.w * n.box.up->up->v + n.next->w * n.other->node->w; }

int main() {
  Box<Box<Box<Node>>> top, top_bar;
  Box<Box<Node>> middle, middle_bar;
  Node n, n_bar;
  Other other, other_bar;
  top.v = 5, n.w = 3;
  middle.up = &top, middle_bar.up = &top_bar;
  n.box.up = &middle, n_bar.box.up = &middle_bar;
  n.next = &n, n_bar.next = &n_bar;
  n.other = &other, n_bar.other = &other_bar;
  other.node = &n, other_bar.node = &n_bar;
  // 5 w + w^2 by w, w by the number at the top
  const double y = clangent::vjp<value>(clangent::dup(n, n_bar));
  std::printf("%g: %g %g\n", y, n_bar.w, top_bar.v);
  // CHECK: 24: 11 3
}
