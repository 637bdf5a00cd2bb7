// Algorithms of the standard library over vectors and other sequences of numbers, in both modes, against differences.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK: {{^[1-9][0-9]*}} functions, 0 wrong
#include "Inputs/BothModes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <functional>
#include <iterator>
#include <list>
#include <numeric>
#include <random>
#include <utility>
#include <vector>

Vector numbers(double x, double y) { return {x, y, x * y, x - y, std::sin(x) + y, 0.3 * x, y * y}; }
double accumulated(double x, double y) {
  const Vector v = numbers(x, y);
  return std::accumulate(v.begin(), v.end(), x) *
         std::accumulate(v.begin(), v.end(), 1.0, [y](double a, double b) { return a * 0.9 + b * b * y; });
}
double multiplied(double x, double y) {
  const Vector v{x, y, x + y, 2.0};
  return std::accumulate(v.begin(), v.end(), 1.0, std::multiplies<double>());
}
double reduced(double x, double y) {
  const Vector v = numbers(x, y);
  return std::reduce(v.begin(), v.end()) * std::reduce(v.begin(), v.end(), x);
}
double inner_products(double x, double y) {
  const Vector u = numbers(x, y), v = numbers(y, x);
  return std::inner_product(u.begin(), u.end(), v.begin(), 0.0) +
         std::inner_product(u.begin(), u.end(), u.rbegin(), x) * y;
}
double transformed(double x, double y) {
  Vector u = numbers(x, y), v(u.size());
  std::transform(u.begin(), u.end(), v.begin(), [](double e) { return std::exp(-e * e); });
  std::transform(u.begin(), u.end(), v.begin(), u.begin(), [y](double a, double b) { return a * b + y; });
  std::transform(v.begin(), v.end(), v.begin(), v.begin(), std::plus<>());
  return weighed(u) + 2 * weighed(v);
}
double transformed_to_the_back(double x, double y) {
  const Vector u = numbers(x, y);
  Vector v;
  std::transform(u.begin(), u.end(), std::back_inserter(v), [x](double e) { return e * x; });
  std::copy(u.begin(), u.begin() + 3, std::back_inserter(v));
  return weighed(v);
}
double for_each_element(double x, double y) {
  Vector v = numbers(x, y);
  double sum = 0;
  std::for_each(v.begin(), v.end(), [&](double &e) {
    sum += e * e;
    e *= x;
  });
  return sum * weighed(v);
}
double partial_sums(double x, double y) {
  Vector v = numbers(x, y), w(v.size());
  std::partial_sum(v.begin(), v.end(), w.begin());
  std::partial_sum(v.begin(), v.end(), v.begin(), [](double a, double b) { return a * 0.5 + b; });
  return weighed(v) + 2 * weighed(w);
}
double differences(double x, double y) {
  Vector v = numbers(x, y), w(v.size());
  std::adjacent_difference(v.begin(), v.end(), w.begin());
  std::adjacent_difference(w.begin(), w.end(), w.begin(), std::multiplies<>());
  return weighed(w);
}
double counted_up(double x, double y) {
  Vector v(5), w(4);
  std::iota(v.begin(), v.end(), x * y);
  std::fill(w.begin() + 1, w.end(), y);
  std::fill_n(w.begin(), 2, x * v[2]);
  return weighed(v) * weighed(w);
}
double copied(double x, double y) {
  const Vector u = numbers(x, y);
  Vector v(u.size() + 1, x);
  std::copy(u.begin(), u.end(), v.begin() + 1);
  std::copy_backward(v.begin(), v.begin() + 4, v.begin() + 6);
  std::copy_n(v.begin() + 2, 2, v.begin());
  std::copy_if(u.begin(), u.end(), v.begin() + 5, [](double e) { return e > 1; });
  return weighed(v);
}
double moved(double x, double y) {
  Vector u = numbers(x, y), v(u.size());
  std::move(u.begin(), u.end(), v.begin());
  v[2] *= u[1];
  std::move_backward(v.begin(), v.begin() + 3, v.begin() + 5);
  return weighed(v);
}
double reversed(double x, double y) {
  Vector v = numbers(x, y), w(v.size());
  std::reverse(v.begin(), v.end());
  v[0] *= v[1];
  std::reverse_copy(v.begin(), v.end(), w.begin());
  std::reverse(w.begin() + 1, w.begin() + 4);
  return weighed(v) + 2 * weighed(w);
}
double rotated(double x, double y) {
  Vector v = numbers(x, y);
  const auto middle = std::rotate(v.begin(), v.begin() + 2, v.end());
  *middle *= v[0];
  std::rotate(v.begin() + 1, v.begin() + 4, v.begin() + 6);
  return weighed(v);
}
double sorted(double x, double y) {
  Vector v = numbers(x, y);
  std::sort(v.begin(), v.end());
  const double up = weighed(v);
  std::sort(v.begin(), v.end(), std::greater<double>());
  v[2] *= v[0];
  std::sort(v.begin() + 1, v.end(), [x](double a, double b) { return std::fabs(a - x) < std::fabs(b - x); });
  return up + 2 * weighed(v);
}
double many_sorted(double x, double y) { // more than the library sorts by insertion
  Vector v(40);
  for (int i = 0; i < 40; ++i)
    v[i] = (i * 17 % 40) * x + std::sin(y * (i % 3));
  std::sort(v.begin(), v.end());
  return weighed(v);
}
struct Item {
  double value, weight;
  int id;
};
double structs_sorted(double x, double y) {
  std::vector<Item> items;
  for (int i = 0; i < 7; ++i)
    items.push_back({std::sin(2.0 * i) * x, y + i, i});
  std::sort(items.begin(), items.end(), [](const Item &a, const Item &b) { return a.value < b.value; });
  double sum = 0;
  for (std::size_t i = 0; i < items.size(); ++i)
    sum += (i + 1.0) * items[i].value * items[i].weight + items[i].id * x;
  return sum;
}
double sorted_by_index(double x, double y) {
  const Vector v = numbers(x, y);
  std::vector<int> order(v.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int a, int b) { return v[a] < v[b]; });
  double sum = 0;
  for (std::size_t i = 0; i < order.size(); ++i)
    sum += (i + 1.0) * v[order[i]] * v[order[i]];
  return sum;
}
double extremes(double x, double y) {
  Vector v = numbers(x, y);
  const auto least = std::min_element(v.begin(), v.end()), most = std::max_element(v.begin(), v.end());
  *least *= *most;
  const auto [low, high] = std::minmax_element(v.begin(), v.end());
  return weighed(v) + *low * *high + (most - least) + *std::max_element(v.begin(), v.begin() + 2, std::greater<>());
}
double ranges_swapped(double x, double y) {
  Vector u = numbers(x, y), v = numbers(y, 2 * x);
  std::swap_ranges(u.begin() + 1, u.begin() + 4, v.begin());
  std::iter_swap(u.begin(), v.begin() + 5);
  std::swap(u[2], u[6]);
  return weighed(u) + 2 * weighed(v);
}
double removed(double x, double y) {
  Vector v = numbers(x, y);
  v.push_back(-x);
  v.erase(std::remove_if(v.begin(), v.end(), [](double e) { return e < 0.5; }), v.end());
  v.push_back(v[0] * y);
  return weighed(v) + v.size();
}
double replaced(double x, double y) {
  Vector v = numbers(x, y);
  std::replace_if(
      v.begin(), v.end(), [](double e) { return e < 0.5; }, x * y);
  return weighed(v);
}
double generated(double x, double y) {
  Vector v(6);
  double state = x;
  std::generate(v.begin(), v.end(), [&state, y] { return state = std::sin(state) + y; });
  std::generate_n(v.begin() + 2, 2, [&] { return state *= x; });
  return weighed(v);
}
double looked_up(double x, double y) {
  const std::vector<double> knots{0.0, 0.5, 1.0, 1.5, 2.0};
  const auto above = std::upper_bound(knots.begin(), knots.end(), x);
  const std::size_t i = std::lower_bound(knots.begin(), knots.end(), x) - knots.begin();
  const double t = (x - knots[i - 1]) / (*above - knots[i - 1]);
  return t * t * y + i;
}
double interpolated(double x, double y) {
  const Vector at{0.0, 0.4, 0.9, 1.6, 2.5};
  Vector values(at.size());
  std::transform(at.begin(), at.end(), values.begin(), [y](double a) { return std::sin(a * y); });
  const auto above = std::upper_bound(at.begin(), at.end(), x);
  const auto i = std::distance(at.begin(), above);
  return values[i - 1] + (values[i] - values[i - 1]) * (x - at[i - 1]) / (at[i] - at[i - 1]);
}
double counted(double x, double y) {
  const Vector v = numbers(x, y);
  const auto large = std::count_if(v.begin(), v.end(), [](double e) { return e > 0.6; });
  const bool all = std::all_of(v.begin(), v.end(), [](double e) { return e < 10; });
  const auto found = std::find_if(v.begin(), v.end(), [](double e) { return e > 1; });
  return large * x * y + (all ? y * y : 0) + *found * *found;
}
double nth(double x, double y) {
  Vector v = numbers(x, y);
  std::nth_element(v.begin(), v.begin() + 3, v.end());
  std::partial_sort(v.begin(), v.begin() + 2, v.end());
  return v[3] * v[3] * x + v[0] * v[1];
}
double a_heap(double x, double y) {
  Vector v = numbers(x, y);
  std::make_heap(v.begin(), v.end());
  v.push_back(x * 0.77);
  std::push_heap(v.begin(), v.end());
  std::pop_heap(v.begin(), v.end());
  const double most = v.back();
  v.pop_back();
  return most * most * y + v.front() * v.front();
}
double unique_ones(double x, double y) {
  Vector v{x, x, y, y, x};
  v.erase(std::unique(v.begin(), v.end()), v.end());
  return weighed(v) + v.size();
}
double merged(double x, double y) {
  Vector u = numbers(x, y), v = numbers(1.17 * y, 1.03 * x), w(u.size() + v.size());
  std::sort(u.begin(), u.end());
  std::sort(v.begin(), v.end());
  std::merge(u.begin(), u.end(), v.begin(), v.end(), w.begin());
  return weighed(w);
}
double partitioned(double x, double y) {
  Vector v = numbers(x, y);
  const auto middle = std::partition(v.begin(), v.end(), [](double e) { return e > 0.8; });
  return std::accumulate(v.begin(), middle, x) * std::accumulate(middle, v.end(), y);
}

// ---- what keeps elements aside
struct Sample {
  double key, value;
  int kind;
};
std::vector<Sample> samples(double x, double y) {
  std::vector<Sample> all;
  for (int i = 0; i < 21; ++i)
    all.push_back({std::sin(3.0 * i) * x + y, x * i - y, i % 4});
  return all;
}
double weighed_samples(const std::vector<Sample> &all) {
  double sum = 0, factor = 1;
  for (const Sample &sample : all)
    sum += (factor *= 1.1) * (sample.key * sample.key + 2 * sample.value) + sample.kind;
  return sum;
}
double sorted_stably(double x, double y) {
  std::vector<Sample> all = samples(x, y);
  std::stable_sort(all.begin(), all.end(), [](const Sample &a, const Sample &b) { return a.kind < b.kind; });
  const double by_kind = weighed_samples(all);
  std::stable_sort(all.begin(), all.end(), [](const Sample &a, const Sample &b) { return a.key < b.key; });
  Vector v = numbers(x, y);
  std::stable_sort(v.begin(), v.end());
  return by_kind + weighed_samples(all) + weighed(v);
}
double rows_sorted_stably(double x, double y) {
  std::vector<Vector> rows{{x, y}, {y}, {x * y, 2, x}, {}, {x}};
  std::stable_sort(rows.begin(), rows.end(), [](const Vector &a, const Vector &b) { return a.size() < b.size(); });
  double sum = 0, factor = 1;
  for (const Vector &row : rows)
    sum += (factor *= 1.3) * weighed(row);
  return sum;
}
double merged_in_place(double x, double y) {
  Vector v = numbers(x, y);
  std::sort(v.begin(), v.begin() + 4);
  std::sort(v.begin() + 4, v.end());
  std::inplace_merge(v.begin(), v.begin() + 4, v.end());
  return weighed(v);
}
double scanned(double x, double y) {
  Vector v = numbers(x, y), w(v.size());
  std::exclusive_scan(v.begin(), v.end(), w.begin(), x);
  std::inclusive_scan(v.begin(), v.end(), v.begin());
  return weighed(v) + weighed(w) + std::transform_reduce(v.begin(), v.end(), w.begin(), y);
}

// ---- over other sequences
double over_deques(double x, double y) {
  const Vector v = numbers(x, y);
  std::deque<double> d(v.begin(), v.end());
  d.push_front(x);
  std::sort(d.begin(), d.end(), std::greater<>());
  std::rotate(d.begin(), d.begin() + 3, d.end());
  std::transform(d.begin(), d.end(), d.begin(), [&](double e) { return e * e + y; });
  std::nth_element(d.begin(), d.begin() + 3, d.end());
  d.erase(std::remove_if(d.begin(), d.end(), [](double e) { return e > 3; }), d.end());
  return d[0] * *std::max_element(d.begin(), d.end()) + std::accumulate(d.begin(), d.end(), x);
}
double over_arrays(double x, double y) {
  std::array<double, 6> a{x, y, x * y, -x, 2 * y, 0.5};
  std::stable_sort(a.begin(), a.end());
  const auto [least, most] = std::minmax_element(a.begin(), a.end());
  return a[1] * a[5] + std::accumulate(a.begin(), a.end(), 0.0) + *least * *most;
}
double over_lists(double x, double y) {
  const Vector v = numbers(x, y);
  std::list<double> l(v.begin(), v.end());
  std::replace_if(l.begin(), l.end(), [](double e) { return e < 0.6; }, x);
  std::transform(l.begin(), l.end(), v.begin(), l.begin(), std::multiplies<>());
  std::partial_sum(l.begin(), l.end(), l.begin());
  return *std::min_element(l.begin(), l.end()) + std::inner_product(l.begin(), l.end(), v.begin(), y) +
         *std::find_if(l.begin(), l.end(), [](double e) { return e > 1; });
}
double over_what_is_drawn(double x, double y) {
  std::mt19937 engine(3);
  std::normal_distribution<double> normal;
  Vector v(5);
  std::generate(v.begin(), v.end(), [&] { return normal(engine) * x + y; });
  std::shuffle(v.begin(), v.end(), engine);
  return weighed(v);
}

int main() {
  BOTH_MODES(accumulated);
  BOTH_MODES(multiplied);
  BOTH_MODES(reduced);
  BOTH_MODES(inner_products);
  BOTH_MODES(transformed);
  BOTH_MODES(transformed_to_the_back);
  BOTH_MODES(for_each_element);
  BOTH_MODES(partial_sums);
  BOTH_MODES(differences);
  BOTH_MODES(counted_up);
  BOTH_MODES(copied);
  BOTH_MODES(moved);
  BOTH_MODES(reversed);
  BOTH_MODES(rotated);
  BOTH_MODES(sorted);
  BOTH_MODES(many_sorted);
  BOTH_MODES(structs_sorted);
  BOTH_MODES(sorted_by_index);
  BOTH_MODES(extremes);
  BOTH_MODES(ranges_swapped);
  BOTH_MODES(removed);
  BOTH_MODES(replaced);
  BOTH_MODES(generated);
  BOTH_MODES(looked_up);
  BOTH_MODES(interpolated);
  BOTH_MODES(counted);
  BOTH_MODES(nth);
  BOTH_MODES(a_heap);
  BOTH_MODES(unique_ones);
  BOTH_MODES(merged);
  BOTH_MODES(partitioned);
  BOTH_MODES(sorted_stably);
  BOTH_MODES(rows_sorted_stably);
  BOTH_MODES(merged_in_place);
  BOTH_MODES(scanned);
  BOTH_MODES(over_deques);
  BOTH_MODES(over_arrays);
  BOTH_MODES(over_lists);
  BOTH_MODES(over_what_is_drawn);
  return told();
}
