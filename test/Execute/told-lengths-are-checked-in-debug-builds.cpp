// dup(primal, bar, length): bars that are missing, or that overlap otherwise than what they belong to, stop the program.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: not --crash %t null 2>&1 | FileCheck --check-prefix=NULL %s
// RUN: not --crash %t own 2>&1 | FileCheck --check-prefix=PRIMAL %s
// RUN: not --crash %t other 2>&1 | FileCheck --check-prefix=PRIMAL %s
// RUN: not --crash %t shared 2>&1 | FileCheck --check-prefix=ALIKE %s
// RUN: not --crash %t shifted 2>&1 | FileCheck --check-prefix=ALIKE %s
// RUN: not --crash %t apart 2>&1 | FileCheck --check-prefix=ALIKE %s
// RUN: not --crash %t tangent 2>&1 | FileCheck --check-prefix=ALIKE %s
// RUN: not --crash %t beyond 2>&1 | FileCheck --check-prefix=BEYOND %s
// RUN: %clangent++ %{flags} -O1 -DNDEBUG %s -o %t.released && %t.released shared
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);

double dot(const double *x, const double *y, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += x[i] * y[i];
  return sum;
}
void scale(double *y, const double *x, int n) {
  for (int i = 0; i < n; ++i)
    y[i] = 2 * x[i];
}

static double x[] = {1, 2, 3, 4}, y[] = {5, 6, 7, 8}, x_bar[4], y_bar[4];
constexpr int n = 3;

static double product(double *a, double *a_bar, double *b, double *b_bar) {
  return clangent::vjp<dot>(clangent::dup(a, a_bar, n), clangent::dup(b, b_bar, n), n);
}
static void scaled(double *a, double *a_bar, double *b, double *b_bar) {
  clangent::vjp<scale>(clangent::dup(a, a_bar, n), clangent::dup(b, b_bar, n), n);
}
static void moved(double *a, double *a_dot, double *b, double *b_dot) {
  clangent::jvp<scale>(clangent::dup(a, a_dot, n), clangent::dup(b, b_dot, n), n);
}

static bool is(const char *text, const char *expected) {
  while (*text != '\0' && *text == *expected)
    ++text, ++expected;
  return *text == *expected;
}

// What is as it should be: apart, overlapping alike, read only, without a length.
static void rightly() {
  product(x, x_bar, y, y_bar);
  product(x, x_bar, x + 1, x_bar + 1);
  product(x, x_bar, x, y_bar);
  scaled(y, y_bar, x, x_bar);
  clangent::jvp<dot>(clangent::dup(x, y, n), clangent::dup(y, y, n), n);
  clangent::vjp<dot>(clangent::dup(x, x_bar), clangent::dup(y, x_bar), n);
  clangent::vjp<dot>(clangent::dup(x, static_cast<double *>(nullptr), 0), clangent::dup(y, y_bar, 0), 0);
  printf("no complaint\n");
}

int main(int count, char **arguments) {
  const char *wrong = count > 1 ? arguments[1] : "";
  if (is(wrong, "null"))
    product(x, nullptr, y, y_bar);
  if (is(wrong, "own"))
    product(x, x + 2, y, y_bar);
  if (is(wrong, "other"))
    product(x, x_bar, y, x);
  if (is(wrong, "shared"))
    product(x, x_bar, y, x_bar);
  if (is(wrong, "shifted"))
    product(x, x_bar, x + 1, x_bar);
  if (is(wrong, "apart"))
    scaled(x, x_bar, x, y_bar);
  if (is(wrong, "tangent"))
    moved(x, x_bar, x, y_bar);
  if (is(wrong, "beyond"))
    clangent::vjp<dot>(clangent::dup(x, x_bar, n + count), clangent::dup(y, y_bar, n), n);
  rightly();
}

// CHECK: no complaint
// NULL: clangent: dup() with a length was given a null pointer
// PRIMAL: clangent: the second argument of a dup() overlaps the first one of this or of another dup()
// ALIKE: clangent: the second arguments of two dup()s do not overlap as the first ones do
// BEYOND: clangent: the length given to dup() is larger than an array that it is given for
