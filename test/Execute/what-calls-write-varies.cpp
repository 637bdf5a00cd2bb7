// A call that stays a call makes vary what it may write numbers to, and nothing else: through pointers in what it is handed,
// in recursion, by members, beside objects that it only reads.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t.out && %t.out
#include "Inputs/AgainstDifferences.h"

namespace {

struct N {
  double v;
  N *next;
  double *p;
};
void setv(double *p, double x, int n) {
  if (n)
    setv(p, x, n - 1);
  else
    *p = x * x;
}
void indirect(N *a, double x, int n) {
  if (n)
    indirect(a, x, n - 1);
  else
    setv(a->p, x, 1);
}
void link(N *a, double *q, double x, int n) {
  if (n && x > -100)
    link(a, q, x, n - 1);
  else
    a->p = q;
}
double reads(const N *a, double x, int n) { return n ? reads(a, x, n - 1) * x : a->v * *a->p; }
double written(double x) {
  double a = 1;
  setv(&a, x, 2);
  return a * x;
}
double indirectly(double x) {
  double a = 1;
  N n{2, nullptr, &a};
  indirect(&n, x, 2);
  return reads(&n, x, 1) + a;
}
double linked(double x) {
  double a = 1, b = 2;
  N n{2, nullptr, &a};
  link(&n, &b, x, 2);
  b = x * x;
  *n.p *= x;
  n.v = x;
  return reads(&n, x, 2) + b;
}
struct Acc {
  double s = 0;
  int k = 0;
  void add(double y, int n) {
    if (n)
      add(y, n - 1);
    else {
      s += y;
      ++k;
    }
  }
  double get(double x, int n) const { return n ? get(x, n - 1) : s * x + k; }
};
double accumulated(double x) {
  Acc a;
  double t = 0;
  for (int i = 0; i < 3; ++i) {
    t += a.get(x, 1);
    a.add(x * x, i);
  }
  return t + a.get(x, 2);
}
double readBefore(double x) {
  Acc a;
  a.s = 2;
  double y = a.get(x, 2);
  a.s = x;
  return y * a.get(x, 1);
}
void swapAll(double *a, double *b, int n, double x) {
  if (n == 0)
    return;
  double t = *a;
  *a = *b;
  *b = t;
  swapAll(a + 1, b + 1, n - 1, x);
}
double swapped(double x) {
  double a[2] = {x, 2 * x}, b[2] = {1, 2};
  swapAll(a, b, 2, x);
  return b[0] * b[1] + a[0] * x;
}
} // namespace

int main() {
  for (const double x : {0.7, 1.3}) {
    EACH(written);
    EACH(indirectly);
    EACH(linked);
    EACH(accumulated);
    EACH(readBefore);
    EACH(swapped);
  }
  return failures != 0;
}
