// memcpy, memmove and memset between arrays, matrices and rows of them: both modes agree with central differences.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK: 4 functions, 0 wrong
#include <clangent/clangent.h>
#include <cmath>
#include <cstdio>
#include <cstring>

double between_shapes(const double *x) {
  double m[2][2], back[4], row[2];
  std::memcpy(m, x, sizeof m);
  m[0][1] *= m[1][0];
  std::memcpy(back, m, sizeof back);
  std::memcpy(row, m[1], sizeof row);
  std::memmove(&m[0][0], back + 1, 2 * sizeof(double));
  return back[0] * back[1] + row[0] * row[1] * m[0][0] - m[0][1];
}
double between_matrices(const double *x) {
  double a[2][2] = {{x[0], x[1]}, {x[2], x[3]}}, b[2][2];
  std::memcpy(b, a, sizeof a);
  std::memset(a[0], 0, sizeof a[0]);
  a[0][1] += b[1][1] * b[0][0];
  return a[0][0] + a[0][1] * b[0][1] + a[1][0] * b[1][0];
}
double overlapping(const double *x) {
  double a[5] = {x[0], x[1], x[2], x[3], 1};
  std::memmove(a + 1, a, 4 * sizeof(double));
  std::memmove(a, a + 2, 2 * sizeof(double));
  return a[0] * a[1] * a[2] + a[3] * a[4];
}
double in_loop(const double *x) {
  double now[2][2], next[2][2];
  std::memcpy(now, x, sizeof now);
  for (int n = 0; n < 3; ++n) {
    for (int i = 0; i < 2; ++i)
      for (int j = 0; j < 2; ++j)
        next[i][j] = now[i][j] * now[j][1 - i] + 0.1 * now[1 - i][j];
    std::memcpy(now, next, sizeof now);
  }
  return now[0][0] * now[1][1] - now[0][1];
}

int wrong = 0, functions = 0;
template <auto f> void check() {
  double x[4] = {0.7, 1.2, -0.4, 0.9}, bar[4] = {};
  clangent::vjp<f>(clangent::dup(x, bar));
  for (int i = 0; i < 4; ++i) {
    double dot[4] = {}, above[4], below[4];
    dot[i] = 1;
    for (int k = 0; k < 4; ++k)
      above[k] = x[k] + 1e-5 * dot[k], below[k] = x[k] - 1e-5 * dot[k];
    const double difference = (f(above) - f(below)) / 2e-5;
    const double tangent = clangent::jvp<f>(clangent::dup(x, dot)).tangent;
    if (std::fabs(bar[i] - difference) > 1e-8 || std::fabs(tangent - bar[i]) > 1e-12)
      std::printf("%d: reverse %g forward %g differences %g\n", functions, bar[i], tangent, difference), ++wrong;
  }
  ++functions;
}

int main() {
  check<between_shapes>();
  check<between_matrices>();
  check<overlapping>();
  check<in_loop>();
  std::printf("%d functions, %d wrong\n", functions, wrong);
  return wrong;
}
