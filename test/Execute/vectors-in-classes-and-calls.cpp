// Vectors of structs, vectors and pointers, in classes, as parameters and results, in both modes, against differences.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O2 -fplugin-arg-clangent-no-inline %s -o %t && %t | FileCheck %s
// CHECK: {{^[1-9][0-9]*}} functions, 0 wrong
#include "Inputs/BothModes.h"

#include <cmath>
#include <utility>
#include <vector>

// ---- of structs
struct Point {
  double x, y;
  int id = 0;
  double squared() const { return x * x + y * y; }
  Point operator*(double f) const { return {x * f, y * f, id}; }
};
double of_structs(double x, double y) {
  std::vector<Point> points(3);
  points[0].x = x;
  points[1] = {y, x * y, 4};
  points.push_back(points[1] * x);
  points.push_back({x, y});
  points.emplace_back();
  for (Point &p : points)
    p.x += 0.5 * p.y;
  double sum = 0;
  for (const Point &p : points)
    sum = 0.7 * sum + p.squared() + p.id * p.x;
  return sum;
}
struct Built {
  double a, b;
  Built(double a, double b) : a(a), b(b * a) {}
};
double of_built_structs(double x, double y) {
  std::vector<Built> all;
  for (int i = 0; i < 5; ++i)
    all.emplace_back(x + i, y);
  all.insert(all.begin() + 2, Built(y, x));
  all.erase(all.begin());
  std::swap(all.front(), all.back());
  double sum = 0;
  for (std::size_t i = 0; i < all.size(); ++i)
    sum += (i + 1.0) * all[i].a * all[i].b;
  return sum;
}
double of_arrays_in_structs(double x, double y) {
  struct Row {
    double e[3];
  };
  std::vector<Row> rows(2, Row{{x, y, 1}});
  rows.resize(4);
  rows[3].e[1] = rows[0].e[0] * rows[1].e[1];
  rows[2] = rows[3];
  rows[2].e[1] *= x;
  return rows[2].e[1] * rows[3].e[1] + rows[1].e[0] * rows[2].e[1];
}

// ---- of vectors
double of_vectors(double x, double y) {
  std::vector<Vector> m(3, Vector(2, x));
  m[1][1] = y;
  m[2] = {x * y, y, x};
  m.push_back(m[2]);
  m.emplace_back(4, y);
  m.push_back(Vector{x});
  double sum = 0;
  for (std::size_t i = 0; i < m.size(); ++i)
    for (std::size_t j = 0; j < m[i].size(); ++j)
      sum = 0.9 * sum + m[i][j] * m[i][j] * (i + 1);
  return sum;
}
double inner_ones_grow(double x, double y) {
  std::vector<Vector> groups(3);
  for (int i = 0; i < 14; ++i) {
    groups[i * i % 3].push_back(x * i + y);
    if (i % 5 == 4)
      groups.push_back(Vector(2, y));
    groups[i % 3].push_back(groups[i * i % 3].back() * 0.5);
  }
  double sum = 0;
  for (const Vector &group : groups)
    sum = 0.5 * sum + weighed(group);
  return sum;
}
double inner_ones_change_places(double x, double y) {
  std::vector<Vector> m{{x, y}, {x * y}, {y, y, x}};
  std::swap(m[0], m[2]);
  m[1].swap(m[0]);
  m.insert(m.begin(), Vector(2, x));
  m.erase(m.begin() + 1, m.begin() + 1); // nothing
  m.erase(m.begin() + 2);
  m[1] = std::move(m[2]);
  m.pop_back();
  m.resize(4, m[0]);
  double sum = 0;
  for (std::size_t i = 0; i < m.size(); ++i)
    sum += (i + 1.0) * weighed(m[i]) + m[i].size();
  return sum;
}
double matrices_multiplied(double x, double y) {
  using Matrix = std::vector<Vector>;
  const auto product = [](const Matrix &a, const Matrix &b) {
    Matrix c(a.size(), Vector(b[0].size(), 0.0));
    for (std::size_t i = 0; i < a.size(); ++i)
      for (std::size_t j = 0; j < b[0].size(); ++j)
        for (std::size_t k = 0; k < b.size(); ++k)
          c[i][j] += a[i][k] * b[k][j];
    return c;
  };
  Matrix a{{x, y}, {1.0, x * y}};
  a = product(a, a);
  a = product(a, Matrix{{y, 0}, {x, 2}});
  return a[0][0] * a[1][1] - a[0][1] * a[1][0] + a[0][1];
}
double three_deep(double x, double y) {
  std::vector<std::vector<Vector>> cube(2, std::vector<Vector>(2, Vector(2, x)));
  cube[1][0][1] = y;
  cube[0].push_back(cube[1][0]);
  cube.push_back(cube[0]);
  cube[0][2][1] *= x;
  return weighed(cube[2][2]) + weighed(cube[0][2]) * weighed(cube[1][1]);
}

// ---- of pointers
double of_pointers(double x, double y) {
  double a = x, b = x * y, c = y;
  std::vector<double *> places{&a, &b};
  places.push_back(&c);
  for (double *p : places)
    *p *= *places[0];
  places.erase(places.begin());
  *places[0] += a;
  std::vector<const double *> read(places.begin(), places.end());
  return *read[0] * *read[1] + a;
}
double pointers_to_elements(double x, double y) {
  Vector v{x, y, x * y, 1.0};
  std::vector<double *> odd;
  for (std::size_t i = 1; i < v.size(); i += 2)
    odd.push_back(&v[i]);
  for (double *p : odd)
    *p = *p * x + p[-1];
  return weighed(v);
}

// ---- in classes
class Polynomial {
public:
  explicit Polynomial(int degree) : coefficients(degree + 1) {}
  double &operator[](int i) { return coefficients[i]; }
  double operator()(double x) const {
    double value = 0;
    for (auto c = coefficients.rbegin(); c != coefficients.rend(); ++c)
      value = value * x + *c;
    return value;
  }
  Polynomial derivative() const {
    Polynomial d(static_cast<int>(coefficients.size()) - 2);
    for (std::size_t i = 1; i < coefficients.size(); ++i)
      d.coefficients[i - 1] = i * coefficients[i];
    return d;
  }
  Polynomial operator*(const Polynomial &other) const {
    Polynomial p(static_cast<int>(coefficients.size() + other.coefficients.size()) - 2);
    for (std::size_t i = 0; i < coefficients.size(); ++i)
      for (std::size_t j = 0; j < other.coefficients.size(); ++j)
        p.coefficients[i + j] += coefficients[i] * other.coefficients[j];
    return p;
  }

private:
  Vector coefficients;
};
double of_polynomials(double x, double y) {
  Polynomial p(3);
  for (int i = 0; i <= 3; ++i)
    p[i] = x + i * y;
  const Polynomial square = p * p;
  p = p.derivative();
  return square(x) * p(y) + square.derivative()(0.5);
}
struct Account {
  int number = 0;
  Vector payments;
  double rate = 0;
  void pay(double amount) { payments.push_back(amount * (1 + rate)); }
  double total() const {
    double sum = 0;
    for (double p : payments)
      sum += p;
    return sum;
  }
};
double of_accounts(double x, double y) {
  std::vector<Account> accounts(2);
  accounts[0].rate = x;
  accounts[1].rate = 0.1 * y;
  for (int i = 0; i < 6; ++i)
    accounts[i % accounts.size()].pay(i * y);
  accounts.push_back(accounts[1]);
  accounts.back().pay(x * x);
  Account first = std::move(accounts.front());
  accounts.erase(accounts.begin());
  first.pay(y);
  double sum = first.total() * first.total();
  for (const Account &account : accounts)
    sum += account.total() * account.rate;
  return sum;
}

// ---- parameters and results
Vector twice(Vector v) {
  for (double &e : v)
    e *= 2;
  return v;
}
Vector through(const Vector &v, double x) {
  Vector result = twice(v);
  result.push_back(x);
  return result;
}
Vector further(Vector v, double x) { return through(std::move(v), x * x); }
double returned_through_three(double x, double y) {
  const Vector v{x, y};
  const Vector w = further(v, y);
  return weighed(w) * v[1] + weighed(further(w, x)) + further({y}, x)[1];
}
void scale(Vector &v, double by) {
  for (std::size_t i = 0; i < v.size(); ++i)
    v[i] *= by;
}
void extend(Vector &v, const Vector &by) {
  for (double e : by)
    v.push_back(e);
}
double by_reference(double x, double y) {
  Vector v{x, y}, w{y};
  scale(v, x);
  extend(v, w);
  extend(w, v);
  scale(w, v[2]);
  return weighed(v) + 2 * weighed(w);
}
double of_same_one(const Vector &a, Vector &b) {
  b[0] *= a[1];
  b[1] += a[0];
  return a[0] * b[1];
}
double given_twice(double x, double y) {
  Vector v{x, y};
  const double once = of_same_one(v, v);
  return once * of_same_one(Vector{y, x}, v) + weighed(v);
}
double by_lambda_that_owns(double x, double y) {
  Vector v{x, y, x * y};
  auto owner = [v = std::move(v), x](double t) mutable {
    v.push_back(t * x);
    return weighed(v);
  };
  const double first = owner(y);
  return first * owner(x) + v.size();
}
double chosen(double x, double y) {
  Vector u{x, y}, v{y, x, x * y};
  Vector &longer = u.size() > v.size() ? u : v;
  longer.push_back(x);
  const Vector w = x > 1 ? u : v;
  Vector *p = y > 1 ? &u : &v;
  p->push_back(w[1] * (*p)[0]);
  return weighed(u) + 2 * weighed(v) + 3 * weighed(w);
}

// ---- as arguments
double of_argument(const Vector &v) { return weighed(v) * v.front() + std::sin(v.back()); }
double of_copied_argument(Vector v) {
  v[1] *= v[0];
  v.push_back(v[1] * v[2]);
  v.erase(v.begin());
  return weighed(v);
}
double of_extended_argument(const Vector &v) {
  Vector w = v;
  for (double e : v)
    w.push_back(e * w[0]);
  return weighed(w);
}
double of_argument_iterated(const Vector &v) {
  double value = 0;
  for (auto it = v.rbegin(); it != v.rend(); ++it)
    value = value * v[0] + *it;
  return value;
}

// A function that stays makes a vector of its own, and reads pointers and containers that its caller has.
double weighed(const double *p, const std::vector<Point> &points, double y) {
  std::vector<double> own;
  own.reserve(8);
  for (const Point &point : points)
    own.push_back(point.x * y);
  own.push_back(p[1]);
  return own.front() * own.back() * p[0];
}
double beside_its_own(const std::vector<double> &v) {
  const std::vector<Point> points{{v[0], v[1]}, {v[2], v[0] * v[1]}};
  return weighed(v.data(), points, v[1]) * weighed(&v[1], points, v[2]);
}
double walked(const double *p, double y) {
  std::vector<double> own(1, y);
  own.push_back(p[0]);
  own.erase(own.begin());
  return own[0] * p[1];
}
double pointer_of_the_caller(double *p, double y) {
  p[1] = walked(p, y) * y;
  return walked(p, p[1]);
}

int main() {
  BOTH_MODES(of_structs);
  BOTH_MODES(of_built_structs);
  BOTH_MODES(of_arrays_in_structs);
  BOTH_MODES(of_vectors);
  BOTH_MODES(inner_ones_grow);
  BOTH_MODES(inner_ones_change_places);
  BOTH_MODES(matrices_multiplied);
  BOTH_MODES(three_deep);
  BOTH_MODES(of_pointers);
  BOTH_MODES(pointers_to_elements);
  BOTH_MODES(of_polynomials);
  BOTH_MODES(of_accounts);
  BOTH_MODES(returned_through_three);
  BOTH_MODES(by_reference);
  BOTH_MODES(given_twice);
  BOTH_MODES(by_lambda_that_owns);
  BOTH_MODES(chosen);
  BOTH_MODES_OF_VECTOR(of_argument, 5);
  BOTH_MODES_OF_VECTOR(of_copied_argument, 4);
  BOTH_MODES_OF_VECTOR(of_extended_argument, 3);
  BOTH_MODES_OF_VECTOR(of_argument_iterated, 4);
  BOTH_MODES_OF_VECTOR(beside_its_own, 4);
  // The square of p[0] times p[1] and y.
  double p[] = {1.5, 2}, bar[] = {0, 0}, dot[] = {0.5, 1}, y = 0.5, y_bar = 0;
  clangent::vjp<pointer_of_the_caller>(clangent::dup(p, bar), clangent::dup(y, y_bar));
  p[1] = 2;
  const double along = clangent::jvp<pointer_of_the_caller>(clangent::dup(p, dot), clangent::dup(0.5, 0.25)).tangent;
  wrong += y_bar != 4.5 || bar[0] != 3 || bar[1] != 1.125 || along != 0.5 * 3 + 1 * 1.125 + 0.25 * 4.5;
  return told();
}
