// Base classes: what they are made of, constructors, default member values, virtual functions that are called by name.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

struct Base {
  real scale = 2;
  int count = 1;
  Base() = default;
  explicit Base(real s) : scale(s * s) {}
  real scaled(real x) const { return scale * x + count; }
  void grow(real x) {
    scale += x;
    ++count;
  }
};
struct Derived : Base {
  real offset = 0.5;
  Derived() = default;
  Derived(real s, real o) : Base(s), offset(o) {}
  real both(real x) const { return scaled(x) * offset; }
};

real default_members(real x) {
  Derived d;
  d.scale = x;
  return d.scaled(x) * d.both(x);
}
AT(default_members, {0.75}, {-2});

real constructed_base(real x, real y) {
  Derived d(x, y);
  d.grow(y);
  Base &b = d;
  b.grow(x);
  return d.both(x) + b.scaled(y);
}
AT(constructed_base, {0.75, 1.5}, {-2, 0.5});

real recursive(const Base &b, real x, int n) { return n ? b.scale * recursive(b, x, n - 1) : b.scaled(x); }
real base_of_a_temporary(real x, real y) { return recursive(Derived(x, y), y, 2); }
AT(base_of_a_temporary, {0.75, 1.5}, {-2, 0.5});

real by_pointer(real x, real y, int n) {
  Derived first(x, y), second(y, x);
  Base *p = n > 1 ? static_cast<Base *>(&first) : &second;
  p->grow(x * y);
  const auto *back = static_cast<Derived *>(p);
  return back->both(y) * first.offset;
}
AT(by_pointer, {0.75, 1.5, 2}, {-2, 0.5, 1});

struct Left {
  real l = 1;
};
struct Right {
  real r;
  Right() : r(3) {}
  real get() const { return r * r; }
};
struct Both : Left, Right {
  real own;
  Both(real x, real y) : own(x * y) {
    l = x;
    r *= y;
  }
};
real sum_of(const Right &r, int n) { return n ? r.get() + sum_of(r, n - 1) : 0; }
real several_bases(real x, real y) {
  Both b(x, y);
  Right &r = b;
  r.r += b.l;
  return sum_of(b, 3) * b.own + static_cast<Left &>(b).l;
}
AT(several_bases, {0.75, 1.5}, {-2, 0.5});

struct Shape {
  real size = 1;
  virtual ~Shape() = default;
  virtual real area(real x) const { return x * size; }
};
struct Square final : Shape {
  explicit Square(real s) { size = s; }
  real area(real x) const override { return x * size * size + Shape::area(x); }
};
real virtual_by_name(real x, real y) {
  Square s(y);
  return s.area(x) * s.Shape::area(x);
}
AT(virtual_by_name, {0.75, 1.5}, {-2, 0.5});

// An empty base that knows the class which derives from it, and reaches through it what is elsewhere; recursive, so that
// it stays a function of its own, that of another function too.
template <class Derived> struct Totalled {
  real total(int n) const {
    const Derived &self = static_cast<const Derived &>(*this);
    if (n == 0)
      return 0;
    return self.at(n - 1) + total(n - 1);
  }
  void scale(real by, int n) {
    Derived &self = static_cast<Derived &>(*this);
    if (n == 0)
      return;
    self.v[n - 1] = self.v[n - 1] * by;
    scale(by, n - 1);
  }
};
struct Borrowed : Totalled<Borrowed> {
  real *v;
  real at(int i) const { return v[i] * v[i]; }
};
real totals(const Totalled<Borrowed> &of, int n) { return n == 0 ? real(0) : of.total(2) * n + totals(of, n - 1); }
real empty_base_reaches_through(real x, real y) {
  real v[2] = {x, y * x};
  Borrowed row;
  row.v = v;
  row.scale(y, 2);
  return row.total(2) + totals(row, 3);
}
AT(empty_base_reaches_through, {1, 2}, {0.5, -3});
