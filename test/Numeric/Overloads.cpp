// What a name meant where the function was written, not at the end of the file.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

real weight(long double x) { return static_cast<real>(2 * x); }
real constant_weight(real x, int n) { return x * weight(n); }
real weight(int x) { return static_cast<real>(5 * x); }
AT(constant_weight, {0.5, 3}, {-2, 1});

real convert(const real &x) { return 3 * x * x; }
real calls_before_overload(real x) { return convert(x) + x; }
real convert(real &x) { return 7 * x; }
AT(calls_before_overload, {0.5}, {-2});

real shape(real x, int n) { return x * n; }
real shape(real x, real y) { return x * y * y; }
real shape(real x, bool b) { return b ? x * x : x; }
real chooses_overload(real x) { return shape(x, 3) + shape(x, x) + shape(x, x > 0); }
AT(chooses_overload, {0.5}, {-2});

namespace outer {
real helper(real x) { return x * x; }
namespace inner {
real helper(real x) { return x * x * x; }
real nearest(real x) { return helper(x) + outer::helper(x); }
} // namespace inner
using inner::nearest;
} // namespace outer
real qualified(real x) { return outer::nearest(x) * outer::helper(x); }
AT(qualified, {0.5}, {-2});

namespace {
real hidden(real x) { return std::sin(x) * x; }
} // namespace
static real internal(real x) { return hidden(x) * hidden(2 * x); }
AT(internal, {0.5}, {-2});

namespace numbers {
struct Angle {
  real turns;
};
template <class V> void leaves(V &&visit, Angle &a) { visit(a.turns); }
real size(Angle a) { return a.turns * a.turns; }
} // namespace numbers
real by_argument_lookup(numbers::Angle a) { return size(a) * a.turns; }
AT(by_argument_lookup, {0.5}, {-2});

template <class T> T generic(T x) { return x * x; }
template <> real generic<real>(real x) { return x * x * x; }
real specialised(real x) { return generic(x) + generic(2) * generic<real>(x * 2); }
AT(specialised, {0.5}, {-2});

real x_bar(real x) { return x * x; }
real names_like_ours(real x, real x_dot) {
  const real result = x_bar(x);
  real tape = result * x_dot;
  const real result_bar = tape * tape, i = tape;
  return result_bar + i;
}
AT(names_like_ours, {0.5, 2}, {-2, 1});

#define scale_by(v) ((v) * 3)
#define offset 7
real with_macros(real x) { return scale_by(x * x) + offset; }
AT(with_macros, {0.5}, {-2});
#undef scale_by
#undef offset

using Scalar = real;
typedef Scalar Row[2];
real with_aliases(const Row &r) {
  Scalar t = r[0];
  using Local = Scalar;
  const Local u = t * r[1];
  decltype(t) v = u * u;
  auto w = v + t;
  return w * u;
}
AT(with_aliases, {{1, 2}}, {{-0.5, 0.25}});

struct Functor {
  real a;
  real operator()(real x) const { return a * x * x; }
};
template <class V> void leaves(V &&visit, Functor &f) { visit(f.a); }
real with_functor(Functor f, real x) { return f(x) * f(f(x)); }
AT(with_functor, {2, 0.5}, {-1, 0.25});
