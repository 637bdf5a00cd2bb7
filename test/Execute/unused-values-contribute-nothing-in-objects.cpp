// What was computed into an object and not used has no part in the derivative, wherever objects are reached by name:
// where one of several is chosen, where functions that stay functions return, change or refer to them, in bases and
// nested. The partials are infinite or NaN at the point of each function here; the derivative is that of `4 * x`.
// RUN: %clangent++ %{flags} -O2 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O1 -fplugin-arg-clangent-no-inline -fplugin-arg-clangent-no-activity %s -o %t
// RUN: %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Inputs/Counted.h"

#include <clangent/clangent.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <tuple>
#include <utility>
struct G {
  double p, d;
};
G make(double x, int n) {
  if (n > 0)
    return make(x, n - 1);
  return {4 * x, std::sqrt(x)};
}
// choices
double value_of_a_choice(double x, int n) {
  G t = n > 5 ? make(x, n) : make(x, n + 1);
  return t.p;
}
double copy_of_a_choice(double x, int n) {
  G a = make(x, n), b = make(2 * x, n);
  G t = n > 1 ? a : b;
  return n > 1 ? t.p : t.p / 2;
}
double change_of_a_choice(double x, int n) {
  G a = make(x, n), b = make(2 * x, n);
  (n > 1 ? a : b).d = 1;
  (n > 1 ? b : a).p += std::sqrt(x);
  return n > 1 ? a.p : b.p / 2;
}
double reference_to_a_choice(double x, int n) {
  G a = make(x, n), b = make(2 * x, n);
  const G &r = n > 1 ? a : n > 0 ? b : a;
  return n > 1 ? r.p : n > 0 ? r.p / 2 : r.p;
}
double pointer_to_a_choice(double x, int n) {
  G a = make(x, n), b = make(2 * x, n);
  G *r = n > 1 ? &a : n > 0 ? &b : &a;
  r->d = 0;
  return n > 1 ? r->p : n > 0 ? r->p / 2 : r->p;
}
double choice_of_members(double x, int n) {
  struct H {
    G u, v;
  };
  H h{make(x, n), make(x, n)}, k = h;
  G &r = n > 1 ? h.u : n > 0 ? k.v : h.v;
  return r.p;
}
double choice_in_a_loop(double x, int n) {
  G a = make(x, 0), b = make(x, 1);
  double s = 0;
  for (int i = 0; i < n + 2; ++i) {
    const G &r = i % 2 ? a : b;
    s += r.p;
    (i % 2 ? b : a).d = s;
  }
  return s / (n + 2);
}
double swap(double x, int n) {
  G a = make(x, 0), b = make(x, 1);
  for (int i = 0; i < n; ++i)
    std::swap(a, b);
  return a.p;
}
double choice_with_effects(double x, int n) {
  G a = make(x, 0), b = make(x, 1), c = make(x, 2);
  int k = n;
  const G &r = n > 1 ? a : (k += 3, k > 3) ? b : c;
  k = 7;
  return r.p;
}
// member functions, operators
struct V {
  double a, b;
  V operator+(const V &o) const { return {a + o.a, b + o.b}; }
  V operator*(double s) const { return {a * s, b * s}; }
  V &operator+=(const V &o) {
    a += o.a;
    b += o.b;
    return *this;
  }
  double first() const { return a; }
  void scale(double s) {
    a *= s;
    b *= s;
  }
  void reset(double s) {
    a = s;
    b = s;
  }
};
V makeV(double x, int n) {
  if (n > 0)
    return makeV(x, n - 1);
  return {4 * x, std::log(x)};
}
double sum_of_objects(double x, int n) { return (makeV(x, n) + makeV(x, n + 1)).a / 2; }
double product_and_sum(double x, int n) {
  V v = makeV(x, n) * 3 + makeV(x, n);
  return v.first() / 4;
}
double members_that_change(double x, int n) {
  V v = makeV(x, n);
  v += makeV(x, n);
  v.scale(0.5);
  return v.first();
}
double loop_over_changes(double x, int n) {
  V v{0, 0};
  for (int i = 0; i <= n; ++i)
    v += makeV(x, i);
  return v.a / (n + 1);
}
double loop_over_sums(double x, int n) {
  V v{0, 0};
  for (int i = 0; i <= n; ++i)
    v = v + makeV(x, i);
  return v.a / (n + 1);
}
double sum_read_somewhere(double x, int n) {
  V v = makeV(x, n) + makeV(x, n);
  double r = v.a / 2;
  if (x != 0)
    r += v.b;
  return r;
}
double overwritten(double x, int n) {
  V v = makeV(x, n);
  v.b = std::sqrt(x);
  v.reset(4 * x);
  return v.a / 2 + v.b / 2;
}
// out parameters
void put(double x, double &y, double &z) {
  y = 4 * x;
  z = std::sqrt(x);
}
double out(double x) {
  double y, z;
  put(x, y, z);
  return y;
}
double out_not_read(double x) {
  double y, z;
  put(x, y, z);
  return 4 * x;
}
void rput(double x, double &y, double &z, int n) {
  if (n > 0)
    return rput(x, y, z, n - 1);
  y = 4 * x;
  z = std::sqrt(x);
}
double out_recursive(double x, int n) {
  double y, z;
  rput(x, y, z, n);
  return y;
}
double out_read_somewhere(double x, int n) {
  double y, z;
  rput(x, y, z, n);
  return x == 0 ? y : z;
}
double out_twice_the_same(double x, int n) {
  double y;
  rput(4 * x, y, y, n);
  y = 2 * x;
  return 2 * y;
}
double out_not_read_recursive(double x, int n) {
  double y, z;
  rput(x, y, z, n);
  return 4 * x;
}
void inout(double &v, double x, int n) {
  if (n > 0) {
    inout(v, x, n - 1);
    return;
  }
  v = x == 0 ? v : v + std::log(x);
}
double change(double x, int n) {
  double v = 4 * x;
  inout(v, x, n);
  return v;
}
double change_of_what_is_overwritten(double x, int n) {
  double v = std::sqrt(x);
  inout(v, x, n);
  v = 4 * x;
  inout(v, x, n);
  return v;
}
void fill(G &g, double x, int n) {
  if (n > 0)
    return fill(g, x, n - 1);
  g.p = 4 * x;
  g.d = 1 / x;
}
double filled(double x, int n) {
  G g;
  fill(g, x, n);
  return g.p;
}
double filled_array(double x, int n) {
  G g[2];
  fill(g[0], x, n);
  fill(g[1], x, n);
  return g[0].p / 2 + g[1].p / 2;
}
// std
std::array<double, 3> ra(double x, int n) {
  if (n > 0)
    return ra(x, n - 1);
  return {4 * x, std::sqrt(x), std::log(x)};
}
double array_element(double x, int n) {
  auto a = ra(x, n);
  return a[0];
}
double array_get(double x, int n) { return std::get<0>(ra(x, n)); }
double array_bindings(double x, int n) {
  auto [a, b, c] = ra(x, n);
  return x == 0 ? a : b + c;
}
double array_in_a_loop(double x, int n) {
  auto a = ra(x, n);
  double s = 0;
  for (int i = 0; i < 1; ++i)
    s += a[0];
  return s;
}
std::tuple<double, double, int> rt(double x, int n) {
  if (n > 0)
    return rt(x, n - 1);
  return {4 * x, std::sqrt(x), n};
}
double tuple_element(double x, int n) { return std::get<0>(rt(x, n)); }
double tuple_bindings(double x, int n) {
  auto [a, b, c] = rt(x, n);
  return a;
}
double tuple_copied(double x, int n) {
  double a, b;
  int c;
  auto t = rt(x, n);
  a = std::get<0>(t);
  return a;
}
std::pair<G, double> rp(double x, int n) {
  if (n > 0)
    return rp(x, n - 1);
  return {make(x, 1), std::log(x)};
}
double pair_member(double x, int n) { return rp(x, n).first.p; }
double pair_bindings(double x, int n) {
  auto p = rp(x, n);
  auto &[g, l] = p;
  return g.p;
}
struct Nest {
  G g[2];
  struct {
    double u, v;
  } in;
  std::array<double, 2> a;
};
Nest rn(double x, int n) {
  if (n > 0)
    return rn(x, n - 1);
  Nest r;
  r.g[0] = make(x, 0);
  r.g[1] = {std::log(x), x};
  r.in.u = std::sqrt(x);
  r.in.v = x;
  r.a = {x, 1 / x};
  return r;
}
double nest(double x, int n) {
  Nest r = rn(x, n);
  return r.g[0].p / 4 + r.g[1].d + r.in.v + r.a[0];
}
struct Base {
  double u, v;
};
struct Der : Base {
  double w, z;
};
Der rd(double x, int n) {
  if (n > 0)
    return rd(x, n - 1);
  Der d;
  d.u = x;
  d.v = std::sqrt(x);
  d.w = 3 * x;
  d.z = std::log(x);
  return d;
}
double derived(double x, int n) {
  Der d = rd(x, n);
  Base &b = d;
  return b.u + d.w;
}
double sliced(double x, int n) {
  Base b = rd(x, n);
  return 4 * b.u;
}
struct Der2 : Base {
  double w;
  Der2(double x) : Base{x, std::sqrt(x)}, w(std::log(x)) {}
};
Der2 rd2(double x, int n) {
  if (n > 0)
    return rd2(x, n - 1);
  return Der2(x);
}
double derived_by_constructor(double x, int n) { return 4 * rd2(x, n).u; }
// early return
G early(double x, int n) {
  G r{std::sqrt(x), std::log(x)};
  if (n > 1)
    return early(x, n - 1);
  if (n == 1) {
    r.p = 4 * x;
    return r;
  }
  return {4 * x, r.d};
}
double early_return(double x, int n) { return early(x, n).p; }
// optional-like
struct Opt {
  bool has;
  double v, alt;
  double value_or(double o) const { return has ? v : o; }
};
Opt opt(double x, int n) {
  if (n > 0)
    return opt(x, n - 1);
  if (x == 0)
    return {false, std::sqrt(x), 1 / x};
  return {true, x, x};
}
double optional(double x, int n) { return opt(x, n).value_or(4 * x); }
// lambdas
double lambda_that_makes(double x, int n) {
  auto mk = [&](double y) { return make(y, n); };
  return mk(x).p;
}
double lambda_that_sets(double x, int n) {
  double u = 0, v = 0;
  auto set = [&](double y) {
    u = 4 * y;
    v = std::sqrt(y);
  };
  for (int i = 0; i <= n; ++i)
    set(x);
  return u;
}
// loops carrying structs
double loop_that_carries(double x, int n) {
  G g{4 * x, std::sqrt(x)};
  for (int i = 0; i < n; ++i) {
    G h = make(x, i);
    if (i % 2)
      g = h;
    g.d += h.d;
  }
  return g.p;
}
double loop_that_swaps(double x, int n) {
  G g{4 * x, std::sqrt(x)}, h{4 * x, std::log(x)};
  for (int i = 0; i < n; ++i) {
    G t = g;
    g = h;
    h = t;
    h.d = g.d;
  }
  return g.p;
}
double while_that_carries(double x, int n) {
  G g = make(x, 0);
  while (n-- > 0) {
    G h = make(x, n > 0 ? n : 0);
    g = n % 2 ? h : g;
  }
  return g.p;
}
// read back of own result under conditions
G readback(double x, int n) {
  G r;
  if (n > 0) {
    r = readback(x, n - 1);
  } else {
    r.p = 4 * x;
    r.d = r.p * r.p;
  }
  return r;
}
double read_back(double x, int n) {
  G a = readback(x, n);
  double s = 0;
  if (x >= 0)
    s += a.p;
  if (x < 0)
    s += a.d;
  return s;
}
double read_back_other(double x, int n) {
  G a = readback(x, n);
  double s = 0;
  if (x < 0)
    s += a.p;
  if (x >= 0)
    s += a.d;
  return s;
}
// struct results asked for themselves
G top(double x) {
  G r;
  r.p = std::sqrt(x);
  r.d = std::log(x);
  if (x == 0) {
    r.p = 4 * x;
    r.d = x;
  }
  return r;
}
#define S(f) is(#f, clangent::gradient<f>(0.), 4), is(#f " fwd", clangent::jvp<f>(clangent::dup(0., 1.)).tangent, 4)
#define N(f)                                                                                                           \
  for (int n = 0; n < 4; ++n) {                                                                                        \
    is(#f, clangent::gradient<f>(0., n), 4);                                                                           \
    const double t = clangent::jvp<f>(clangent::dup(0., 1.), n).tangent;                                               \
    is(#f " fwd", t, 4);                                                                                               \
  }
int main() {
  N(value_of_a_choice);
  N(copy_of_a_choice);
  N(change_of_a_choice);
  N(reference_to_a_choice);
  N(pointer_to_a_choice);
  N(choice_of_members);
  N(choice_in_a_loop);
  N(swap);
  N(choice_with_effects);
  N(sum_of_objects);
  N(product_and_sum);
  N(members_that_change);
  N(loop_over_changes);
  N(loop_over_sums);
  N(sum_read_somewhere);
  N(overwritten);
  S(out);
  S(out_not_read);
  N(out_recursive);
  N(out_read_somewhere);
  N(out_twice_the_same);
  N(out_not_read_recursive);
  N(change);
  N(change_of_what_is_overwritten);
  N(filled);
  N(filled_array);
  N(array_element);
  N(array_get);
  N(array_bindings);
  N(array_in_a_loop);
  N(tuple_element);
  N(tuple_bindings);
  N(tuple_copied);
  N(pair_member);
  N(pair_bindings);
  for (int n = 0; n < 4; ++n)
    is("nest", clangent::gradient<nest>(0., n), 4);
  N(derived);
  N(sliced);
  N(derived_by_constructor);
  N(early_return);
  N(optional);
  N(lambda_that_makes);
  N(lambda_that_sets);
  N(loop_that_carries);
  N(loop_that_swaps);
  N(while_that_carries);
  N(read_back);
  for (int n = 0; n < 4; ++n)
    is("read_back_other", clangent::gradient<read_back_other>(3., n), 96);
  double xb = 0;
  G seed{3, 1};
  clangent::vjp<top>(clangent::dup(0., xb), clangent::seed(seed));
  is("top", xb, 13);
  std::printf("%d passed, %d failed\n", passed, failed);
}
