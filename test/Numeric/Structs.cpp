// Structs of scalars by value, reference, pointer and result; nested; arrays of structs.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %if default-arguments %{ %clangent++ %{flags} -O1 -DREAL=float %s -o %t && %t | FileCheck %s %}
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

struct Vec {
  real x, y;
};
template <class V> void leaves(V &&visit, Vec &v) { visit(v.x, v.y); }

struct Segment {
  Vec from, to;
  real width;
  int kind;
};
template <class V> void leaves(V &&visit, Segment &s) { visit(s.from, s.to, s.width, s.kind); }

struct Particle {
  Vec position;
  real velocity[2];
  bool fixed;
};
template <class V> void leaves(V &&visit, Particle &p) {
  visit(p.position, p.velocity, p.fixed);
}

real struct_by_value(Vec v) { return v.x * v.x + std::sin(v.y); }
AT(struct_by_value, {{1, 2}}, {{-0.5, 0.25}});

real struct_by_const_reference(const Vec &v, real s) { return s * v.x * v.y; }
AT(struct_by_const_reference, {{1, 2}, 3}, {{-0.5, 0.25}, 1});

real struct_by_pointer(const Vec *v, int n) {
  real sum = 0;
  for (int i = 0; i < n; ++i)
    sum += v[i].x * (v + i)->y;
  return sum;
}
AT(struct_by_pointer, {{1, 2, 3, 4}, 2}, {{-0.5, 0.25}, 1});

Vec struct_result(real r, real phi) { return {r * std::cos(phi), r * std::sin(phi)}; }
AT(struct_result, {2, 0.5}, {0.25, -3});

Vec struct_to_struct(Vec v) {
  Vec w = v;
  w.x *= v.y;
  v.y += w.x;
  w.y = v.y * v.x;
  return w;
}
AT(struct_to_struct, {{1, 2}}, {{-0.5, 0.25}});

real nested_struct(Segment s) {
  const real dx = s.to.x - s.from.x, dy = s.to.y - s.from.y;
  return std::sqrt(dx * dx + dy * dy) * s.width + s.kind * s.from.x;
}
AT(nested_struct, {{1, 2, 4, 6, 0.5, 3}}, {{-0.5, 0.25, 2, 1, 3, 0}});

void struct_in_out(Segment &s, real t) {
  s.from.x += t * s.to.x;
  s.to = s.from;
  s.width *= s.to.y;
  s.from.y = t;
}
AT(struct_in_out, {{1, 2, 4, 6, 0.5, 3}, 2});

void move_particles(Particle *p, int n, real dt) {
  for (int i = 0; i < n; ++i) {
    if (p[i].fixed)
      continue;
    p[i].velocity[1] -= dt * p[i].position.x;
    p[i].position.x += dt * p[i].velocity[0];
    p[i].position.y += dt * p[i].velocity[1];
  }
}
AT(move_particles, {{1, 2, 0.5, -1, 0, 3, 4, 1, 1, 1, -2, 1, 0.25, 3, 0}, 3, 0.125});

real array_of_structs(const real *x, int n) {
  Vec v[4];
  for (int i = 0; i < 4; ++i)
    v[i] = {x[i % n], x[i % n] * i};
  for (int i = 0; i + 1 < 4; ++i) {
    v[i].x *= v[i + 1].y;
    v[i + 1].x += v[i].x;
  }
  return v[3].x * v[0].x + v[2].y;
}
AT(array_of_structs, {{1, 2, 3}, 3}, {{-0.5, 0.25}, 2});

real struct_copies(Vec a, Vec b) {
  Vec c = a;
  a = b;
  b = c;
  c.x = a.x * b.y;
  std::swap(a, c);
  return a.x * c.y + b.x * c.x;
}
AT(struct_copies, {{1, 2}, {3, 4}}, {{-0.5, 0.25}, {2, 0.75}});

real array_in_struct(const real *x) {
  struct Filter {
    real weight[3];
    real bias;
  } f{{x[0], x[1], x[0] * x[1]}, 1};
  for (real &w : f.weight)
    w *= f.bias += w;
  return f.weight[0] + 2 * f.weight[1] + 3 * f.weight[2] * f.bias;
}
AT(array_in_struct, {{1, 2}}, {{-0.5, 0.25}});

Vec operator+(Vec a, Vec b) { return {a.x + b.x, a.y + b.y}; }
Vec operator*(real s, const Vec &v) { return {s * v.x, s * v.y}; }
real operators(Vec a, Vec b, real s) {
  const Vec c = a + s * b, d = s * (c + a);
  return c.x * d.y - c.y * d.x + d.x;
}
AT(operators, {{1, 2}, {3, 4}, 0.5}, {{-0.5, 0.25}, {2, 0.75}, -2});

real through_references(Vec v) {
  real &x = v.x;
  Vec &w = v;
  const Vec *p = &w;
  x *= 2;
  w.y += x;
  return p->x * p->y;
}
AT(through_references, {{1, 2}}, {{-0.5, 0.25}});

real structured_binding(Vec v) {
  auto [a, b] = v;
  a *= b;
  auto &[c, d] = v;
  c += a;
  d *= c;
  return a * v.x + v.y;
}
AT(structured_binding, {{1, 2}}, {{-0.5, 0.25}});

struct Polynomial {
  real c0, c1, c2;
  real at(real x) const { return (c2 * x + c1) * x + c0; }
  void scale(real s) {
    c0 *= s;
    c1 *= s;
    c2 *= s;
  }
};
template <class V> void leaves(V &&visit, Polynomial &p) { visit(p.c0, p.c1, p.c2); }
real calls_members(Polynomial p, real x) {
  p.scale(x);
  return p.at(x) * p.at(p.c0);
}
AT(calls_members, {{1, 2, 3}, 0.5}, {{-1, 0.25, 0.5}, 2});

real default_members(real x) {
  struct Settings {
    real rate = 0.5;
    real decay = 2;
    int steps = 3;
  } s;
  s.rate *= x;
  for (int i = 0; i < s.steps; ++i)
    x -= s.rate * x / s.decay;
  return x;
}
AT(default_members, {0.5}, {-2});

Vec choose(Vec a, Vec b) {
  const Vec &larger = a.x * a.x + a.y * a.y > b.x * b.x + b.y * b.y ? a : b;
  Vec r = larger;
  r.x *= larger.y;
  return r;
}
AT(choose, {{1, 2}, {0.5, 1}}, {{1, 2}, {3, 4}});
