// Lambda expressions: every kind of capture, closures that are passed on, stored, returned, called recursively.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

real captures_by_value_and_reference(real x, real y) {
  auto g = [x, &y](real t) { return t * x * y; };
  const real before = g(x) + g(y);
  y = y * y;
  return before * g(2);
}
AT(captures_by_value_and_reference, {0.75, 1.5}, {-1, 0.5});

template <class F> real twice(F f, real x) { return f(f(x)); }
template <class F> real twice_by_reference(const F &f, real x) { return f(f(x)); }

real closure_as_argument(real x, real y) {
  real k[2] = {x, y};
  auto g = [x, &y, k, z = x * y](real t) { return t * x + y + k[1] * z; };
  return twice(g, x) + twice_by_reference(g, y) + twice([&](real t) { return t * x; }, y);
}
AT(closure_as_argument, {0.75, 1.5}, {-1, 0.5});

real recursive_closure(real x, int n) {
  auto power = [&](auto self, int k) -> real { return k == 0 ? 1 : x * self(self, k - 1); };
  return power(power, n);
}
AT(recursive_closure, {1.25, 3}, {-0.5, 2}, {2, 0});

real recursive_closure_by_reference(real x, real y, int n) {
  auto step = [x, &y](const auto &self, real t, int k) -> real {
    return k == 0 ? t * y : self(self, t * x, k - 1) + y;
  };
  return step(step, x, n);
}
AT(recursive_closure_by_reference, {1.25, 0.5, 3}, {-0.5, 2, 1});

real mutable_closure(real x, int n) {
  auto next = [state = x, x]() mutable {
    state = state * x + 1;
    return state;
  };
  real sum = 0;
  for (int i = 0; i < n; ++i)
    sum += next() * next();
  return sum;
}
AT(mutable_closure, {0.5, 3}, {-1.25, 2});

real writes_what_it_captured(real x, const real *a, int n) {
  real sum = 0, product = 1;
  auto add = [&](real t) {
    sum += t * x;
    product *= t;
  };
  for (int i = 0; i < n; ++i)
    add(a[i]);
  return sum * product;
}
AT(writes_what_it_captured, {0.5, {1, 2, -0.5}, 3}, {-0.25, {3, 0.5}, 2});

struct Scaled {
  real scale;
  real offset;
  real at(real x) const {
    auto inner = [this](real t) { return t * scale + offset; };
    auto copied = [*this](real t) { return t * t * scale; };
    return inner(x) * copied(inner(x));
  }
};
template <class V> void leaves(V &&visit, Scaled &s) { visit(s.scale), visit(s.offset); }
real captured_this(Scaled s, real x) { return s.at(x); }
AT(captured_this, {{2, 0.25}, 0.5}, {{-1, 0.5}, 1.25});

real closure_in_closure(real x, real y) {
  auto outer = [&](real t) {
    auto inner = [&, t](real u) { return u * t * x; };
    return inner(y) + inner(t);
  };
  return outer(x) * outer(outer(y));
}
AT(closure_in_closure, {0.75, 1.5}, {-0.5, 0.25});

template <class F> real sum_of(F f, int n) { return n == 0 ? 0 : f(n) + sum_of(f, n - 1); }
real closure_through_recursion(real x, int n) {
  const real scale = x * x;
  return sum_of([scale, x](int i) { return scale * i + x; }, n);
}
AT(closure_through_recursion, {0.5, 4}, {-1.5, 2});

template <class... T> real sum_of_pack(real x, T... terms) {
  auto all = [=](real t) { return (x + ... + (terms * t)); };
  return all(x) * all(2);
}
real captured_pack(real x, real y) { return sum_of_pack(x, y, x * y, y * y); }
AT(captured_pack, {0.75, 1.5}, {-0.5, 0.25});

struct Pair {
  real first, second;
};
real captured_structured_binding(real x, real y) {
  const Pair p{x * y, y};
  const Pair q = p;
  auto g = [p, &q](real t) { return t * p.first + q.second; };
  return twice(g, x);
}
AT(captured_structured_binding, {0.75, 1.5}, {-0.5, 0.25});

// ---- members that only a constructor can set

struct Reference {
  const real &factor;
  real power(real t, int n) const { return n ? factor * power(t, n - 1) : t; }
};
real member_reference(real x, real y, int n) {
  const Reference r{x};
  return r.power(y, n);
}
AT(member_reference, {1.5, 0.75, 3}, {-0.5, 2, 1});

struct Writer {
  real &target;
  void add(real t, int n) const {
    target += t * target;
    if (n)
      add(t * t, n - 1);
  }
};
real written_through_a_reference(real x, real y, int n) {
  Writer w{x};
  w.add(y, n);
  return x * y;
}
AT(written_through_a_reference, {1.5, 0.75, 2}, {-0.5, 2, 1});

struct Constant {
  const real factor;
  const real row[2];
  real offset;
  real power(real t, int n) const { return n ? factor * power(t, n - 1) + row[n % 2] : t + offset; }
};
real constant_members(real x, real y, int n) {
  Constant c{x, {x * y, y}, y};
  c.offset *= x;
  return c.power(y, n);
}
AT(constant_members, {1.5, 0.75, 3}, {-0.5, 2, 1});

struct Derived : Constant {
  const real own;
  const real &other;
  real all(real t, int n) const { return n ? own * all(t * other, n - 1) : power(t, 2); }
};
real members_of_a_base(real x, real y, int n) {
  Derived d{{x, {x * y, y}, y}, x * x, y};
  return d.all(y, n);
}
AT(members_of_a_base, {1.5, 0.75, 2}, {-0.5, 2, 1});

// ---- objects that are returned, stored in others, and cannot be assigned to

auto scaled_by(real k) {
  return [k](real t) { return t * t * k; };
}
real returned_closure(real x, real k) { return scaled_by(k)(x) * scaled_by(x)(k); }
AT(returned_closure, {0.75, 1.5}, {-0.5, 0.25});

template <class F> struct Holder {
  F f;
  real factor;
  real at(real t) const { return f(t) * factor; }
};
real stored_closure(real x, real k) {
  auto g = [&](real t) { return t * k; };
  const Holder<decltype(g)> held{g, x};
  return held.at(x) * held.at(k);
}
AT(stored_closure, {0.75, 1.5}, {-0.5, 0.25});

Constant constant_of(real x, real y) { return {x, {y, x * y}, y}; }
real returned_constants(real x, real y) {
  const Constant c = constant_of(x, y);
  return c.power(y, 2) * constant_of(y, x).row[1];
}
AT(returned_constants, {0.75, 1.5}, {-0.5, 0.25});

real array_of_closures(real x, real y) {
  auto g = [x, y](int i) { return x * i + y; };
  decltype(g) list[2] = {g, g};
  auto *last = &list[1];
  return list[0](1) * (*last)(2);
}
AT(array_of_closures, {0.75, 1.5}, {-0.5, 0.25});

// Of two pointers that are captured, or members of one object, or of a pointer and a number, one leads to memory with a derivative and the other to memory
// without; the second callee is too large to be inlined for its size.
real captured_pointers(real x, const real *c) {
  real g[2] = {x, x * x};
  real *p = g;
  auto h = [&] { p[0] = sin(p[1] - c[0]); };
  h();
  return g[0] * c[1];
}
AT(captured_pointers, {0.75, {0.5, 2}});
real captured_pointer_and_number(real x, const real *c) {
  const real y = x * x;
  auto h = [=](int i) { return y * c[i] + c[0]; };
  return h(1) * x;
}
AT(captured_pointer_and_number, {0.75, {0.5, 2}});
struct Line {
  real *p;
  const real *c;
  int n;
};
#define STEP(i) line.p[(i) % line.n] += line.c[(i + 1) % line.n] * sin(line.p[(i + 2) % line.n]);
#define STEPS(i) STEP(i) STEP(i + 1) STEP(i + 2) STEP(i + 3) STEP(i + 4) STEP(i + 5) STEP(i + 6) STEP(i + 7)
void many_steps(const Line &line) { STEPS(0) STEPS(2) STEPS(4) STEPS(6) STEPS(7) }
real members_lead_elsewhere(real x, real y) {
  const real c[3] = {1, -0.5, 0.25};
  real g[3] = {x, y, x * y};
  many_steps({g, c, 3});
  return g[0] * g[1] + g[2];
}
AT(members_lead_elsewhere, {0.75, 1.5});
