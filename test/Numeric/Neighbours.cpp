// Pointers that run from one number of an object to the next, objects that are returned in place, and memory that is seen
// as constant on the way.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

// The subscript of many a class of vectors.
struct Vector {
  real x, y, z;
  real operator[](int i) const { return (&x)[i]; }
  real &operator[](int i) { return (&x)[i]; }
};
real constant_subscripts(real a, real b) {
  Vector v{a, b, 1};
  return v[0] * v[1] * 2 + v[2] * a;
}
AT(constant_subscripts, {0.6, 0.7});
real changing_subscripts(real a, real b) {
  Vector v{a, b, 1};
  real s = 0;
  for (int i = 0; i < 3; ++i) {
    v[i] *= 2;
    s += v[i] * v[i] * v.x;
  }
  return s;
}
AT(changing_subscripts, {0.6, 0.7});
real sum_from(const real *p, int n) {
  real s = 0;
  for (int i = 0; i < n; ++i)
    s = s * 0.5 + p[i];
  return n > 8 ? sum_from(p, n - 1) : s;
}
real handed_first_member(real a, real b) {
  Vector v{a * b, b, a};
  v.y *= v.x;
  return sum_from(&v.x, 3) * v.z;
}
AT(handed_first_member, {0.6, 0.7});

struct Plane {
  real x, y;
};
struct Segment {
  Plane a, b;
};
real walks_over_members(real x, real y) {
  Segment s{{x, y}, {y, x * x}};
  const Plane *p = &s.a;
  real r = 0;
  for (int i = 0; i < 2; ++i)
    r += p[i].x * p[i].y * (i + 1);
  return r;
}
AT(walks_over_members, {1.1, 0.7});
struct State {
  real p[2], q[2];
};
real walks_over_member_arrays(real x, real y) {
  State s{{x, y}, {y, x * x}};
  const real *p = s.p;
  real r = 0;
  for (int i = 0; i < 4; ++i)
    r += p[i] * p[i] * (i + 1);
  return r;
}
AT(walks_over_member_arrays, {1.1, 0.7});
struct Triple {
  real x, y, z;
  const real *begin() const { return &x; }
  const real *end() const { return &z + 1; }
};
real range_over_members(real x, real y) {
  const Triple t{x, y, x * y};
  real s = 1;
  for (real v : t)
    s *= v + 1;
  return s;
}
AT(range_over_members, {1.1, 0.7});
real dot3(const real *a, const real *b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
real addresses_of_first_members(real x, real y, real z) {
  Triple a{x, y, z}, b{1, x, 2};
  return dot3(&a.x, &b.x) * a.z;
}
AT(addresses_of_first_members, {0.3, 0.7, 1.2});
real from_behind(real a) {
  real w[3] = {a, a, a};
  real *end = *(&w + 1);
  end[-1] *= a;
  return w[2] * w[0];
}
AT(from_behind, {2});

// A matrix as one row.
real from_first_element(real a, real b) {
  real e[2][2] = {{a, b}, {b, 1}};
  real s = 0;
  for (int i = 0; i < 4; ++i)
    s += (&e[0][0])[i] * (&e[0][0])[i];
  return s;
}
AT(from_first_element, {1, 2});
real pointer_over_rows(real a, real b) {
  real e[2][2] = {{a, b}, {b, 1}};
  real s = 0;
  for (real *p = &e[0][0], *end = p + 4; p != end; ++p)
    s = s * a + *p * *p;
  return s;
}
AT(pointer_over_rows, {1, 2});
real written_flat_read_square(real a, real b) {
  real e[2][3];
  for (int i = 0; i < 6; ++i)
    (&e[0][0])[i] = a * i + b;
  e[0][2] *= e[1][0];
  return e[0][2] * e[1][2] + e[1][1];
}
AT(written_flat_read_square, {0.5, 2});

// A variable that is returned is the caller's object: no constructor copies it.
struct Counted {
  real v;
  explicit Counted(real v) : v(v) {}
  Counted(const Counted &other) : v(other.v * 1.25) {}
  Counted doubled() {
    Counted before(*this);
    v *= 2;
    return before;
  }
};
real returned_in_place(real x) {
  Counted a(x);
  const real first = a.doubled().v;
  return first * a.v;
}
AT(returned_in_place, {1.2});
Counted chosen(real x, int n) {
  for (int i = 0; i < n; ++i) {
    Counted c(x * i);
    if (i == 2)
      return c;
  }
  Counted other(x * x);
  other.v += x;
  return other;
}
real returned_in_place_from_loop(real x, int n) { return chosen(x, n).v * x; }
AT(returned_in_place_from_loop, {1.2, 5}, {1.2, 2}, {1.2, 0});
Counted by_case(real x, int n) {
  switch (n) {
  case 0:
    Counted c(x);
    c.v *= x;
    return c;
  }
  return Counted(x + 1);
}
real returned_in_place_from_switch(real x, int n) { return by_case(x, n).v; }
AT(returned_in_place_from_switch, {1.5, 0}, {1.5, 1});

Counted through_recursion(real x, int n) {
  if (n == 0) {
    Counted c(x);
    return c;
  }
  Counted c = through_recursion(x * x, n - 1);
  c.v *= x;
  return c;
}
real returned_in_place_from_recursion(real x, int n) {
  const Counted c = through_recursion(x, n);
  return c.v * through_recursion(x + 1, 0).v;
}
AT(returned_in_place_from_recursion, {1.2, 3}, {1.2, 0});
// Assignment runs code, a declaration does not.
struct Tripled {
  real v;
  Tripled &operator=(const Tripled &other) {
    v = other.v * 3;
    return *this;
  }
};
Tripled assigned_elsewhere(real x, int n) {
  Tripled t;
  t.v = n == 0 ? x : assigned_elsewhere(x * x, n - 1).v * x;
  return t;
}
real no_assignment_on_return(real x, int n) { return assigned_elsewhere(x, n).v; }
AT(no_assignment_on_return, {1.2, 3}, {1.2, 0});
// Nobody can copy, move or assign it: a call of a function that makes it is the object itself.
struct Fixed {
  real v;
  explicit Fixed(real v) : v(v) {}
  Fixed(const Fixed &) = delete;
  Fixed &operator=(const Fixed &) = delete;
};
Fixed made_of(real x, int n) { return n == 0 ? Fixed(x * x) : made_of(x * 1.5, n - 1); }
real neither_copied_nor_moved(real x, int n) { return made_of(x, n).v * x; }
AT(neither_copied_nor_moved, {1.2, 3}, {1.2, 0});

// Objects in a loop whose class starts with other numbers than zero, and is handed to a call.
struct Started {
  real v = 5, w = 7;
  Started() = default;
  Started(const Started &other) : v(other.v), w(other.w) {}
  real powered(int n) const { return n == 0 ? v : w * powered(n - 1); }
};
real starts_elsewhere(real x, int n) {
  real s = 0;
  for (int i = 0; i < n; ++i) {
    Started p;
    p.v = x * i;
    s += p.powered(i);
    p.w = x;
    s += p.powered(2);
  }
  return s;
}
AT(starts_elsewhere, {1.2, 3}, {1.2, 0});

// Handed on by value: the copy that the program makes is the only one.
struct Scaled {
  real v = 0;
  Scaled() {}
  Scaled(const Scaled &other) : v(other.v * 1.5) {}
};
real by_value(Scaled m, int n) { return n == 0 ? m.v * m.v : m.v + by_value(m, n - 1); }
real copied_once_for_each_call(real x, int n) {
  Scaled a;
  a.v = x;
  return by_value(a, n);
}
AT(copied_once_for_each_call, {1, 1}, {1.2, 3});
real beside_itself(Plane m, Plane &out, int n) {
  out.x = m.y * 3;
  out.y += m.x * m.x;
  if (n == 0)
    return m.x * m.y * out.x;
  m.x *= 2;
  return beside_itself(m, out, n - 1) * m.x + beside_itself(out, out, 0);
}
real by_value_and_by_reference(real x, real y) {
  Plane p{x, y};
  const real r = beside_itself(p, p, 2);
  return r * 1e-3 + p.x * p.y * 1e-3;
}
AT(by_value_and_by_reference, {0.6, 0.4});

// Functions of constants that are handed variables.
real largest(const real *v, int n) {
  real m = v[0];
  for (int i = 0; i < n; i++)
    m = v[i] > m ? v[i] : m;
  return m;
}
real largest_of_variables(real *x, int n) { return largest(x, n) * x[0]; }
AT(largest_of_variables, {{1, 3, 2}, 3}, {{1}, 1});
real product_between(const real *p, const real *end) { return p == end ? 1 : *p * product_between(p + 1, end); }
real tail_product(const real *p, int n) { return product_between(p + 1, p + n); }
real tail_product_of_variables(real *x, int n) { return tail_product(x, n) + x[0]; }
AT(tail_product_of_variables, {{1, 3, 2}, 3}, {{1}, 1});
void spread(real *b, int n) {
  for (real *p = b; p != b + n; ++p)
    for (const real *q = b; q != b + n; ++q)
      if (p != q)
        *p += *q * 0.5;
}
real compared_pointers(real *b, int n) {
  spread(b, n);
  return b[0] * b[n - 1];
}
AT(compared_pointers, {{1, 3, 2}, 3}, {{1, 2}, 2});
real second_if_long(const real *b, int n) {
  const real *q = b;
  if (n > 2)
    q = b + 1;
  return *q * *q;
}
real chosen_constant(real *x, int n) { return second_if_long(x, n) * x[0]; }
AT(chosen_constant, {{1, 3, 2}, 3}, {{1, 2}, 2});
real by_rows(const real *b, int n) {
  const real *rows[3];
  for (int i = 0; i < 3; i++)
    rows[i] = b + i % n;
  return *rows[1] * *rows[2];
}
real rows_of_variables(real *x, int n) { return by_rows(x, n) + x[0]; }
AT(rows_of_variables, {{1, 3, 2}, 3}, {{1, 2}, 2});
