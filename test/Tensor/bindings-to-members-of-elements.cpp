// Structured bindings name the members of a list's elements: read, written through, copied, and kept while the list changes.
// REQUIRES: runtime
// RUN: %clangent++ %{flags} -O0 -I%S/Inputs %s %{runtime} -o %t && %t | FileCheck %s
// CHECK: failures: 0
#include "CheckTensor.h"

#include <vector>

namespace {

using namespace clangent;

struct Layer {
  T weight, bias;
  double scale;
};
double read(const std::vector<Layer> &layers, const T &x) {
  T h = x;
  for (const auto &[w, b, s] : layers)
    h = tanh(matmul(h, w) * s + b);
  return sum(h).item();
}
double written(std::vector<Layer> layers, const T &x) {
  T h = x;
  for (auto &[w, b, s] : layers) {
    w = tanh(w * s) + b;
    b = b * w;
    s = s * 2;
  }
  for (auto [w, b, s] : layers) {
    w = w * s;
    h = tanh(matmul(h, w) + b);
  }
  return sum(h).item() * layers[0].scale;
}
double kept(std::vector<Layer> layers, const T &x) {
  auto &[w, b, s] = layers[1];
  w = w * s;
  layers[1].scale = 3 * s;
  const T h = matmul(x, w) * s + b;
  layers[1] = layers[0];
  return sum(h * w * b).item() * s;
}

template <class Gradient, class F> void check_layers(const std::vector<Layer> &layers, const T &x, const Gradient &bars, F f) {
  const double step = 1e-5;
  const auto slope = [&](auto move) {
    std::vector<Layer> above = layers, below = layers;
    move(above, step), move(below, -step);
    return (f(above, x) - f(below, x)) / (2 * step);
  };
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const T direction = cos(layers[i].weight * 5.0);
    const auto along = [&](const T &bar) { return bar.defined() ? sum(bar * direction).item() : 0.0; };
    const double by_weight = slope([&](auto &moved, double by) { moved[i].weight = moved[i].weight + direction * by; });
    const double by_bias = slope([&](auto &moved, double by) { moved[i].bias = moved[i].bias + direction * by; });
    const double by_scale = slope([&](auto &moved, double by) { moved[i].scale += by; });
    check::failures += !check::is_near(by_weight, along(bars[i].weight), 1e-6) +
                       !check::is_near(by_bias, along(bars[i].bias), 1e-6) +
                       !check::is_near(by_scale, bars[i].scale, 1e-6);
  }
}

} // namespace

int main() {
  manual_seed(9);
  const T x = randn<double>({3, 3});
  std::vector<Layer> layers;
  for (double scale : {0.7, 0.9})
    layers.push_back({randn<double>({3, 3}), randn<double>({3, 3}), scale});
  check_layers(layers, x, gradient<read, wrt<0>>(layers, x), read);
  check_layers(layers, x, gradient<written, wrt<0>>(layers, x), written);
  check_layers(layers, x, gradient<kept, wrt<0>>(layers, x), kept);
  std::printf("failures: %d\n", check::failures);
  return check::failures != 0;
}
