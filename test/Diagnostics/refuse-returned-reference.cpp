// A recursive function that returns an object with a pointer to differentiated memory is refused where it is called.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

struct View {
  double *first;
};
View pick(double *x, int n) { return n ? pick(x + 1, n - 1) : View{x}; }
double f(double *x) {
  return *pick(x, 2).first * x[0]; // expected-error {{cannot differentiate the call of 'pick', which returns a pointer or reference to differentiated memory}}
}
double asked(double *x, double *bar) { return clangent::vjp<f>(clangent::dup(x, bar)); }
