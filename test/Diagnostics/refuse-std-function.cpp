// A std::function hides what it calls; a template parameter does not.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
#include <clangent/clangent.h>
#include <functional>

double f(double x, const std::function<double(double)> &g) {
  return g(x); // expected-error {{cannot differentiate a call through a std::function}} expected-note {{take the callable as a template parameter}}
}
template <class G> double h(double x, const G &g) { return g(x); }

double asked() {
  auto square = [](double x) { return x * x; };
  return clangent::gradient<f, clangent::wrt<0>>(1.0, square) + // expected-note {{requested here}}
         clangent::gradient<h<decltype(square)>, clangent::wrt<0>>(1.0, square);
}
