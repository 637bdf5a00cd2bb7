// Lists and trees whose memory is allocated by functions that stay calls, handed on, changed and released by others.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t.out && %t.out
// RUN: %clangent++ %{flags} -O1 -fplugin-arg-clangent-no-activity %s -o %t.all && %t.all
// RUN: %clangent++ %{flags} -O1 -fplugin-arg-clangent-no-needed %s -o %t.kept && %t.kept
#include "Inputs/AgainstDifferences.h"

#include <cmath>

struct Node {
  double v;
  Node *next;
};
Node *push(Node *head, double v) {
  Node *n = new Node{v, head};
  return n;
}
void destroy(Node *n) {
  while (n) {
    Node *next = n->next;
    delete n;
    n = next;
  }
}
void destroyDeep(Node *n) {
  if (!n)
    return;
  destroyDeep(n->next);
  delete n;
}
Node *build(double x, double y, int n) {
  if (n == 0)
    return nullptr;
  Node *rest = build(x * y, y, n - 1);
  return new Node{x, rest};
}
double sum(const Node *n) { return n ? n->v * n->v + sum(n->next) : 0; }
double list(double x, double y) {
  Node *head = nullptr;
  for (int i = 0; i < 4; ++i)
    head = push(head, x * i + y);
  double s = 0;
  for (Node *n = head; n; n = n->next)
    s = s * x + n->v;
  destroy(head);
  return s;
}
double deep(double x, double y) {
  Node *head = build(x, y, 5);
  double s = sum(head);
  head->next->v *= x;
  s += sum(head->next);
  destroyDeep(head);
  return s;
}
void append(Node **head, double v, int depth) {
  if (*head == nullptr) {
    *head = new Node{v, nullptr};
    return;
  }
  append(&(*head)->next, v, depth + 1);
}
double appended(double x, double y) {
  Node *head = nullptr;
  for (int i = 0; i < 3; ++i)
    append(&head, x + y * i, 0);
  double s = sum(head) + head->next->v;
  destroyDeep(head);
  return s;
}
struct Tree {
  double v;
  Tree *left, *right;
};
Tree *insert(Tree *t, double v) {
  if (!t)
    return new Tree{v, nullptr, nullptr};
  if (v < t->v)
    t->left = insert(t->left, v);
  else
    t->right = insert(t->right, v);
  return t;
}
double walk(const Tree *t, double y) { return t ? walk(t->left, y) * y + t->v * t->v + walk(t->right, y * y) : 0; }
void fell(Tree *t) {
  if (!t)
    return;
  fell(t->left);
  fell(t->right);
  delete t;
}
double tree(double x, double y) {
  Tree *t = nullptr;
  const double values[] = {5, 2, 8, 1, 9};
  for (double v : values)
    t = insert(t, v * x + std::sin(v) * y);
  double s = walk(t, y);
  fell(t);
  return s;
}
// reversed in place
double reversed(double x, double y) {
  Node *head = build(x, y, 4), *back = nullptr;
  while (head) {
    Node *next = head->next;
    head->next = back;
    back = head;
    head = next;
  }
  double s = 0;
  int i = 1;
  for (Node *n = back; n; n = n->next)
    s += n->v * i++;
  destroyDeep(back);
  return s;
}

// Blocks that a recursion hands up and down: rows of a triangle, each made of the one before.
double *below(const double *row, int n, double y) {
  double *next = new double[n + 1]();
  for (int i = 0; i < n; ++i) {
    next[i] += row[i] * y;
    next[i + 1] += row[i] * row[i];
  }
  return next;
}
double triangle(double *row, int n, double y) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += row[i] * i;
  if (n < 5)
    s += triangle(below(row, n, y), n + 1, y);
  delete[] row;
  return s;
}
double blocks(double x, double y) { return triangle(new double[1]{x}, 1, y); }

// One of two blocks, by a function that returns what it was handed.
double *larger(double *a, double *b, int n) { return n == 0 ? (*a > *b ? a : b) : larger(b, a, n - 1); }
double chosen(double x, double y) {
  double *a = new double(x * y), *b = new double(y);
  double *c = larger(a, b, 3);
  *c *= *c;
  const double s = *a * x + *b;
  delete a;
  delete b;
  return s;
}

int main() {
  test<list>("list");
  test<deep>("deep");
  test<appended>("appended");
  test<tree>("tree");
  test<reversed>("reversed");
  test<blocks>("blocks");
  test<chosen>("chosen");
  return failures;
}
