// dynamic_cast and typeid are refused.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>
#include <typeinfo>

struct Base {
  virtual ~Base();
  double scale;
};
struct Derived : Base {};
double f(const Base &base, double x) {
  return dynamic_cast<const Derived *>(&base) ? x * base.scale : x; // expected-error {{cannot differentiate 'dynamic_cast'}}
}
double g(const Base &base, double x) {
  return typeid(base) == typeid(Derived) ? x : 2 * x; // expected-error {{cannot differentiate 'typeid'}}
}
double asked(const Base &base, double x, double &bar) {
  return clangent::vjp<f>(base, clangent::dup(x, bar)) + clangent::vjp<g>(base, clangent::dup(x, bar));
}
