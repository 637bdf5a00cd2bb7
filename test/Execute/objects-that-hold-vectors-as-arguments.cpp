// Structs, arrays, pairs and tuples that hold vectors: by value, where the function changes its own, by reference, and as
// results, in both modes, twice at each of two points, against differences. Views of vectors, whose bars are views.
// RUN: %clangent++ %{flags} -std=c++20 -O1 %s -o %t && %t | FileCheck %s
// CHECK: {{^[1-9][0-9]*}} functions, 0 wrong
#include "Inputs/AllNumbers.h"
#include "Inputs/BothModes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

using Matrix = std::vector<Vector>;
struct Layer {
  Matrix weights;
  Vector bias;
};
struct Net {
  double rate;
  std::vector<Layer> layers;
  int steps;
  Vector losses;
};
template <class Visit> void each(Layer &layer, Visit &&visit) {
  each(layer.weights, visit);
  each(layer.bias, visit);
}
template <class Visit> void each(Net &net, Visit &&visit) {
  visit(net.rate);
  each(net.layers, visit);
  each(net.losses, visit);
}

// The gradient, forward mode and differences of f(object, x); the argument stays as it is.
template <auto f, class Object> void unchanging(const char *name, const Object &given) {
  bool right = true;
  for (const double scale : {1.0, 0.6}) {
    Vector start = numbers(given);
    for (double &number : start)
      number *= scale;
    const Object object = with(given, start);
    const double x = 0.8 * scale;
    const auto [bar, x_bar] = clangent::gradient<f>(object, x);
    const auto [again, x_again] = clangent::gradient<f>(Object(object), x);
    const Vector reverse = numbers(bar), repeated = numbers(again);
    Object added = with(object, Vector(start.size(), 1.0));
    double x_added = 0;
    clangent::vjp<f>(clangent::dup(object, added), clangent::dup(x, x_added));
    const auto forward = [&](std::size_t i, double x_dot) {
      Vector direction(start.size(), 0.0);
      if (i < start.size())
        direction[i] = 1;
      const Object dot = with(object, direction);
      return clangent::jvp<f>(clangent::dup(object, dot), clangent::dup(x, x_dot)).tangent;
    };
    right &= reverse.size() == start.size() && numbers(object) == start && x_added == x_bar;
    right &= agree(name, -1, x_bar, x_again, forward(start.size(), 1),
                   extrapolated([&](double h) { return f(object, x + h); }));
    for (std::size_t i = 0; i < start.size() && right; ++i) {
      right &= close(numbers(added)[i], reverse[i] + 1, 1e-13);
      right &= agree(name, static_cast<int>(i), reverse[i], repeated[i], forward(i, 0), extrapolated([&](double h) {
                       Vector moved = start;
                       moved[i] += h;
                       return f(with(object, moved), x);
                     }));
    }
  }
  if (!right)
    std::printf("%s\n", name);
  ++functions;
  wrong += !right;
}
#define UNCHANGING(f, ...) unchanging<f>(#f, __VA_ARGS__)

// ---- read only, and changed by value
double layer_norm(const Layer &layer, double x) {
  double sum = 0;
  for (std::size_t i = 0; i < layer.weights.size(); ++i)
    for (double w : layer.weights[i])
      sum += w * w * layer.bias[i];
  return sum * x;
}
double own_layer(Layer layer, double x) {
  layer.bias.push_back(x * layer.weights[0][0]);
  layer.weights[1].clear();
  layer.weights.push_back(layer.bias);
  std::swap(layer.weights[0], layer.weights.back());
  return layer_norm(layer, x) * layer.weights[0].back();
}
double copied_layer(const Layer &layer, double x) {
  Layer copy = layer;
  copy.bias[0] *= x;
  copy.weights.push_back(copy.bias);
  copy.bias.push_back(x);
  const Layer moved = std::move(copy);
  return layer_norm(moved, x) * layer.bias[0];
}
Vector propagated(const Net &net, Vector v) {
  for (const Layer &layer : net.layers) {
    Vector next = layer.bias;
    for (std::size_t i = 0; i < layer.weights.size(); ++i)
      next[i] = std::tanh(next[i] + std::inner_product(v.begin(), v.end(), layer.weights[i].begin(), 0.0));
    v = next;
  }
  return v;
}
double of_net(const Net &net, double x) {
  const Vector out = propagated(net, {x, 0.3});
  return std::accumulate(out.begin(), out.end(), net.losses[0]) * net.rate;
}
double own_net(Net net, double x) {
  for (int step = 0; step < 2; ++step) {
    const Vector out = propagated(net, {x, 0.3});
    net.losses.push_back(out[0] * out[1]);
    net.layers[0].bias[step] -= net.rate * net.losses.back();
  }
  net.layers.push_back(net.layers.front());
  net.layers.back().bias[0] = net.losses[1];
  ++net.steps;
  return of_net(net, x) * net.losses.back();
}
double own_array(std::array<Vector, 2> a, double x) {
  a[0].push_back(x * a[1][0]);
  std::swap(a[0], a[1]);
  a[0].clear();
  return a[1].back() * a[1][0];
}
double own_pair(std::pair<Vector, double> p, double x) {
  p.first.push_back(p.second * x);
  p.second *= p.first.back();
  return p.first[2] * p.second * p.first[0];
}
double own_tuple(std::tuple<Vector, double, Matrix> t, double x) {
  auto &[v, k, m] = t;
  m.push_back(v);
  v.push_back(k * x);
  k *= m.back()[0];
  return k * v.back() * std::get<2>(t)[0][1];
}
double of_pair(const std::pair<double, std::vector<Layer>> &p, double x) {
  return layer_norm(p.second[0], x) * p.first + p.second[1].bias[0];
}
double of_tuple(const std::tuple<Vector, double> &t, double x) {
  return std::get<0>(t)[1] * std::get<1>(t) * x;
}

// ---- changed by reference
double grown_pair(std::pair<Vector, double> &p, double x) { return own_pair(p, x) + (p.first.push_back(x), p.first[0]); }
double grown_tuple(std::tuple<Vector, double, Matrix> &t, double x) {
  std::get<0>(t).push_back(x * std::get<1>(t));
  std::get<2>(t)[1].pop_back();
  return std::get<0>(t).back() * std::get<2>(t)[0][0];
}
double grown_array(std::array<Vector, 2> &a, double x) {
  a[1].insert(a[1].begin(), x * a[0][1]);
  std::swap(a[0], a[1]);
  return a[0][0] * a[1][0] * x;
}
struct Learner {
  Net net;
  std::array<Vector, 2> moments;
  void learn(double x) {
    const double loss = of_net(net, x);
    net.losses.push_back(loss);
    for (Vector &moment : moments)
      moment.push_back(loss * moment[0]);
  }
};
template <class Visit> void each(Learner &learner, Visit &&visit) {
  each(learner.net, visit);
  each(learner.moments, visit);
}
double learned(Learner &learner, double x) {
  learner.learn(x);
  learner.learn(x * x);
  return learner.moments[1].back() + learner.net.losses.back();
}
template <auto f, class Object> void growing(const char *name, const Object &first) {
  const double x = 0.8;
  Object object = first, moved = first;
  const auto [bar, x_bar] = clangent::gradient<f>(object, x);
  Vector direction = numbers(first);
  for (std::size_t i = 0; i < direction.size(); ++i)
    direction[i] = std::cos(2.0 * i);
  Object dot = with(first, direction);
  const double forward = clangent::jvp<f>(clangent::dup(moved, dot), clangent::dup(x, 0.7)).tangent;
  const Vector start = numbers(first), by = numbers(bar);
  const double reverse = std::inner_product(by.begin(), by.end(), direction.begin(), 0.7 * x_bar);
  const double differences = extrapolated([&](double h) {
    Vector values = start;
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] += h * direction[i];
    Object at = with(first, values);
    return f(at, x + 0.7 * h);
  });
  const bool right = by.size() == start.size() && numbers(object) == numbers(moved) &&
                     numbers(dot).size() == numbers(object).size() && close(reverse, forward, 1e-11) &&
                     close(reverse, differences, 1e-8);
  if (!right)
    std::printf("%s: reverse %.12g, forward %.12g, differences %.12g\n", name, reverse, forward, differences);
  ++functions;
  wrong += !right;
}
#define GROWING(f, ...) growing<f>(#f, __VA_ARGS__)

// ---- results, of which the seed has the same form
Layer made_layer(const Vector &v, double x) {
  Layer layer{{v}, v};
  layer.bias.push_back(x * v[0]);
  layer.weights.push_back(layer.bias);
  layer.weights[1][0] *= v[1];
  return layer;
}
Layer chosen_layer(const Vector &v, double x) {
  if (x > 2)
    return Layer();
  return made_layer(v, x * x);
}
std::pair<Vector, double> made_pair(const Vector &v, double x) {
  Vector w(v.rbegin(), v.rend());
  w.push_back(x * w[0]);
  return {w, w[2] * x};
}
std::tuple<Vector, double, Matrix> made_tuple(const Vector &v, double x) {
  return {Vector{x, v[0] * x}, v[1] * v[1], Matrix{v, {x * x}}};
}
std::array<Vector, 2> made_array(const Vector &v, double x) {
  std::array<Vector, 2> both{v, {}};
  both[1].push_back(v[0] * x);
  both[0][1] *= x;
  return both;
}
Net made_net(const Vector &v, double x) {
  Net net{x, {}, 3, v};
  for (int i = 0; i < 2; ++i)
    net.layers.push_back(made_layer(net.losses, x + i));
  net.losses.push_back(net.layers[1].bias[0] * x);
  return net;
}
template <auto f> void giving(const char *name) {
  bool right = true;
  for (const double x : {0.8, 1.3}) {
    const Vector v{0.7, x, 1.1};
    const auto value = f(v, x);
    Vector weights = numbers(value);
    for (std::size_t k = 0; k < weights.size(); ++k)
      weights[k] = 1 + std::cos(2.0 * k);
    const auto weighed = [&](const auto &object) {
      const Vector all = numbers(object);
      return std::inner_product(all.begin(), all.end(), weights.begin(), 0.0);
    };
    const auto seed = with(value, weights);
    Vector bars[2] = {Vector(3), Vector(3)};
    double x_bar[2] = {0, 0};
    for (int twice = 0; twice < 2; ++twice) {
      const auto result =
          clangent::vjp<f>(clangent::dup(v, bars[twice]), clangent::dup(x, x_bar[twice]), clangent::seed(seed));
      right &= numbers(result) == numbers(value);
    }
    const auto forward = [&](const Vector &v_dot, double x_dot) {
      const auto both = clangent::jvp<f>(clangent::dup(v, v_dot), clangent::dup(x, x_dot));
      right &= numbers(both.value) == numbers(value) && numbers(both.tangent).size() == weights.size();
      return weighed(both.tangent);
    };
    right &= agree(name, -1, x_bar[0], x_bar[1], forward(Vector(3), 1),
                   extrapolated([&](double h) { return weighed(f(v, x + h)); }));
    for (std::size_t i = 0; i < 3; ++i) {
      Vector v_dot(3);
      v_dot[i] = 1;
      right &= agree(name, static_cast<int>(i), bars[0][i], bars[1][i], forward(v_dot, 0), extrapolated([&](double h) {
                       Vector moved = v;
                       moved[i] += h;
                       return weighed(f(moved, x));
                     }));
    }
  }
  ++functions;
  wrong += !right;
}
#define GIVING(f) giving<f>(#f)

// ---- views
double of_view(std::span<const double> v, double x) {
  double sum = x;
  for (double e : v.subspan(1))
    sum = sum * v[0] + std::sin(e);
  return sum * v.back();
}
double of_fixed_view(const std::span<const double, 2> &v) { return v[0] * v[1] * v[1]; }
double through_view(std::span<double> v, double x) {
  for (double &e : v)
    e *= x * v[0];
  v = v.first(2);
  return v[1] * v[0];
}
void views() {
  const Vector v{0.7, 1.2, 0.4};
  Vector by_vectors(3), by_views(3);
  double x_bar = 0;
  clangent::vjp<of_view>(clangent::dup(v, by_vectors), clangent::dup(1.5, x_bar));
  clangent::vjp<of_view>(clangent::dup(std::span<const double>(v), std::span<double>(by_views)), 1.5);
  double numbers[2] = {3, 4}, fixed_bar[2] = {1, 0};
  const std::span<double, 2> view(fixed_bar);
  clangent::vjp<of_fixed_view>(clangent::dup(std::span<const double, 2>(numbers), view));
  bool right = by_vectors == by_views && fixed_bar[0] == 16 + 1 && fixed_bar[1] == 24;
  Vector written = v, written_bar(3);
  clangent::vjp<through_view>(clangent::dup(written, written_bar), 1.5);
  for (std::size_t i = 0; i < 3; ++i) {
    Vector dot(3), again = v, again_dot(3);
    dot[i] = again_dot[i] = 1;
    const auto moved = [&](double h) {
      Vector to = v;
      to[i] += h;
      return to;
    };
    right &= agree("of_view", static_cast<int>(i), by_views[i], by_vectors[i],
                   clangent::jvp<of_view>(clangent::dup(v, dot), 1.5).tangent,
                   extrapolated([&](double h) { return of_view(moved(h), 1.5); }));
    right &= agree("through_view", static_cast<int>(i), written_bar[i], written_bar[i],
                   clangent::jvp<through_view>(clangent::dup(again, again_dot), 1.5).tangent, extrapolated([&](double h) {
                     Vector to = moved(h);
                     return through_view(to, 1.5);
                   }));
  }
  ++functions;
  wrong += !right;
}

int main() {
  const Layer layer{{{1.1, 0.7}, {1.3, 0.2}}, {0.4, 0.9}};
  UNCHANGING(layer_norm, layer);
  UNCHANGING(own_layer, layer);
  UNCHANGING(copied_layer, layer);
  const Net net{0.1, {layer, {{{0.5, 0.6}, {0.3, 1.2}}, {0.1, 0.7}}}, 0, {1.5}};
  UNCHANGING(of_net, net);
  UNCHANGING(own_net, net);
  const Vector v{0.6, 1.2};
  const std::array<Vector, 2> both{v, {0.9, 0.4, 1.3}};
  const std::pair<Vector, double> pair(v, 1.4);
  const std::tuple<Vector, double, Matrix> tuple(v, 1.4, layer.weights);
  UNCHANGING(own_array, both);
  UNCHANGING(own_pair, pair);
  UNCHANGING(own_tuple, tuple);
  UNCHANGING(of_pair, std::pair<double, std::vector<Layer>>(1.2, {layer, layer}));
  UNCHANGING(of_tuple, std::tuple<Vector, double>(v, 1.4));
  GROWING(grown_pair, pair);
  GROWING(grown_tuple, tuple);
  GROWING(grown_array, both);
  GROWING(learned, Learner{net, both});
  GIVING(made_layer);
  GIVING(chosen_layer);
  GIVING(made_pair);
  GIVING(made_tuple);
  GIVING(made_array);
  GIVING(made_net);
  views();
  return told();
}
