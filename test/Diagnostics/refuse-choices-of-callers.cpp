// The bar of an argument that may come to hold another alternative would be of that one. What cannot change is accepted.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>
#include <variant>

struct Two {
  double a, b;
};
struct Chosen {
  std::variant<double, Two> what;
  double k;
};
double read(const Chosen &chosen, double x) { return std::get<double>(chosen.what) * x * chosen.k; }
double changed(Chosen &chosen, double x) { // expected-error {{cannot differentiate 'chosen', which may come to hold another alternative of a std::variant}}
  const double value = read(chosen, x);
  chosen.what = Two{value, x};
  return value;
}
double asked(Chosen &chosen, Chosen &bar) {
  return clangent::vjp<read>(clangent::dup(chosen, bar), 2.0) +
         clangent::vjp<changed>(clangent::dup(chosen, bar), 2.0) +
         clangent::gradient<changed, clangent::wrt<0>>(chosen, 2.0).k;
}
