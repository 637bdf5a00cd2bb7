// A function that builds the object that it returns runs no constructor to hand it out, and the numbers of its derivatives
// show none; neither do gradients that are such objects.
// RUN: %clangent++ %{flags} %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>

#include <array>
#include <cstdio>

struct Counted {
  double v = 0;
  Counted() {}
  explicit Counted(double v) : v(v) {}
  Counted(const Counted &other) : v(other.v * 1.25) {}
};
Counted square(double x) {
  Counted c(x * x);
  return c;
}
Counted power(double x, int n) {
  if (n == 0) {
    Counted c(1);
    return c;
  }
  Counted c = power(x, n - 1);
  c.v *= x;
  return c;
}
struct Moved {
  double v = 0;
  Moved() {}
  Moved(Moved &&other) : v(other.v + 8) { other.v = 100; }
};
Moved cube(double x) {
  Moved m;
  m.v = x * x * x;
  return m;
}

double both(const Counted &c, double y, const Counted (&more)[2]) { return c.v * c.v * y + more[0].v * more[1].v; }

int main() {
  Counted seed;
  seed.v = 1;
  double x_bar = 0;
  const Counted s = clangent::vjp<square>(clangent::dup(1.5, x_bar), clangent::seed(seed));
  std::printf("square %g %g\n", s.v, x_bar);
  const auto [t, t_dot] = clangent::jvp<square>(clangent::dup(1.5, 1.));
  std::printf("square %g %g\n", t.v, t_dot.v);
  x_bar = 0;
  const Counted p = clangent::vjp<power>(clangent::dup(1.5, x_bar), 3, clangent::seed(seed));
  std::printf("power %g %g\n", p.v, x_bar);
  const auto [q, q_dot] = clangent::jvp<power>(clangent::dup(1.5, 1.), 3);
  std::printf("power %g %g\n", q.v, q_dot.v);
  Moved moved;
  moved.v = 1;
  x_bar = 0;
  const Moved c = clangent::vjp<cube>(clangent::dup(2., x_bar), clangent::seed(moved));
  std::printf("cube %g %g\n", c.v, x_bar);

  // Gradients are objects of the arguments' classes.
  const Counted at(3), more[2] = {Counted(5), Counted(7)};
  const double y = 2;
  const Counted one = clangent::gradient<both, clangent::wrt<0>>(at, y, more);
  const auto [by_c, by_y, by_more] = clangent::gradient<both>(at, y, more);
  const auto with_value = clangent::value_and_gradient<both>(at, y, more);
  std::printf("gradient %g %g %g %g %g %g\n", one.v, by_c.v, by_y, by_more[0].v, by_more[1].v,
              std::get<0>(with_value.gradient).v);
}
// CHECK: square 2.25 3
// CHECK: square 2.25 3
// CHECK: power 3.375 6.75
// CHECK: power 3.375 6.75
// CHECK: cube 8 12
// CHECK: gradient 12 12 9 7 5 12
