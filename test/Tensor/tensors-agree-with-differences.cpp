// Derivatives of functions of tensors, in all kinds of control flow, agree with central differences.
// REQUIRES: runtime
// RUN: %clangent++ %{flags} -O0 -I%S/Inputs %s %{runtime} -o %t && %t | FileCheck %s
// CHECK: failures: 0
#include "CheckTensor.h"

#include <string>

struct Layer {
  T w, b;
};
struct Net {
  std::vector<Layer> layers;
  T last;
  double gain;
};
template <class V> void for_each_number(Layer &x, Layer &bar, V &&visit) {
  for_each_number(x.w, bar.w, visit);
  for_each_number(x.b, bar.b, visit);
}
template <class V> void for_each_number(Net &x, Net &bar, V &&visit) {
  check::for_each_number(x.layers, bar.layers, visit);
  for_each_number(x.last, bar.last, visit);
  check::for_each_number(x.gain, bar.gain, visit);
}

double perceptron(const T &x, const T &w1, const T &b1, const T &w2) {
  T h = clangent::tanh(clangent::linear(x, w1, b1));
  T y = clangent::matmul(h, w2);
  return clangent::mean(y * y).item();
}
double layers(const Net &n, const T &x) {
  T h = x;
  for (const Layer &l : n.layers)
    h = clangent::tanh(clangent::linear(h, l.w, l.b));
  return n.gain * clangent::mean(h * n.last).item();
}
double layers_by_index(const Net &n, const T &x) {
  T h = x;
  for (std::size_t i = 0; i < n.layers.size(); ++i) {
    const Layer &l = n.layers[i];
    h = clangent::sigmoid(clangent::linear(h, l.w, l.b));
  }
  return clangent::sum(h * n.last).item() + clangent::sum(n.layers.back().b).item() * n.gain;
}
double recurrent(const T &w, const T &x) {
  T h = x;
  std::vector<T> all;
  for (int i = 0; i < 4; ++i) {
    h = clangent::tanh(clangent::matmul(w, h));
    if (i % 2)
      h += x;
    all.push_back(h);
  }
  double s = 0;
  for (const T &one : all)
    s += clangent::sum(one * one).item();
  return s + clangent::sum(all[1] * all.back()).item() * double(all.size());
}
double squares(const T &x) { return clangent::sum(clangent::mul(x, x) * x).item(); }
double in_place(T x, T y) {
  x += y;
  y *= x;
  x -= 2.0 * y;
  x /= 3.0;
  return clangent::sum(x * y).item();
}
double mixed(double a, const T &x) {
  double s = 0;
  for (int i = 0; i < x.size(0); ++i) {
    const double part = clangent::sum(x[i] * a).item();
    if (part < 0)
      continue;
    s += part * part;
    a *= 0.5;
  }
  return s;
}
double until(const T &x, const T &w) {
  T h = x;
  int n = 0;
  while (clangent::sum(h * h).item() > 0.5 && n < 10) {
    h = h * w;
    if (++n == 7)
      return clangent::sum(h).item();
  }
  return clangent::sum(h * x).item();
}
using Indices = clangent::Tensor<std::int64_t>;
CLANGENT_INACTIVE Indices chosen_rows() { return Indices({3}, {2, 0, 2}); }
double gathered_by(const T &table, const Indices &rows, const T &x) {
  return clangent::sum(clangent::index_select(table, 0, rows) * x).item();
}
double gathered(const T &table, const T &x) {
  const Indices rows = chosen_rows();
  T picked = clangent::index_select(table, 0, rows);
  return clangent::sum(picked * x).item();
}
double stopped(const T &x, const T &w) {
  T fixed = clangent::stop_gradient(x * w);
  return clangent::sum(clangent::stop_gradient(w) * x).item() + 0 * clangent::sum(fixed).item();
}
T power(const T &x, int n) {
  if (n == 0)
    return T::ones(x.shape());
  T half = power(x, n / 2);
  return n % 2 ? half * half * x : half * half;
}
double recursion(const T &x) { return clangent::sum(power(x, 5)).item(); }
double swapped(const T &x, const T &y) {
  T a = x, b = y;
  for (int i = 0; i < 3; ++i) {
    std::swap(a, b);
    a = a * b;
  }
  return clangent::sum(clangent::exp(a) + b).item();
}
double closure(const T &x, const T &w) {
  T state = x;
  const auto step = [&](const T &y) { return clangent::tanh(state * y + w); };
  state = step(w);
  state = step(state);
  return clangent::sum(state * state).item();
}
double in_array(const T &x, const T &w) {
  Layer pair[2] = {{x, w}, {w, x}};
  for (Layer &l : pair)
    l.w = clangent::tanh(l.w) * l.b;
  return clangent::sum(pair[0].w * pair[1].w).item();
}
void step(T &out, const T &x) {
  out = clangent::tanh(x);
  out += out * x;
}
double out_parameter(const T &x) {
  T h;
  step(h, x);
  step(h, h);
  return clangent::sum(h).item();
}
double broadcast(const T &m, const T &row) {
  T h = m + row;
  h = h.t() * 2.0;
  return clangent::sum(h.reshape({h.numel()}) * h.reshape({h.numel()})).item() + clangent::max(m).item();
}

int main() {
  using clangent::randn;
  clangent::manual_seed(3);
  const T x = randn<double>({2, 3}), v = randn<double>({3}), u = randn<double>({3}), w = randn<double>({3, 3});
  const Net net{{{randn<double>({4, 3}), randn<double>({4})}, {randn<double>({2, 4}), randn<double>({2})}},
                randn<double>({2}), 1.5};
  CHECK_FUNCTION(perceptron, x, randn<double>({4, 3}), randn<double>({4}), randn<double>({4, 2}));
  CHECK_FUNCTION(layers, net, x);
  CHECK_FUNCTION(layers_by_index, net, x);
  CHECK_FUNCTION(recurrent, w, v);
  CHECK_FUNCTION(squares, x);
  CHECK_FUNCTION(in_place, v, u);
  CHECK_FUNCTION(mixed, 1.3, w);
  CHECK_FUNCTION(until, v, u);
  CHECK_FUNCTION(gathered, w, w);
  CHECK_FUNCTION(recursion, v);
  CHECK_FUNCTION(swapped, v, u);
  CHECK_FUNCTION(closure, v, u);
  CHECK_FUNCTION(in_array, v, u);
  CHECK_FUNCTION(out_parameter, v);
  CHECK_FUNCTION(broadcast, x, v);
  T x_bar = clangent::gradient<stopped, clangent::wrt<0>>(v, u), w_bar;
  clangent::vjp<stopped>(clangent::dup(v, x_bar), clangent::dup(u, w_bar));
  for (int i = 0; i < 3; ++i)
    if (x_bar.at(i) != 2 * u.at(i) || (w_bar.defined() && w_bar.at(i) != 0))
      ++check::failures;
  const auto [by_call, ignored] = clangent::gradient<gathered>(w, w);
  const auto [by_argument, also] = clangent::gradient<gathered_by>(w, chosen_rows(), w);
  if (clangent::max(clangent::abs(by_call - by_argument)).item() != 0)
    ++check::failures;
  bool is_thrown = false;
  try {
    clangent::gradient<power, clangent::wrt<0>>(v, 3);
  } catch (const clangent::TensorError &error) {
    is_thrown = std::string(error.what()).find("one element") != std::string::npos;
  }
  check::failures += !is_thrown;
  std::printf("failures: %d\n", check::failures);
  return check::failures != 0;
}
