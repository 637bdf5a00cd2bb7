// Comparisons of the library's pairs, tuples, arrays and views of text are called or inlined, and choose the same arm in both.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -fplugin-arg-clangent-no-inline %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>

#include <array>
#include <cstdio>
#include <string_view>
#include <tuple>
#include <utility>

double pairs(double x, std::string_view) {
  const std::pair<double, int> a{x, 1}, b{3, 1}, c{x + 1, 0};
  return (a == b ? x * x : x) + (a < c && c >= b ? x * x * x : 0);
}
double tuples(double x, std::string_view) {
  const std::tuple<double, int, int> a{x, 1, 2}, b{3, 1, 1};
  return (a != b ? x * x : x) + (a > b ? x * x * x : 0);
}
double arrays(double x, std::string_view) {
  const std::array<double, 2> a{x, 1}, b{3, 1}, c{x, 2};
  return (a == b ? x * x : x) + (a < c ? x * x * x : 0);
}
double views(double x, std::string_view name) {
  return (name == "sq" ? x * x : x) + ("sp" < name ? x * x * x : 0) + (name != std::string_view("sq") ? 100 * x : 0);
}

template <double (*F)(double, std::string_view)> void show(const char *name) {
  const double h = 1e-4, x = 3;
  const bool isFree = F == views;
  const double slope = clangent::gradient<F, clangent::wrt<0>>(x, "sq");
  // Where the numbers themselves are compared, equality holds at x alone.
  const double by_hand = 2 * x + 3 * x * x, estimate = (F(x + h, "sq") - F(x - h, "sq")) / (2 * h);
  const double error = (slope - (isFree ? estimate : by_hand)) / by_hand;
  std::printf("%s %s\n", name, error < 1e-6 && error > -1e-6 ? "agrees" : "differs");
}

int main() {
  show<pairs>("pairs");
  show<tuples>("tuples");
  show<arrays>("arrays");
  show<views>("views");
  // CHECK: pairs agrees
  // CHECK-NEXT: tuples agrees
  // CHECK-NEXT: arrays agrees
  // CHECK-NEXT: views agrees
}
