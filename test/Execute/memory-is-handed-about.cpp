// Memory that is released by others, handed up and down, pointed into, and left on the way out of a loop.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t.out && %t.out
// RUN: %clangent++ %{flags} -O1 -fplugin-arg-clangent-no-activity %s -o %t.all && %t.all
#include "Inputs/AgainstDifferences.h"

#include <cstdlib>

// Released by the function that is asked for
double eats(double *p, double y) {
  double r = p[0] * p[0] * y;
  delete[] p;
  return r;
}
// Keeps pointers to old blocks
double oldBlock(double x, double y) {
  double *a = new double[2]{x, y}, *q = &a[1];
  for (int i = 0; i < 3; ++i) {
    double *b = new double[2]{a[0] * y, a[1] * x};
    if (i != 0)
      delete[] a;
    a = b;
  }
  double s = a[0] * a[1] + *q * *q;
  delete[] a;
  delete[](q - 1);
  return s;
}
struct Big {
  double v[3];
  int tag;
  Big *other;
};
double structs(double x, double y) {
  Big *a = new Big{{x, y, x * y}, 1, nullptr}, *b = new Big(*a);
  a->other = b;
  b->other = a;
  b->v[1] *= a->other->v[0];
  Big c = *b->other;
  double s = c.v[2] * c.other->v[1] + a->v[0];
  delete a;
  delete b;
  return s;
}
double early(double x, double y) {
  double *w = new double[3];
  for (int i = 0; i < 3; ++i) {
    w[i] = x * i + y;
    if (w[i] > 1.5) {
      double r = w[i] * x;
      delete[] w;
      return r;
    }
  }
  delete[] w;
  return 0;
}
double triangle(int n, double x) {
  if (n == 0)
    return x;
  double *w = new double[n];
  for (int i = 0; i < n; ++i)
    w[i] = i ? w[i - 1] * x : x;
  double s = triangle(n - 1, w[n - 1]) + w[0];
  delete[] w;
  return s;
}
double recursive(double x, double y) { return triangle(4, x) * y; }
void fill(double *w, int n, double x) {
  if (n > 0) {
    w[n - 1] = x * n;
    fill(w, n - 1, x * x);
  }
}
double filledBy(double x, double y) {
  double s = 0;
  for (int k = 1; k < 4; ++k) {
    double *w = (double *)std::malloc(sizeof(double) * k);
    fill(w, k, x);
    for (int i = 0; i < k; ++i)
      s += w[i] * y;
    std::free(w);
  }
  return s;
}
double **grid(int n, double x) {
  double **g = new double *[n];
  for (int i = 0; i < n; ++i)
    g[i] = new double[2]{x * i, x};
  return g;
}
void freeGrid(double **g, int n) {
  if (n) {
    delete[] g[n - 1];
    freeGrid(g, n - 1);
  } else
    delete[] g;
}
double gridded(double x, double y) {
  double **g = grid(3, x);
  g[1][1] *= y;
  double s = g[1][1] * g[2][0] + g[0][1];
  freeGrid(g, 3);
  return s;
}

int main() {
  test<oldBlock>("oldBlock");
  test<structs>("structs");
  test<early>("early");
  test<recursive>("recursive");
  test<filledBy>("filledBy");
  test<gridded>("gridded");
  double *p = new double[1]{3}, p_bar[1] = {}, y = 2, y_bar = 0;
  clangent::vjp<eats>(clangent::dup(p, p_bar), clangent::dup(y, y_bar));
  check("eats", p_bar[0], 12);
  check("eats", y_bar, 9);
  return failures;
}
