// Objects that end inside of expressions, in heads of statements, in initializers, and where they are copied, moved and
// handed on: everything runs in the order of the program, and what it does to numbers is differentiated.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t
// RUN: %clangent++ %{flags} -O0 -fno-elide-constructors -fplugin-arg-clangent-no-inline %s -o %t.out && %t.out
// RUN: %clangent++ %{flags} -O1 -fplugin-arg-clangent-no-activity %s -o %t.all && %t.all
// RUN: %clangent++ %{flags} -O1 -fsanitize=address,undefined -fno-sanitize-recover=all %s -o %t.san && %t.san
#include "Inputs/Story.h"

#include <utility>

namespace {

struct Loud {
  Loud(int id, double v) : id(id), v(v) { tell(id); }
  Loud(const Loud &o) : id(o.id + 100), v(o.v * 1.25) { tell(id); }
  Loud(Loud &&o) : id(o.id + 1000), v(o.v) {
    o.v = 0;
    tell(id);
  }
  Loud &operator=(const Loud &o) {
    v = o.v;
    tell(o.id + 10000);
    return *this;
  }
  Loud &operator=(Loud &&o) {
    std::swap(v, o.v);
    tell(o.id + 20000);
    return *this;
  }
  ~Loud() {
    tell(-id);
    v *= 2;
  }
  Loud plus(const Loud &o) const { return Loud(id * 2, v + o.v); }
  Loud times(Loud o) && {
    o.v *= v;
    return o;
  }
  int id;
  double v;
};
Loud operator*(const Loud &a, const Loud &b) { return {a.id + b.id, a.v * b.v}; }
double val(const Loud &l) { return l.v; }
Loud mk(int id, double v) { return {id, v}; }
double conditions(double x) {
  double s = x;
  int i = 1;
  while (val(Loud(i, s)) < 30 && (i < 3 || val(mk(50, x)) < 2 * s)) {
    s += x + Loud(60, s).v / 2;
    ++i;
    if (i == 4)
      continue;
    if (i > 7)
      break;
  }
  do {
    s += x;
  } while (mk(61, s).v < 20 * x || Loud(62, s).plus(Loud(63, x)).v < 9);
  for (int k = 0; val(Loud(70 + k, x)) * k<3; k += mk(80, 1).v> 0 ? 1 : 2) {
    Loud in(90, s);
    s += in.v * k;
    if (k == 2)
      break;
  }
  switch (static_cast<int>(Loud(91, x).v)) {
  case 0:
    s *= 2;
    break;
  case 2: {
    Loud q(92, s);
    s += q.v;
  }
  default:
    s += mk(93, x).v;
  }
  return s;
}
struct W {
  Loud a{1, 2}, b = mk(2, 3);
  double c = val(Loud(3, 4)) + 1;
  W(double v) : b(mk(5, v).plus(Loud(6, v))), d(val(Loud(7, v))) { c *= d; }
  ~W() { tell(8); }
  double d;
};
double initializers(double x) {
  W w(x);
  W u = x * 2;
  const W &r = W(3 * x);
  return w.a.v * w.b.v * w.c + u.d * r.c;
}
double chained(double x) {
  return mk(1, x).plus(mk(2, x * x)).plus(Loud(3, 1)).v * mk(4, x).times(mk(5, x) * Loud(6, 2)).v;
}
struct D0 {
  D0() { tell(40); }
  explicit D0(double v) : v(v) {}
  ~D0() { tell(41); }
  double v = 3;
};
double filled(double x) {
  D0 a[5] = {D0(x), D0(2 * x)};
  D0 b[11] = {};
  D0 c[2][2] = {{D0(x)}};
  b[3].v = x;
  struct Agg {
    D0 d[2];
    Loud l;
    double k;
  } g{{}, mk(1, x), x};
  return a[0].v * a[4].v + a[1].v * b[3].v * c[1][1].v * c[0][0].v + g.d[1].v * g.l.v * g.k;
}
struct Range {
  double *b, *e;
  Loud keep;
  Range(double *b, int n, double v) : b(b), e(b + n), keep(9, v) {}
  ~Range() {
    *b += keep.v;
    tell(42);
  }
  double *begin() const { return b; }
  double *end() const { return e; }
};
double ranges(double x) {
  double d[3] = {x, 2, x * x}, s = 0;
  for (double &v : Range(d, 3, x)) {
    Loud in(1, v);
    if (v > 4)
      continue;
    v *= x;
    s += in.v;
    if (s > 100)
      return s;
  }
  for (const Loud l : {Loud(1, x), mk(2, s)})
    s += l.v;
  Loud arr[2] = {mk(5, x), mk(6, s)};
  for (Loud l : arr)
    s *= l.v;
  for (const Loud &l : arr) {
    s += l.v;
    if (l.id == 5)
      break;
  }
  return s + d[0] * d[1] + d[2];
}
std::pair<Loud, double> both(double x) { return {mk(1, x), x * x}; }
double bound(double x) {
  const auto &[a, b] = both(x);
  auto [c, d] = both(b);
  auto &&[e, f] = both(d);
  return a.v * b + c.v * d * e.v * f;
}
double assigned(double x) {
  Loud a(1, x), b(2, x * 2);
  a = a;
  a = b = mk(3, x * x);
  b = a.plus(b);
  Loud c = a;
  c = std::move(b);
  std::swap(a, c);
  Loud d = std::exchange(a, mk(4, 3 * x));
  return a.v * b.v + c.v * d.v;
}
double calledInPlace(double x) {
  return [&] {
    Loud l(1, x);
    if (x > 1)
      return l;
    l.v *= x;
    return l;
  }()
             .v *
         [](Loud l, Loud m) { return l * m; }(mk(2, x), Loud(3, x)).v;
}
template <int N> double ce(double x) {
  if constexpr (Loud l(N, x); N > 1)
    return l.v * ce<N - 1>(x);
  else
    return l.v;
}
double decidedEarly(double x) { return ce<3>(x); }
double fact(Loud l, int k) {
  for (int i = 0; i < 2; ++i) {
    Loud m = l;
    if (k == 0 && i == 1)
      return m.v;
    if (k > 0) {
      l = mk(k, l.v * 1.1);
      return fact(l, k - 1) + fact(std::move(m), k - 1) * l.v;
    }
  }
  return l.v;
}
double recursive(double x) { return fact(Loud(1, x), 2); }
double chosen(double x) {
  Loud a(1, x), b(2, x * x);
  Loud &r = x > 1 ? a : b;
  Loud c = x < 1 ? a : mk(3, 2 * x);
  const Loud &d = x > 1 ? a : static_cast<const Loud &>(Loud(4, x));
  double s = (x > 1 ? mk(5, x) : b).v;
  return r.v * c.v * s + (x > 1 ? 0 : 1) * val(x > 1 ? a : Loud(6, x)) + (x > 2 ? d.v : 1);
}
double commas(double x) {
  double s = 0;
  s += (mk(1, x), Loud(2, x)).v, s *= Loud(3, s).v;
  Loud l = (tell(4), mk(5, s));
  return l.v;
}
struct Opt {
  alignas(double) bool has = false;
  Loud l;
  Opt() : l(0, 0) {}
  void set(Loud v) {
    l = std::move(v);
    has = true;
  }
  Loud take() {
    has = false;
    return std::move(l);
  }
};
double optional(double x) {
  Opt o;
  o.set(mk(1, x));
  if (o.has) {
    Loud l = o.take();
    return l.v * x + o.l.v;
  }
  return 0;
}
struct V {
  double &s;
  explicit V(double &s) : s(s) {}
  V(const V &o) : s(o.s) { s *= 1.5; }
  ~V() {
    s += 1;
    s *= s / 8;
  }
};
V vv(V v) {
  v.s += 0.25;
  return v;
}
double copied(double x) {
  double s = x;
  {
    V a(s);
    V b = vv(a);
    V c = vv(vv(b));
    V d = c;
    (void)d;
  }
  return s;
}
struct P1 {
  double v;
  explicit P1(double v) : v(v) { tell(1); }
  ~P1() { tell(2); }
};
struct P2 : P1 {
  using P1::P1;
  Loud l{3, 4};
};
struct P3 : P2 {
  using P2::P2;
  double w = v * 2;
  ~P3() { tell(5); }
};
double inherited(double x) {
  P3 p(x * x), q[2] = {P3(x), P3(2 * x)};
  return p.w * p.l.v * q[1].w * P3(x).v;
}

} // namespace

int main() {
  for (const double x : {0.7, 1.4, 2.3}) {
    CHECK(conditions);
    CHECK(initializers);
    CHECK(chained);
    CHECK(filled);
    CHECK(ranges);
    CHECK(bound);
    CHECK(assigned);
    CHECK(calledInPlace);
    CHECK(decidedEarly);
    CHECK(recursive);
    CHECK(chosen);
    CHECK(commas);
    CHECK(optional);
    CHECK(copied);
    CHECK(inherited);
  }
  return failures != 0;
}
