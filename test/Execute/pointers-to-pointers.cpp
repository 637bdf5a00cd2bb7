// Arguments that lead to numbers through other pointers, with const at every level: bars are the same without any const.
// Against closed forms: sums of squares, or the product of two numbers.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>

#include <cstdio>
#include <utility>

double pointers(double **p, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += *p[i] * *p[i];
  return sum;
}
double constants(const double *const *p, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += *p[i] * *p[i];
  return sum;
}
double three_deep(const double *const *const *p) { return p[0][0][0] * p[0][1][0]; }
double walks(const double **p, int n) {
  double sum = 0;
  for (; n > 0; --n, ++p) {
    const double *x = *p;
    *p = nullptr; // its bar goes with it
    sum += *x * *x;
  }
  return sum;
}
double recursive(const double *const *p, int n) { return n == 0 ? 0 : **p * **p + recursive(p + 1, n - 1); }

double by_reference(const double *const &p, int n) { return n > 1 ? p[0] * p[1] : 0; }
double moves_on(const double *&p, int n) {
  double sum = 0;
  for (; n > 0; --n, ++p)
    sum += *p * *p;
  return sum;
}
double array(const double *const (&p)[2]) { return *p[0] * *p[1]; }
double array_behind(const double *const (*p)[2]) { return *(*p)[0] * *(*p)[1]; }
double rows(const double (*const *p)[2]) { return (**p)[0] * (**p)[1]; }

struct Two {
  const double *x;
  double *const *y;
};
double in_struct(const Two &two) { return *two.x * **two.y; }
double structs(const Two *const *p) { return *p[0]->x * **p[0]->y; }
void written(double *const *p, const double *const *q) { *p[0] = *q[0] * *q[1]; }
[[clangent::differentiable]] double annotated(const double *const *p) { return *p[0] * *p[1]; }

double x[2], x_bar[2];
const double *p[2];
double *q[2], *p_bar[2], *q_bar[2];
void start() {
  x[0] = 3, x[1] = 4;
  for (int i = 0; i < 2; ++i)
    x_bar[i] = 0, p[i] = q[i] = x + i, p_bar[i] = q_bar[i] = x_bar + i;
}
void show(const char *name) {
  std::printf("%s: %g %g\n", name, x_bar[0], x_bar[1]);
  start();
}

template <auto Function, class... More> void list(const char *name, More... more) {
  clangent::vjp<Function>(clangent::dup(p, p_bar), more...);
  show(name);
  x_bar[0] = 1;
  const double moved = clangent::jvp<Function>(clangent::dup(p, p_bar), more...).tangent;
  start();
  x_bar[1] = 1;
  std::printf("  forwards: %g %g\n", moved, clangent::jvp<Function>(clangent::dup(p, p_bar), more...).tangent);
  start();
}

int main() {
  start();
  clangent::vjp<pointers>(clangent::dup(q, q_bar), 2);
  show("pointers");
  // CHECK: pointers: 6 8
  clangent::vjp<pointers>(clangent::dup(q, q_bar, 2), 2);
  show("with a length");
  // CHECK-NEXT: with a length: 6 8
  list<constants>("constants", 2);
  // CHECK-NEXT: constants: 6 8
  // CHECK-NEXT: forwards: 6 8
  list<recursive>("recursive", 2);
  // CHECK-NEXT: recursive: 6 8
  // CHECK-NEXT: forwards: 6 8
  list<array>("array");
  // CHECK-NEXT: array: 4 3
  // CHECK-NEXT: forwards: 4 3

  clangent::vjp<walks>(clangent::dup(p, p_bar), 2);
  std::printf("%d %d\n", p[0] == nullptr, p_bar[1] == nullptr);
  show("walks");
  // CHECK-NEXT: 1 1
  // CHECK-NEXT: walks: 6 8
  const double *const *deep[] = {p};
  double **deep_bar[] = {p_bar};
  clangent::vjp<three_deep>(clangent::dup(deep, deep_bar));
  show("three deep");
  // CHECK-NEXT: three deep: 4 3
  clangent::vjp<by_reference>(clangent::dup(p[0], p_bar[0]), 2);
  show("by reference");
  // CHECK-NEXT: by reference: 4 3
  clangent::vjp<moves_on>(clangent::dup(p[0], p_bar[0]), 2);
  std::printf("%d %d\n", int(p[0] - x), int(p_bar[0] - x_bar));
  show("moves on");
  // CHECK-NEXT: 2 2
  // CHECK-NEXT: moves on: 6 8
  clangent::vjp<array_behind>(clangent::dup(&p, &p_bar));
  show("array behind");
  // CHECK-NEXT: array behind: 4 3
  const double(*row)[2] = &x;
  double(*row_bar)[2] = &x_bar;
  clangent::vjp<rows>(clangent::dup(&row, &row_bar));
  show("rows");
  // CHECK-NEXT: rows: 4 3

  Two two{x, q + 1}, two_bar{x_bar, q_bar + 1};
  const Two *twos[] = {&two};
  Two *twos_bar[] = {&two_bar};
  clangent::vjp<in_struct>(clangent::dup(two, two_bar));
  show("in a struct");
  // CHECK-NEXT: in a struct: 4 3
  clangent::vjp<structs>(clangent::dup(twos, twos_bar));
  show("structs");
  // CHECK-NEXT: structs: 4 3
  double y = 0, y_bar = 1, *out[] = {&y}, *out_bar[] = {&y_bar};
  clangent::vjp<written>(clangent::dup(out, out_bar), clangent::dup(p, p_bar));
  std::printf("%g\n", y);
  show("written");
  // CHECK-NEXT: 12
  // CHECK-NEXT: written: 4 3
  annotated_adjoint(p, 1, p_bar);
  show("annotated");
  // CHECK-NEXT: annotated: 4 3
}
