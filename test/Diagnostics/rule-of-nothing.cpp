// A rule whose name is that of no function is told where derivatives are asked for; names with scopes are found.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

double twice(double x) { return 2 * x; }
[[clangent::adjoint_of("twize")]] void twize_adjoint(double y_bar, double &x_bar); // expected-warning {{this rule is for 'twize', which is not declared here}}
[[clangent::adjoint_of("geo::twice")]] void geo_adjoint(double y_bar, double &x_bar); // expected-warning {{this rule is for 'geo::twice', which is not declared here}}

namespace geo {
inline namespace v1 {
template <class Real> struct Line {
  Real slope;
  Line(Real slope) : slope(slope) {}
  Real at(Real x) const { return slope * x; }
  Real operator()(Real x) const { return at(x); }
};
} // namespace v1
namespace {
template <class Real> Real hidden(Real x) { return x; }
struct Inner {
  static double shared(double x) { return x; }
};
} // namespace
extern "C" double in_c(double x);
} // namespace geo
namespace g = geo;
using geo::in_c;
[[clangent::adjoint_of("geo::Line::at")]] void a(double y_bar);
[[clangent::adjoint_of("geo::v1::Line::at")]] void a_again(double y_bar);
[[clangent::adjoint_of("geo::Line::Line")]] void b(double y_bar);
[[clangent::adjoint_of("geo::Line::operator()")]] void c(double y_bar);
[[clangent::adjoint_of("geo::hidden")]] void d(double y_bar);
[[clangent::adjoint_of("geo::Inner::shared")]] void e(double y_bar);
[[clangent::adjoint_of("::geo::in_c")]] void h(double y_bar);
[[clangent::tangent_of("geo::Line::below")]] double i(double x_dot); // expected-warning {{this rule is for 'geo::Line::below'}}

double slope(double x) { return clangent::gradient<twice>(x); }
