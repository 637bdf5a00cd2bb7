// Arrays, pairs and tuples put tensors side by side, as members, as locals and results, and in lists; classes with constructors
// show the library what is in them. All have the derivatives that central differences have.
// REQUIRES: runtime
// RUN: %clangent++ %{flags} -O0 -I%S/Inputs %s %{runtime} -o %t && %t | FileCheck %s
// CHECK: failures: 0
#include "CheckTensor.h"

#include <clangent/tensor/parameters.h>

#include <array>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using namespace clangent;

// ---- locals and results

double in_array(const T &a, const T &b) {
  std::array<T, 2> s{a, b};
  for (int i = 0; i < 3; ++i)
    s[i % 2] = tanh(s[(i + 1) % 2] * s[0]);
  return sum(s[0] * s.back()).item();
}
std::pair<T, T> two(const T &a, const T &b) { return {tanh(a * b), a - b}; }
double in_pairs(const T &a, const T &b) {
  auto [p, q] = two(a, b);
  const auto r = std::make_pair(p * q, q);
  p = p + r.first;
  return sum(r.first * r.second + p).item();
}
std::tuple<T, T, double> three(const T &a, const T &b) { return {a * b, a - b, sum(a).item()}; }
double in_tuples(const T &a, const T &b) {
  const auto [p, q, s] = three(a, b);
  const auto t = std::make_tuple(p, q);
  return sum(std::get<0>(t) * q).item() * s;
}

// ---- models

class Closed {
public:
  Closed() = default;
  Closed(const T &weight, double scale) : weight_(weight), scale_(scale) {}
  T operator()(const T &x) const { return tanh(matmul(x, weight_) * scale_); }
  template <class F> void for_each_tensor(F &&f) { f(weight_), f(scale_); }
  template <class F> void for_each_tensor(F &&f) const { f(weight_), f(scale_); }
  T &weight() { return weight_; }

private:
  T weight_;
  double scale_ = 1;
};
struct Rows {
  T rows[2];
  double scales[2];
};
struct Model {
  std::array<T, 3> weights;
  std::pair<T, T> line;
  std::tuple<T, double> last;
  std::vector<Rows> rows;
  std::vector<std::array<T, 2>> arrays;
  std::vector<std::pair<T, T>> pairs;
  std::vector<std::tuple<T, T>> tuples;
  std::vector<std::vector<std::array<T, 1>>> nested;
  Closed closed;
  std::vector<Closed> list;
};

double loss(const Model &m, const T &x, int n) {
  T h = x;
  for (const T &w : m.weights)
    h = tanh(matmul(h, w)) + sum(m.weights.back()) * 0.1;
  for (int i = 0; i < n; ++i)
    h = h * sum(m.weights[i]) + m.weights.at(1);
  h = tanh(matmul(h, m.line.first) + m.line.second) + std::get<0>(m.last) * std::get<1>(m.last);
  for (const Rows &r : m.rows)
    h = tanh(matmul(h, r.rows[0]) * r.scales[1] + r.rows[1]) * r.scales[0];
  for (const auto &a : m.arrays)
    h = tanh(matmul(h, a[0]) + a[1]);
  for (const auto &[w, b] : m.pairs)
    h = tanh(matmul(h, w) + b);
  for (const auto &t : m.tuples)
    h = tanh(matmul(h, std::get<0>(t)) + std::get<1>(t));
  for (const auto &row : m.nested)
    for (const auto &w : row)
      h = tanh(matmul(h, w[0]));
  h = m.closed(h);
  for (std::size_t i = 0; i < m.list.size(); ++i)
    h = m.list[i](h);
  return sum(h * h).item();
}

Model make() {
  const auto w = [] { return randn<double>({3, 3}) * 0.7; };
  Model m;
  for (T &weight : m.weights)
    weight = w();
  m.line = {w(), w()};
  m.last = {w(), 1.5};
  m.rows = {{{w(), w()}, {1.1, 0.9}}, {{w(), w()}, {0.8, 1.2}}};
  m.arrays = {{w(), w()}, {w(), w()}};
  m.pairs = {{w(), w()}, {w(), w()}};
  m.tuples = {{w(), w()}, {w(), w()}};
  m.nested = {{{w()}, {w()}}, {{w()}}};
  m.closed = Closed(w(), 0.9);
  m.list = {Closed(w(), 1.1), Closed(w(), 0.8)};
  return m;
}

// Every tensor and every number of the model, moved on its own.
void check_model() {
  Model m = make();
  const T x = randn<double>({3, 3});
  const auto bars = gradient<loss, wrt<0>>(m, x, 2);
  std::vector<const T *> tensors_of_bars;
  for_each_tensor(bars, [&](const T &bar) { tensors_of_bars.push_back(&bar); });
  std::vector<T *> tensors;
  for_each_tensor(m, [&](T &t) { tensors.push_back(&t); });
  check::failures += tensors.size() != 28 || tensors_of_bars.size() != tensors.size();
  for (std::size_t k = 0; k < tensors.size(); ++k) {
    const T before = *tensors[k], direction = cos(before * 5.0);
    *tensors[k] = before + direction * 1e-5;
    const double above = loss(m, x, 2);
    *tensors[k] = before - direction * 1e-5;
    const double slope = (above - loss(m, x, 2)) / 2e-5;
    *tensors[k] = before;
    check::failures += !check::is_near(slope, sum(*tensors_of_bars[k] * direction).item(), 1e-6);
  }
  const auto check_number = [&](double &number, double bar) {
    const double before = number;
    number = before + 1e-5;
    const double above = loss(m, x, 2);
    number = before - 1e-5;
    const double slope = (above - loss(m, x, 2)) / 2e-5;
    number = before;
    check::failures += !check::is_near(slope, bar, 1e-6);
  };
  check_number(std::get<1>(m.last), std::get<1>(bars.last));
  for (std::size_t i = 0; i < 2; ++i)
    for (std::size_t k = 0; k < 2; ++k)
      check_number(m.rows[i].scales[k], bars.rows[i].scales[k]);
  // Forward mode, along the gradient's own direction.
  const double along = jvp<loss>(dup(m, bars), x, 2).tangent;
  double square = std::get<1>(bars.last) * std::get<1>(bars.last);
  for (const Rows &r : bars.rows)
    square += r.scales[0] * r.scales[0] + r.scales[1] * r.scales[1];
  for (const T *bar : tensors_of_bars)
    square += sum(*bar * *bar).item();
  bars.closed.for_each_tensor([&](const auto &member) {
    if constexpr (std::is_same_v<decltype(member), const double &>)
      square += member * member;
  });
  for (const Closed &c : bars.list)
    c.for_each_tensor([&](const auto &member) {
      if constexpr (std::is_same_v<decltype(member), const double &>)
        square += member * member;
    });
  check::failures += !check::is_near(along, square, 1e-9);
}

} // namespace

int main() {
  manual_seed(8);
  const T a = randn<double>({2, 3}), b = randn<double>({2, 3});
  CHECK_FUNCTION(in_array, a, b);
  CHECK_FUNCTION(in_pairs, a, b);
  CHECK_FUNCTION(in_tuples, a, b);
  check_model();
  std::printf("failures: %d\n", check::failures);
  return check::failures != 0;
}
