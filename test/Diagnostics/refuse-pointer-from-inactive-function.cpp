// A function that is only run may not hand back a pointer into differentiated memory: nobody knows its shadow.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

[[clangent::inactive]] __attribute__((pure)) const double *pick(const double *x, int i);
double f(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i) {
    const double *p = pick(x, i); // expected-error {{cannot differentiate the call of 'pick', which returns a pointer or reference to differentiated memory}}
    s += *p * *p;
  }
  return s;
}
double asked(const double *x, double *x_bar) { return clangent::vjp<f>(clangent::dup(x, x_bar), 3); }
