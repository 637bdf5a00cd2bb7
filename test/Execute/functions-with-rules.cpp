// Derivative rules of functions of numbers and plain structs are what is called, in both modes, wherever the function is
// called and where it is asked for itself; a body is not needed. They agree with differences.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-print %s | FileCheck %s --check-prefix=TEXT
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
#include <clangent/tensor/accumulate.h>

#include <cmath>
#include <cstdio>

// The root of y^5 + y = x, whose derivative is 1 / (5 y^4 + 1); the body could not be looked into.
double root(double x);
[[clangent::adjoint_of("root")]] void root_adjoint(double y, double y_bar, double &x_bar) {
  x_bar += y_bar / (5 * y * y * y * y + 1);
}
[[clangent::tangent_of("root")]] double root_tangent(double y, double x_dot) { return x_dot / (5 * y * y * y * y + 1); }

namespace geo {
struct Point {
  double x, y;
  double angle(double turned) const { return std::atan2(y, x) + turned; }
};
template <class Real> Real distance(const Point &p, Real scale) { return std::hypot(p.x, p.y) * scale; }
Point mirrored(Point p, const double &k) { return {k * p.y, p.x}; }
} // namespace geo

[[using clangent: adjoint_of("geo::Point::angle")]]
void angle_adjoint(const geo::Point &self, double y_bar, geo::Point &self_bar, double *turned_bar) {
  const double r = self.x * self.x + self.y * self.y;
  self_bar.x -= y_bar * self.y / r;
  self_bar.y += y_bar * self.x / r;
  if (turned_bar)
    *turned_bar += y_bar;
}
[[using clangent: tangent_of("geo::Point::angle")]]
double angle_tangent(const geo::Point &self, const geo::Point &self_dot, double turned_dot) {
  return (self.x * self_dot.y - self.y * self_dot.x) / (self.x * self.x + self.y * self.y) + turned_dot;
}
template <class Real>
[[clangent::adjoint_of("geo::distance")]]
void distance_adjoint(const geo::Point &p, Real scale, Real y, Real y_bar, geo::Point &p_bar, Real &scale_bar) {
  const Real r = y / scale;
  p_bar.x += y_bar * scale * p.x / r;
  p_bar.y += y_bar * scale * p.y / r;
  scale_bar += y_bar * r;
}
template <class Real>
[[clangent::tangent_of("geo::distance")]]
Real distance_tangent(const geo::Point &p, Real scale, Real y, const geo::Point &p_dot, Real scale_dot) {
  const Real r = y / scale;
  return scale * (p.x * p_dot.x + p.y * p_dot.y) / r + scale_dot * r;
}
[[clangent::adjoint_of("geo::mirrored")]]
void mirrored_adjoint(geo::Point p, double k, const geo::Point &y_bar, geo::Point &p_bar, double &k_bar) {
  p_bar.x += y_bar.y;
  p_bar.y += k * y_bar.x;
  k_bar += y_bar.x * p.y;
}
[[clangent::tangent_of("geo::mirrored")]]
geo::Point mirrored_tangent(geo::Point p, double k, geo::Point p_dot, double k_dot) {
  return {k_dot * p.y + k * p_dot.y, p_dot.x};
}

// Rules of overloads: each has the rules for its own types, and no other's; objects are not cut.
double power(int n, double x) { return std::pow(x, n); }
double power(double n, double x) { return n * x * x; }
[[clangent::adjoint_of("power")]] void power_adjoint(int n, double x, double y_bar, double &x_bar) {
  x_bar += n * std::pow(x, n - 1) * y_bar;
}
[[clangent::tangent_of("power")]] double power_tangent(int n, double x, double x_dot) {
  return n * std::pow(x, n - 1) * x_dot;
}
double curve(double x) { return x * x; }
float curve(float x) { return 0.5f * x; }
[[clangent::adjoint_of("::curve")]] void curve_adjoint(double x, double y_bar, double &x_bar) { x_bar += 2 * x * y_bar; }
[[clangent::adjoint_of("::curve")]] void curve_adjoint(float y_bar, float &x_bar) { x_bar += 0.5f * y_bar; }
[[clangent::tangent_of("::curve")]] double curve_tangent(double x, double x_dot) { return 2 * x * x_dot; }
[[clangent::tangent_of("::curve")]] float curve_tangent(float x_dot) { return 0.5f * x_dot; }
struct Base {
  double v;
};
struct Derived : Base {
  double w;
};
double of_base(const Base &p) { return p.v * p.v; }
double of_base(const Derived &p) { return p.v * p.w; }
[[clangent::adjoint_of("of_base")]] void base_adjoint(const Base &p, double y_bar, Base &p_bar) { p_bar.v += 2 * p.v * y_bar; }
[[clangent::tangent_of("of_base")]] double base_tangent(const Base &p, const Base &p_dot) { return 2 * p.v * p_dot.v; }

// What the function says is inactive stays so, whether its rules know of it or not.
double held(double x, [[clangent::inactive]] double z) { return x * z; }
[[clangent::adjoint_of("held")]] void held_adjoint(double z, double y_bar, double &x_bar) { x_bar += z * y_bar; }
[[clangent::tangent_of("held")]] double held_tangent(double z, double x_dot) { return z * x_dot; }

// A rule may leave instances to their bodies.
template <class Real> Real doubled(Real x) { return 2 * x; }
template <class Real, std::enable_if_t<std::is_same_v<Real, float>, int> = 0>
[[clangent::adjoint_of("doubled")]] void doubled_adjoint(Real y_bar, Real &x_bar) {
  x_bar += 4 * y_bar;
}
float twice_in_float(float x) { return doubled(x); }
double twice_in_double(double x) { return doubled(x); }

// Of anonymous namespaces; with bars that are objects of the rule's.
namespace {
struct Sum {
  double *to;
  Sum(double &to) : to(&to) {}
};
double weighted(double x, double w) { return x * w; }
[[clangent::adjoint_of("weighted")]] void weighted_adjoint(double x, double w, double y_bar, Sum x_bar, Sum w_bar) {
  *x_bar.to += w * y_bar;
  *w_bar.to += x * y_bar;
}
[[clangent::tangent_of("weighted")]] double weighted_tangent(double x, double w, double x_dot, double w_dot) {
  return x * w_dot + w * x_dot;
}
} // namespace

// Members that are called on this, by its name, through a pointer, and from a derived class.
struct Spring {
  double k;
  double force(double x) const { return k * x * x; }
  double twice(double x) const { return force(x) + (*this).force(2 * x) + this->force(x); }
};
struct Damped : Spring {
  double all(double x) const { return force(x) * Spring::force(x); }
};
[[clangent::adjoint_of("Spring::force")]]
void force_adjoint(const Spring &self, double x, double y_bar, Spring &self_bar, double &x_bar) {
  self_bar.k += x * x * y_bar;
  x_bar += 2 * self.k * x * y_bar;
}
[[clangent::tangent_of("Spring::force")]]
double force_tangent(const Spring &self, double x, const Spring &self_dot, double x_dot) {
  return self_dot.k * x * x + 2 * self.k * x * x_dot;
}

double of_overloads(double x, double k) {
  Derived d;
  d.v = x;
  d.w = k * x;
  return power(3, x) + power(0.5, k) * curve(k) + of_base(d) + of_base(static_cast<Base &>(d)) * k;
}
double single(double x) { return curve(float(x)); }
double of_parts(double x, double k) { return weighted(x, 3.0) * weighted(2.0, k) + weighted(x, x); }
double of_members(double x, double k) {
  Spring spring{k};
  const Spring *other = &spring;
  Damped damped{};
  damped.k = x * k;
  return spring.twice(x) + other->force(k) + damped.all(x);
}
double of_held(double x, double k) { return held(x * k, x * x); }

double once(double x, double k) { return root(x * k) * x + root(2.5) * k; }
// TEXT-LABEL: Adjoint of once
// TEXT: ::root_adjoint({{.*}}, {{.*}}, {{.*}});
double repeated(double x, double k) {
  double s = k;
  for (int i = 0; i < 4; ++i)
    if (i != 1)
      s = root(s + x * i) * s + x;
  return s;
}
double in_plane(double x, double k) {
  geo::Point p{x, k * x + 1};
  double s = 0;
  for (int i = 0; i < 3; ++i) {
    s += p.angle(s * x) * geo::distance(p, k) + geo::distance(p, 1.5);
    p = geo::mirrored(p, s + x);
  }
  return s + p.angle(1.0) + p.x * p.y;
}
double itself(double x, double k) { return geo::distance(geo::Point{x, 2}, k); }

int failures = 0;
bool is_near(double a, double b) { return std::fabs(a - b) <= 1e-7 * (1 + std::fabs(a) + std::fabs(b)); }

template <auto f> void check(const char *name, double x, double k) {
  const double h = 1e-6, by_x = (f(x + h, k) - f(x - h, k)) / (2 * h), by_k = (f(x, k + h) - f(x, k - h)) / (2 * h);
  const auto [x_bar, k_bar] = clangent::gradient<f>(x, k);
  const double x_dot = clangent::jvp<f>(clangent::dup(x, 1.0), k).tangent;
  const double k_dot = clangent::jvp<f>(x, clangent::dup(k, 1.0)).tangent;
  const bool isRight = is_near(by_x, x_bar) && is_near(by_k, k_bar) && is_near(by_x, x_dot) && is_near(by_k, k_dot);
  if (!isRight)
    std::printf("%s: %.10g %.10g, %.10g %.10g, %.10g %.10g\n", name, by_x, by_k, x_bar, k_bar, x_dot, k_dot), ++failures;
}

int main() {
  for (double x : {-1.3, 0.4, 2.1})
    for (double k : {0.7, 1.9}) {
      check<once>("once", x, k);
      check<repeated>("repeated", x, k);
      check<in_plane>("in_plane", x, k);
      check<itself>("itself", x, k);
      check<of_overloads>("of_overloads", x, k);
      check<of_parts>("of_parts", x, k);
      check<of_members>("of_members", x, k);
      const auto [x_bar, k_bar] = clangent::gradient<of_held>(x, k);
      failures += !is_near(x_bar, k * x * x) || !is_near(k_bar, x * x * x);
      failures += !is_near(clangent::jvp<of_held>(clangent::dup(x, 1.0), k).tangent, k * x * x);
    }
  // Asked for themselves: with a body, without one, members and templates.
  const double y = root(1.7);
  failures += !is_near(clangent::gradient<root>(1.7), 1 / (5 * y * y * y * y + 1));
  failures += !is_near(clangent::jvp<root>(clangent::dup(1.7, 2.0)).tangent, 2 / (5 * y * y * y * y + 1));
  const geo::Point p{0.6, 0.8};
  const auto [p_bar, scale_bar] = clangent::gradient<geo::distance<double>>(p, 2.0);
  failures += !is_near(p_bar.x, 1.2) || !is_near(p_bar.y, 1.6) || !is_near(scale_bar, 1);
  failures += clangent::gradient<twice_in_float>(1.0f) != 4 || clangent::gradient<twice_in_double>(1.0) != 2;
  failures += !is_near(clangent::gradient<single>(0.7), 0.5);
  failures += !is_near(clangent::jvp<single>(clangent::dup(0.7, 2.0)).tangent, 1);
  failures += !is_near(clangent::gradient<&geo::Point::angle, clangent::wrt<1>>(p, 1.0), 1);
  std::printf("failures: %d\n", failures);
}
// CHECK: failures: 0

double root(double x) {
  double low = -10, high = 10;
  while (high > low) {
    const double middle = low + (high - low) / 2;
    if (middle == low || middle == high)
      break;
    (middle * middle * middle * middle * middle + middle < x ? low : high) = middle;
  }
  return low;
}
