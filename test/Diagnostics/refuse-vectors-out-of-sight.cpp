// Vectors of numbers that vary are followed in the function and in what it calls; not where they change in memory
// of the caller's that is not known as a whole, are kept by the program, given to code that is not visible, or have an
// allocator of their own.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>
#include <deque>
#include <forward_list>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <valarray>
#include <vector>

using Vector = std::vector<double>;

double grown(Vector *v, double x) {
  // expected-error@+2 {{cannot differentiate a change of the structure of 'v', a container of the caller's}}
  // expected-error@+1 0-1 {{cannot differentiate memory that is allocated here and left to the caller}}
  v->push_back(x);
  return (*v)[0];
}
double ask_grown(Vector &v, Vector &v_bar, double x, double &x_bar) {
  return clangent::vjp<grown>(clangent::dup(&v, &v_bar), clangent::dup(x, x_bar));
}

struct Model {
  Vector weights;
  double *scale;
};
double assigned(Model &m, double x) {
  // expected-error@+2 {{cannot differentiate a change of the structure of 'm', a container of the caller's}}
  // expected-error@+1 0-1 {{cannot differentiate memory that is allocated here and left to the caller}}
  m.weights = {x, x};
  return m.weights[0] * *m.scale;
}
double ask_assigned(Model &m, Model &m_dot, double x) {
  return clangent::jvp<assigned>(clangent::dup(m, m_dot), clangent::dup(x, 1.0)).tangent;
}

double emptied(std::vector<double *> &v, double x) {
  // expected-error@+1 {{cannot differentiate a change of the structure of 'v', a container of the caller's}}
  const std::vector<double *> w = std::move(v);
  return *w[0] * x;
}
double ask_emptied(std::vector<double *> &v, std::vector<double *> &v_dot, double x) {
  return clangent::jvp<emptied>(clangent::dup(v, v_dot), clangent::dup(x, 1.0)).tangent;
}

struct Tree {
  double x;
  std::vector<Tree> branches;
};
// expected-error@+1 {{cannot differentiate a change of the structure of 'tree', a container of the caller's}}
double cut(Tree &tree, double x) {
  tree.branches.pop_back();
  return tree.branches[0].x * x;
}
double ask_cut(Tree &tree, Tree &tree_bar, double x) {
  return clangent::vjp<cut>(clangent::dup(tree, tree_bar), x);
}

Vector kept;
double global(double x) {
  // expected-error@+2 {{is written to a global variable, where no derivative is tracked}}
  // expected-error@+1 {{is written to memory, where no derivative is tracked}}
  kept.push_back(x);
  return kept[0];
}
double ask_global(double x) { return clangent::gradient<global>(x); }

double cached(double x) {
  static Vector v; // expected-error {{cannot differentiate a use of the static local variable 'v'}}
  v.push_back(x);
  return v[0];
}
double ask_cached(double x) { return clangent::gradient<cached>(x); }

void log(const Vector &v);
double logged(double x) {
  Vector v{x};
  log(v); // expected-error {{cannot differentiate a call of 'log': its definition is not visible here}}
  return v[0];
}
double ask_logged(double x) { return clangent::gradient<logged>(x); }

template <class T> struct Arena : std::allocator<T> {
  template <class U> struct rebind { using other = Arena<U>; };
  Arena() = default;
  template <class U> Arena(const Arena<U> &) {}
};
double in_arena(double x) {
  std::vector<double, Arena<double>> v(3, x); // expected-error {{cannot differentiate an object of type 'std::vector<double, Arena<double>>', which hides what it holds}}
  return v[0];
}
double ask_in_arena(double x) { return clangent::gradient<in_arena>(x); }

struct Reading {
  std::valarray<double> values;
  double value;
};
double named(double x) {
  std::vector<Reading> all;
  all.push_back({{x}, x}); // expected-error {{cannot differentiate an object of type 'std::valarray<double>', which hides what it holds}}
  return all[0].value;
}
double ask_named(double x) { return clangent::gradient<named>(x); }

double in_list(double x) {
  std::list<double, Arena<double>> v{x}; // expected-error {{cannot differentiate an object of type 'std::list<double, Arena<double>>', which hides what it holds}}
  return v.front();
}
double ask_in_list(double x) { return clangent::gradient<in_list>(x); }

double changed_map(std::map<int, double> &m, double x) {
  // expected-error@+2 {{cannot differentiate a change of the structure of 'm', a container of the caller's}}
  // expected-error@+1 0-1 {{cannot differentiate memory that is allocated here and left to the caller}}
  m.insert({7, x});
  m.find(3)->second = x;
  return m.at(7);
}
double ask_changed_map(std::map<int, double> &m, std::map<int, double> &m_bar, double x, double &x_bar) {
  return clangent::vjp<changed_map>(clangent::dup(m, m_bar), clangent::dup(x, x_bar));
}
double shortened(std::forward_list<double> &l, double x) {
  // expected-error@+1 {{cannot differentiate a change of the structure of 'l', a container of the caller's}}
  l.erase_after(l.begin());
  return l.front() * x;
}
double ask_shortened(std::forward_list<double> &l, std::forward_list<double> &l_dot, double x) {
  return clangent::jvp<shortened>(clangent::dup(l, l_dot), clangent::dup(x, 1.0)).tangent;
}
std::deque<double> returned(double x) {
  return std::deque<double>(3, x); // expected-error {{cannot differentiate memory that is allocated here and left to the caller}}
}
void ask_returned(double x) { clangent::jvp<returned>(clangent::dup(x, 1.0)); }
std::map<int, double> returned_map(double x) { // expected-error {{the derivative of 'returned_map' cannot return the 'std::map<int, double>' that it builds}}
  return {{1, x}};
}
void ask_returned_map(double x) { clangent::jvp<returned_map>(clangent::dup(x, 1.0)); }
double in_groups(const std::map<int, Vector> &m) { // expected-error {{cannot differentiate in the argument 'm', which holds a 'std::map<int, std::vector<double>>': nobody can tell whether its adjoint is built alike}}
  return m.at(1)[0];
}
void ask_in_groups(const std::map<int, Vector> &m, std::map<int, Vector> &m_bar) {
  clangent::vjp<in_groups>(clangent::dup(m, m_bar));
}
