// Two views of one buffer, passed by value: what the one writes, the other sees, in the reverse sweep too.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t
#include <clangent/clangent.h>

struct View {
  double *p;
};
double squares(View a, View b, int n) {
  for (int i = 0; i < n; ++i)
    b.p[i] = a.p[i] * a.p[i];
  return b.p[0];
}

int main() {
  double x[2] = {3, 4}, x_bar[2] = {0, 0};
  View v{x}, v_bar{x_bar};
  clangent::vjp<squares>(clangent::dup(v, v_bar), clangent::dup(v, v_bar), 2);
  return x_bar[0] == 6 && x_bar[1] == 0 ? 0 : 1;
}
