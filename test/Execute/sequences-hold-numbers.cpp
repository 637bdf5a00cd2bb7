// std::deque, std::list, std::forward_list, std::unordered_map and the adaptors over numbers that are differentiated, in both modes, against
// differences.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t && %t | FileCheck %s
// CHECK: {{^[1-9][0-9]*}} functions, 0 wrong
#include "Inputs/BothModes.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <forward_list>
#include <list>
#include <numeric>
#include <queue>
#include <stack>
#include <unordered_map>
#include <utility>
#include <vector>

template <class Sequence> static double weighed_all(const Sequence &all) {
  double sum = 0, factor = 1;
  for (const double &number : all)
    sum += (factor *= 1.1) * number * number + std::sin(number);
  return sum;
}

// ---- deque
using Deque = std::deque<double>;
static double queue_of_numbers(double x, double y) {
  Deque d;
  double sum = 0;
  for (int i = 0; i < 150; ++i) {
    d.push_back(x * i * 0.1 + y);
    if (i % 3 == 2) {
      sum += d.front() * d.back();
      d.pop_front();
    }
  }
  return sum + weighed_all(d) + d.size();
}
static double both_ends(double x, double y) {
  Deque d{x, y};
  for (int i = 0; i < 200; ++i) {
    d.push_front(x + 0.01 * i);
    if (i % 4 == 0)
      d.push_back(y * i * 0.01);
    if (i % 5 == 0)
      d.pop_back();
  }
  d[7] *= d[100];
  d.at(3) += d.back();
  return weighed_all(d) * 0.01;
}
static double made_deques(double x, double y) {
  const double numbers[] = {x, y, x * y};
  Deque a(3), b(70, x), c{y, x * y, 2.0}, d(numbers, numbers + 3), e(c);
  a[1] = y;
  c[1] *= x;
  b = c;
  a = std::move(d);
  e.swap(a);
  Deque f(std::move(e));
  f.resize(5, y);
  c.assign(4, x);
  return weighed_all(a) + 2 * weighed_all(b) + 3 * weighed_all(c) + 5 * weighed_all(f);
}
static double inside_of_deques(double x, double y) {
  Deque d;
  for (int i = 0; i < 12; ++i)
    d.push_back(x * i + y);
  d.insert(d.begin() + 3, x * y);
  d.insert(d.begin() + 9, y * y);
  d.insert(d.begin(), 2 * x);
  d.insert(d.end(), 2, y);
  d.emplace(d.begin() + 5, x);
  d.erase(d.begin() + 2);
  d.erase(d.begin() + 6, d.begin() + 9);
  return weighed_all(d) + *(d.end() - 2) + d.size();
}
static double walks_over_deques(double x, double y) {
  Deque d;
  for (int i = 0; i < 90; ++i)
    d.push_back(x + 0.1 * i);
  double sum = 0;
  for (auto at = d.rbegin(); at != d.rend(); ++at)
    sum = sum * 0.9 + *at * y;
  for (auto at = d.begin() + 1; at < d.end(); at += 7)
    *at *= at[-1];
  for (double &number : d)
    number = number * 0.5 + y;
  std::reverse(d.begin(), d.end());
  std::fill(d.begin() + 60, d.end(), x);
  return sum + std::accumulate(d.begin(), d.end(), 0.0) +
         std::inner_product(d.begin(), d.end(), d.rbegin(), 0.0) * 0.01;
}
struct Event {
  double at, size;
};
static double events(double x, double y) {
  std::deque<Event> pending{{0.0, x}, {1.0, y}};
  double total = 0;
  for (int k = 0; k < 30 && !pending.empty(); ++k) {
    const Event event = pending.front();
    pending.pop_front();
    total += event.size * std::exp(-0.1 * event.at * x);
    if (event.size > 0.05)
      pending.push_back({event.at + y, event.size * 0.6});
  }
  return total + pending.size();
}
static double deque_of_vectors(double x, double y) {
  std::deque<std::vector<double>> rows;
  for (int i = 0; i < 5; ++i)
    rows.emplace_front(i, x * i + y);
  rows.pop_back();
  rows.push_back({x, y});
  double sum = 0;
  for (const auto &row : rows)
    sum += weighed(row);
  return sum;
}
static Deque deque_of(double x, double y) {
  Deque made;
  made.push_back(x * y);
  made.push_front(y);
  return made;
}
static double deques_returned(double x, double y) {
  Deque d = deque_of(x, y);
  d = deque_of(d[1], x);
  return weighed_all(d) + weighed_all(deque_of(y, y));
}

// ---- list
using List = std::list<double>;
static double made_lists(double x, double y) {
  const double numbers[] = {x, y, x * y};
  List a(3), b(4, x), c{y, x * y, 2.0}, d(numbers, numbers + 3), e(c);
  a.front() = y;
  c.back() *= x;
  b = c;
  a = std::move(d);
  e.swap(a);
  List f(std::move(e));
  f.resize(5, y);
  c.assign(4, x);
  return weighed_all(a) + 2 * weighed_all(b) + 3 * weighed_all(c) + 5 * weighed_all(f);
}
static double inside_of_lists(double x, double y) {
  List l;
  for (int i = 0; i < 8; ++i) {
    l.push_back(x * i);
    l.push_front(y + i);
  }
  auto at = l.begin();
  std::advance(at, 5);
  at = l.insert(at, x * y);
  *at *= y;
  l.insert(at, {x, y});
  l.emplace(l.end(), x + y);
  at = l.erase(at);
  *at += x;
  l.erase(l.begin());
  l.pop_front();
  l.pop_back();
  return weighed_all(l) + l.size();
}
static double orders_of_lists(double x, double y) {
  List l{x, 3 * y, -x, y * y, 2.0, x * y}, m{5.0, y, -2 * x};
  l.sort();
  m.sort([](double a, double b) { return a > b; });
  double sum = weighed_all(l) + weighed_all(m);
  m.reverse();
  l.merge(m);
  sum += weighed_all(l);
  l.remove_if([](double number) { return number < 0; });
  m.push_back(y);
  l.splice(++l.begin(), m);
  l.splice(l.end(), l, l.begin());
  return sum + weighed_all(l) + m.size();
}
static double walks_over_lists(double x, double y) {
  List l;
  for (int i = 0; i < 9; ++i)
    l.push_back(x + i);
  double sum = 0;
  for (auto at = l.rbegin(); at != l.rend(); ++at)
    sum = sum * 0.9 + *at * y;
  for (auto &number : l)
    number *= y;
  return sum + std::accumulate(l.begin(), l.end(), 0.0) + *std::max_element(l.begin(), l.end());
}
struct Particle {
  double place, speed;
  Particle(double place, double speed) : place(place), speed(speed) {}
};
static double particles(double x, double y) {
  std::list<Particle> all;
  for (int step = 0; step < 20; ++step) {
    if (step % 3 == 0)
      all.emplace_back(0.0, x + 0.1 * step);
    for (auto at = all.begin(); at != all.end();) {
      at->speed -= 0.1 * y * at->speed;
      at->place += 0.1 * at->speed;
      if (at->place > 0.9)
        at = all.erase(at);
      else
        ++at;
    }
  }
  double sum = 0;
  for (const Particle &one : all)
    sum += one.place * one.place;
  return sum + all.size();
}
static List list_of(double x, double y) {
  List made;
  made.push_back(x * y);
  made.push_front(y);
  return made;
}
static double lists_returned(double x, double y) {
  List l = list_of(x, y);
  l = list_of(l.back(), x);
  return weighed_all(l) + weighed_all(list_of(y, y));
}

// ---- unordered_map
using Table = std::unordered_map<int, double>;
static double weighed_table(const Table &table) {
  double sum = 0, factor = 1;
  for (const auto &[key, value] : table) // in the order that the library has
    sum += (factor *= 1.1) * value * value + key * value;
  return sum;
}
static double made_tables(double x, double y) {
  Table a{{5, x}, {2, y}, {77, x * y}}, b, c(a);
  a[100] = y * y;
  b = a;
  c[2] *= x;
  b.erase(5);
  Table d(std::move(a));
  a[3] = x;
  c.swap(a);
  return weighed_table(a) + 2 * weighed_table(b) + 3 * weighed_table(c) + 5 * weighed_table(d);
}
static double growing_table(double x, double y) {
  Table table;
  for (int i = 0; i < 60; ++i)
    table[i * i % 101] += x * i * 0.1 + y;
  double sum = weighed_table(table);
  for (int i = 0; i < 60; i += 2)
    sum += table.erase(i);
  for (auto at = table.begin(); at != table.end();)
    if (at->first % 3 == 0)
      at = table.erase(at);
    else
      ++at;
  return sum + weighed_table(table) + table.size();
}
static double searched_table(double x, double y) {
  Table table;
  table.reserve(20);
  table.insert({1, x});
  table.emplace(4, y);
  table.try_emplace(4, 100.0);
  table.insert_or_assign(9, x * y);
  double sum = table.at(1) * table.at(9) + table.count(4);
  if (const auto at = table.find(4); at != table.end())
    at->second *= x;
  if (table.find(6) == table.end())
    sum += y * table[4];
  table.clear();
  table[3] = y;
  return sum + weighed_table(table);
}
static Table table_of(double x, double y) {
  Table made;
  made[3] = x * y;
  made[12] = y;
  return made;
}
static double tables_returned(double x, double y) {
  Table t = table_of(x, y);
  t = table_of(t[3], x);
  return weighed_table(t) + weighed_table(table_of(y, y));
}
struct Graph {
  std::unordered_map<int, std::vector<double>> edges;
  std::list<double> weights;
};
static Graph graph_of(double x, double y) {
  Graph made;
  made.edges[1].push_back(x);
  made.edges[2] = {x * y, y};
  made.weights.push_back(y);
  return made;
}
static double members(double x, double y) {
  Graph graph = graph_of(x, y), other;
  graph.edges[1].push_back(graph.weights.front());
  other = graph;
  other.edges[2][0] *= x;
  Graph third = std::move(graph);
  double sum = 0;
  for (const auto &[key, edges] : other.edges)
    sum += key * weighed(edges);
  return sum + weighed(third.edges[2]) + weighed_all(third.weights);
}

// ---- forward_list
static double forward_lists(double x, double y) {
  std::forward_list<double> l{x, y, -x}, m(l);
  l.push_front(x * y);
  auto at = l.insert_after(l.begin(), y * y);
  *at *= x;
  l.emplace_after(at, 2 * x);
  l.erase_after(l.begin());
  m = std::move(l);
  m.sort();
  double sum = weighed_all(m);
  m.reverse();
  m.remove_if([](double number) { return number < 0; });
  m.pop_front();
  l = m;
  l.front() += y;
  return sum + weighed_all(m) + 2 * weighed_all(l);
}

// ---- adaptors
static double stacks(double x, double y) {
  std::stack<double> s;
  s.push(x);
  s.push(y);
  s.emplace(x * y);
  double r = s.top();
  s.pop();
  r *= s.top();
  std::stack<double, std::vector<double>> over_vector;
  over_vector.push(r);
  over_vector.top() *= y;
  std::stack<double> other = s;
  other.top() += x;
  return over_vector.top() * x + s.size() + other.top() * s.top();
}
static double queues(double x, double y) {
  std::queue<double> q;
  for (int i = 0; i < 20; ++i) {
    q.push(x * i);
    q.emplace(y);
    if (i % 2)
      q.pop();
  }
  double r = q.front() * q.back();
  q.front() *= y;
  while (!q.empty()) {
    r = 0.9 * r + q.front();
    q.pop();
  }
  return r;
}
struct Sooner {
  bool operator()(const Event &a, const Event &b) const { return a.at > b.at; }
};
static double queues_by_priority(double x, double y) {
  std::priority_queue<double> numbers;
  for (int i = 0; i < 9; ++i)
    numbers.push(std::sin(3.0 * i) * x + y * i);
  double r = numbers.top();
  numbers.pop();
  r *= numbers.top();
  std::priority_queue<Event, std::vector<Event>, Sooner> events;
  events.push({1.0, x});
  events.push({x, y});
  events.push({0.5 * y, x * y});
  for (int k = 0; k < 12; ++k) {
    const Event event = events.top();
    events.pop();
    r += event.size * event.at;
    events.push({event.at + 0.3 * y, event.size * 0.7});
  }
  return r + events.size();
}

int main() {
  BOTH_MODES(queue_of_numbers);
  BOTH_MODES(both_ends);
  BOTH_MODES(made_deques);
  BOTH_MODES(inside_of_deques);
  BOTH_MODES(walks_over_deques);
  BOTH_MODES(events);
  BOTH_MODES(deque_of_vectors);
  BOTH_MODES(deques_returned);
  BOTH_MODES(made_lists);
  BOTH_MODES(inside_of_lists);
  BOTH_MODES(orders_of_lists);
  BOTH_MODES(walks_over_lists);
  BOTH_MODES(particles);
  BOTH_MODES(lists_returned);
  BOTH_MODES(made_tables);
  BOTH_MODES(growing_table);
  BOTH_MODES(searched_table);
  BOTH_MODES(tables_returned);
  BOTH_MODES(members);
  BOTH_MODES(forward_lists);
  BOTH_MODES(stacks);
  BOTH_MODES(queues);
  BOTH_MODES(queues_by_priority);
  return told();
}
