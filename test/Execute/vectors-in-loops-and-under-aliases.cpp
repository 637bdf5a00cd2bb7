// Vectors in recursion and loops, and pointers, references and iterators into them that are kept, in both modes,
// against differences.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O2 -fplugin-arg-clangent-no-inline %s -o %t && %t | FileCheck %s
// CHECK: {{^[1-9][0-9]*}} functions, 0 wrong
#include "Inputs/BothModes.h"

#include <cmath>
#include <utility>
#include <vector>

// ---- recursion and loops
double sum_of_halves(const Vector &v) {
  if (v.size() == 1)
    return v[0] * v[0];
  const std::size_t half = v.size() / 2;
  return sum_of_halves(Vector(v.begin(), v.begin() + half)) * 0.9 + sum_of_halves(Vector(v.begin() + half, v.end()));
}
double halved(double x, double y) { return sum_of_halves({x, y, x * y, x - y, 2 * x, y * y, 1}); }
void visit(Vector &path, double x, double &sum) {
  if (path.size() == 4) {
    sum += weighed(path);
    return;
  }
  for (int way = 1; way <= 2; ++way) {
    path.push_back(x * way + (path.empty() ? 0 : path.back() * 0.3));
    visit(path, x, sum);
    path.pop_back();
  }
}
double backtracked(double x, double y) {
  Vector path{y};
  double sum = 0;
  visit(path, x, sum);
  return sum + weighed(path);
}
double swapped_in_loop(double x, double y) {
  Vector now(6, x), next(6);
  now[2] = y;
  for (int step = 0; step < 7; ++step) {
    for (int i = 0; i < 6; ++i)
      next[i] = 0.8 * now[i] + 0.2 * now[(i + 1) % 6] * now[(i + 5) % 6];
    std::swap(now, next);
  }
  return weighed(now) + weighed(next);
}
double made_in_each_iteration(double x, double y) {
  double state = x;
  for (int i = 1; i < 8; ++i) {
    Vector v(i, state);
    v[i / 2] *= y;
    if (i == 3)
      continue;
    v.push_back(state * x);
    if (weighed(v) > 1e6)
      break;
    state = std::sin(0.005 * weighed(v)) + x;
  }
  return state;
}
double kept_for_next_iteration(double x, double y) {
  Vector last;
  double sum = 0;
  for (int i = 0; i < 6; ++i) {
    Vector now{x * i, y};
    for (double e : last)
      now.push_back(e * 0.5);
    sum += weighed(now);
    last = std::move(now);
  }
  return sum;
}
double early_exits(double x, double y) {
  Vector v;
  for (int i = 0; i < 10; ++i) {
    Vector w(2, x * i);
    v.push_back(w[0] + y);
    if (v.size() == 4)
      return weighed(v) + weighed(w);
  }
  return 0;
}
double while_work_is_left(double x, double y) {
  std::vector<std::pair<double, int>> work{{x, 0}};
  double sum = 0;
  while (!work.empty()) {
    const auto [value, depth] = work.back();
    work.pop_back();
    sum += value * value;
    if (depth < 3) {
      work.emplace_back(value * y, depth + 1);
      work.push_back({value * 0.5 + x, depth + 2});
    }
  }
  return sum;
}

// ---- pointers, references and iterators that are kept
double pointer_with_spare_room(double x, double y) {
  Vector v{y, x};
  v.reserve(4);
  double *p = &v[0];
  v.push_back(x);
  *p = x * x;
  return weighed(v) + *p;
}
double pointer_before_growth(double x, double y) {
  Vector v{y, x};
  double *p = &v[0];
  *p = x * x;
  v.push_back(*p * y);
  v.shrink_to_fit();
  v.push_back(v[2]);
  p = &v[1];
  *p *= v[0];
  return weighed(v);
}
double iterator_across_erase(double x, double y) {
  Vector v{x, y, x * y, x + y};
  auto it = v.begin() + 1;
  v.erase(v.begin() + 2);
  *it *= x; // still the second
  it[1] += *it;
  v.erase(it + 1);
  *it *= y;
  return weighed(v);
}
double into_inner_across_growth(double x, double y) {
  std::vector<Vector> vv(1, Vector{x, y});
  double *p = &vv[0][1];
  for (int i = 0; i < 5; ++i)
    vv.push_back(Vector(1, x * i)); // moves the inner ones, not their elements
  *p *= x;
  return weighed(vv[0]) + weighed(vv[3]);
}
double pointer_across_swap(double x, double y) {
  Vector u{x, y}, v{x * y};
  double *p = &u[1];
  u.swap(v);
  *p *= x; // now in v
  Vector w = std::move(v);
  *p += y; // now in w
  return weighed(u) + 2 * weighed(w);
}
double reference_in_loop(double x, double y) {
  Vector v{x, y, x};
  for (int i = 0; i < 5; ++i) {
    double &e = v[i % 3], &next = v[(i + 1) % 3];
    e *= 0.5 * next;
    next += 0.3 * x * e;
  }
  return weighed(v);
}
const double &largest(const Vector &v) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < v.size(); ++i)
    if (v[i] > v[best])
      best = i;
  return v[best];
}
struct Log {
  std::vector<double *> places;
  void add(double &place) { places.push_back(&place); }
  double total() const {
    double sum = 0;
    for (const double *p : places)
      sum += *p * *p;
    return sum;
  }
};
double a_registry(double x, double y) {
  double a[2] = {y, 1};
  Log log;
  log.add(a[0]);
  log.add(a[1]);
  a[0] = x * x;
  return log.total() + y * a[0];
}
double largest_changed(double x, double y) {
  Vector v{x, y, x * y};
  const double &most = largest(v);
  for (double &e : v)
    e *= 1.5;
  return most * most * x + weighed(v);
}

int main() {
  BOTH_MODES(halved);
  BOTH_MODES(backtracked);
  BOTH_MODES(swapped_in_loop);
  BOTH_MODES(made_in_each_iteration);
  BOTH_MODES(kept_for_next_iteration);
  BOTH_MODES(early_exits);
  BOTH_MODES(while_work_is_left);
  BOTH_MODES(pointer_with_spare_room);
  BOTH_MODES(pointer_before_growth);
  BOTH_MODES(iterator_across_erase);
  BOTH_MODES(into_inner_across_growth);
  BOTH_MODES(pointer_across_swap);
  BOTH_MODES(reference_in_loop);
  BOTH_MODES(a_registry);
  BOTH_MODES(largest_changed);
  return told();
}
