// An object with a pointer to differentiated memory cannot come back from a function that stays a call.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

struct View {
  double *at;
  double weight;
};
View skip(View v, int n) { return n ? skip({v.at + 1, v.weight * 2}, n - 1) : v; }
double f(double *x) {
  const View v = skip({x, 1}, 2); // expected-error {{cannot differentiate the call of 'skip', which returns a pointer or reference to differentiated memory}}
  return *v.at * v.weight * x[0];
}
double asked(double *x, double *bar) { return clangent::vjp<f>(clangent::dup(x, bar)); }
