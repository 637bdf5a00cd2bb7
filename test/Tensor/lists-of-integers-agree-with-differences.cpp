// Lists of integers steer functions that are differentiated: derivatives agree with central differences, in both modes.
// REQUIRES: runtime
// RUN: %clangent++ %{flags} -O0 -I%S/Inputs %s %{runtime} -o %t && %t | FileCheck %s
// CHECK: failures: 0
#include "CheckTensor.h"

#include <cstdint>

using Indices = clangent::Tensor<std::int64_t>;

enum class Kind { twice, square };

double chosen(const std::vector<T> &layers, const std::vector<int> &order, const T &x) {
  T h = x;
  for (int i : order)
    h = clangent::tanh(clangent::matmul(layers[i], h));
  if (order.size() > 2 && order[0] == order.back())
    h = h * x;
  return clangent::sum(h).item();
}
double by_order(const T &w, const T &u, const T &x) { return chosen({w, u}, {1, 0, 1, 1}, x); }
double filled_order(const T &x, const T &w) {
  std::vector<int> order(4);
  for (int i = 0; i < 4; ++i)
    order[i] = (i * 2 + 1) % 3;
  order[1] += 2;
  ++order[3];
  std::vector<std::int64_t> picked;
  picked.reserve(3);
  for (std::size_t i = 0; i < order.size(); ++i)
    if (order[i] < 3)
      picked.push_back(order[i]);
  T h = clangent::index_select(x, 0, Indices({std::int64_t(picked.size())}, picked));
  return clangent::sum(h * h).item() * w.at(order[0]);
}
double permuted(const T &m, const T &w) {
  const Indices rows({3}, {2, 0, 1});
  return clangent::sum(clangent::index_select(m, 0, rows) * w).item();
}
double kinds(const T &x) {
  const std::vector<Kind> list{Kind::square, Kind::twice, Kind::square};
  T h = x;
  for (const Kind kind : list)
    switch (kind) {
    case Kind::twice:
      h = h * 2.0;
      break;
    case Kind::square:
      h = h * h;
    }
  return clangent::sum(h).item();
}
double nested(const T &x) {
  const std::vector<std::vector<int>> groups{{0, 2}, {1}, {}};
  double s = 0;
  for (const std::vector<int> &group : groups) {
    double product = 1;
    for (int i : group)
      product *= x.at(i);
    s += product * product;
  }
  return s;
}
double visits(const T &x) {
  std::vector<unsigned> counts(3, 0u);
  double s = x.at(0);
  int i = 0;
  while (counts[i] < 2) {
    ++counts[i];
    s = std::sin(s * x.at(i)) + counts[i];
    i = (i + 1) % 3;
  }
  return s;
}
struct Config {
  std::vector<int> order;
  int depth = 2;
};
double configured(const T &x, const T &w) {
  Config config;
  for (int i = 0; i < config.depth; ++i)
    config.order.push_back(config.depth - i);
  T h = w;
  for (int i : config.order)
    h = h * x.at(i);
  return clangent::sum(h).item();
}
double number(const std::vector<int> &sizes, double x) {
  double s = 0;
  for (std::size_t i = 0; i < sizes.size(); ++i)
    for (int k = 0; k < sizes[i]; ++k)
      s = s * x + sizes.at(i);
  return s;
}
double weighted(const std::vector<double> &weights, const T &x) {
  std::vector<float> squares(weights.size());
  for (std::size_t i = 0; i < weights.size(); ++i)
    squares[i] = float(weights[i] * weights[i]);
  squares.back() += 0.5f;
  double s = 0;
  for (std::size_t i = 0; i < weights.size(); ++i)
    s += weights[i] * squares.at(i) * std::exp(x.at(i));
  return s + clangent::sum(x * T({3}, weights)).item();
}
double scheduled(const T &x) {
  std::vector<double> weights{1.5, -0.25};
  weights.push_back(weights[0] * 2);
  std::vector<std::vector<double>> table(2, weights);
  table[1][0] = double(int(x.at(0) * 100));
  return weighted(table[0], x) + table[1][0] * 0 + table[1][2] * x.at(1);
}
double plain(double x) { return number({2, 0, 3}, x); }

int main() {
  clangent::manual_seed(11);
  const T x = clangent::randn<double>({3}), w = clangent::randn<double>({3, 3}), u = clangent::randn<double>({3, 3});
  CHECK_FUNCTION(by_order, w, u, x);
  CHECK_FUNCTION(filled_order, x, x);
  CHECK_FUNCTION(permuted, w, u);
  CHECK_FUNCTION(kinds, x);
  CHECK_FUNCTION(nested, x);
  CHECK_FUNCTION(visits, x);
  CHECK_FUNCTION(configured, x, w);
  CHECK_FUNCTION(scheduled, x);
  CHECK_FUNCTION(plain, 0.8);
  const T one = clangent::gradient<weighted, clangent::wrt<1>>(std::vector<double>{1.5, -0.25, 3}, x);
  check::failures += !one.defined();
  const auto bar = clangent::gradient<number, clangent::wrt<1>>(std::vector<int>{2, 0, 3}, 0.8);
  check::failures += bar != clangent::gradient<plain>(0.8);
  std::printf("failures: %d\n", check::failures);
  return check::failures != 0;
}
