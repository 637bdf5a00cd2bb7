// A bar holds the adjoint of the final contents on entry, of the initial on return.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


void advance(double *state, double &rate) {
  state[0] = state[0] * rate;
  state[1] = 7;
  rate += state[0];
}

int main() {
  double state[2] = {3, 4}, rate = 2;
  double state_bar[2] = {1, 10}, rate_bar = 100;
  clangent::vjp<advance>(clangent::dup(state, state_bar), clangent::dup(rate, rate_bar));
  printf("%g %g %g\n", state[0], state[1], rate);
  printf("%g %g %g\n", state_bar[0], state_bar[1], rate_bar);
}

// CHECK: 6 7 8
// CHECK-NEXT: 202 0 403
