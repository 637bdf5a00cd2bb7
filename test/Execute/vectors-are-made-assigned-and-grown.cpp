// Every member of std::vector over numbers that are differentiated, in both modes, against differences.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t && %t | FileCheck %s
// CHECK: {{^[1-9][0-9]*}} functions, 0 wrong
#include "Inputs/BothModes.h"

#include <cmath>
#include <initializer_list>
#include <iterator>
#include <utility>
#include <vector>

// ---- made
double of_size(double x, double y) {
  Vector v(3);
  v[1] = x * y;
  v[2] = v[1] + y;
  return weighed(v);
}
double of_size_and_value(double x, double y) {
  Vector v(4, x * y);
  v[2] *= x;
  return weighed(v);
}
double of_list(double x, double y) {
  Vector v{x, y, x * y, 2.0};
  v[0] += v[2];
  return weighed(v);
}
double of_list_assigned(double x, double y) {
  Vector v = {x * x, y};
  v = {y, x, x * y, std::exp(x)};
  const double four = weighed(v);
  v = {x * y};
  return four * weighed(v);
}
double of_pointers(double x, double y) {
  const double numbers[] = {x, x * y, y * y, 1};
  Vector v(numbers + 1, numbers + 4);
  return weighed(v);
}
double of_iterators(double x, double y) {
  const Vector u{x, y, x - y, x + y};
  Vector v(u.begin() + 1, u.end());
  Vector w(v.rbegin(), v.rend());
  w[0] *= v[0];
  return weighed(v) + 3 * weighed(w);
}
double copied(double x, double y) {
  Vector u{x, y};
  Vector v(u), w = v;
  v[0] *= u[1];
  u[1] = 5;
  w[1] += v[0];
  return weighed(u) + 2 * weighed(v) + 3 * weighed(w);
}
double moved(double x, double y) {
  Vector u{x, y, x * y};
  Vector v(std::move(u));
  u.push_back(y * y);
  v[1] *= u[0];
  return weighed(v) + 3 * weighed(u) + u.size();
}
double empty_ones(double x, double y) {
  Vector u, v(0), w{};
  if (!u.empty() || v.size() != 0)
    return 0;
  u = v;
  w.push_back(x);
  v = std::move(w);
  v.push_back(y);
  return weighed(u) + weighed(v) + w.size();
}

// ---- assigned
double assigned(double x, double y) {
  Vector u{x, y}, v{1.0, x, y, x * y}, w;
  v[3] *= v[1];
  w = v;
  w[0] = x * w[3];
  v = u;
  v[1] *= 3;
  u = w;
  return weighed(u) + 2 * weighed(v) + 3 * weighed(w);
}
double assigned_to_itself(double x, double y) {
  Vector v{x, y, x * y};
  Vector &same = v;
  v = same;
  v[0] *= v[2];
  v = same;
  return weighed(v);
}
double assigned_in_loop(double x, double y) {
  Vector now{x, y}, next(2);
  for (int i = 0; i < 5; ++i) {
    next[0] = now[0] * now[1] + 0.1 * x;
    next[1] = std::cos(now[0]);
    now = next;
  }
  return weighed(now);
}
double move_assigned(double x, double y) {
  Vector u{x, y}, v{x * y};
  u = std::move(v);
  v = Vector{y, x, u[0]};
  u = Vector(2, v[2]);
  return weighed(u) + 2 * weighed(v);
}
double assign_members(double x, double y) {
  Vector v{x};
  v[0] *= 2;
  v.assign(3, v[0]);
  double sum = weighed(v);
  v.assign({x, y});
  sum += 2 * weighed(v);
  const double numbers[] = {y, x * y, x, y, 3};
  v.assign(numbers, numbers + 5);
  sum += 3 * weighed(v);
  v.assign(2, y);
  return sum + 4 * weighed(v);
}

// ---- sizes
double resized(double x, double y) {
  Vector v{x, y};
  v.resize(4);
  v[2] += x * y;
  v.resize(6, v[1]);
  const double six = weighed(v);
  v.resize(1);
  v.resize(3, y * y);
  v.resize(3);
  return six + 2 * weighed(v);
}
double shrunk_and_grown_again(double x, double y) {
  Vector v(5, x);
  v.resize(2);
  v.resize(5); // zeros again
  v[4] += y * x;
  return weighed(v) + v.size();
}
double reserved(double x, double y) {
  Vector v;
  v.reserve(8);
  const double *before = v.data();
  for (int i = 0; i < 8; ++i)
    v.push_back(x * i + y);
  const double same = v.data() == before ? 1.0 : 0.0;
  v.reserve(20);
  v[3] *= x;
  v.shrink_to_fit();
  v[0] += v[7] * same;
  return weighed(v);
}
double shrunk_to_nothing(double x, double y) {
  Vector v(3, x * y);
  const double three = weighed(v);
  v.clear();
  v.shrink_to_fit();
  v.push_back(y);
  return three + weighed(v);
}

// ---- elements come and go
double pushed(double x, double y) {
  Vector v;
  double next = x;
  for (int i = 0; i < 10; ++i) {
    v.push_back(next);
    next = std::sin(next) + y;
  }
  return weighed(v);
}
double pushed_of_itself(double x, double y) {
  Vector v{x, y};
  for (int i = 0; i < 6; ++i) {
    v.push_back(v[0]);
    v.push_back(v.back() * v[1]);
    v[0] = v[0] * 0.9 + 0.1 * v[i];
  }
  v.emplace_back(v[3]);
  v.emplace_back(v.front());
  return weighed(v);
}
double emplaced_back(double x, double y) {
  Vector v;
  v.emplace_back(x * y);
  v.emplace_back() += y;
  double &last = v.emplace_back(x);
  last *= y;
  v.emplace_back(3);
  v.push_back(std::move(v[2]));
  return weighed(v);
}
double popped(double x, double y) {
  Vector v{x, y, x * y};
  double sum = 0;
  while (!v.empty()) {
    sum += v.back() * v.back() * v.size();
    v.pop_back();
    if (v.size() == 1)
      v[0] *= sum;
  }
  v.push_back(y);
  return sum + weighed(v);
}
double a_stack(double x, double y) {
  Vector stack;
  for (int i = 0; i < 12; ++i) {
    stack.push_back(x + 0.1 * i);
    if (i % 3 == 2) {
      const double top = stack.back();
      stack.pop_back();
      stack.back() = stack.back() * top + y;
    }
  }
  return weighed(stack);
}
double inserted(double x, double y) {
  Vector v{x, y};
  v.insert(v.begin(), x * y);
  const double factor = 2 * y;
  v.insert(v.begin() + 1, factor);
  auto at = v.insert(v.end() - 1, 2, x);
  *at *= 3;
  at = v.insert(v.begin() + 2, {y, x * x});
  at[1] += y;
  const double numbers[] = {x, 1, y};
  v.insert(v.end(), numbers, numbers + 3);
  v.insert(v.begin() + 1, v.front());
  return weighed(v);
}
double inserted_with_room(double x, double y) {
  Vector v{x, y, x * y};
  v.reserve(30);
  v.insert(v.begin() + 1, v[2]);
  v.insert(v.begin(), 3, v[1]);
  const Vector w(v);
  v.insert(v.begin() + 2, w.begin(), w.end());
  v[5] *= v[0];
  v.insert(v.begin() + 4, {1.0, x});
  v.insert(v.begin() + 4, 0, y);
  return weighed(v);
}
double emplaced(double x, double y) {
  Vector v{x, y};
  auto at = v.emplace(v.begin() + 1, x * y);
  *at += 1;
  v.emplace(v.end(), v[0]);
  v.emplace(v.cbegin());
  return weighed(v);
}
double erased(double x, double y) {
  Vector v{x, y, x * y, x + y, x - y, y * y};
  auto at = v.erase(v.begin() + 1);
  *at *= 2;
  at = v.erase(v.begin() + 2, v.begin() + 4);
  *at += x;
  v.erase(v.begin(), v.begin());
  v.push_back(x);
  return weighed(v);
}
double erased_in_loop(double x, double y) {
  Vector v;
  for (int i = 0; i < 9; ++i)
    v.push_back(x * (i % 3) + y);
  int number = 0;
  for (auto it = v.begin(); it != v.end();) {
    if (number++ % 3 == 0) {
      it = v.erase(it);
    } else {
      *it *= x;
      ++it;
    }
  }
  return weighed(v) + v.size();
}
double cleared(double x, double y) {
  Vector v;
  double sum = 0;
  for (int round = 1; round < 5; ++round) {
    v.clear();
    for (int i = 0; i < round; ++i)
      v.push_back(x * i + y * round);
    sum = 0.5 * sum + weighed(v);
  }
  return sum;
}
double swapped(double x, double y) {
  Vector u{x, y}, v{x * y, 1.0, y * y};
  u.swap(v);
  u[0] *= 2;
  std::swap(u, v);
  v[2] += u[0];
  return weighed(u) + 3 * weighed(v);
}

// ---- elements
double ends_and_data(double x, double y) {
  Vector v{x, y, x * y};
  v.front() *= v.back();
  v.back() += v.at(1);
  v.at(1) *= v.at(0);
  double *p = v.data();
  p[1] += *p * p[2];
  const Vector &same = v;
  return weighed(v) + same.front() * same.back() + same.at(1) * same.data()[2] * same[0];
}
double iterators(double x, double y) {
  Vector v{x, y, x * y, 2.0};
  double sum = 0;
  for (auto it = v.begin(); it != v.end(); ++it)
    sum += *it * *it;
  for (auto it = v.rbegin(); it != v.rend(); ++it)
    sum = sum * 0.5 + *it;
  for (auto it = v.cbegin(); it < v.cend(); it += 2)
    sum += it[1] * *it;
  for (auto it = v.crbegin(); it != v.crend(); ++it)
    sum = std::sin(sum + *it);
  auto last = v.end() - 1;
  *last *= sum;
  *(v.begin() + 1) += last[-1] * (last - v.begin());
  return weighed(v);
}
double ranges(double x, double y) {
  Vector v{x, y, x * y};
  for (double &e : v)
    e *= e + x;
  double sum = 0;
  for (const double e : v)
    sum = sum * y + e;
  for (auto &&e : v)
    e = sum * e;
  const Vector &same = v;
  for (const auto &e : same)
    sum += e * e;
  return sum;
}
double compared(double x, double y) {
  Vector u{x, y}, v{x, y}, w{x, y, 1.0};
  double sum = u == v ? x * y : 0;
  v[1] += 1;
  sum += u != v ? y * y : 0;
  sum += u < v ? std::sin(x) : 0;
  sum += w > u && u <= w ? x * x * x : 0;
  return sum * u[0];
}
double of_floats(double x, double y) {
  std::vector<long double> v{x, y};
  v.push_back(v[0] * v[1]);
  std::vector<double> w(v.begin(), v.end());
  w.push_back(static_cast<double>(v[2] * v[0]));
  return weighed(w);
}

int main() {
  BOTH_MODES(of_size);
  BOTH_MODES(of_size_and_value);
  BOTH_MODES(of_list);
  BOTH_MODES(of_list_assigned);
  BOTH_MODES(of_pointers);
  BOTH_MODES(of_iterators);
  BOTH_MODES(copied);
  BOTH_MODES(moved);
  BOTH_MODES(empty_ones);
  BOTH_MODES(assigned);
  BOTH_MODES(assigned_to_itself);
  BOTH_MODES(assigned_in_loop);
  BOTH_MODES(move_assigned);
  BOTH_MODES(assign_members);
  BOTH_MODES(resized);
  BOTH_MODES(shrunk_and_grown_again);
  BOTH_MODES(reserved);
  BOTH_MODES(shrunk_to_nothing);
  BOTH_MODES(pushed);
  BOTH_MODES(pushed_of_itself);
  BOTH_MODES(emplaced_back);
  BOTH_MODES(popped);
  BOTH_MODES(a_stack);
  BOTH_MODES(inserted);
  BOTH_MODES(inserted_with_room);
  BOTH_MODES(emplaced);
  BOTH_MODES(erased);
  BOTH_MODES(erased_in_loop);
  BOTH_MODES(cleared);
  BOTH_MODES(swapped);
  BOTH_MODES(ends_and_data);
  BOTH_MODES(iterators);
  BOTH_MODES(ranges);
  BOTH_MODES(compared);
  BOTH_MODES(of_floats);
  return told();
}
