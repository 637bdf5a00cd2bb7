// Vectors of numbers with the rest of the language: bases, templates, pairs, lambdas, throws, tables, pointers of the
// caller, copies by the user; in both modes, against differences.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-activity %s -o %t && %t | FileCheck %s
// CHECK: {{^[1-9][0-9]*}} functions, 0 wrong
#include "Inputs/BothModes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numeric>
#include <stdexcept>
#include <tuple>
#include <utility>
#include <vector>

// ---- classes
struct Shape {
  Vector sides;
  double scale = 1;
  double length() const { return scale * std::accumulate(sides.begin(), sides.end(), 0.0); }
};
struct Square : Shape {
  explicit Square(double side) { sides.assign(4, side); }
};
double of_bases(double x, double y) {
  Square square(x);
  square.scale = y;
  Shape shape = square;
  shape.sides.pop_back();
  shape.sides[0] *= square.length();
  return shape.length() * square.length();
}
struct Points : std::vector<double> {
  using std::vector<double>::vector;
  double norm() const {
    double sum = 0;
    for (double e : *this)
      sum += e * e;
    return std::sqrt(sum);
  }
};
double derived_from_vector(double x, double y) {
  Points p{x, y};
  p.push_back(x * y);
  const Points q = p;
  p[0] *= q.norm();
  return p.norm() * q.back();
}
// Every copy is a little smaller.
struct Worn {
  double value;
  explicit Worn(double value) : value(value) {}
  Worn(const Worn &other) : value(0.9 * other.value) {}
  Worn &operator=(const Worn &other) {
    value = 0.8 * other.value;
    return *this;
  }
};
double of_worn(double x, double y) {
  std::vector<Worn> v;
  v.reserve(4);
  v.emplace_back(x);
  v.push_back(Worn(y));
  v.push_back(v[0]);
  std::vector<Worn> w = v;
  w[0] = v[1];
  v = w;
  double sum = 0;
  for (const auto &list : {v, w})
    for (std::size_t i = 0; i < list.size(); ++i)
      sum += (i + 1.0) * list[i].value * list[i].value;
  return sum;
}
struct Counted {
  double value;
  double *sum;
  Counted(double value, double *sum) : value(value), sum(sum) {}
  Counted(const Counted &other) : value(other.value), sum(other.sum) {}
  ~Counted() { *sum += value * value; }
};
double told_by_destructors(double x, double y) {
  double sum = 0;
  {
    std::vector<Counted> v;
    v.reserve(3);
    v.emplace_back(x, &sum);
    v.emplace_back(x * y, &sum);
    v.pop_back();
    v.push_back(Counted(y, &sum));
    v[0].value *= sum;
  }
  return sum;
}
template <class T> class Grid {
public:
  Grid(int rows, int cols, T value = T()) : cols(cols), cells(rows * cols, value) {}
  T *operator[](int i) { return cells.data() + i * cols; }
  const T *operator[](int i) const { return cells.data() + i * cols; }
  typename std::vector<T>::iterator begin() { return cells.begin(); }
  typename std::vector<T>::iterator end() { return cells.end(); }

private:
  int cols;
  std::vector<T> cells;
};
double of_templates(double x, double y) {
  Grid<double> grid(3, 4, x);
  Grid<int> count(3, 4);
  grid[1][2] = y;
  for (int i = 0; i < 3; ++i)
    for (int j = 1; j < 4; ++j) {
      grid[i][j] += grid[i][j - 1] * grid[(i + 1) % 3][j];
      ++count[j - 1][i];
    }
  double sum = 0;
  for (double e : grid)
    sum = 0.5 * sum + e;
  return sum * count[0][0];
}
struct Range {
  Vector::const_iterator from, to;
  double sum() const { return std::accumulate(from, to, 0.0); }
};
double iterators_in_objects(double x, double y) {
  const Vector v{x, y, x * y, x + y};
  const Range whole{v.begin(), v.end()}, middle{std::next(v.begin()), std::prev(v.end())};
  auto it = v.begin();
  std::advance(it, 2);
  return whole.sum() * middle.sum() * *it + std::distance(it, v.end()) * v.rbegin().base()[-2];
}

// ---- other types of the library around them, and over them
double in_pairs_and_tuples(double x, double y) {
  const auto split = [](const Vector &v, double at) {
    std::pair<Vector, Vector> parts;
    for (double e : v)
      (e < at ? parts.first : parts.second).push_back(e);
    return parts;
  };
  auto [low, high] = split({x, y, x * y, 2 * y, 0.1 * x}, 0.8);
  low.push_back(high.front());
  const std::tuple<Vector, double> both(high, x);
  return weighed(low) + 2 * weighed(std::get<0>(both)) * std::get<1>(both);
}
double in_arrays(double x, double y) {
  std::array<Vector, 3> groups;
  Vector plain[2] = {Vector(2, x), {y}};
  for (int i = 0; i < 8; ++i)
    groups[i % 3].push_back(plain[i % 2].back() * i + x);
  std::swap(groups[0], groups[2]);
  plain[1] = groups[1];
  double sum = 0;
  for (const Vector &group : groups)
    sum = 0.9 * sum + weighed(group);
  return sum + weighed(plain[1]);
}
template <class Container> double product(const Container &c) {
  double result = 1;
  for (const auto &e : c)
    result *= e;
  return result;
}
double by_generic_functions(double x, double y) {
  const std::array<double, 2> a{x, y};
  Vector v(std::begin(a), std::end(a));
  v.insert(v.end(), std::rbegin(a), std::rend(a));
  return product(v) + product(a) * product(std::vector<float>(2, 0.5f)) + std::size(v) * *std::begin(v);
}
double exchanged(double x, double y) {
  Vector v{x, y};
  const Vector old = std::exchange(v, {y * y});
  v.push_back(std::exchange(v[0], x));
  return weighed(old) + 2 * weighed(std::as_const(v));
}

// ---- lambdas, recursion, choices
double by_lambdas(double x, double y) {
  Vector v{x, y};
  const auto add = [&v](double e) -> Vector & {
    v.push_back(e);
    return v;
  };
  add(x * y).front() *= 2;
  const auto copied = [=] { return weighed(v); };
  v[1] = 5;
  add(y);
  const auto filled = [n = 3](double e) { return Vector(n, e); };
  return copied() * x + weighed(v) + weighed(filled(x * x));
}
double chosen_by_value(double x, double y) {
  const Vector u{x, y}, v{y};
  const Vector w = x < y ? u : Vector(3, x);
  double sum = weighed(x * y > 1 ? w : v);
  switch (w.size()) {
  case 2: {
    Vector inner = v;
    inner.push_back(sum);
    sum += weighed(inner);
    break;
  }
  case 3:
    sum *= weighed(w);
    [[fallthrough]];
  default:
    sum += y;
  }
  return sum;
}
double lengths_that_depend(double x, double y) {
  Vector v(static_cast<std::size_t>(3 * x), y); // 2 and 4
  v.resize(v.size() + (y > 1 ? 2 : 1), x);
  for (int n = v.size(); n < 9; n += n / 2)
    v.insert(v.begin() + n % 2, n, x * n);
  return weighed(v) * 1e-2;
}
double with_tables(double x, double y) {
  const Vector table{0.5, 1.5, 2.5};
  const std::vector<int> order{2, 0, 1};
  std::vector<bool> used(3);
  Vector v = table;
  for (int i : order) {
    v[i] *= table[order[i]] * x + y;
    used[i] = true;
  }
  return weighed(v) * std::count(used.begin(), used.end(), true);
}
double constants_then_numbers(double x, double y) {
  Vector v(4, 1.0); // nothing varies yet
  std::iota(v.begin(), v.end(), 0.5);
  const double before = weighed(v);
  v[2] = x;
  const double between = weighed(v);
  std::fill(v.begin(), v.end(), 2.0); // nor now
  return before * x + between * y + weighed(v) * y;
}

// ---- throws
double root(double x) {
  if (x < 0)
    throw std::domain_error("negative");
  return std::sqrt(x);
}
double with_throws(double x, double y) {
  Vector v{x};
  for (int i = 0; i < 5; ++i) {
    Vector w(i + 1, root(x + y * i));
    v.push_back(w.at(i) * v.back());
  }
  return weighed(v);
}

// ---- memory of the caller
double norm(const double *p, std::size_t n) {
  double sum = 0;
  while (n-- > 0)
    sum += p[n] * p[n];
  return std::sqrt(sum);
}
void scale(double *from, double *to, double factor) {
  for (; from != to; ++from)
    *from *= factor;
}
double given_as_pointers(double x, double y) {
  Vector v{x, y, x * y};
  v.push_back(norm(v.data(), v.size()));
  scale(&v[0] + 1, v.data() + 3, x);
  scale(&*v.begin(), &v.back(), 0.5);
  return norm(&v[1], 3) * v[0];
}
double of_array(const double *p, int n) {
  Vector v(p, p + n), w(n);
  for (int i = 0; i < n; ++i)
    w[i] = v[i] * p[n - 1 - i];
  v.insert(v.end(), p, p + 2);
  return weighed(v) + 2 * weighed(w);
}
double of_caller(double x, double y) {
  const double numbers[4] = {x, y, x * y, 1};
  return of_array(numbers, 4);
}
void cumulate(const double *in, double *out, int n) {
  Vector sums;
  for (int i = 0; i < n; ++i)
    sums.push_back(in[i] * (sums.empty() ? 1.0 : sums.back()));
  std::copy(sums.rbegin(), sums.rend(), out);
}
double by_out_parameter(double x, double y) {
  const double in[3] = {x, y, x + y};
  double out[3];
  cumulate(in, out, 3);
  return out[0] * out[1] + out[2];
}

int main() {
  BOTH_MODES(of_bases);
  BOTH_MODES(derived_from_vector);
  BOTH_MODES(of_worn);
  BOTH_MODES(told_by_destructors);
  BOTH_MODES(of_templates);
  BOTH_MODES(iterators_in_objects);
  BOTH_MODES(in_pairs_and_tuples);
  BOTH_MODES(in_arrays);
  BOTH_MODES(by_generic_functions);
  BOTH_MODES(exchanged);
  BOTH_MODES(by_lambdas);
  BOTH_MODES(chosen_by_value);
  BOTH_MODES(lengths_that_depend);
  BOTH_MODES(with_tables);
  BOTH_MODES(constants_then_numbers);
  BOTH_MODES(with_throws);
  BOTH_MODES(given_as_pointers);
  BOTH_MODES(of_caller);
  BOTH_MODES(by_out_parameter);
  return told();
}
