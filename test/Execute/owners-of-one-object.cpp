// std::unique_ptr, std::shared_ptr and std::weak_ptr of numbers, structs, arrays and nodes, in both modes, against
// differences.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -std=c++20 -O2 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fplugin-arg-clangent-no-inline %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fplugin-arg-clangent-no-activity %s -o %t && %t | FileCheck %s
// CHECK: {{^[1-9][0-9]*}} functions, 0 wrong
#include "Inputs/BothModes.h"

#include <memory>
#include <utility>
#include <vector>

// ---- one number, an array
double moved(double x, double y) {
  auto p = std::make_unique<double>(x * y);
  *p *= x;
  auto q = std::move(p);
  std::unique_ptr<double> r(new double(*q * y));
  q.swap(r);
  std::swap(q, r);
  p.reset(r.release());
  return *q * *p + (r ? 1000 : 0);
}
double of_array(double x, double y) {
  auto a = std::make_unique<double[]>(5);
  for (int i = 0; i < 5; ++i)
    a[i] = x * i + y;
  double sum = 0;
  for (int i = 0; i < 5; ++i)
    sum = 0.5 * sum + a[i] * a[4 - i];
  std::unique_ptr<double[]> b(new double[2]{sum, y});
  a = std::move(b);
  a.reset(new double[1]{a[0] * a[1]});
  return a[0];
}
double released_in_loops(double x, double y) {
  double sum = 0;
  for (int i = 0; i < 6; ++i) {
    auto p = std::make_unique<double>(x * i);
    if (i == 2)
      continue;
    if (i == 5)
      break;
    std::unique_ptr<double> none;
    if (i % 2)
      none = std::move(p);
    sum += p ? *p * *p : *none * y;
  }
  return sum;
}

// ---- links
struct Node {
  double v;
  std::unique_ptr<Node> next;
};
double of_list(double x, double y) {
  std::unique_ptr<Node> head;
  for (int i = 0; i < 6; ++i) {
    auto node = std::make_unique<Node>();
    node->v = i % 2 ? x * i : y;
    node->next = std::move(head);
    head = std::move(node);
  }
  // Turned round in place; every third is dropped.
  std::unique_ptr<Node> turned;
  for (int i = 0; head; ++i) {
    std::unique_ptr<Node> rest = std::move(head->next);
    if (i % 3 != 2) {
      head->next = std::move(turned);
      turned = std::move(head);
    }
    head = std::move(rest);
  }
  double sum = 0;
  for (const Node *node = turned.get(); node; node = node->next.get())
    sum = sum * x + node->v;
  return sum;
}
double along(const std::unique_ptr<Node> &node, double x) {
  return node ? node->v * x + along(node->next, x * x) : 0;
}
double in_recursion(double x, double y) {
  std::unique_ptr<Node> head;
  for (int i = 0; i < 3; ++i)
    head.reset(new Node{x + i * y, std::move(head)});
  return along(head, y);
}
struct Tree {
  explicit Tree(double v) : v(v) {}
  double v;
  std::unique_ptr<Tree> left, right;
};
void insert(std::unique_ptr<Tree> &tree, double v) {
  if (!tree)
    tree = std::make_unique<Tree>(v);
  else
    insert(v < tree->v ? tree->left : tree->right, v);
}
double folded(const Tree *tree, double x) {
  return tree ? tree->v * tree->v + x * folded(tree->left.get(), x) - folded(tree->right.get(), x) : 0;
}
double of_tree(double x, double y) {
  std::unique_ptr<Tree> tree;
  for (int i = 0; i < 6; ++i)
    insert(tree, i % 2 ? x * i : y - i);
  tree->left.reset();
  return folded(tree.get(), x);
}

// ---- in vectors and classes, by value and as results
double in_vector(double x, double y) {
  std::vector<std::unique_ptr<Node>> all;
  for (int i = 0; i < 5; ++i)
    all.push_back(std::make_unique<Node>(Node{x * i + y, nullptr}));
  all.insert(all.begin() + 1, std::make_unique<Node>(Node{x * y, nullptr}));
  std::swap(all[0], all[3]);
  all[2].reset();
  all.erase(all.begin() + 2);
  all.pop_back();
  double sum = 0;
  for (const auto &node : all)
    sum = sum * y + node->v;
  return sum;
}
struct Owner {
  std::unique_ptr<double> p;
  double q;
};
double taken(Owner owner) { return *owner.p * owner.q; }
Owner made(double x, double y) { return {std::make_unique<double>(x), x * y}; }
double handed_about(double x, double y) {
  Owner owner = made(x, y);
  owner.q *= 2;
  Owner other = std::move(owner);
  owner = made(y, x);
  return taken(std::move(other)) * *owner.p;
}

// ---- deleters
struct Logged {
  double *sum;
  void operator()(double *p) const {
    *sum += *p * *p;
    delete p;
  }
};
double with_deleter(double x, double y) {
  double sum = x;
  {
    std::unique_ptr<double, Logged> p(new double(x * y), Logged{&sum}), q(nullptr, Logged{&sum});
    *p *= 3;
    q = std::move(p);
    p.reset(new double(y));
  }
  return sum * y;
}

// ---- shared by several
struct Pair {
  double a, b;
};
double counted(double x, double y) {
  auto p = std::make_shared<double>(x * y);
  auto q = p;
  *q *= x;
  std::shared_ptr<Pair> r(new Pair{x, y}), none;
  std::shared_ptr<const Pair> constant = r;
  r->a *= *p;
  none.swap(r);
  return *p * p.use_count() + constant->a * none->b + (r == nullptr ? y : 0);
}
double watched(double x, double y) {
  auto p = std::make_shared<Pair>(Pair{x, y});
  std::weak_ptr<Pair> w = p;
  double sum = 0;
  if (auto locked = w.lock())
    sum += locked->a * locked->b;
  p.reset();
  if (w.expired() && !w.lock())
    sum *= x;
  p = std::make_shared<Pair>(Pair{y, sum});
  w = p;
  return sum * std::shared_ptr<Pair>(w)->b;
}
struct Expression {
  double value;
  std::vector<std::shared_ptr<Expression>> inputs;
};
double shared_graph(double x, double y) {
  auto a = std::make_shared<Expression>(Expression{x, {}}), b = std::make_shared<Expression>(Expression{x * y, {a}});
  auto c = std::make_shared<Expression>(Expression{1, {a, b}});
  a.reset();
  for (const auto &input : c->inputs)
    c->value += input->value * input->value;
  c->inputs[0]->value *= 2;
  return c->value * c->inputs[1]->inputs[0]->value;
}
double by_value(std::shared_ptr<Pair> p, double y) {
  p->a *= y;
  auto q = p;
  p = nullptr;
  return q->a * q->b;
}
double shared_in_calls_and_loops(double x, double y) {
  auto p = std::make_shared<Pair>(Pair{x, 3});
  double sum = by_value(p, y);
  std::vector<std::shared_ptr<Pair>> all(3, p);
  all[1] = std::make_shared<Pair>(Pair{sum, x});
  std::swap(all[0], all[1]);
  all.pop_back();
  std::shared_ptr<Pair> kept;
  for (int i = 0; i < 5; ++i) {
    auto q = std::make_shared<Pair>(Pair{x * i, y});
    if (i % 2)
      kept = q;
    if (i == 3)
      continue;
    sum += q->a * (kept ? kept->a : x);
  }
  return sum + all[0]->a * all[1]->a + p.use_count();
}

// ---- of the caller
double of_shared(std::shared_ptr<Pair> p, const std::shared_ptr<Pair> &q, double x) {
  auto both = q;
  both->a *= x;
  return both->a * p->b + p->a;
}
bool callers_shared() {
  auto p = std::make_shared<Pair>(Pair{2, 3}), p_bar = std::make_shared<Pair>(Pair{0, 0}), q = p, q_bar = p_bar;
  clangent::vjp<of_shared>(clangent::dup(p, p_bar), clangent::dup(q, q_bar), 5.0);
  return p_bar->a == 20 && p_bar->b == 10 && p.use_count() == 2 && p_bar.use_count() == 2;
}
double of_caller(const std::unique_ptr<Node> &node, double x) {
  node->v *= x;
  return node->v * node->next->v;
}
bool callers_node() {
  std::unique_ptr<Node> node(new Node{2, std::make_unique<Node>(Node{3, nullptr})});
  std::unique_ptr<Node> node_bar(new Node{0, std::make_unique<Node>(Node{0, nullptr})});
  clangent::vjp<of_caller>(clangent::dup(node, node_bar), 5.0);
  return node_bar->v == 15 && node_bar->next->v == 10;
}

int main() {
  BOTH_MODES(moved);
  BOTH_MODES(of_array);
  BOTH_MODES(released_in_loops);
  BOTH_MODES(of_list);
  BOTH_MODES(in_recursion);
  BOTH_MODES(of_tree);
  BOTH_MODES(in_vector);
  BOTH_MODES(handed_about);
  BOTH_MODES(with_deleter);
  BOTH_MODES(counted);
  BOTH_MODES(watched);
  BOTH_MODES(shared_graph);
  BOTH_MODES(shared_in_calls_and_loops);
  wrong += !callers_node();
  wrong += !callers_shared();
  return told();
}
