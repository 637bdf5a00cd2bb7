// Beside tensors, a list of data is made by its size or its elements, not by iterators; the way out is one that compiles.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
#include <clangent/tensor.h>
#include <clangent/clangent.h>
#include <vector>

double f(double x, const double *p, int n) {
  std::vector<double> weights(p, p + n); // expected-error {{cannot differentiate this way of making a list}} expected-note {{make the list with its size}}
  return x * weights[0];
}
double g(double x, const double *p, int n) {
  std::vector<double> weights(n);
  for (int i = 0; i < n; ++i)
    weights[i] = p[i];
  return x * weights[0];
}
double asked(const double *p) {
  return clangent::gradient<f, clangent::wrt<0>>(1.0, p, 2) + // expected-note {{requested here}}
         clangent::gradient<g, clangent::wrt<0>>(1.0, p, 2);
}
