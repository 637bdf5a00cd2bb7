// Vectors of numbers, structs and vectors as arguments of what is differentiated: read and written through indices,
// references, iterators and algorithms, in every entry point, against differences.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-activity %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t && %t | FileCheck %s
// CHECK: {{^[1-9][0-9]*}} functions, 0 wrong
#include "Inputs/BothModes.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

// ---- read only
double by_index(const Vector &v) {
  double sum = 0;
  for (std::size_t i = 0; i < v.size(); ++i)
    sum += (i + 1.0) * v[i] * v[i];
  return sum * v[1];
}
double by_range(const Vector &v) {
  double value = 1;
  for (double e : v)
    value = value * 0.5 + std::sin(e);
  return value;
}
double by_iterators(const Vector &v) {
  double value = 0;
  for (auto it = v.rbegin(); it != v.rend(); ++it)
    value = value * v.front() + *it;
  for (auto it = v.begin(); it + 1 != v.end(); ++it)
    value += it[0] * it[1] * (it - v.cbegin());
  return value;
}
double by_members(const Vector &v) {
  return v.empty() ? 0 : v.front() * v.back() + v.at(1) * v.data()[2] + v.size() * std::exp(v[0]);
}
double by_algorithms(const Vector &v) {
  const double most = *std::max_element(v.begin(), v.end());
  return std::accumulate(v.begin(), v.end(), 0.0) * std::inner_product(v.begin(), v.end(), v.rbegin(), most);
}
double tail(const Vector &v, std::size_t from) {
  return from == v.size() ? 1 : v[from] + 0.5 * tail(v, from + 1) * v[from];
}
double by_recursion(const Vector &v) { return tail(v, 0) * tail(v, 2); }
double largest_of(const Vector &v) {
  const double *best = &v[0];
  for (const double &e : v)
    if (e > *best)
      best = &e;
  return *best * *best;
}
double by_helpers(const Vector &v) { return largest_of(v) * v[0] + (v.size() > 2 ? by_index(v) : 0); }

// ---- read and written: the adjoint of the contents afterwards goes in, that of the contents before comes out
void smoothed(Vector &v) {
  for (std::size_t i = 1; i + 1 < v.size(); ++i)
    v[i] = 0.25 * v[i - 1] * v[i + 1] + 0.5 * v[i];
}
double written_by_index(Vector &v) {
  v[0] *= v[1];
  v[1] = v[2] * v[2];
  smoothed(v);
  return v[0] * v[1];
}
double written_by_range(Vector &v) {
  double sum = 0;
  for (double &e : v) {
    sum += e * e;
    e = std::sin(e) * sum;
  }
  return sum;
}
double written_by_iterators(Vector &v) {
  for (auto it = v.begin() + 1; it != v.end(); ++it)
    *it *= it[-1];
  v.back() += v.front();
  double *p = v.data();
  *++p *= 2;
  return v.back();
}
double sorted(Vector &v) {
  std::sort(v.begin(), v.end());
  std::reverse(v.begin() + 1, v.end());
  std::swap(v[0], v[1]);
  return v[0] * v[1];
}
void both(Vector &a, const Vector &b) {
  for (std::size_t i = 0; i < a.size(); ++i)
    a[i] += b[i] * b[a.size() - 1 - i];
}
double given_twice(Vector &v) {
  both(v, v);
  return v[0] * v[2];
}

// The adjoints of the elements before, where f() and weights of the elements afterwards make the output.
template <auto f> void both_modes_in_place(const char *name, std::size_t size) {
  bool right = true;
  for (const double scale : {0.9, 0.4}) {
    Vector v(size), weights(size);
    for (std::size_t i = 0; i < size; ++i) {
      v[i] = scale + 0.3 * std::sin(3.0 * i);
      weights[i] = 1 + 0.5 * i;
    }
    const auto output = [&](Vector w) {
      const double result = f(w);
      return std::inner_product(w.begin(), w.end(), weights.begin(), result);
    };
    Vector reverse[2];
    for (Vector &bar : reverse) {
      Vector copy = v;
      bar = weights;
      clangent::vjp<f>(clangent::dup(copy, bar));
    }
    for (std::size_t i = 0; i < size; ++i) {
      Vector copy = v, dot(size, 0.0);
      dot[i] = 1;
      const double forward = clangent::jvp<f>(clangent::dup(copy, dot)).tangent;
      right &= agree(name, static_cast<int>(i), reverse[0][i], reverse[1][i],
                     std::inner_product(dot.begin(), dot.end(), weights.begin(), forward), extrapolated([&](double h) {
                       Vector moved = v;
                       moved[i] += h;
                       return output(moved);
                     }));
    }
  }
  ++functions;
  wrong += !right;
}
#define BOTH_MODES_IN_PLACE(f) both_modes_in_place<f>(#f, 5)

// ---- of other elements, beside other arguments
struct Point {
  double x, y;
  int id;
};
double of_structs(const std::vector<Point> &points) {
  double sum = 0;
  for (const Point &p : points)
    sum += p.x * p.x * p.y + p.id * p.y;
  return sum * points[0].y;
}
double of_vectors(const std::vector<Vector> &m) {
  double product = 1;
  for (const Vector &row : m)
    product *= std::accumulate(row.begin(), row.end(), row[0]);
  return product + m[1][0] * m.back().back();
}
struct Model {
  double k;
  Vector weights;
  int n;
  double at(double x) const {
    double value = 0;
    for (double w : weights)
      value = value * x + w;
    return k * value;
  }
};
double of_member(const Model &m, double x) { return m.at(x) * m.weights[1]; }
double beside_numbers(const Vector &v, double x, const std::vector<int> &order, const std::vector<float> &f) {
  double sum = 0;
  for (int i : order)
    sum = sum * x + v[i] * f[i];
  return sum;
}
double of_pointers(const std::vector<double *> &places) {
  double product = 1;
  for (const double *p : places)
    product *= *p;
  return product;
}

Vector squares(const Vector &v) {
  Vector result;
  for (double e : v)
    result.push_back(e * e * v[0]);
  return result;
}

bool near(double a, double b) { return close(a, b, 1e-9); }
void expect(const char *name, bool right) {
  ++functions;
  if (!right)
    std::printf("%s\n", name), ++wrong;
}
void entry_structs() {
  const std::vector<Point> points{{1, 2, 3}, {4, 5, 6}};
  std::vector<Point> points_bar(2, Point{0, 0, 0});
  clangent::vjp<of_structs>(clangent::dup(points, points_bar));
  // sum = 2 + 6 + 80 + 30 = 118
  expect("structs", near(points_bar[0].x, 8) && near(points_bar[0].y, 8 + 118) && near(points_bar[1].x, 80) &&
                        near(points_bar[1].y, 44));
  const auto points_gradient = clangent::gradient<of_structs>(points);
  expect("gradient in structs", points_gradient.size() == 2 && near(points_gradient[1].x, 80));
}
void entry_vectors() {
  const std::vector<Vector> m{{1, 2}, {3}, {4, 5, 6}};
  const std::vector<Vector> m_bar = clangent::gradient<of_vectors>(m);
  // 4 * 6 * 19 + 3 * 6
  expect("gradient in vectors of vectors", m_bar.size() == 3 && m_bar[0].size() == 2 && m_bar[2].size() == 3 &&
                                               near(m_bar[0][0], 2 * 6 * 19) && near(m_bar[0][1], 6 * 19) &&
                                               near(m_bar[1][0], 2 * 4 * 19 + 6) && near(m_bar[2][2], 24 + 3));
}
void entry_members() {
  const Model model{2, {1, 3, 5}, 7};
  const auto [model_bar, x_bar] = clangent::gradient<of_member>(model, 2.0);
  // 2 * (4 + 6 + 5) * 3
  expect("gradient in a struct with a vector", near(model_bar.k, 45) && near(model_bar.weights[0], 24) &&
                                                   near(model_bar.weights[1], 12 + 30) &&
                                                   near(model_bar.weights[2], 6) && near(x_bar, 6 * (4 + 3)));
}
void entry_numbers() {
  const Vector v{1, 2, 3};
  const std::vector<int> order{2, 0, 1};
  const std::vector<float> f{2, 3, 4};
  expect("one of several",
         near(clangent::gradient<beside_numbers, clangent::wrt<1>>(v, 2.0, order, f), 2 * 12 * 2 + 2));
  const Vector chosen = clangent::gradient<beside_numbers, clangent::wrt<0>>(v, 2.0, order, f);
  expect("a vector of several", near(chosen[0], 4) && near(chosen[1], 3) && near(chosen[2], 16));
  const auto [value, both_bars] = clangent::value_and_gradient<beside_numbers, clangent::wrt<0, 1>>(v, 2.0, order, f);
  expect("value and gradient",
         near(value, 4 * 12 + 4 + 6) && near(std::get<0>(both_bars)[2], 16) && near(std::get<1>(both_bars), 50));
  Vector v_dot{1, 0, -1};
  expect("tangent",
         near(clangent::jvp<beside_numbers>(clangent::dup(v, v_dot), clangent::dup(2.0, 1.0), order, f).tangent,
              4 - 16 + 50));
}
void entry_pointers() {
  double a = 2, b = 3, a_bar = 0, b_bar = 0;
  const std::vector<double *> places{&a, &b, &a};
  std::vector<double *> bars{&a_bar, &b_bar, &a_bar};
  clangent::vjp<of_pointers>(clangent::dup(places, bars));
  expect("pointers", near(a_bar, 12) && near(b_bar, 4));
}

void entry_results() {
  const Vector v{2, 3}, v_dot{1, 0}, seed{1, 10};
  const auto moved = clangent::jvp<squares>(clangent::dup(v, v_dot));
  expect("tangent of a vector", moved.value.size() == 2 && near(moved.value[1], 18) && moved.tangent.size() == 2 &&
                                    near(moved.tangent[0], 12) && near(moved.tangent[1], 9));
}

int main() {
  BOTH_MODES_OF_VECTOR(by_index, 5);
  BOTH_MODES_OF_VECTOR(by_range, 5);
  BOTH_MODES_OF_VECTOR(by_iterators, 5);
  BOTH_MODES_OF_VECTOR(by_members, 4);
  BOTH_MODES_OF_VECTOR(by_algorithms, 5);
  BOTH_MODES_OF_VECTOR(by_recursion, 4);
  BOTH_MODES_OF_VECTOR(by_helpers, 4);
  BOTH_MODES_IN_PLACE(written_by_index);
  BOTH_MODES_IN_PLACE(written_by_range);
  BOTH_MODES_IN_PLACE(written_by_iterators);
  BOTH_MODES_IN_PLACE(sorted);
  BOTH_MODES_IN_PLACE(given_twice);
  entry_results();
  entry_structs();
  entry_vectors();
  entry_members();
  entry_numbers();
  entry_pointers();
  return told();
}
