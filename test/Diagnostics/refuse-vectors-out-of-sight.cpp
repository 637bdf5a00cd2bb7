// Vectors of numbers that vary are followed in the function and in what it calls; not where their memory is left to the
// caller, kept by the program, given to code that is not visible, or has an allocator of its own.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>
#include <list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using Vector = std::vector<double>;

double grown(Vector &v, double x) {
  // expected-error@+2 {{cannot differentiate a change of the structure of 'v', a container of the caller's}}
  // expected-error@+1 0-1 {{cannot differentiate memory that is allocated here and left to the caller}}
  v.push_back(x);
  return v[0];
}
double ask_grown(Vector &v, Vector &v_bar, double x, double &x_bar) {
  return clangent::vjp<grown>(clangent::dup(v, v_bar), clangent::dup(x, x_bar));
}

struct Model {
  Vector weights;
  double k;
};
double assigned(Model &m, double x) {
  // expected-error@+2 {{cannot differentiate a change of the structure of 'm', a container of the caller's}}
  // expected-error@+1 0-1 {{cannot differentiate memory that is allocated here and left to the caller}}
  m.weights = {x, x};
  return m.weights[0] * m.k;
}
double ask_assigned(Model &m, Model &m_dot, double x) {
  return clangent::jvp<assigned>(clangent::dup(m, m_dot), clangent::dup(x, 1.0)).tangent;
}

double emptied(Vector &v, double x) {
  // expected-error@+1 {{cannot differentiate a change of the structure of 'v', a container of the caller's}}
  const Vector w = std::move(v);
  return w[0] * x;
}
double ask_emptied(Vector &v, Vector &v_dot, double x) {
  return clangent::jvp<emptied>(clangent::dup(v, v_dot), clangent::dup(x, 1.0)).tangent;
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
  std::list<double> values;
  double value;
};
double named(double x) {
  std::vector<Reading> all;
  all.push_back({{x}, x}); // expected-error {{cannot differentiate an object of type 'std::list<double>', which hides what it holds}}
  return all[0].value;
}
double ask_named(double x) { return clangent::gradient<named>(x); }

double in_list(double x) {
  std::list<double> v{x}; // expected-error {{cannot differentiate an object of type 'std::list<double>', which hides what it holds}}
  return v.front();
}
double ask_in_list(double x) { return clangent::gradient<in_list>(x); }
