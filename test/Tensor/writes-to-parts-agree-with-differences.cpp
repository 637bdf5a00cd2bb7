// Derivatives of functions that assign to parts of tensors agree with central differences, in both modes; the functions
// themselves, which write to memory, agree with what generated code makes of them.
// REQUIRES: runtime
// RUN: %clangent++ %{flags} -O0 -I%S/Inputs %s %{runtime} -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline -I%S/Inputs %s %{runtime} -o %t && %t | FileCheck %s
// CHECK: failures: 0
#include "CheckTensor.h"

using clangent::sum;

double rows(const T &x, const T &a) {
  T y = x * x;
  for (std::int64_t i = 1; i < y.size(0); ++i)
    y[i] = y[i - 1] * a + y[i];
  return sum(y * y).item();
}
double numbers(T x, double k) {
  x[0][1] = k * k;
  x[1][0] = x[0][1].item() * x[-1][-1].item();
  x[0] = std::sin(k);
  x.slice(1, 0, 2)[1] = 3;
  return sum(x * x * x).item();
}
double overlapping(T x, const T &a) {
  const T before = x;
  x[0] = x[1];
  x.slice(0, 0, 2) = x.slice(0, 1, 3);
  x.slice(1, 0, 2) = x.slice(1, 1, 3) * a.slice(0, 0, 2);
  x.t()[0] = x.t()[2];
  return sum(x * before * before).item();
}
double compound(T x, const T &a, double k) {
  x[0] += a;
  x.select(1, 1) -= a.slice(0, 0, 2) * k;
  x[1].slice(0, 0, 3, 2) *= x[0].slice(0, 1, 3);
  x.slice(1, 1, 3) /= 2 + x.slice(1, 0, 2) * x.slice(1, 0, 2);
  x[-1] *= k;
  return sum(x * x).item();
}
double shapes(T x, const T &a) {
  x.transpose(0, 1)[2] = a.slice(0, 1, 3);
  x.permute({1, 0}).slice(0, 0, 1) += a[0] * a[1];
  x.reshape({3, 2})[1] *= 2;
  x.reshape({-1}).slice(0, 1, 6, 2) = sin(a);
  x.flatten()[2] = a[0] * a[0];
  x.unsqueeze(0).select(1, 0).squeeze(0) += a;
  x.t().t()[1] -= a * a;
  return sum(x * x * x).item();
}
double broadcast(T x, const T &a) {
  x.slice(0, 0, 2) = a;
  x[1] = a[2];
  x.slice(1, 0, 1) = a.slice(0, 0, 1) * a.slice(0, 1, 2);
  x[0] = (a * a).unsqueeze(0).unsqueeze(0);
  return sum(x * x * a).item();
}
// Everything that was read before a write keeps its value, and what was overwritten has no derivative.
double read_before(const T &x, const T &a) {
  T y = x;
  const T whole = y * y, row = y[0];
  T copy = y, view = y[1];
  y[0] = a;
  y[1] = row * view;
  copy[1] = a * a;
  view[0] = a[1] * 3;
  return sum(whole * y * copy).item() + sum(view * row).item();
}
double until(T x, double k) {
  int i = 0;
  while (sum(x[0]).item() < 3 && i < 5) {
    x[0] = x[0] * k + x[i % 2] * x[1];
    if (i % 2)
      x[1] *= 0.5;
    ++i;
  }
  return sum(x * x).item();
}
struct Model {
  T w, b;
};
namespace clangent {
template <class V> void for_each_number(Model &x, Model &bar, V &&visit) {
  for_each_number(x.w, bar.w, visit);
  for_each_number(x.b, bar.b, visit);
}
} // namespace clangent
using clangent::for_each_number;

double member(Model m, const T &x) {
  m.w[0] = x * m.b[0];
  m.b.slice(0, 0, 1) += sum(m.w[1]);
  Model other = m;
  other.w[1][2] = m.b[1];
  return sum(m.w * other.w * x).item() + sum(m.b * m.b).item();
}
double list_of_structs(std::vector<Model> layers, const T &x) {
  for (std::size_t k = 1; k < layers.size(); ++k)
    for (std::int64_t i = 0; i < 2; ++i) {
      layers[k].b[i] += sum(x * layers[k - 1].w[i]);
      layers[k].w[i].slice(0, 0, 2) *= layers[k].b;
    }
  double total = 0;
  for (Model &layer : layers) {
    layer.w.t()[0] = layer.b * 2;
    total += sum(layer.w * layer.w).item();
  }
  return total + sum(layers.back().b).item();
}
double list(const T &x, int n) {
  std::vector<T> h(n, x);
  for (int t = 1; t < n; ++t) {
    h[t][0] = h[t - 1][0] * h[t][1];
    h.at(t)[1] += h[t - 1][0];
  }
  return sum(h.back() * h.back()).item();
}
void set_row(T &x, int i, const T &row) { x[i] = row * x[i]; }
struct Matrix {
  T values;
  void shift(int i) { values[i] += values[i - 1]; }
};
double helpers(T x, const T &a, double k) {
  set_row(x, 0, a);
  set_row(x, 1, x[0]);
  Matrix m{x * x};
  m.shift(1);
  const auto put = [&](int i, double v) { m.values[i][i] = v; };
  put(0, k * k);
  T *const pointer = &x;
  (*pointer)[0] -= m.values[1];
  return sum(m.values * x).item();
}
double named_views(T x, const T &a) {
  auto row = x[0];
  row = a;
  row[1] = a[0] * 5;
  auto both = x.slice(0, 0, 2);
  both = both * a;
  both[0] += row;
  return sum(x * both).item() + sum(row * row).item();
}
int calls = 0;
CLANGENT_INACTIVE int next() { return calls++ % 2; }
double once(T x, const T &a) {
  calls = 0;
  x[next()] += a;
  x[next()] *= a;
  x[next()] = x[next()] + a;
  return sum(x * x).item();
}
double lists_of_parts(T x, const T &a) {
  std::vector<T> v;
  v.push_back(x[0]);
  v.emplace_back(x[1]);
  const std::vector<T> w{x[0], v[1]};
  v[0][0] = v[1][1] * w[1][0];
  x[1] = v[0];
  T joined = clangent::cat<double>({x.slice(0, 0, 1), clangent::stack<double>({x[0] * a, x[1]})}, 0);
  joined.slice(0, 0, 2) -= joined.slice(0, 1, 3);
  return sum(x * v[0] * w[0] * a).item() + sum(joined * joined).item();
}
double by_numbers(T x, double s) {
  x[0] = s;
  x[1][0] += s * s;
  x[1] *= s;
  x[0][1] /= s;
  x[1].slice(0, 0, 1) -= s;
  const T row = x[0];
  x[0] = 1 / s;
  return sum(x * x * x).item() + sum(row).item();
}
void inout(T &x) {
  x[0] = x[1] * x[0];
  x[1][1] = 3;
}
// What returns a view returns a tensor.
auto returned(T x) {
  x[1] *= x[0];
  return x[1];
}
// An assignment gives what the part is then, and evaluates the way to it once.
double chained(T x, const T &a, double k) {
  x[0][0] = x[0][1] = k * x[1][1];
  x[0] = x[1].slice(0, 0, 3) = x[1] * a;
  x[0] += x[1] *= a;
  const T row = x[1] = sum(x[0]).item();
  const T less = (x[0] -= x[1]) * 2;
  calls = 0;
  return sum(x * x * (x[next()] = k)).item() + sum(row * less).item() + double(calls);
}
// What is written to a tensor without a derivative counts, and so does what nobody asks for later.
template <class V> double weight(const V &v) { return sum(v * v).item(); }
template <class V> double weight_of_copy(V v) {
  v[0] = 2;
  return sum(v * v).item();
}
template <class V> double weight_of_moved(V &&v) { return sum(v).item(); }
template <class V> void square(V &v) {
  v = v * v;
  v += 2.0;
}
double without_derivative(const T &x, const T &a) {
  T mask = clangent::ones<double>({2, 3}), dead = sin(x), count = clangent::zeros<double>({3});
  mask[0] += 1.0;
  mask.slice(1, 0, 2) *= mask[0][2];
  mask[1] -= count;
  mask.t()[1] /= 4.0;
  count[0] += 1;
  dead[0] += x[1];
  dead[1] *= a;
  auto row = mask[0];
  square(row);
  return sum(x * mask * a).item() * weight(mask[0]) + sum(x * weight_of_copy(mask[1])).item() +
         sum(row * x * count).item() * weight_of_moved(mask[1]);
}
double elements(T x, const T &a) {
  for (std::int64_t i = 1; i < x.size(0); ++i)
    for (std::int64_t j = 0; j < x.size(1); ++j) {
      const auto v = sin(a[0] + x[i - 1][j] * x.select(0, i - 1).slice(0, 0, 2)[1] * x.t()[j][i]);
      x[i][j] = v;
    }
  return sum(x * x).item();
}
// A function that calls itself writes to a variable that nobody reads later.
T walk(T x, T *u, int n) {
  (*u)[n] = x[1 - n] * 2;
  return n > 0 ? walk(x, u, n - 1) : x * 3;
}
double written_for_nobody(T x, const T &a) {
  x *= a;
  for (int i = 0; i < 2; ++i) {
    T m = x;
    m = walk(x, &m, i);
  }
  return sum(x * x).item();
}
float in_float(clangent::Tensor<float> x) {
  x[0] = x[1] * x[1];
  clangent::Tensor<std::int64_t> rows({2}, {0, 1});
  rows[0] = 1;
  rows += 1;
  return sum(x * x).item() * float(rows[0].item());
}

int main() {
  clangent::manual_seed(5);
  const T x = clangent::randn<double>({2, 3}), x3 = clangent::randn<double>({3, 3}), a = clangent::randn<double>({3});
  const Model one{clangent::randn<double>({2, 3}), clangent::randn<double>({2})};
  const Model two{clangent::randn<double>({2, 3}), clangent::randn<double>({2})};
  CHECK_FUNCTION(rows, x3, a);
  CHECK_FUNCTION(numbers, x, 0.7);
  CHECK_FUNCTION(overlapping, x3, a);
  CHECK_FUNCTION(compound, x, a, 1.3);
  CHECK_FUNCTION(shapes, x, a);
  CHECK_FUNCTION(broadcast, x3, a);
  CHECK_FUNCTION(read_before, x, a);
  CHECK_FUNCTION(until, x, 1.2);
  CHECK_FUNCTION(member, one, a);
  CHECK_FUNCTION(list_of_structs, std::vector<Model>{one, two, one}, a);
  CHECK_FUNCTION(helpers, x, a, 0.8);
  CHECK_FUNCTION(named_views, x, a);
  CHECK_FUNCTION(once, x, a);
  const auto list_bar = clangent::gradient<list>(x, 4);
  for (std::int64_t k = 0; k < x.numel(); ++k) {
    T above = x, below = x;
    above.reshape({-1})[k] += 1e-5;
    below.reshape({-1})[k] -= 1e-5;
    if (!check::is_near((list(above, 4) - list(below, 4)) / 2e-5, list_bar.flatten()[k].item(), 1e-6))
      std::printf("list: wrong at %d\n", int(k)), ++check::failures;
  }
  CHECK_FUNCTION(lists_of_parts, x, a);
  CHECK_FUNCTION(by_numbers, x, 1.3);
  CHECK_FUNCTION(chained, x, a, 1.3);
  CHECK_FUNCTION(elements, x3, a);
  CHECK_FUNCTION(elements, x3.t(), a);
  CHECK_FUNCTION(without_derivative, x, a);
  CHECK_FUNCTION(written_for_nobody, x, a);
  // The inner assignment's value is no part of the variable, which is written where it is.
  T y_chained = x;
  y_chained[0] = y_chained[1] = a;
  const double *const memory = y_chained.data();
  y_chained[0][0] = y_chained[0][1] = y_chained[1][2] += 7;
  if (y_chained.data() != memory || y_chained.at(0, 0) != a.at(2) + 7 || y_chained.at(0, 1) != a.at(2) + 7 ||
      y_chained.at(1, 2) != a.at(2) + 7 || y_chained.at(0, 2) != a.at(2))
    std::printf("chained: wrong\n"), ++check::failures;
  T y = x, y_bar = T::ones({2, 3});
  clangent::vjp<inout>(clangent::dup(y, y_bar));
  for (int i = 0; i < 3; ++i)
    if (y_bar.at(0, i) != x.at(1, i) || !check::is_near(y_bar.at(1, i), x.at(0, i) + (i != 1), 1e-15))
      std::printf("inout: wrong at %d\n", i), ++check::failures;
  T returned_bar;
  const T returned_value = clangent::vjp<returned>(clangent::dup(x, returned_bar), clangent::seed(a));
  for (int i = 0; i < 3; ++i)
    if (returned_value.at(i) != x.at(0, i) * x.at(1, i) || returned_bar.at(0, i) != a.at(i) * x.at(1, i) ||
        returned_bar.at(1, i) != a.at(i) * x.at(0, i))
      std::printf("returned: wrong at %d\n", i), ++check::failures;
  clangent::Tensor<float> f({2, 2}, {1, 2, 3, 4});
  const auto f_bar = clangent::gradient<in_float>(f);
  // 2 (x1^4 + x1^2), of each: 2 (4 v^3 + 2 v)
  for (int i = 0; i < 2; ++i)
    if (f_bar.at(0, i) != 0 || f_bar.at(1, i) != 2 * (4 * f.at(1, i) * f.at(1, i) * f.at(1, i) + 2 * f.at(1, i)))
      std::printf("in_float: wrong at %d\n", i), ++check::failures;
  // A row is kept of each iteration, not the 300 rows that it is one of.
  const T many = T::full({300, 100}, 0.5), factor = T::ones({100});
  const std::size_t held = clangent::tensor_bytes(), size = 300 * 100 * sizeof(double);
  clangent::reset_peak_tensor_bytes();
  const auto many_bar = clangent::gradient<rows>(many, factor);
  if (clangent::peak_tensor_bytes() - held > 12 * size)
    std::printf("rows: %zu bytes\n", clangent::peak_tensor_bytes() - held), ++check::failures;
  std::printf("failures: %d\n", check::failures);
}
