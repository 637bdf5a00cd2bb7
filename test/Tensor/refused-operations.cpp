// What no rule covers is refused at the line that asks for it, once.
// RUN: %clangent++ %{flags} -fsyntax-only -I%S/Inputs -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include "Pair.h"

using P = values::Pair<double>;

namespace values {
template <class T> Pair<T> cube(const Pair<T> &x);                  // has no rule, and no body to look into
template <class T> Pair<T> shrink(const Pair<T> &x, T factor);      // its rule leaves `factor` out
template <class T> CLANGENT_ADJOINT_OF("values::shrink")
void shrink_adjoint(T factor, const Pair<T> &y_bar, Pair<T> &x_bar);
template <class T> Pair<T> invert(const Pair<T> &x);                // its rule has a parameter of another name
template <class T> CLANGENT_ADJOINT_OF("values::invert")
void invert_adjoint(const Pair<T> &input, // expected-error {{parameter 'input' of the rule for 'values::invert' is nothing of it}}
                    const Pair<T> &y_bar, Pair<T> &x_bar);
template <class T> Pair<T> negate(const Pair<T> &x);                // has an adjoint and no tangent
template <class T> CLANGENT_ADJOINT_OF("values::negate")
void negate_adjoint(const Pair<T> &y_bar, Pair<T> &x_bar);
double size(const Pair<double> &x); // its rule takes a number for x
CLANGENT_ADJOINT_OF("values::size")
void size_adjoint(double x, double y_bar, Pair<double> &x_bar); // expected-error {{this rule for 'values::size' cannot be called with the operands of}}
} // namespace values

double no_rule(const P &x) {
  return dot(cube(x), x); // expected-error {{'values::cube<double>'}}
}
P ask_no_rule(const P &x) { return clangent::gradient<no_rule>(x); }

double no_bar(const P &x, double k) {
  return dot(shrink(x, k), x); // expected-error {{cannot differentiate a call of 'values::shrink<double>' with respect to 'factor'}}
}
double ask_no_bar(const P &x) { return clangent::gradient<no_bar, clangent::wrt<1>>(x, 2.0); }

// The operand that the rule leaves out does not vary here.
double no_bar_needed(const P &x) { return dot(shrink(x, 2.0), x); }
P ask_no_bar_needed(const P &x) { return clangent::gradient<no_bar_needed>(x); }

double unmatched(const P &x) {
  return dot(invert(x), x); // expected-error {{'values::invert<double>'}}
}
P ask_unmatched(const P &x) { return clangent::gradient<unmatched>(x); }

double no_tangent(const P &x) {
  return dot(negate(x), x); // expected-error {{cannot differentiate a call of 'values::negate<double>' with respect to 'x': there is no rule for it in this mode}}
}
double ask_no_tangent(const P &x) { return clangent::jvp<no_tangent>(clangent::dup(x, x)).tangent; }
P ask_adjoint(const P &x) { return clangent::gradient<no_tangent>(x); }
double mismatched(const P &x) {
  return size(x); // expected-error {{'values::size'}}
}
P ask_mismatched(const P &x) { return clangent::gradient<mismatched>(x); }
