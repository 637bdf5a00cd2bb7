// Derivatives of functions of values, in all kinds of control flow, agree with central differences.
// RUN: %clangent++ %{flags} -O1 -I%S/Inputs %s -o %t && %t | FileCheck %s
// CHECK-NOT: {{argument number|differs|vjp|jvp}}
// CHECK: failures: 0
#include "Check.h"
#include "Pair.h"

using values::Pair;
using P = Pair<double>;

namespace values {
template <class V> void for_each_number(P &x, P &bar, V &&visit) {
  for (int i = 0; i < 2; ++i)
    visit(x.get(i), [&](double to) { x.put(i, to); }, bar.get(i), [&](double to) { bar.put(i, to); });
}
} // namespace values

struct Layer {
  P w;
  double k;
  P b;
};
struct Net {
  Layer first, rest[2];
};
template <class V> void for_each_number(Layer &x, Layer &bar, V &&visit) {
  for_each_number(x.w, bar.w, visit);
  check::for_each_number(x.k, bar.k, visit);
  for_each_number(x.b, bar.b, visit);
}
template <class V> void for_each_number(Net &x, Net &bar, V &&visit) {
  for_each_number(x.first, bar.first, visit);
  for_each_number(x.rest[0], bar.rest[0], visit);
  for_each_number(x.rest[1], bar.rest[1], visit);
}

double straight(const P &x, const P &y) { return dot(sine(x) * y, exponential(y)); }
double twice_in_one(const P &x) { return dot(x * x, x); }
double by_value(P x, P y) {
  x = x * y;
  y += x;
  return dot(x, y);
}
double numbers(const P &x, double k) {
  const P made(k * k, x.get(1) * k);
  return dot(made, scale(k, x)) * x.get(0);
}
double overwritten(const P &x) {
  P y = sine(x);
  y = y * y;
  y = exponential(y) * x;
  return dot(y, y);
}
double branches(const P &x, const P &y) {
  P h = x;
  if (x.get(0) > 0)
    h = sine(h) * y;
  else
    h += y;
  if (y.get(1) < 0)
    return dot(h, x);
  return dot(h * h, y);
}
double counted(const P &x, const P &w) {
  P h = x;
  for (int i = 0; i < 5; ++i) {
    h = sine(h * w);
    if (i % 2)
      h += x;
  }
  return dot(h, h);
}
double leaves_early(const P &x, const P &w) {
  P h = x;
  for (int i = 0; i < 20; ++i) {
    h = h * w;
    if (i == 1)
      continue;
    h += x;
    if (h.get(0) > 3)
      return dot(h, w);
    if (h.get(1) > 4)
      break;
  }
  return dot(h, x);
}
double uncounted(const P &x, const P &w) {
  P h = x;
  double s = 0;
  while (h.get(0) < 2) {
    h = h * w + x;
    s += dot(h, h);
  }
  do
    h = sine(h);
  while (h.get(1) > 0.9);
  return s * dot(h, w);
}
double nested(const P &x, const P &w) {
  P h = x, total(0, 0);
  for (int i = 0; i < 3; ++i) {
    P inner = h;
    for (int j = 0; j < i + 1; ++j)
      inner = sine(inner) * w;
    total += inner;
    h = inner + x;
  }
  return dot(total, h);
}
double switched(const P &x, const P &w) {
  P h = x;
  for (int i = 0; i < 4; ++i)
    switch (i) {
    case 0:
      h = h * w;
    case 1:
      h += w;
      break;
    case 2:
      h = sine(h);
      break;
    default:
      h = exponential(h);
    }
  return dot(h, h);
}
double conditional_update(const P &x, const P &w) {
  P h = x;
  for (int i = 0; i < 6; ++i)
    if (h.positive() == 2)
      h = sine(scale(2.0, h) * w);
    else
      h = x * h;
  return dot(h, w);
}
double ternary(const P &x, const P &w) {
  P h = x.get(0) > w.get(0) ? x * w : sine(w);
  h = h.get(1) > 0 ? h : scale(-2.0, h);
  const P &picked = w.get(1) > 0 ? x : w;
  return dot(h, picked);
}
void swap(P &a, P &b) {
  P kept = a;
  a = b;
  b = kept;
}
double swapped(const P &x, const P &w) {
  P a = x, b = sine(w);
  for (int i = 0; i < 3; ++i) {
    swap(a, b);
    a = a * b;
  }
  return dot(a, exponential(b));
}
double moved(P x, P w) {
  P a = static_cast<P &&>(x);
  P b(static_cast<P &&>(w));
  b = sine(static_cast<P &&>(a)) * b;
  return dot(b, b);
}
double references(const P &x, const P &w) {
  P a = x, b = w;
  P &r = a;
  r = r * w;
  const P &c = b;
  b += a;
  P *p = x.get(0) > 0 ? &a : &b;
  *p = *p * c;
  return dot(r, c);
}
void write(P &out, const P &x) {
  out = sine(x);
  out += out * x;
}
double out_parameter(const P &x, const P &w) {
  P h;
  write(h, x);
  P g = w;
  write(g, h);
  return dot(h, g);
}
double closure(const P &x, const P &w) {
  P state = x;
  const auto step = [&](const P &y) { return state * y + w; };
  const auto twice = [&](const P &y) { return step(step(y)); };
  state = step(w);
  state = step(state);
  return dot(twice(state), state);
}
double structs(const Net &n, const P &x) {
  P h = sine(x * n.first.w + scale(n.first.k, n.first.b));
  for (const Layer &l : n.rest)
    h = sine(h * l.w) + scale(l.k, l.b);
  return dot(h, h);
}
double struct_by_value(Net n, P x) {
  for (int i = 0; i < 2; ++i) {
    n.rest[i].w += x;
    n.first = n.rest[i];
    x = x * n.first.w;
  }
  return dot(x, n.first.w) * n.first.k;
}
double arrays(const P &x, const P &w) {
  P a[4] = {x, w, x * w};
  for (int i = 1; i < 4; ++i)
    a[i] = sine(a[i - 1]) + a[i];
  P total = a[0];
  for (const P &one : a)
    total = total * one + w;
  return dot(total, a[3]);
}
double arrays_reset(const P &x, const P &w) {
  double s = 0;
  for (int i = 0; i < 3; ++i) {
    P local[2];
    local[0] = scale(s + 1, x);
    local[1] = local[0] * w;
    s += dot(local[0], local[1]) * 0.1;
  }
  return s;
}
P power(const P &x, int n) {
  if (n == 0)
    return P(1, 1);
  const P half = power(x, n / 2);
  if (n % 2 == 0)
    return half * half;
  return half * half * x;
}
double recursion(const P &x) { return dot(power(x, 5), sine(x)); }
struct State {
  P h, c;
};
State step(State s, const P &x, int n) {
  if (n == 0)
    return s;
  const P old = s.h;
  s.h = sine(s.h * x) + s.c;
  s.c = s.c * old;
  State next = step(s, x, n - 1);
  next.c += s.h;
  return next;
}
double recursion_of_structs(const P &x, const P &w) {
  State s{x, w};
  s = step(s, w, 3);
  return dot(s.h, s.c);
}
void walk(P &h, const P &w, int n) {
  if (n <= 0)
    return;
  h = sine(h) * w;
  walk(h, w, n - 1);
  h += w;
  walk(h, w, n - 2);
}
double recursion_through_reference(const P &x, const P &w) {
  P h = x;
  walk(h, w, 4);
  return dot(h, h);
}
double recursion_in_loop(const P &x, const P &w) {
  P h = x;
  for (int i = 0; i < 3; ++i) {
    walk(h, w, i);
    if (h.get(0) > 100)
      break;
    h += power(h, i);
  }
  return dot(h, w);
}
double zeros(const P &x) {
  P h;
  P unused = sine(x);
  unused = x;
  h += x;
  P never;
  return dot(h, x) + dot(never, x) + dot(unused, P());
}
double self_assigned(const P &x) {
  P h = sine(x);
  h = h;
  P &r = h;
  r = h * h;
  h = r;
  return dot(h, h);
}
double stopped(const P &x, const P &w) { return dot(x, w) + dot(x, x) * (x.positive() + 1); }
double carried_number(const P &x, double k) {
  double s = k;
  P h = x;
  for (int i = 0; i < 4; ++i) {
    h = scale(s, sine(h));
    s = s * h.get(0) + dot(h, x);
  }
  return s;
}

int main() {
  const P x(0.7, -0.4), y(0.3, 0.9), w(1.2, 0.8);
  const Net net{{x, 0.5, y}, {{w, -1.5, x}, {y, 0.25, w}}};
  CHECK_FUNCTION(straight, x, y);
  CHECK_FUNCTION(twice_in_one, x);
  CHECK_FUNCTION(by_value, x, y);
  CHECK_FUNCTION(numbers, x, 1.3);
  CHECK_FUNCTION(overwritten, x);
  CHECK_FUNCTION(branches, x, y);
  CHECK_FUNCTION(branches, y, x);
  CHECK_FUNCTION(branches, P(-0.3, 0.2), y);
  CHECK_FUNCTION(counted, x, w);
  CHECK_FUNCTION(leaves_early, x, w);
  CHECK_FUNCTION(leaves_early, y, w);
  CHECK_FUNCTION(leaves_early, P(-0.1, 0.1), w);
  CHECK_FUNCTION(uncounted, P(0.5, 0.6), w);
  CHECK_FUNCTION(nested, x, w);
  CHECK_FUNCTION(switched, x, y);
  CHECK_FUNCTION(conditional_update, y, w);
  CHECK_FUNCTION(conditional_update, x, w);
  CHECK_FUNCTION(ternary, x, w);
  CHECK_FUNCTION(ternary, w, x);
  CHECK_FUNCTION(swapped, x, w);
  CHECK_FUNCTION(moved, x, w);
  CHECK_FUNCTION(references, x, w);
  CHECK_FUNCTION(references, P(-0.3, 0.2), w);
  CHECK_FUNCTION(out_parameter, x, w);
  CHECK_FUNCTION(closure, x, w);
  CHECK_FUNCTION(structs, net, x);
  CHECK_FUNCTION(struct_by_value, net, x);
  CHECK_FUNCTION(arrays, x, w);
  CHECK_FUNCTION(arrays_reset, x, w);
  CHECK_FUNCTION(recursion, x);
  CHECK_FUNCTION(recursion_of_structs, x, w);
  CHECK_FUNCTION(recursion_through_reference, x, w);
  CHECK_FUNCTION(recursion_in_loop, x, w);
  CHECK_FUNCTION(zeros, x);
  CHECK_FUNCTION(self_assigned, x);
  CHECK_FUNCTION(stopped, x, w);
  CHECK_FUNCTION(carried_number, x, 0.6);
  std::printf("failures: %d\n", check::failures);
  return check::failures != 0;
}
