// One file of a program is compiled with the plugin, which holds the declarations to its own; the others need none to call
// the named derivatives, and no other compiler does.
// RUN: %clangent++ %{flags} -DDEFINITIONS -O1 -Wall -Wextra -Werror -c %s -o %t.definitions.o
// RUN: %clangent++ %{flags} -O1 -Wall -Wextra -Werror -c %s -o %t.with.o
// RUN: %clang++ -std=c++17 -O1 -Wall -Wextra -Werror -c %s -o %t.without.o
// RUN: %clangent++ %{flags} %t.definitions.o %t.with.o -o %t.with && %t.with | FileCheck %s
// RUN: %clangent++ %{flags} %t.definitions.o %t.without.o -o %t.without && %t.without | FileCheck %s
// RUN: %if gcc %{ g++ -std=c++17 -Wall -Wextra -Werror -isystem %{source}/include -c %s -o %t.gcc.o %}
// RUN: %if gcc %{ %clangent++ %{flags} %t.definitions.o %t.gcc.o -o %t.gcc && %t.gcc | FileCheck %s %}
#include "Inputs/named.h"

#ifdef DEFINITIONS

double geo::area(double width, double height) { return width * height; }
geo::Point geo::moved(const Point &p, Point by, int times, Kind kind, const double scale) noexcept {
  const double factor = kind == Kind::steep ? 2 * scale : scale;
  return {p.x + times * by.x * factor, p.y + times * by.y * factor};
}
void geo::scaled(const double *x, double *y, int n, double (&pair)[2], const float rows[][2]) {
  for (int i = 0; i < n; ++i)
    y[i] = x[i] * pair[0] * static_cast<double>(rows[i][1]);
}
int geo::counted(double &&x, const char *, long double *&end) {
  *end = static_cast<long double>(x * x);
  return 3;
}
double geo::Model::at(double x) const { return w * x * x; }
void geo::Model::learn(double x, double *log) { *log = w * x; }
double geo::Model::square(double x) { return x * x; }

#else

#include <cstdio>

int main() {
  double a = 0, b = 0;
  std::printf("%g", geo::area_adjoint(2, 3, 1, a, b));
  std::printf(" %g %g\n", a, b);
  // CHECK: 6 3 2

  geo::Point p_bar{0, 0}, by_bar{0, 0}, moved_dot{0, 0};
  double scale_bar = 0;
  geo::moved_adjoint({1, 2}, {3, 4}, 2, geo::Kind::steep, 5, {1, 10}, p_bar, by_bar, scale_bar);
  geo::moved_tangent({1, 2}, {3, 4}, 2, geo::Kind::steep, 5, {1, 0}, {0, 0}, 1, moved_dot);
  std::printf("%g %g %g %g %g, %g %g\n", p_bar.x, p_bar.y, by_bar.x, by_bar.y, scale_bar, moved_dot.x, moved_dot.y);
  // CHECK-NEXT: 1 10 20 200 172, 13 16

  const double x[2] = {1, 2};
  double y[2], x_bar[2] = {0, 0}, y_bar[2] = {1, 1}, pair[2] = {3, 0}, pair_bar[2] = {0, 0};
  const float rows[2][2] = {{0, 4}, {0, 5}};
  float rows_bar[2][2] = {};
  geo::scaled_adjoint(x, y, 2, pair, rows, x_bar, y_bar, pair_bar, rows_bar);
  std::printf("%g %g, %g, %g %g\n", x_bar[0], x_bar[1], pair_bar[0], rows_bar[0][1], rows_bar[1][1]);
  // CHECK-NEXT: 12 15, 14, 3 6

  geo::Model model, model_bar;
  model_bar.w = 0;
  double at_bar = 0;
  geo::at_adjoint(model, 3, 1, model_bar, at_bar);
  std::printf("%g %g\n", model_bar.w, at_bar);
  // CHECK-NEXT: 9 12
  double log, log_dot = 0, square_dot = 0;
  geo::Model model_dot;
  model_dot.w = 1;
  geo::learn_tangent(model, 3, &log, model_dot, 0, &log_dot);
  geo::square_tangent(3, 1, square_dot);
  std::printf("%g %g\n", log_dot, square_dot);
  // CHECK-NEXT: 3 6
}

#endif
