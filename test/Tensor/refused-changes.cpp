// A member function that changes its object is differentiated by rules for both modes, or refused in the mode that has
// none; without any rule its body is looked into.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

template <class T> class CLANGENT_VALUE_TYPE Cell {
public:
  void fill(T value);
  void drain();
  T level() const;
};
template <class T> CLANGENT_ADJOINT_OF("Cell::fill") void fill_adjoint(T *value_bar, Cell<T> &self_bar);
template <class T> CLANGENT_ADJOINT_OF("Cell::level") void level_adjoint(T y_bar, Cell<T> &self_bar);
template <class T> CLANGENT_TANGENT_OF("Cell::level") T level_tangent(const Cell<T> &self_dot);

namespace clangent {
template <class T> void accumulate(Cell<T> &bar, Cell<T> contribution);
}

double filled(Cell<double> c, double x) {
  c.fill(x); // expected-error {{cannot differentiate a call of 'Cell<double>::fill' with respect to}}
  return c.level();
}
auto ask_adjoint(const Cell<double> &c, double x) { return clangent::gradient<filled>(c, x); }
auto ask_tangent(const Cell<double> &c, double x) {
  return clangent::jvp<filled>(clangent::dup(c, c), clangent::dup(x, 1.0)).tangent;
}

double drained(Cell<double> c) {
  c.drain(); // expected-error {{cannot differentiate a call of 'Cell<double>::drain': its definition is not visible here}}
  return c.level();
}
auto ask_drained(const Cell<double> &c) { return clangent::gradient<drained>(c); }
