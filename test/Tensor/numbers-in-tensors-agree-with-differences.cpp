// Derivatives of functions that read and assign single numbers of tensors agree with central differences, in both modes.
// REQUIRES: runtime
// RUN: %clangent++ %{flags} -O0 -I%S/Inputs %s %{runtime} -o %t && %t | FileCheck %s
// CHECK: failures: 0
#include "CheckTensor.h"

double read(const T &m) { return m.at(0, 1) * m.at(-1, 0) + std::sin(m.at_index({1, 2})) * m.at(0, 1); }
double all_numbers(const T &m, double k) {
  double s = 0;
  for (std::int64_t i = 0; i < m.size(0); ++i)
    for (std::int64_t j = 0; j < m.size(1); ++j)
      s += std::exp(m.at(i, j) * k) / double(1 + i + j);
  return s;
}
double assigned(const T &x, double k) {
  T y = x * x;
  y.set(k * k, 1);
  y.set_index({0}, y.at(1) * x.at(2));
  y.set(3, 2);
  return clangent::sum(y * x).item() + y.at(0);
}
double filled(const T &x) {
  T y = T::zeros({3, 2});
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 2; ++j)
      y.set(x.at(i) * (i + 2 * j), i, j);
  y = clangent::sin(y);
  y.set(y.at(2, 1) * y.at(2, 1), 2, 1);
  return clangent::sum(y * y).item();
}
double prefix_sums(T x) {
  const T before = x;
  for (std::int64_t i = 1; i < x.numel(); ++i)
    x.set(x.at(i) + std::tanh(x.at(i - 1)), i);
  return clangent::sum(x * before).item();
}
double until(const T &x) {
  T y = x;
  int i = 0;
  while (std::fabs(y.at(0)) < 2 && i < 6) {
    y.set(y.at(0) * 1.5 + y.at(i % 3), 0);
    if (y.at(1) > 0 && i % 2)
      y.set(y.at(0), 1);
    ++i;
  }
  return clangent::sum(y * y).item();
}
double in_list(const T &x, double k) {
  std::vector<T> v{x, x * x};
  v[1].set(k, 0);
  for (T &t : v)
    t.set(t.at(1) * k, 2);
  return clangent::sum(v[0] * v[1]).item() + v[1].at(2);
}
struct Table {
  T numbers;
  void put(int i, double to) { numbers.set(to, i); }
  double get(int i) const { return numbers.at(i); }
};
double in_member(const T &x) {
  Table t{x};
  t.put(1, t.get(0) * t.get(2));
  return t.get(1) * t.get(1) + clangent::sum(t.numbers).item();
}
double overwritten(const T &x) {
  T y = x;
  for (int i = 0; i < 3; ++i)
    y.set(1.5, i);
  return clangent::sum(y).item() * x.at(0);
}
double integers(const T &x) {
  auto order = clangent::arange<std::int64_t>(3);
  order.set(2, 0);
  order.set(order.at(1), 2);
  double s = 0;
  for (int i = 0; i < 3; ++i)
    s += x.at(order.at(i)) * (i + 1);
  return s * s;
}
// Rows of numbers that depend on numbers. Where their count jumps there is no derivative, so it does not near these.
double rows(const T &x, double k) {
  const T grid = clangent::linspace<double>(x.at(0), k, 5), one = clangent::linspace(k * k, 3.0, 1);
  const T up = clangent::arange(x.at(1), x.at(1) + 4.5 * 0.3, 0.3), down = clangent::arange(k * 3, k * 0.1, -k * 0.7);
  const T whole = clangent::arange(5.0), counted = clangent::arange(x.at(2), x.at(2) + 3.5);
  return clangent::sum(clangent::sin(grid) * whole).item() + clangent::sum(one * up * up).item() +
         clangent::sum(down * down * whole).item() + clangent::sum(counted * counted).item();
}

int main() {
  clangent::manual_seed(7);
  const T x = clangent::randn<double>({3}), m = clangent::randn<double>({2, 3});
  CHECK_FUNCTION(read, m);
  CHECK_FUNCTION(all_numbers, m, 0.7);
  CHECK_FUNCTION(assigned, x, 0.9);
  CHECK_FUNCTION(filled, x);
  CHECK_FUNCTION(prefix_sums, x);
  CHECK_FUNCTION(until, x);
  CHECK_FUNCTION(in_list, x, 1.2);
  CHECK_FUNCTION(in_member, x);
  CHECK_FUNCTION(overwritten, x);
  CHECK_FUNCTION(integers, x);
  CHECK_FUNCTION(rows, x, 0.9);
  std::printf("failures: %d\n", check::failures);
  return check::failures != 0;
}
