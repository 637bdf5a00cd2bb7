// std::optional, std::variant, pairs, tuples, arrays, initializer lists and references in objects, in both modes, against
// differences; gradients of the same types.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O2 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fplugin-arg-clangent-no-activity %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -std=c++20 -O1 -D_GLIBCXX_ASSERTIONS -fplugin-arg-clangent-no-inline %s -o %t && %t | FileCheck %s
// CHECK: {{^[1-9][0-9]*}} functions, 0 wrong
#include "Inputs/BothModes.h"

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

// ---- std::optional
std::optional<double> root(double x) {
  if (x < 0)
    return std::nullopt;
  return std::sqrt(x);
}
double may_be_missing(double x, double y) {
  const auto there = root(x), missing = root(-y);
  std::optional<double> cap;
  if (x < y)
    cap = x * y;
  return (there ? *there : 0) + missing.value_or(2 * y) * (cap.has_value() ? cap.value() : x);
}
double emplaced_and_reset(double x, double y) {
  std::optional<double> a(x), b;
  a.emplace(*a * y);
  b = a;
  a.reset();
  std::swap(a, b);
  b = std::nullopt;
  double sum = 0;
  for (int i = 0; i < 4; ++i) {
    if (i % 2)
      b = *a * i;
    else
      b.reset();
    sum += b ? *b * *b : a.value_or(y);
  }
  return sum;
}
struct Leg {
  double rate;
  std::optional<double> cap;
};
double in_structs_and_vectors(double x, double y) {
  Leg leg{x, {}}, other = leg;
  other.cap = x * y;
  leg = other;
  std::swap(leg, other);
  std::vector<std::optional<double>> all(4);
  for (int i = 0; i < 4; i += 2)
    all[i] = y * i + *leg.cap;
  all.push_back(std::nullopt);
  all.insert(all.begin(), other.cap);
  double sum = 0;
  for (const auto &one : all)
    sum = 0.5 * sum + (one ? *one * *one : leg.rate);
  return sum;
}
void clamped(const std::optional<double> &given, std::optional<double> &out, double x) {
  if (given)
    out = *given * x;
  else
    out.reset();
}
double by_reference(double x, double y) {
  std::optional<double> a = x, none, out = y;
  clamped(a, out, y);
  const double first = out.value();
  clamped(none, out, y);
  return first * out.value_or(x);
}
double of_vectors(double x, double y) {
  std::optional<std::vector<double>> v;
  double sum = 0;
  for (int i = 0; i < 4; ++i) {
    if (!v)
      v.emplace();
    v->push_back(x * i + y);
    if (i == 1) {
      sum += (*v)[1];
      v.reset();
    }
  }
  auto copy = v;
  auto moved = std::move(v);
  return sum + copy->back() * moved->at(0);
}

// ---- std::variant
struct Circle { double r; };
struct Box { double w, h; int sides; };
struct Ring { double inner, outer; };
using Shape = std::variant<Circle, Box, Ring>;
double area(const Shape &shape) {
  return std::visit(
      [](const auto &s) -> double {
        using T = std::decay_t<decltype(s)>;
        if constexpr (std::is_same_v<T, Circle>)
          return 3 * s.r * s.r;
        else if constexpr (std::is_same_v<T, Box>)
          return s.w * s.h * s.sides;
        else
          return s.outer * s.outer - s.inner * s.inner;
      },
      shape);
}
double changed(double x, double y) {
  Shape a = Circle{x};
  double sum = area(a);
  a = Box{x, x * y, 2};
  sum += area(a);
  Shape b = a;
  a = Ring{y, 2};
  if (auto *box = std::get_if<Box>(&b))
    box->w *= y;
  return sum + area(b) * area(a) + (std::holds_alternative<Ring>(a) ? std::get<Ring>(a).inner : 0);
}
double in_a_vector(double x, double y) {
  std::vector<Shape> shapes;
  for (int i = 0; i < 6; ++i)
    if (i % 2)
      shapes.push_back(Circle{x * i});
    else
      shapes.emplace_back(Box{x, y * i, 3});
  double sum = 0;
  for (auto &shape : shapes) {
    sum += area(shape);
    if (shape.index() == 1)
      shape = Circle{std::get<1>(shape).w};
  }
  std::vector<Shape> copies = shapes;
  std::swap(copies[0], copies[1]);
  copies.pop_back();
  for (const auto &shape : copies)
    sum = sum * 0.5 + area(shape);
  return sum;
}
double of_two(double x, double y) {
  std::variant<double, int> a = x, b = 3;
  const auto product = [&y](auto p, auto q) -> double { return p * q * y; };
  double sum = std::visit(product, a, b) + std::visit(product, b, a) * x;
  std::variant<int, double> c;
  c = sum * y;
  return std::get<double>(c) + std::get<0>(a);
}
double that_own(double x, double y) {
  std::variant<std::unique_ptr<double>, std::vector<double>> a;
  const std::vector<double> w{x, x * y};
  double sum = 0;
  for (int i = 0; i < 4; ++i) {
    if (i % 2)
      a = w;
    else
      a = std::make_unique<double>(y * i);
    if (const auto *number = std::get_if<0>(&a))
      sum += **number * **number;
    else
      sum += std::get<1>(a)[0] * std::get<1>(a)[1];
  }
  auto moved = std::move(a);
  return sum + std::get<1>(moved)[1] * x;
}
struct Held {
  Shape shape;
  double weight;
};
Shape made(double x, int i) {
  if (i == 0)
    return Circle{x};
  if (i == 1)
    return Box{x, x + 1, 1};
  return Ring{x, 4};
}
double held_and_made(double x, double y) {
  Held h{Circle{x}, 2}, g = h;
  g.shape = Box{x, y, 1};
  std::swap(h, g);
  const Held all[2] = {h, g};
  double sum = area(all[0].shape) * all[1].weight + area(all[1].shape);
  for (int i = 0; i < 3; ++i)
    sum += area(made(y, i));
  Shape z = made(x, 1);
  z.emplace<Circle>(Circle{x * x});
  return sum * area(z);
}
template <class... Cases> struct Cases_ : Cases... { using Cases::operator()...; };
template <class... Cases> Cases_(Cases...) -> Cases_<Cases...>;
double visited_in_place(double x, double y) {
  Shape shape = Box{x, 2, 1};
  double t = y;
  std::visit(Cases_{[&](Circle &c) { t *= c.r; }, [&](Box &b) { t *= b.w, b.h = y; }, [](Ring &) {}}, shape);
  std::variant<std::monostate, double> later;
  const double u = std::holds_alternative<std::monostate>(later) ? x : 0;
  later = x * y;
  return t + area(shape) + u * *std::get_if<1>(&later);
}

// ---- pairs, tuples, arrays, lists, references
double pairs(double x, double y) {
  std::pair<double, int> p(x * y, 3);
  auto [a, b] = p;
  p.first *= a;
  std::swap(a, p.first);
  std::pair<std::array<double, 2>, Leg> nested{{x, y}, {y, {}}};
  auto &[row, leg] = nested;
  row[0] *= leg.rate;
  return a * b + p.first + nested.first[0] * std::exchange(x, y);
}
double tuples(double x, double y) {
  auto t = std::tuple_cat(std::make_tuple(x, 2.0), std::make_pair(x * y, 1));
  std::get<1>(t) += y;
  double c, d;
  std::tie(c, d) = std::make_pair(x * x, std::sin(y));
  std::tie(c, std::ignore) = std::tuple(c * d, 1);
  const auto twice = [](auto... v) { return std::make_tuple(v * 2 ...); };
  const auto [e, f] = twice(x, y);
  const auto made = std::make_from_tuple<std::pair<double, double>>(std::forward_as_tuple(e, f));
  return std::apply([](double p, double q, double r, int n) { return p * q * r + n; }, t) * c + made.second * e +
         std::get<double>(std::make_tuple(1, y)) + std::invoke([](double v) { return v * v; }, x);
}
double arrays(double x, double y) {
  std::array<double, 3> a{x, x * y, 1}, b = a;
  std::swap(a[0], b[1]);
  a.swap(b);
  b.fill(y);
  std::array<std::array<double, 2>, 2> m{{{x, 1}, {2, y}}};
  double sum = a == b ? 1 : 2;
  for (const auto &row : m)
    for (auto it = row.rbegin(); it != row.rend(); ++it)
      sum = sum * x + *it;
  return sum + a.at(1) * b.back() + std::get<0>(a) * a.front() * a.size();
}
double summed(std::initializer_list<double> list) {
  double sum = 0;
  for (double v : list)
    sum += v * v;
  return sum;
}
double lists_and_references(double x, double y) {
  double a = x * y;
  std::vector<std::reference_wrapper<double>> all{a, x};
  all[0].get() *= 2;
  auto by_reference = std::ref(a);
  double &same = by_reference;
  same *= y;
  double sum = summed({x, a, 3.0});
  for (double &v : all)
    sum += v;
  return sum + std::cref(a) * x;
}

// ---- a user's own
enum class Failure { none, negative };
class Outcome {
public:
  Outcome(double v) : isThere(true) { ::new (&storage.value) double(v); }
  Outcome(Failure f) : failure(f) {}
  bool ok() const { return isThere; }
  double value() const { return storage.value; }

private:
  union Storage {
    Storage() {}
    double value;
  } storage;
  Failure failure = Failure::none;
  bool isThere = false;
};
Outcome logarithm(double x) {
  if (x <= 0)
    return Failure::negative;
  return std::log(x);
}
double of_users_union(double x, double y) {
  Outcome a = logarithm(x * y), b = logarithm(-y), c = a;
  return a.ok() && !b.ok() ? a.value() * c.value() * x : 0;
}

// ---- arguments
using Number = std::variant<double, int>;
double of_arguments(std::optional<double> o, const Number &v, const std::array<double, 2> &a, std::pair<double, int> p,
                    const std::tuple<double, double> &t) {
  const double n = std::visit([](auto q) -> double { return double(q) * q; }, v);
  return (o ? *o * *o : 7) * n + a[0] * a[1] + p.first * p.first * p.second + std::get<0>(t) * std::get<1>(t);
}
bool arguments() {
  const std::array<double, 2> a{2, 5};
  const std::pair<double, int> p{2, 5};
  const std::tuple<double, double> t{3, 4};
  const auto [o, v, a_bar, p_bar, t_bar] =
      clangent::gradient<of_arguments>(std::optional<double>(3), Number(2.0), a, p, t);
  const auto [none, integer, a_again, p_again, t_again] =
      clangent::gradient<of_arguments>(std::optional<double>(), Number(3), a, p, t);
  return *o == 24 && std::get<0>(v) == 36 && a_bar[0] == 5 && a_bar[1] == 2 && p_bar.first == 20 &&
         t_bar == std::tuple(4.0, 3.0) && !none && integer.index() == 1 && a_again == a_bar && p_again.first == 20 &&
         t_again == t_bar;
}

int main() {
  BOTH_MODES(may_be_missing);
  BOTH_MODES(emplaced_and_reset);
  BOTH_MODES(in_structs_and_vectors);
  BOTH_MODES(by_reference);
  BOTH_MODES(of_vectors);
  BOTH_MODES(changed);
  BOTH_MODES(in_a_vector);
  BOTH_MODES(of_two);
  BOTH_MODES(that_own);
  BOTH_MODES(held_and_made);
  BOTH_MODES(visited_in_place);
  BOTH_MODES(pairs);
  BOTH_MODES(tuples);
  BOTH_MODES(arrays);
  BOTH_MODES(lists_and_references);
  BOTH_MODES(of_users_union);
  wrong += !arguments();
  return told();
}
