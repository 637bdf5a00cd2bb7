// A value that depends on the arguments is not written where no derivative is tracked.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

double f(double x, double *out) {
  *out = x * x; // expected-error {{a value that depends on the differentiated arguments is written to}}
  return *out;
}

// A callee's parameter is no argument that could be passed with clangent::dup.
double walk(double x, double *work, int n) {
  work[n] = x * x; // expected-error {{is written to 'work' of 'walk', which may refer to memory where no derivative is tracked}}
  return n > 0 ? walk(x, work, n - 1) : work[0];
}
double g(double x, double *out) { return walk(x, out, 2); }
double last[3];
double to_global(double x) {
  walk(x, last, 2);
  return x * last[0];
}
double walked(double x, double *out) { return clangent::gradient<g>(x, out) + clangent::gradient<to_global>(x); }
double asked(double x, double &bar, double *out) { return clangent::vjp<f>(clangent::dup(x, bar), out); }
