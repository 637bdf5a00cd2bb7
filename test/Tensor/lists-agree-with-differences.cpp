// Derivatives of functions that assign to elements of lists of tensors and change their lengths agree with central
// differences, in both modes.
// REQUIRES: runtime
// RUN: %clangent++ %{flags} -O0 -I%S/Inputs %s %{runtime} -o %t && %t | FileCheck %s
// CHECK: failures: 0
#include "CheckTensor.h"

using List = std::vector<T>;

struct Layer {
  T w, b;
  double gain = 1;
  int kind = 0;
};
template <class V> void for_each_number(Layer &x, Layer &bar, V &&visit) {
  for_each_number(x.w, bar.w, visit);
  for_each_number(x.b, bar.b, visit);
  check::for_each_number(x.gain, bar.gain, visit);
}

double size(const T &x) { return clangent::sum(x * x).item(); }
double total(const List &v) {
  double s = 0;
  for (const T &t : v)
    s += size(t);
  return s;
}

double element(const T &x, const T &y) {
  List v{x, y, x};
  v[1] = clangent::tanh(x) * v[1];
  v[0] = v[1] * v[2];
  v.back() = v[0] + y;
  return total(v);
}
double overwritten(const T &x, const T &y) {
  List v{x, y};
  const T before = v[0];
  v[0] = y * y;
  v[0] = x * before;
  return size(v[0]) + size(v[1] * before);
}
double read_after(const T &x) {
  List v{x, x};
  const T &first = v[0];
  double s = size(first);
  v[0] = clangent::sin(first) * x;
  s += size(first * x);
  v[0] += first;
  return s + size(first);
}
double compound(const T &x, const T &y) {
  List v{x, y, x};
  v[0] += y;
  v[1] *= v[0];
  v.back() -= 2.0 * v.front();
  v.at(1) /= 3.0;
  for (std::size_t i = 1; i < v.size(); ++i)
    v[i] += v[i - 1];
  return total(v);
}
double same_element(const T &x, int i, int j) {
  List v{x, clangent::sin(x)};
  v[i] += v[j];
  v[j] *= v[i];
  return total(v);
}
double same_0_0(const T &x) { return same_element(x, 0, 0); }
double same_0_1(const T &x) { return same_element(x, 0, 1); }
double steps(const T &w, const T &x) {
  List h(5);
  h[0] = x;
  for (int t = 1; t < 5; ++t)
    h[t] = clangent::tanh(clangent::matmul(w, h[t - 1]));
  return size(h[2] * h[4]) + size(h[1]);
}
double all(const T &x, const T &y) {
  List v{x, y};
  for (auto &t : v)
    t = clangent::tanh(t) * x;
  for (T &t : v) {
    if (clangent::sum(t).item() > 0)
      continue;
    t *= y;
    v[0] = v[0] * t;
  }
  return total(v);
}
double by_value(List v, const T &x) {
  for (std::size_t i = 0; i < v.size(); ++i)
    if (i % 2 == 0)
      v[i] = v[i] * x;
  return total(v);
}
double structs(std::vector<Layer> layers, const T &x) {
  T h = x;
  for (std::size_t i = 0; i < layers.size(); ++i)
    layers[i].b = clangent::tanh(layers[i].b) * x;
  for (Layer &l : layers) {
    l.w = l.w * l.gain;
    l.gain *= 2;
    l.gain += l.gain * l.gain;
    ++l.kind;
  }
  for (const Layer &l : layers)
    h = clangent::tanh(clangent::matmul(l.w, h) + l.b) * (l.gain * l.kind);
  layers[1] = layers[0];
  layers.front() = Layer{layers[1].w, h, 0.5, 1};
  auto &last = layers.back();
  last.w = clangent::matmul(last.w, layers[0].w);
  return size(h) + size(layers[0].b) + layers[0].gain + size(last.w);
}
double lengths(const T &x, const T &y) {
  List v;
  v.reserve(4);
  v.push_back(x);
  v.resize(3);
  v[1] = y;
  v[2] = x * y;
  v.push_back(v[2] * v[1]);
  const double s = total(v);
  v.pop_back();
  v[0] *= y;
  v.resize(2);
  v.emplace_back(v[0]);
  const double more = total(v);
  v.clear();
  if (!v.empty())
    return 0;
  v.push_back(y);
  return s * more + total(v);
}
double filled(const T &x) {
  List v(3, x * x);
  v[1] = x;
  return total(v);
}
double conditional(const T &x, const T &y) {
  List v{x, y};
  for (int i = 0; i < 4; ++i) {
    if (size(v[i % 2]) > 1)
      v[i % 2] = v[i % 2] * 0.5;
    else
      v[(i + 1) % 2] = v[0] * v[1];
    T chosen = i > 1 ? v[0] : v[1];
    v[0] = v[0] + chosen;
    if (i == 2)
      break;
  }
  return total(v);
}
double until(const T &x, const T &y) {
  List v{x};
  while (v.size() < 6 && size(v.back()) > 1e-3) {
    v.push_back(v.back() * y);
    v[v.size() / 2] *= x;
  }
  return total(v);
}
void step(T &h, const T &x) {
  h = clangent::tanh(h) * x;
  h += x;
}
double norm_of(T &h) {
  h = h * h;
  return clangent::sum(h).item();
}
double out_parameter(const T &x, const T &y) {
  List v{x, y};
  step(v[0], y);
  for (T &t : v)
    step(t, x);
  step(v[0], v[1]);
  step(v[1], v[1]);
  return norm_of(v[1]) + total(v);
}
void shift(List &v, const T &x) {
  for (std::size_t i = v.size(); i-- > 1;)
    v[i] = v[i - 1];
  v[0] = x;
}
double in_callee(const T &x, const T &y) {
  List v{x, y, x * y};
  shift(v, clangent::sin(y));
  shift(v, v[1] * y);
  const auto store = [&](int i, const T &t) { v[i] = t * x; };
  store(1, y);
  const T second = v[1];
  store(2, second);
  return total(v);
}
double swapped(const T &x, const T &y) {
  List v{x, y, x * y}, u{y};
  std::swap(v[0], v[2]);
  v[0] *= x;
  for (int i = 0; i < 2; ++i)
    std::swap(v[i], v[1]);
  std::swap(v, u);
  u[0] += v[0];
  return total(u) * total(v);
}
double nested(const T &x, const T &y) {
  std::vector<List> v{{x, y}, {y}};
  v[0][1] = v[1][0] * x;
  v[1].push_back(v[0][1]);
  v[1].back() *= y;
  for (List &inner : v)
    for (T &t : inner)
      t = clangent::sin(t);
  return total(v[0]) * total(v[1]);
}
struct Net {
  List all;
  T last;
};
double member(const T &x, const T &y) {
  Net n{{x, y}, x};
  n.all[1] = n.last * y;
  Net copy = n;
  copy.all[0] = n.all[1] * n.all[0];
  return total(n.all) + total(copy.all);
}
double moved(const T &x, const T &y) {
  List v{x, y};
  T h = std::move(v[0]);
  v[0] = std::move(h) * y;
  int i = 0;
  T &first = v[i];
  ++i;
  first = first * v[i];
  const auto scale = [&](T &t) { t = t * x; };
  scale(first);
  scale(v[i]);
  for (T copy : v)
    copy = copy * 2.0;
  return total(v);
}
void halve(List &v, std::size_t from, const T &x) {
  if (from >= v.size())
    return;
  v[from] = v[from] * x;
  halve(v, from + 1, clangent::sin(v[from]));
  v[from] += x;
  v[0] = v[0] * v[from];
}
double recursive(List v, const T &x) {
  halve(v, 0, x);
  const double s = total(v);
  halve(v, 1, x);
  return s * total(v);
}
void mix(T &a, T &b) {
  a = a * b;
  b = b + a;
  a = a - b * 0.5;
}
double mixed(const T &x, int i, int j) {
  List v{x, clangent::sin(x), x * x};
  mix(v[i], v[j]);
  return total(v);
}
double mixed_1_1(const T &x) { return mixed(x, 1, 1); }
double mixed_1_2(const T &x) { return mixed(x, 1, 2); }
void cross(T &a, const T &b) {
  a = a * b + b;
  a = a * b;
}
double members(const T &x, int i) {
  std::vector<Layer> v{{x, x * x}, {clangent::sin(x), x}};
  cross(v[0].w, v[i].b);
  cross(v[i].b, v[i].w);
  cross(v[1].w, v[0].w);
  cross(v[i].w, v[0].w);
  return size(v[0].w * v[1].b + v[0].b * v[1].w);
}
double members_0(const T &x) { return members(x, 0); }
double members_1(const T &x) { return members(x, 1); }
void two_lists(List &a, List &b) {
  a[0] = a[0] * b[0];
  b[0] = b[0] + a[1];
  a[1] = b[0] * a[0];
}
double one_list_twice(const T &x) {
  List v{x, x * x}, u{clangent::sin(x)};
  two_lists(v, u);
  two_lists(v, v);
  return total(v) + total(u);
}
double constants(const T &x) {
  List v{x, x};
  v[0] = T::ones({3});
  List kept = v;
  v[0] = x;
  kept[1] = v[1] * kept[0];
  return total(v) + total(kept) * clangent::sum(v[0] * kept[0]).item();
}

int main() {
  clangent::manual_seed(5);
  const T x = clangent::randn<double>({3}), y = clangent::randn<double>({3}), w = clangent::randn<double>({3, 3});
  const std::vector<Layer> layers{{w, x, 1.25, 2}, {clangent::randn<double>({3, 3}), y, 0.75, 1}};
  CHECK_FUNCTION(element, x, y);
  CHECK_FUNCTION(overwritten, x, y);
  CHECK_FUNCTION(read_after, x);
  CHECK_FUNCTION(compound, x, y);
  CHECK_FUNCTION(same_0_0, x);
  CHECK_FUNCTION(same_0_1, x);
  CHECK_FUNCTION(steps, w, x);
  CHECK_FUNCTION(all, x, y);
  CHECK_FUNCTION(by_value, List{x, y, x}, y);
  CHECK_FUNCTION(structs, layers, x);
  CHECK_FUNCTION(lengths, x, y);
  CHECK_FUNCTION(filled, x);
  CHECK_FUNCTION(conditional, x, y);
  CHECK_FUNCTION(until, x, y);
  CHECK_FUNCTION(out_parameter, x, y);
  CHECK_FUNCTION(in_callee, x, y);
  CHECK_FUNCTION(swapped, x, y);
  CHECK_FUNCTION(nested, x, y);
  CHECK_FUNCTION(member, x, y);
  CHECK_FUNCTION(moved, x, y);
  CHECK_FUNCTION(recursive, List{x, y, x}, y);
  CHECK_FUNCTION(mixed_1_1, x);
  CHECK_FUNCTION(mixed_1_2, x);
  CHECK_FUNCTION(members_0, x);
  CHECK_FUNCTION(members_1, x);
  CHECK_FUNCTION(one_list_twice, x);
  CHECK_FUNCTION(constants, x);
  std::printf("failures: %d\n", check::failures);
  return check::failures != 0;
}
