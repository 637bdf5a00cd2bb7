// Members of std::map and std::multimap over numbers that are differentiated, and sets of keys beside them, in both modes,
// against differences; containers of nodes as arguments of what is asked for.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t && %t | FileCheck %s
// CHECK: {{^[1-9][0-9]*}} functions, 0 wrong
#include "Inputs/BothModes.h"

#include <cmath>
#include <iterator>
#include <list>
#include <map>
#include <set>
#include <stdexcept>
#include <unordered_map>
#include <utility>
#include <vector>

using Map = std::map<int, double>;

static double weighed_map(const Map &m) {
  double sum = 0;
  int place = 0;
  for (const auto &[key, value] : m)
    sum += (++place + 0.1 * key) * value * value + std::sin(value);
  return sum;
}

// ---- made
static double by_brackets(double x, double y) {
  Map p;
  p[3] = x;
  p[1] = y * x;
  p[3] *= p[1];
  p[7] += y;
  return p[3] * p[1] + p.at(3) + p[9] + weighed_map(p);
}
static double of_list(double x, double y) {
  Map m{{5, x}, {2, x * y}, {9, y}, {5, 100.0}};
  m[2] += m[5];
  return weighed_map(m);
}
static double of_pairs(double x, double y) {
  const std::pair<int, double> all[] = {{4, x}, {1, y}, {4, 3.0}, {2, x * y}};
  Map m(all, all + 4), n(m.begin(), m.end());
  n[1] *= x;
  return weighed_map(m) + 2 * weighed_map(n);
}
static double copied(double x, double y) {
  Map m;
  for (int i = 0; i < 9; ++i)
    m[(i * 5) % 11] = x * i + y;
  Map n(m), o = n;
  n[5] *= m[5];
  m[0] = 7;
  o.erase(10);
  return weighed_map(m) + 2 * weighed_map(n) + 3 * weighed_map(o);
}
static double moved(double x, double y) {
  Map m{{1, x}, {2, y}};
  Map n(std::move(m));
  m[4] = y * y;
  n[1] *= m[4];
  Map o;
  o[3] = x;
  o = std::move(n);
  n = Map{{8, x * y}};
  return weighed_map(m) + 2 * weighed_map(n) + 3 * weighed_map(o);
}
static double assigned(double x, double y) {
  Map m{{1, x}, {2, y}, {3, x * y}}, n{{9, y}};
  n = m;
  n[2] *= n[1];
  const Map &same = n;
  n = same;
  m = {{4, y}, {1, x * x}};
  return weighed_map(m) + 2 * weighed_map(n);
}
static double swapped(double x, double y) {
  Map m{{1, x}, {2, y}}, n, o{{5, x * y}};
  m.swap(n);
  std::swap(n, o);
  m[3] = x;
  return weighed_map(m) + 2 * weighed_map(n) + 3 * weighed_map(o);
}
static Map result_of(double x, double y, int n) {
  Map made;
  for (int i = 0; i < n; ++i)
    made.emplace(i * 7 % 13, x * i - y);
  return made;
}
static double as_result(double x, double y) {
  Map m = result_of(x, y, 6);
  m = result_of(y, x, 3);
  return weighed_map(m) + weighed_map(result_of(x, x * y, 5));
}

// ---- elements come and go
static double inserted(double x, double y) {
  Map m;
  const auto [first, isNew] = m.insert({4, x});
  const auto again = m.insert({4, y});
  m.insert(std::make_pair(2, x * y));
  const std::pair<const int, double> given(6, y);
  m.insert(given);
  m.insert(m.begin(), {8, 2 * x});
  m.emplace_hint(m.end(), 9, y);
  m.emplace(3, x - y);
  m.try_emplace(3, 50.0);
  m.try_emplace(12, y * y);
  m.insert_or_assign(2, x);
  m.insert_or_assign(20, x + y);
  first->second *= 3;
  again.first->second += y;
  return weighed_map(m) + isNew + 2 * again.second + m.size();
}
static double erased(double x, double y) {
  Map m;
  for (int i = 0; i < 24; ++i)
    m[i * 7 % 24] = x + 0.1 * i * y;
  double sum = 0;
  for (int i = 0; i < 24; i += 3)
    sum += i * m.erase(i * 5 % 24);
  for (auto at = m.begin(); at != m.end();)
    if (at->first % 4 == 1)
      at = m.erase(at);
    else
      ++at;
  m.erase(m.find(10));
  sum += weighed_map(m);
  m.erase(m.lower_bound(15), m.end());
  sum += 2 * weighed_map(m) + m.size();
  m.clear();
  m[2] = x * y;
  return sum + weighed_map(m) + m.erase(77);
}
static double grown_and_shrunk_in_a_loop(double x, double y) {
  Map m;
  double sum = 0;
  for (int i = 0; i < 40; ++i) {
    m[i * 11 % 17] += x * i;
    if (i % 3 == 2)
      m.erase(m.begin());
    if (i % 5 == 4) {
      auto last = m.end();
      --last;
      sum += last->second * y;
      m.erase(last);
    }
  }
  return sum + weighed_map(m);
}

// ---- looked up
static double searched(double x, double y) {
  Map m{{1, x}, {4, y}, {6, x * y}, {9, x - y}};
  double sum = 0;
  if (const auto at = m.find(4); at != m.end())
    sum += at->second * x;
  if (m.find(5) == m.end())
    sum += y;
  sum += m.lower_bound(5)->second + 2 * m.upper_bound(6)->second + 3 * m.lower_bound(6)->second;
  sum += m.count(9) * x + m.count(8) * y;
  const auto [from, to] = m.equal_range(4);
  for (auto at = from; at != to; ++at)
    sum += at->second * at->second;
  const Map &fixed = m;
  return sum + fixed.at(1) * fixed.find(9)->second + (fixed.empty() ? 1 : 0);
}
static double both_ways(double x, double y) {
  Map m;
  for (int i = 0; i < 12; ++i)
    m[i * 5 % 12] = x * i + y;
  double sum = 0, factor = 1;
  for (auto at = m.rbegin(); at != m.rend(); ++at)
    sum += (factor *= 0.7) * at->second;
  for (auto at = m.end(); at != m.begin();) {
    --at;
    sum += at->first * at->second * x;
  }
  for (auto at = m.cbegin(); at != m.cend(); at++)
    sum *= 1 + 0.01 * at->second;
  return sum;
}
static double changed_by_bindings(double x, double y) {
  Map m{{1, x}, {4, y}, {6, x * y}};
  for (auto &[key, value] : m)
    value = value * value + key * x;
  for (auto &entry : m)
    entry.second *= y;
  return weighed_map(m);
}
static double kept_references(double x, double y) {
  Map m;
  double &first = m[5];
  double *second = &m[2];
  for (int i = 0; i < 10; ++i)
    m[i * 3] += x;
  first += y;
  *second += x * y;
  m.erase(9);
  first *= *second;
  return weighed_map(m);
}

// ---- other keys, other values, in other places
enum class Kind { Rate, Spot, Strike };
struct Curve {
  double level = 1, slope = 0;
  double at(double t) const { return level + slope * t; }
};
struct Market {
  std::map<Kind, double> numbers;
  std::map<int, Curve> curves;
  double value(double t) const { return numbers.at(Kind::Spot) * curves.at(2).at(t); }
};
static double in_a_class(double x, double y) {
  Market market;
  market.numbers[Kind::Spot] = x;
  market.numbers[Kind::Rate] = y;
  market.curves[2] = Curve{x, y};
  market.curves[1].slope = x * y;
  Market other = market;
  other.curves[2].level *= 2;
  return market.value(0.5) + other.value(2) * market.curves[1].at(3) + market.numbers[Kind::Rate];
}
static double of_vectors(double x, double y) {
  std::map<int, std::vector<double>> groups;
  for (int i = 0; i < 12; ++i)
    groups[i * i % 5].push_back(x * i + y);
  double sum = 0;
  for (const auto &[key, group] : groups)
    sum += (key + 1) * weighed(group);
  return sum;
}
static double of_maps(double x, double y) {
  std::map<int, Map> rows;
  for (int i = 0; i < 5; ++i)
    for (int k = i; k < 5; k += 2)
      rows[k][i] = x * i + y * k;
  rows[2] = rows[4];
  double sum = 0;
  for (const auto &[key, row] : rows)
    sum += (key + 1) * weighed_map(row);
  return sum;
}
static double in_vectors(double x, double y) {
  std::vector<Map> all;
  for (int i = 0; i < 5; ++i) {
    all.push_back(Map());
    all.back()[i] = x * i;
    all[i / 2][7] = y;
  }
  double sum = 0;
  for (const Map &one : all)
    sum += weighed_map(one);
  return sum;
}
static double by_pairs_of_keys(double x, double y) {
  std::map<std::pair<int, int>, double> cells;
  for (int i = 0; i < 3; ++i)
    for (int k = 0; k < 3; ++k)
      cells[{k, i}] = x * i + y * k;
  return cells.at({1, 2}) * cells[{2, 0}] + cells[std::make_pair(2, 2)];
}
static double by_falling_keys(double x, double y) {
  std::map<int, double, std::greater<int>> m{{1, x}, {2, y}, {3, x * y}};
  return m.begin()->second * x + (++m.begin())->second;
}
static void scale(Map &m, double by) {
  for (auto &[key, value] : m)
    value *= by + key;
  m[100] = by;
}
static double handed_on(double x, double y) {
  Map m{{1, x}, {2, y}};
  scale(m, x);
  scale(m, y);
  return weighed_map(m);
}
static double by_value(Map m, double x) {
  m[2] += x;
  return weighed_map(m);
}
static double copies_handed_on(double x, double y) {
  Map m{{1, x}, {2, y}};
  return by_value(m, x) + weighed_map(m) + by_value(std::move(m), y);
}
static double keys_that_are_drawn(double x, double y) {
  std::set<int> keys;
  for (int i = 0; i < 20; ++i)
    keys.insert(i * i % 13);
  double sum = 0;
  Map m;
  for (int key : keys)
    m[key] = x * key + y;
  for (int key : keys)
    if (keys.count(key + 1))
      sum += m.at(key) * m.at(key + 1);
  return sum;
}

// ---- equal keys
static double equal_keys(double x, double y) {
  std::multimap<int, double> m{{2, x}, {1, y}, {2, x * y}};
  m.insert({1, x - y});
  m.emplace(2, y * y);
  double sum = 0, factor = 1;
  for (const auto &[key, value] : m)
    sum += (factor *= 1.3) * value * value * key;
  const auto [from, to] = m.equal_range(2);
  for (auto at = from; at != to; ++at)
    sum += (factor *= 0.8) * at->second;
  sum += m.count(2) * m.find(1)->second;
  m.erase(2);
  return sum + m.size() * m.begin()->second;
}

// ---- in recursions
static void fill(Map &m, double x, int n) {
  if (n == 0)
    return;
  m[n * 7 % 5] += x * n;
  if (n % 3 == 0)
    m.erase(m.begin());
  fill(m, x * 0.9, n - 1);
}
static double filled_by_recursion(double x, double y) {
  Map m;
  fill(m, x, 9);
  fill(m, y, 4);
  return weighed_map(m);
}
struct Branch {
  double weight;
  std::map<int, Branch> below;
};
static double sum_of(const Branch &branch) {
  double sum = branch.weight * branch.weight;
  for (const auto &[key, under] : branch.below)
    sum += key * sum_of(under);
  return sum;
}
static double maps_of_their_own_class(double x, double y) {
  Branch root{x, {}};
  root.below[2].weight = y;
  root.below[2].below[3].weight = x * y;
  root.below[5] = root.below[2];
  root.below[5].weight = x;
  return sum_of(root);
}

// ---- as arguments
using Table = std::unordered_map<int, double>;
using List = std::list<double>;
static double of_map(const Map &m) {
  double sum = weighed_map(m);
  for (auto at = m.rbegin(); at != m.rend(); ++at)
    sum = 0.9 * sum + at->second * m.at(2);
  return sum + (m.count(11) ? 1 : m.find(5)->second);
}
static double of_map_by_value(Map m) {
  m[2] *= m[5];
  m[40] = m[8];
  m.erase(8);
  return of_map(m) + m.size();
}
static double of_table(const Table &table) {
  double sum = 0, factor = 1;
  for (const auto &[key, value] : table)
    sum += (factor *= 1.1) * value * value + key;
  return sum * table.at(2);
}
static double of_a_list(const List &l) {
  double sum = 0;
  for (double number : l)
    sum = sum * l.front() + number * number;
  return sum;
}
static double &number_in(double &element) { return element; }
static double &number_in(std::pair<const int, double> &element) { return element.second; }
template <auto f, class Container> static void of_container(const char *name, const Container &c) {
  const Container c_bar = clangent::gradient<f>(c), again = clangent::gradient<f>(c);
  bool right = c_bar.size() == c.size();
  const auto zero = [&] {
    Container all = c;
    for (auto &element : all)
      number_in(element) = 0;
    return all;
  };
  Container seeds = zero(), bars = c_bar, agains = again;
  for (std::size_t i = 0; i < c.size(); ++i) {
    Container c_dot = zero();
    number_in(*std::next(c_dot.begin(), i)) = 1;
    const double forward = clangent::jvp<f>(clangent::dup(c, c_dot)).tangent;
    const double differences = extrapolated([&](double h) {
      Container moved = c;
      number_in(*std::next(moved.begin(), i)) += h;
      return f(moved);
    });
    right &= agree(name, static_cast<int>(i), number_in(*std::next(bars.begin(), i)),
                   number_in(*std::next(agains.begin(), i)), forward, differences);
  }
  ++functions;
  wrong += !right;
}
static void changed(Map &m, double x) {
  for (auto &[key, value] : m)
    value *= key * x;
  m.find(2)->second *= m.at(5);
}
// Elements of the caller's change; the adjoint of what they are goes in, that of what they were comes out.
static void elements_of_the_caller() {
  Map m{{2, 0.5}, {5, 1.5}, {8, 0.25}}, m_bar{{2, 1}, {5, 2}, {8, 3}};
  double x_bar = 0;
  clangent::vjp<changed>(clangent::dup(m, m_bar), clangent::dup(1.2, x_bar));
  // m[2] = 2 x a * 5 x b, m[5] = 5 x b, m[8] = 8 x c
  const double a = 0.5, b = 1.5, c = 0.25, x = 1.2;
  const bool right = close(m_bar[2], 10 * x * x * b, 1e-14) && close(m_bar[5], 10 * x * x * a + 2 * 5 * x, 1e-14) &&
                     close(m_bar[8], 3 * 8 * x, 1e-14) && close(x_bar, 20 * x * a * b + 2 * 5 * b + 3 * 8 * c, 1e-14);
  ++functions;
  wrong += !right;
}
// An adjoint that is built in another way is told, before anything is written.
template <auto f, class Container> static void told_apart(Container c, Container c_bar) {
  bool isTold = false;
  try {
    clangent::vjp<f>(clangent::dup(c, c_bar));
  } catch (const std::invalid_argument &) {
    isTold = true;
  }
  ++functions;
  wrong += !isTold;
}

int main() {
  BOTH_MODES(by_brackets);
  BOTH_MODES(of_list);
  BOTH_MODES(of_pairs);
  BOTH_MODES(copied);
  BOTH_MODES(moved);
  BOTH_MODES(assigned);
  BOTH_MODES(swapped);
  BOTH_MODES(as_result);
  BOTH_MODES(inserted);
  BOTH_MODES(erased);
  BOTH_MODES(grown_and_shrunk_in_a_loop);
  BOTH_MODES(searched);
  BOTH_MODES(both_ways);
  BOTH_MODES(changed_by_bindings);
  BOTH_MODES(kept_references);
  BOTH_MODES(in_a_class);
  BOTH_MODES(of_vectors);
  BOTH_MODES(of_maps);
  BOTH_MODES(in_vectors);
  BOTH_MODES(by_pairs_of_keys);
  BOTH_MODES(by_falling_keys);
  BOTH_MODES(handed_on);
  BOTH_MODES(copies_handed_on);
  BOTH_MODES(keys_that_are_drawn);
  BOTH_MODES(equal_keys);
  BOTH_MODES(filled_by_recursion);
  BOTH_MODES(maps_of_their_own_class);
  const Map m{{2, 0.7}, {5, 1.1}, {8, -0.4}, {1, 0.3}, {9, 0.6}};
  of_container<of_map>("of_map", m);
  of_container<of_map_by_value>("of_map_by_value", m);
  of_container<of_table>("of_table", Table{{2, 0.7}, {5, 1.1}, {80, -0.4}, {1, 0.3}});
  of_container<of_a_list>("of_a_list", List{0.7, 1.1, -0.4});
  elements_of_the_caller();
  told_apart<of_map>(m, Map{{2, 0.0}});
  told_apart<of_map>(m, Map{{2, 0.0}, {5, 0.0}, {8, 0.0}, {1, 0.0}, {10, 0.0}});
  told_apart<of_map>(m, Map{{9, 0.0}, {8, 0.0}, {5, 0.0}, {2, 0.0}, {1, 0.0}});
  told_apart<of_table>(Table{{2, 0.7}, {5, 1.1}}, Table{{5, 0.0}, {2, 0.0}});
  told_apart<of_a_list>(List{1.0, 2.0}, List{0.0});
  return told();
}
