// Pointers of which some have a derivative and some have none cannot be handed to a function that stays a call.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

void walk(double *const *rows, int n) {
  if (n) {
    rows[0][0] *= 2;
    walk(rows + 1, n - 1);
  }
}
double f(double *x, double *y) {
  double *rows[2] = {x, y};
  walk(rows, 2); // expected-error {{this pointer may refer to differentiated memory or to 'y', where no derivative is tracked}}
  return x[0] * y[0];
}
double asked(double *x, double *bar, double *y) { return clangent::vjp<f>(clangent::dup(x, bar), y); }
