// Objects of member functions, and callable objects, have derivatives of their own; an operator() that is a template or
// overloaded is the one that a call finds. All against differences, in both modes, at two points.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include "Inputs/Differences.h"

#include <clangent/clangent.h>

#include <array>
#include <cmath>
#include <vector>

namespace {

using clangent::dup;

class Oscillator {
public:
  Oscillator(double k, double m) : k_(k), m_(m) {}
  double energy(double x, double v) const { return 0.5 * k_ * x * x + 0.5 * m_ * v * v * k_; }
  // Changes the object.
  double step(double x) {
    k_ *= x;
    return std::sin(k_ * m_);
  }
  double rounded(double x) const && { return k_ * x * x; }
  double k() const { return k_; }
  double m() const { return m_; }

private:
  double k_, m_;
};
struct Named : Oscillator {
  using Oscillator::Oscillator;
  int number = 3;
};

struct Layer {
  double weights[2][2];
  std::vector<double> offsets;
  double loss(const std::array<double, 2> &x) const {
    double sum = 0;
    for (int i = 0; i < 2; ++i) {
      double at = offsets[i];
      for (int j = 0; j < 2; ++j)
        at += weights[i][j] * x[j];
      sum += std::tanh(at);
    }
    return sum;
  }
};

struct Cost {
  double target;
  template <class T> bool operator()(const T *const pose, const T *const point, T *residual) const {
    using std::sqrt;
    const T x = pose[0] * point[0] - T(target);
    residual[0] = x * pose[1];
    residual[1] = sqrt(x * x + point[1] * point[1]);
    return true;
  }
};

struct Overloaded {
  double scale;
  double operator()(double x) const { return scale * x * x; }
  double operator()(double x, double y) const { return scale * x * y; }
  float operator()(float x) const { return x; }
};
struct Inherits : Overloaded {};

struct Counter {
  double sum = 0;
  double operator()(double x) { return sum += x * x; }
};

void members(double x) {
  const double v = x + 0.5;
  const Oscillator o(2 * x, 1.5);
  const auto energy = [&](double k, double m, double x, double v) { return Oscillator(k, m).energy(x, v); };
  const double byK = difference([&](double k) { return energy(k, o.m(), x, v); }, o.k());
  const double byM = difference([&](double m) { return energy(o.k(), m, x, v); }, o.m());
  const double byX = difference([&](double x) { return energy(o.k(), o.m(), x, v); }, x);

  const auto [o_bar, x_bar, v_bar] = clangent::gradient<&Oscillator::energy>(o, x, v);
  check("k", o_bar.k(), byK);
  check("m", o_bar.m(), byM);
  check("x", x_bar, byX);
  check("v", v_bar, difference([&](double v) { return energy(o.k(), o.m(), x, v); }, v));
  check("only x", clangent::gradient<&Oscillator::energy, clangent::wrt<1>>(o, x, v), byX);
  check("only k", clangent::gradient<&Oscillator::energy, clangent::wrt<0>>(o, x, v).k(), byK);
  const auto [value, bars] = clangent::value_and_gradient<&Oscillator::energy, clangent::wrt<0, 1>>(o, x, v);
  check("value", value, o.energy(x, v));
  check("k of two", std::get<0>(bars).k(), byK);

  Oscillator bar(0, 0);
  clangent::vjp<&Oscillator::energy>(dup(o, bar), x, v);
  check("k in place", bar.k(), byK);
  check("m in place", bar.m(), byM);
  const Oscillator dot(0.3, 0.7);
  check("forwards", clangent::jvp<&Oscillator::energy>(dup(o, dot), dup(x, 2.0), v).tangent,
        0.3 * byK + 0.7 * byM + 2 * byX);
  const Named named(2 * x, 1.5);
  Named named_bar(0, 0);
  clangent::vjp<&Oscillator::energy>(dup(named, named_bar), x, v);
  check("derived", named_bar.k(), byK);
  check("derived, forwards", clangent::jvp<&Oscillator::energy>(dup(named, Named(0, 1)), x, v).tangent, byM);
  check("temporary", clangent::gradient<&Oscillator::rounded, clangent::wrt<0>>(Oscillator(2, 3), x).k(), x * x);

  Oscillator changed(2 * x, 1.5);
  Oscillator changed_bar(0, 0);
  clangent::vjp<&Oscillator::step>(dup(changed, changed_bar), x);
  check("changed", changed.k(), 2 * x * x);
  check("k before", changed_bar.k(), std::cos(2 * x * x * 1.5) * 1.5 * x);
}

void layers(double x) {
  const Layer layer{{{0.1, x}, {0.3, -0.4}}, {0.5, 0.6 * x}};
  const std::array<double, 2> in{x, 2 * x};
  const auto [layer_bar, in_bar] = clangent::gradient<&Layer::loss>(layer, in);
  for (int i = 0; i < 2; ++i) {
    for (int j = 0; j < 2; ++j) {
      Layer moved = layer;
      check("weight", layer_bar.weights[i][j], difference([&](double w) {
              moved.weights[i][j] = w;
              return moved.loss(in);
            }, layer.weights[i][j]));
    }
    Layer moved = layer;
    check("offset", layer_bar.offsets[i], difference([&](double w) {
            moved.offsets[i] = w;
            return moved.loss(in);
          }, layer.offsets[i]));
    std::array<double, 2> at = in;
    check("input", in_bar[i], difference([&](double v) {
            at[i] = v;
            return layer.loss(at);
          }, in[i]));
  }
}

void callables(double x) {
  Cost cost{0.4};
  double pose[] = {x, 0.7}, point[] = {1.1, x * x}, residual[2], seeds[] = {1, 2};
  const auto weighted = [&](double target, double first, double second) {
    const double moved_pose[] = {first, 0.7}, moved_point[] = {1.1, second};
    double r[2];
    Cost{target}(moved_pose, moved_point, r);
    return r[0] + 2 * r[1];
  };
  double pose_bar[2] = {}, point_bar[2] = {}, bars[] = {1, 2};
  Cost cost_bar{0};
  const bool done = clangent::vjp(dup(cost, cost_bar), dup(pose, pose_bar), dup(point, point_bar), dup(residual, bars),
                                  clangent::seed(false));
  check("done", done, 1);
  check("target", cost_bar.target, difference([&](double v) { return weighted(v, pose[0], point[1]); }, cost.target));
  check("pose", pose_bar[0], difference([&](double v) { return weighted(cost.target, v, point[1]); }, pose[0]));
  check("point", point_bar[1], difference([&](double v) { return weighted(cost.target, pose[0], v); }, point[1]));
  double alone_bar[2] = {};
  seeds[0] = 1, seeds[1] = 2;
  clangent::vjp(cost, dup(pose, alone_bar), point, dup(residual, seeds));
  check("pose alone", alone_bar[0], pose_bar[0]);
  double pose_dot[] = {1, 0}, dots[2] = {};
  const Cost constant = cost;
  clangent::jvp(dup(constant, Cost{0}), dup(pose, pose_dot), point, dup(residual, dots));
  check("pose forwards", dots[0] + 2 * dots[1], pose_bar[0]);

  const Overloaded overloaded{3};
  check("one argument", clangent::gradient(overloaded, x), 6 * x);
  check("two arguments", std::get<1>(clangent::gradient(overloaded, x, 2.0)), 3 * x);
  check("float", clangent::gradient(overloaded, float(x)), 1);
  const Inherits inherits{{3}};
  check("inherited", clangent::gradient(inherits, x), 6 * x);

  Counter counter{2 * x}, counter_bar{0};
  double x_bar = 0;
  clangent::vjp(dup(counter, counter_bar), dup(x, x_bar));
  check("state", counter.sum, 2 * x + x * x);
  check("state's bar", counter_bar.sum, 1);
  check("argument of state", x_bar, 2 * x);
  Counter again{2 * x}, dot{1};
  check("state forwards", clangent::jvp(dup(again, dot), dup(x, 1.0)).tangent, 1 + 2 * x);
  check("state's dot", dot.sum, 1 + 2 * x);
}

} // namespace

int main() {
  for (const double x : {0.7, 1.3}) {
    members(x);
    layers(x);
    callables(x);
  }
  std::printf("failures: %d\n", failures);
}
// CHECK: failures: 0
