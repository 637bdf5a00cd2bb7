// An OpenMP directive is refused.
// RUN: %clangent++ %{flags} -fopenmp -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

double f(double x, int n) {
  double s = 0;
#pragma omp parallel for reduction(+ : s) // expected-error {{cannot differentiate an OpenMP directive}}
  for (int i = 0; i < n; ++i)
    s += x * i;
  return s;
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2)); }
