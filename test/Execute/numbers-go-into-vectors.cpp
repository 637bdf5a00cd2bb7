// Numbers that vary go into a std::vector in every way and come out again: the smallest program of each.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-needed %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Inputs/Counted.h"

#include <clangent/clangent.h>
#include <cmath>
#include <cstdio>
#include <vector>

double made(double x) {
  std::vector<double> v(3, x);
  return v[0] * v[1];
}
double listed(double x) {
  std::vector<double> v{1, 2 * x};
  return v[1] * v[1];
}
double assigned(double x) {
  std::vector<float> v(2);
  v[1] = float(x * x);
  v[0] = 3;
  return v[0] * v[1];
}
double appended(double x) {
  std::vector<std::vector<double>> v(1);
  v[0].push_back(x);
  return v[0][0] * x;
}
double summed(double x) {
  std::vector<double> v{1.0};
  v.back() += x;
  return v[0] * v[0];
}
void fill(std::vector<double> &v, double x, int n) {
  if (n > 0)
    fill(v, x, n - 1);
  v.push_back(x * n);
}
double by_callee(double x) {
  std::vector<double> v;
  fill(v, x, 3);
  return v[3] * v[1] + v[0];
}
std::vector<double> two(double x) {
  std::vector<double> v(1, x);
  v.push_back(v.back() * x);
  return v;
}
double returned(double x) { return two(x)[1] + two(x)[0]; }
double of_range(double x, const double *p, int n) {
  std::vector<double> weights(p, p + n);
  weights[0] *= x;
  return x * weights[0] + weights[1];
}
double argument(const std::vector<double> &v, double x) { return v[0] * x; }
struct Model {
  double k;
  std::vector<double> weights;
};
double member(const Model &m) { return m.k * m.weights[0] * m.weights[0]; }

template <auto f> void both(const char *what, double x, double slope) {
  is(what, clangent::gradient<f>(x), slope);
  is(what, clangent::jvp<f>(clangent::dup(x, 1.0)).tangent, slope);
}
int main() {
  both<made>("made", 3, 6);
  both<listed>("listed", 3, 24);
  both<assigned>("assigned", 3, 18);
  both<appended>("appended", 3, 6);
  both<summed>("summed", 3, 8);
  both<by_callee>("by_callee", 3, 18);
  both<returned>("returned", 3, 7);
  const double p[2] = {5, 7};
  is("of_range", clangent::gradient<of_range, clangent::wrt<0>>(3.0, p, 2), 30);
  const std::vector<double> v{2, 4};
  const auto [v_bar, x_bar] = clangent::gradient<argument>(v, 3.0);
  is("argument", v_bar[0], 3);
  is("argument", v_bar[1], 0);
  is("argument", x_bar, 2);
  is("argument", clangent::gradient<argument, clangent::wrt<1>>(v, 3.0), 2);
  const Model model{2, {3, 4}};
  Model model_bar{0, {0, 0}};
  clangent::vjp<member>(clangent::dup(model, model_bar));
  is("member", model_bar.k, 9);
  is("member", model_bar.weights[0], 12);
  std::printf("%d passed, %d failed\n", passed, failed);
}
