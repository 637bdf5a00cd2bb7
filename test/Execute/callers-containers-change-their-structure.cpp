// Containers of the caller's that grow, shrink, move and are assigned: bars have the final structure on entry and the
// first one on return, dots the other way. In both modes, twice at each of two points, against differences.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK: {{^[1-9][0-9]*}} functions, 0 wrong
#include "Inputs/AllNumbers.h"
#include "Inputs/BothModes.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using Matrix = std::vector<Vector>;
struct Particle {
  double x, v;
  int id;
};
struct Cloud {
  double mass;
  std::vector<Particle> particles;
  Matrix history;
  int steps;
};

template <class Visit> void each(Particle &p, Visit &&visit) { visit(p.x), visit(p.v); }
template <class Visit> void each(Cloud &cloud, Visit &&visit) {
  visit(cloud.mass);
  each(cloud.particles, visit);
  each(cloud.history, visit);
}
bool alike(const Vector &a, const Vector &b) { return a.size() == b.size(); }
bool alike(const std::vector<Particle> &a, const std::vector<Particle> &b) { return a.size() == b.size(); }
bool alike(const Matrix &a, const Matrix &b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](const Vector &u, const Vector &v) { return alike(u, v); });
}
bool alike(const Cloud &a, const Cloud &b) { return alike(a.particles, b.particles) && alike(a.history, b.history); }

// Of f(object, x) and weights of what is in the object afterwards.
template <auto f, class Object> void changing(const char *name, const Object &given) {
  bool right = true;
  for (const double scale : {1.0, 0.6}) {
    Vector start = numbers(given);
    for (double &number : start)
      number *= scale;
    const Object first = with(given, start);
    const double x = 0.8 * scale;
    Object last = first;
    const double value = f(last, x);
    Vector weights = numbers(last);
    for (std::size_t k = 0; k < weights.size(); ++k)
      weights[k] = 1 + 0.5 * std::cos(2.0 * k);
    const auto weighed = [&](const Vector &all) {
      return std::inner_product(all.begin(), all.end(), weights.begin(), 0.0);
    };
    const auto output = [&](Object object, double at) {
      const double result = f(object, at);
      return result + weighed(numbers(object));
    };
    Vector bars[2];
    double x_bar[2] = {0, 0};
    for (int twice = 0; twice < 2; ++twice) {
      Object object = first, bar = with(last, weights);
      const double again = clangent::vjp<f>(clangent::dup(object, bar), clangent::dup(x, x_bar[twice]));
      right &= close(again, value, 1e-14) && alike(bar, first) && alike(object, last) &&
               numbers(object) == numbers(last);
      bars[twice] = numbers(bar);
    }
    const auto forward = [&](const Vector &direction, double x_dot) {
      Object object = first, dot = with(first, direction);
      const auto both = clangent::jvp<f>(clangent::dup(object, dot), clangent::dup(x, x_dot));
      right &= close(both.value, value, 1e-14) && alike(dot, last);
      return both.tangent + weighed(numbers(dot));
    };
    Vector zeros(start.size(), 0.0);
    right &= agree(name, -1, x_bar[0], x_bar[1], forward(zeros, 1),
                   extrapolated([&](double h) { return output(first, x + h); }));
    for (std::size_t i = 0; i < start.size() && right; ++i) {
      Vector direction = zeros;
      direction[i] = 1;
      right &= agree(name, static_cast<int>(i), bars[0].at(i), bars[1].at(i), forward(direction, 0),
                     extrapolated([&](double h) {
                       Vector moved = start;
                       moved[i] += h;
                       return output(with(first, moved), x);
                     }));
    }
    // Of the result alone nobody has to know the final structure.
    Object object = first;
    const auto [gradient, by_x] = clangent::gradient<f>(object, x);
    Object copy = first, bar = with(last, Vector(weights.size(), 0.0));
    double zero = 0;
    clangent::vjp<f>(clangent::dup(copy, bar), clangent::dup(x, zero));
    right &= alike(gradient, first) && numbers(gradient) == numbers(bar) && by_x == zero;
  }
  if (!right)
    std::printf("%s\n", name);
  ++functions;
  wrong += !right;
}
#define CHANGING(f, ...) changing<f>(#f, __VA_ARGS__)

// ---- vectors of numbers
double pushed(Vector &v, double x) {
  for (int i = 0; i < 7; ++i)
    v.push_back(v[i] * x + i);
  v[1] *= v.back();
  return v[3] * v.back();
}
double pushed_with_room(Vector &v, double x) {
  v.reserve(20);
  double *p = &v[0];
  v.push_back(x * x);
  *p *= v.back();
  v.push_back(v[0]);
  return *p + v[1];
}
double popped(Vector &v, double x) {
  const double last = v.back();
  v.pop_back();
  v.back() *= last * x;
  return v[0] * last;
}
double resized(Vector &v, double x) {
  v.resize(2);
  v.resize(6, x * x);
  v.resize(8);
  v[7] = v[0] * v[4];
  return v[5] * v[1];
}
double cleared(Vector &v, double x) {
  double sum = 0;
  for (double e : v)
    sum += e * e * x;
  v.clear();
  v.push_back(sum);
  v.push_back(std::sin(sum));
  return sum * x;
}
double emptied(Vector &v, double x) {
  const double product = v[0] * v[1] * x;
  v.clear();
  return product;
}
double assigned(Vector &v, double x) {
  const double sum = v[0] * v[1];
  v.assign(3, sum * x);
  v[1] *= x;
  return sum;
}
double assigned_range(Vector &v, double x) {
  const Vector from{x, v[1] * x, v[2], v[0] * v[0], x * x, 1};
  v.assign(from.begin() + 1, from.end());
  return v[0] * v[3];
}
double inserted(Vector &v, double x) {
  v.insert(v.begin() + 1, v[2] * x);
  v.insert(v.end(), 2, v[0]);
  v.insert(v.begin(), {x, x * x});
  return v[2] * v[4];
}
double erased(Vector &v, double x) {
  v.erase(v.begin() + 1);
  v[1] *= x * v[0];
  v.erase(v.begin() + 2, v.end());
  return v[0] * v[1];
}
double swapped(Vector &v, double x) {
  Vector w{x, v[0] * x};
  v.swap(w);
  v.push_back(w[2]);
  std::swap(v, w);
  w[0] *= v[1];
  v.push_back(w[0] * w[1]);
  return w[1] * v[0];
}
double moved_from(Vector &v, double x) {
  Vector w = std::move(v);
  w[0] *= x;
  v = {w[0], w[1] * w[0]};
  return w[2] * x;
}
double moved_to(Vector &v, double x) {
  Vector w{x, v[1], v[0] * v[0]};
  w.push_back(v[2] * x);
  v = std::move(w);
  return v[3] * v[1];
}
double assigned_new(Vector &v, double x) {
  const Vector copy = v;
  v = Vector(copy.size() + 2, x);
  v[0] = copy[0] * copy[2];
  v = Vector(v.begin(), v.end() - 1);
  v = v;
  return v[0] * copy[1];
}
double sometimes(Vector &v, double x) {
  if (x > 0.5)
    for (int i = 0; i < 3; ++i)
      v.insert(v.begin() + i, v.back() * x);
  else
    v.pop_back();
  v.shrink_to_fit();
  return v[0] * v[1];
}
double kept_in_place(Vector &v, double x) {
  v[0] *= x;
  if (x > 10)
    v.push_back(x);
  return v[0] * v[1];
}
double remaining(Vector &v, double x) {
  v.erase(std::remove_if(v.begin(), v.end(), [](double e) { return e < 0; }), v.end());
  double sum = 0;
  for (double &e : v)
    sum += e *= x;
  return sum * sum;
}
void appended(Vector &v, double x) {
  v.push_back(v.size() > 1 ? v[v.size() - 2] * x : x);
  if (v.size() < 9)
    appended(v, x * v.back());
}
double by_recursion(Vector &v, double x) {
  appended(v, x);
  return v.back() * v[0];
}
double loop_of_swaps(Vector &v, double x) {
  Vector next;
  for (int step = 0; step < 3; ++step) {
    next.clear();
    for (std::size_t i = 0; i + 1 < v.size(); ++i)
      next.push_back(v[i] * v[i + 1] * x);
    next.push_back(v[0]);
    if (step == 1)
      next.push_back(x);
    v.swap(next);
  }
  return next[0] * v[1];
}

// ---- of vectors, of structs
double grown_matrix(Matrix &m, double x) {
  m[0].push_back(m[1][0] * x);
  m.push_back(m[0]);
  m.emplace_back(3, x);
  m.back()[1] *= m[0][0];
  m.insert(m.begin() + 1, Vector{x * x});
  return m[0].back() * m[1][0] + m[3][1];
}
double shrunk_matrix(Matrix &m, double x) {
  std::swap(m[0], m[1]);
  m[0].resize(1);
  m[1].push_back(m[0][0] * x);
  m.erase(m.begin() + 2);
  m.resize(4);
  m[3] = std::move(m[1]);
  m[1] = {x, m[3][0] * x};
  return m[3][1] * m[0][0];
}
double rotated_rows(Matrix &m, double x) {
  Vector kept = std::move(m.front());
  m.erase(m.begin());
  kept.push_back(x * m[0][0]);
  m.push_back(std::move(kept));
  m[0][0] *= m.back()[0];
  return m.back().back() * m[1][0];
}
double pointer_into_rows(Matrix &m, double x) {
  double *p = &m[1][0];
  m.push_back(Vector(2, x));
  m.push_back(Vector(1, *p));
  *p *= x;
  return *p * m[0][0];
}
double particles_split(std::vector<Particle> &all, double x) {
  const std::size_t n = all.size();
  for (std::size_t i = 0; i < n; ++i)
    if (all[i].id % 2) {
      all[i].x *= 0.5;
      all.push_back({all[i].x + x, all[i].v * x, 2});
    }
  all.erase(all.begin());
  return all.back().x * all[0].v;
}
void step(Cloud &cloud, double dt) {
  Vector row;
  for (Particle &p : cloud.particles) {
    p.v -= dt * p.x / cloud.mass;
    p.x += dt * p.v;
    row.push_back(p.x);
  }
  cloud.history.push_back(row);
  ++cloud.steps;
}
double simulated(Cloud &cloud, double x) {
  for (int i = 0; i < 4; ++i) {
    step(cloud, 0.1 * x);
    if (i == 1)
      cloud.particles.push_back({x, cloud.mass, 5});
    if (i == 2)
      cloud.particles.erase(cloud.particles.begin());
  }
  cloud.mass *= x;
  double sum = 0;
  for (const Vector &row : cloud.history)
    for (double e : row)
      sum += e * e;
  return sum;
}
double replaced(Cloud &cloud, double x) {
  Cloud other{cloud.mass * x, {{x, 1, 1}}, {{cloud.particles[0].x}, {}, {x, x * x}}, 3};
  other.particles.push_back(cloud.particles[1]);
  cloud = other;
  cloud.history[1].push_back(other.mass);
  return other.particles[1].v * cloud.mass;
}

// ---- several, one of which changes
double moved_over(Vector &from, Vector &to, double x) {
  while (from.size() > 1) {
    to.push_back(from.back() * x);
    from.pop_back();
  }
  return to.back() * from[0];
}
bool several() {
  const Vector a{1, 2, 3}, b{4};
  Vector from = a, to = b, from_bar{1}, to_bar{0, 0, 1};
  double x = 2, x_bar = 0;
  clangent::vjp<moved_over>(clangent::dup(from, from_bar), clangent::dup(to, to_bar), clangent::dup(x, x_bar));
  // to = {4, 3 x, 2 x}: the result is 2 x * 1, and to[2] once more.
  return from == Vector{1} && to == Vector{4, 6, 4} && from_bar == Vector{1 + 4, 1 * 2 + 2, 0} &&
         to_bar == Vector{0} && x_bar == 2 + 2;
}

// ---- functions that call themselves, take what moves, return nothing, have derivatives by name, hold what cannot be
// made without arguments
double called_by_itself(Vector &v, double x) {
  v.push_back(x * v[0]);
  return v.size() < 6 ? called_by_itself(v, x * v.back()) + v[1] : v.back();
}
double taken(Vector &&v, double x) {
  Vector w = std::move(v);
  w.push_back(x);
  return w.back() * w[0];
}
void put_in_front(Vector &v, double x) { v.insert(v.begin(), x * v[1]); }
[[clangent::differentiable]] double extended(Vector &v, double x) {
  v.push_back(x * v[0]);
  return v.back() * v[0];
}
struct Built {
  double x;
  Vector v;
  explicit Built(double x) : x(x), v{x} {}
};
template <class Visit> void each(Built &built, Visit &&visit) {
  visit(built.x);
  each(built.v, visit);
}
bool alike(const std::vector<Built> &a, const std::vector<Built> &b) {
  return a.size() == b.size() && alike(numbers(a), numbers(b));
}
double without_default(std::vector<Built> &all, double x) {
  all.push_back(Built(x));
  all[0].v.push_back(all[0].x * x);
  all.push_back(all[0]);
  return all.back().v.back() * all[1].v[0];
}
bool other_forms() {
  const auto [bar, by_x] = clangent::gradient<taken>(Vector{3}, 2.0);
  Vector v{3, 4}, v_bar{1, 0, 0};
  double x_bar = 0;
  clangent::vjp<put_in_front>(clangent::dup(v, v_bar), clangent::dup(2.0, x_bar));
  Vector w{3}, w_bar{0, 1}, w_dot{1}, u{3};
  double named_bar = 0, tangent = 0;
  extended_adjoint(w, 2, 1, w_bar, named_bar);
  extended_tangent(u, 2, w_dot, 0, tangent);
  return bar == Vector{2} && by_x == 3 && v_bar == Vector{0, 2} && x_bar == 4 && w_bar == Vector{14} &&
         named_bar == 12 && tangent == 12 && w_dot == Vector{1, 2};
}
double thrown(Vector &v, double x) {
  for (int i = 0; i < 40; ++i)
    v.push_back(x * v[0]);
  return v.at(x > 1 ? 100 : 1) * v[0];
}
bool exceptions_leave_bars() {
  Vector v{2}, bar{7, 8}, dot{5};
  double x_bar = 3;
  int caught = 0;
  try {
    clangent::vjp<thrown>(clangent::dup(v, bar), clangent::dup(1.5, x_bar));
  } catch (const std::out_of_range &) {
    caught += v.size() == 41;
  }
  try {
    clangent::jvp<thrown>(clangent::dup(v = {2}, dot), 1.5);
  } catch (const std::out_of_range &) {
    caught += v.size() == 41;
  }
  return caught == 2 && bar == Vector{7, 8} && x_bar == 3 && dot == Vector{5};
}

// ---- what does not fit is told, and bars and dots are left as they were
double next_to(Vector &v, const double *p, double x) {
  v.push_back(*p * x);
  return v.back();
}
double first_two(Matrix &m, Vector &v, double x) {
  v.push_back(m[0][0] * x);
  return v.back() * m.size();
}
template <class Call> void told_as(const char *expected, Call &&call) {
  ++functions;
  try {
    call();
  } catch (const std::invalid_argument &e) {
    if (std::string(e.what()) == expected)
      return;
    std::puts(e.what());
  }
  ++wrong;
}
void misfits() {
  const Vector first{1, 2};
  Vector v = first, short_bar{1, 2}, long_dot{1, 2, 3};
  double x_bar = 0;
  told_as("clangent: 'v_bar' has 2 elements where the function has 9",
          [&] { clangent::vjp<pushed>(clangent::dup(v, short_bar), clangent::dup(2.0, x_bar)); });
  v = first;
  told_as("clangent: 'v_dot' has 3 elements where the function has 2",
          [&] { clangent::jvp<pushed>(clangent::dup(v, long_dot), 2.0); });
  Matrix m{{1}, {2}}, m_bar{{1}, {1}};
  told_as("clangent: 'm_bar' has 1 elements where the function has 2",
          [&] { clangent::vjp<rotated_rows>(clangent::dup(m, m_bar), 2.0); });
  wrong += short_bar != first || long_dot != Vector{1, 2, 3} || m_bar != Matrix{{1}, {1}} || x_bar != 0;
  // One object has one bar, by its name.
  Vector bar(3), same(3);
  told_as("clangent: 'to' is part of 'from', and the function changes the number of elements of one of them",
          [&] { clangent::vjp<moved_over>(clangent::dup(v, bar), clangent::dup(v, same), 2.0); });
  told_as("clangent: 'p' is part of 'v', and the function changes the number of elements of one of them",
          [&] { clangent::vjp<next_to>(clangent::dup(v, bar), clangent::dup(&v[1], &bar[1]), 2.0); });
  Matrix rows{{1}, {2}}, rows_bar{{0}, {0}};
  told_as("clangent: 'v' is part of 'm', and the function changes the number of elements of one of them",
          [&] { clangent::vjp<first_two>(clangent::dup(rows, rows_bar), clangent::dup(rows[1], rows_bar[1]), 2.0); });
}

int main() {
  const Vector v{1.1, 0.7, 1.3, 0.4};
  CHANGING(pushed, v);
  CHANGING(pushed_with_room, v);
  CHANGING(popped, v);
  CHANGING(resized, v);
  CHANGING(cleared, v);
  CHANGING(emptied, v);
  CHANGING(assigned, v);
  CHANGING(assigned_range, v);
  CHANGING(inserted, v);
  CHANGING(erased, v);
  CHANGING(swapped, v);
  CHANGING(moved_from, v);
  CHANGING(moved_to, v);
  CHANGING(assigned_new, v);
  CHANGING(sometimes, v);
  CHANGING(kept_in_place, v);
  CHANGING(remaining, Vector{1, -2, 3, -1, 0.5});
  CHANGING(by_recursion, v);
  CHANGING(loop_of_swaps, v);
  const Matrix m{{1.1, 0.7}, {1.3}, {0.4, 0.9, 0.2}};
  CHANGING(grown_matrix, m);
  CHANGING(shrunk_matrix, m);
  CHANGING(rotated_rows, m);
  CHANGING(pointer_into_rows, m);
  const std::vector<Particle> particles{{1, 0.5, 1}, {0.3, 0.8, 2}, {0.6, 1.2, 3}};
  CHANGING(particles_split, particles);
  CHANGING(simulated, Cloud{1.5, particles, {{0.5}}, 0});
  CHANGING(replaced, Cloud{1.5, particles, m, 0});
  if (++functions; !several())
    std::puts("several"), ++wrong;
  CHANGING(called_by_itself, Vector{0.9});
  CHANGING(without_default, std::vector<Built>{Built(1.1)});
  if (++functions; !other_forms())
    std::puts("other forms"), ++wrong;
  if (++functions; !exceptions_leave_bars())
    std::puts("exceptions"), ++wrong;
  misfits();
  return told();
}
