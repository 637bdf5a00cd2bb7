// Derivatives of annotated members are functions of the namespace around the class; the object and its bar come as
// arguments.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);

namespace geo {
class Model {
  double w;

public:
  explicit Model(double w) : w(w) {}
  double weight() const { return w; }
  [[clangent::differentiable]] double at(double x) const { return x * x * w; }
  [[clangent::differentiable]] static double square(double x) { return x * x; }
  [[clangent::differentiable]] double dot(const double *x, int n);
  [[clangent::differentiable]] void scale(double x) { w = x * w; }
  double slope(double x) const {
    Model bar(0);
    double x_bar = 0;
    at_adjoint(*this, x, 1, bar, x_bar);
    return x_bar;
  }
};
double Model::dot(const double *x, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += x[i] * w;
  return sum;
}
} // namespace geo

int main() {
  geo::Model m(2), bar(0);
  double x_bar = 0;
  geo::at_adjoint(m, 3, 1, bar, x_bar);
  printf("at: %g %g\n", bar.weight(), x_bar);
  // CHECK: at: 9 12
  double value_dot;
  geo::at_tangent(m, 3, geo::Model(1), 1, value_dot);
  printf("at: %g, %g\n", value_dot, m.slope(2));
  // CHECK: at: 21, 8
  x_bar = 0;
  geo::square_adjoint(3, 1, x_bar);
  printf("square: %g\n", x_bar);
  // CHECK: square: 6
  double x[2] = {1, 2}, bars[2] = {};
  bar = geo::Model(0);
  geo::dot_adjoint(m, x, 2, 1, bar, bars);
  printf("dot: %g %g %g\n", bar.weight(), bars[0], bars[1]);
  // CHECK: dot: 3 2 2
  bar = geo::Model(1);
  x_bar = 0;
  geo::scale_adjoint(m, 3, bar, x_bar);
  printf("scale: %g %g %g\n", m.weight(), bar.weight(), x_bar);
  // CHECK: scale: 6 3 2
}
