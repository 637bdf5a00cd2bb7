// Structs in arrays, walked pointers, aliasing arguments and passed arrays, several in one function.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

struct Vec {
  real x, y;
};
template <class V> void leaves(V &&visit, Vec &v) { visit(v.x, v.y); }
struct Node {
  Vec at[2];
  real w;
  int next;
};

// By-value struct while the original changes during the call.
real by_value_while_original_changes(Vec v, Vec *original) {
  original->x = 100;
  original->y *= 2;
  return v.x * v.y;
}
real fresh_copy(real a, real b) {
  Vec v;
  v.x = a;
  v.y = b;
  real r = by_value_while_original_changes(v, &v);
  return r + v.x * v.y;
}
AT(fresh_copy, {1.5, 2});

void modify(Vec v, real &out) {
  v.x *= v.y;
  v.y += v.x;
  out = v.x * v.y;
}
real modified_parameter(real a, real b) {
  Vec v;
  v.x = a;
  v.y = b;
  real o = 0;
  modify(v, o);
  modify(v, o);
  return o + v.x;
}
AT(modified_parameter, {1.5, 2});

// Structs change places in an array.
real sorted_structs(real *x, int n) {
  Vec v[4];
  for (int i = 0; i < n; ++i) {
    v[i].x = x[i];
    v[i].y = x[i] * x[i];
  }
  for (int i = 0; i < n; ++i)
    for (int j = 0; j + 1 < n - i; ++j)
      if (v[j].x > v[j + 1].x) {
        Vec t = v[j];
        v[j] = v[j + 1];
        v[j + 1] = t;
      }
  real s = 0;
  for (int i = 0; i < n; ++i)
    s = s * v[i].x + v[i].y * i;
  return s;
}
AT(sorted_structs, {{3, 1, 2, 0.5}, 4}, {{3, 1}, 2});

// Linked nodes, walked by index.
real linked(const real *x, int n) {
  Node nodes[5];
  for (int i = 0; i < n; ++i) {
    nodes[i].at[0].x = x[i];
    nodes[i].at[0].y = x[i] * 2;
    nodes[i].at[1] = nodes[i].at[0];
    nodes[i].at[1].x *= x[0];
    nodes[i].w = x[i] * x[i];
    nodes[i].next = (i * 2 + 1) % n;
  }
  real s = 1;
  int k = 0;
  for (int c = 0; c < 2 * n; ++c) {
    Node &here = nodes[k];
    s = s * 0.5 + here.at[c % 2].x * here.w;
    here.w += s * here.at[1 - c % 2].y;
    k = here.next;
  }
  return s;
}
AT(linked, {{1, 2, 0.5, 0.25, 1.5}, 5}, {{1, 2, 0.5}, 3});

// Linked nodes, walked by pointers that are swapped.
real walked_nodes(real *x, int n) {
  Node nodes[4];
  for (int i = 0; i < 4; ++i) {
    nodes[i].w = x[i % n];
    nodes[i].next = (i + 3) % 4;
    nodes[i].at[0].x = x[0];
    nodes[i].at[0].y = 1;
  }
  Node *p = nodes;
  for (int i = 0; i < n; ++i) {
    real &w = p->w;
    w *= p->at[0].x;
    Node *q = &nodes[p->next];
    q->w += w * w;
    std::swap(p, q);
    if (i == 2)
      continue;
    p->at[0].y = w;
  }
  return p->w * p->at[0].y + nodes[1].w;
}
AT(walked_nodes, {{1.5, 2, 0.5, 0.25}, 4});

// Recursion that passes arrays down.
void downwards_recursion(real *a, int n, int depth) {
  if (n < 2 || depth == 0) {
    if (n == 1)
      a[0] *= a[0];
    return;
  }
  int h = n / 2;
  real buffer[8];
  for (int i = 0; i < n; ++i)
    buffer[i] = a[i] * a[n - 1 - i];
  downwards_recursion(a, h, depth - 1);
  downwards_recursion(a + h, n - h, depth - 1);
  for (int i = 0; i < n; ++i)
    a[i] = a[i] * 0.5 + buffer[i];
  downwards_recursion(buffer, h, depth - 2 < 0 ? 0 : depth - 2);
  a[0] += buffer[0];
}
real recursion_arrays(real *a, int n) {
  downwards_recursion(a, n, 3);
  real s = 0;
  for (int i = 0; i < n; ++i)
    s = s * a[i] + a[i];
  return s;
}
AT(recursion_arrays, {{1, 2, 0.5, 0.25, 1.5, 0.75, 1.25}, 7}, {{1.5}, 1});

// Results that alias arguments.
void mix(const real &a, real &b, real &c) {
  b = a * b;
  c += a * b;
}
real aliased(real x, real y) {
  mix(x, x, y);
  mix(y, x, y);
  mix(x, y, x);
  mix(y, y, y);
  return x * y;
}
AT(aliased, {1.5, 0.5});

void rotate3(real *a, real *b, real *c) {
  real t = *a;
  *a = *b * *c;
  *b = *c;
  *c = t;
}
real aliased_pointers(real *x) {
  rotate3(x, x + 1, x + 2);
  rotate3(x, x, x + 1);
  rotate3(x + 2, x + 1, x + 2);
  return x[0] + x[1] * x[2];
}
AT(aliased_pointers, {{1.5, 0.5, 2}});

// A table indexed by data, and references that are bound anew.
real grid(const real *x, const int *at, int n) {
  real g[3][4] = {};
  for (int i = 0; i < n; ++i) {
    real &cell = g[at[i] % 3][at[i] / 3 % 4];
    cell += x[i] * x[i];
    real &other = g[(at[i] + 1) % 3][i % 4];
    other = cell * other + x[i];
  }
  real s = 0;
  for (auto &row : g) {
    real p = 1;
    for (real &c : row) {
      c = c * c + 1;
      p *= c;
    }
    s += p;
  }
  return s * 0.01;
}
AT(grid, {{1, 0.5, 0.25, 1.5}, {0, 5, 7, 5}, 4});

// A table of pointers that ends with null.
real chain_pointers(real *x, int n) {
  real *slots[5] = {};
  for (int i = 0; i < n; ++i)
    slots[i] = &x[n - 1 - i];
  real **p = slots;
  real s = 1;
  while (*p) {
    real *q = *p++;
    s = s * *q + *q;
    *q = s;
    if (p - slots >= 4)
      break;
  }
  return s * x[0];
}
AT(chain_pointers, {{1, 0.5, 0.25}, 3});

real swapped_buffers(const real *x, int n, int steps) {
  real a[4], b[4] = {};
  real *u = a, *v = b;
  for (int i = 0; i < n; ++i)
    u[i] = x[i];
  for (int t = 0; t < steps; ++t) {
    for (int i = 0; i < n; ++i)
      v[i] = u[i] * u[(i + 1) % n] + x[i] * 0.1;
    real *w = u;
    u = v;
    v = w;
    if (t % 3 == 1)
      std::swap(u, v);
  }
  return u[0] + v[n - 1] * u[1];
}
AT(swapped_buffers, {{1, 0.5, 0.25, 0.75}, 4, 5}, {{1, 0.5, 0.25, 0.75}, 4, 0});

// Arrays of an iteration.
real local_reset(const real *x, int n) {
  real s = 0;
  for (int i = 0; i < n; ++i) {
    real h[3] = {x[i]};
    real z;
    if (i % 2)
      z = h[0] * 2;
    else {
      h[1] = x[0];
      z = h[1] * h[0];
    }
    for (int j = 1; j < 3; ++j)
      h[j] += h[j - 1] * z;
    s += h[2] * h[1];
  }
  return s;
}
AT(local_reset, {{1, 0.5, 0.25}, 3});

struct View {
  real *data;
  int size;
};
struct Pool {
  View views[2];
  real scale;
};
real pool_use(real *x, int n) {
  Pool p;
  p.views[0].data = x;
  p.views[0].size = n;
  p.views[1].data = x + 1;
  p.views[1].size = n - 1;
  p.scale = x[0];
  View *v = p.views;
  for (int t = 0; t < 3; ++t) {
    for (int i = 0; i < v->size; ++i)
      v->data[i] = v->data[i] * p.scale + i;
    p.scale *= v->data[0] * 0.1;
    v = &p.views[(t + 1) % 2];
    if (t == 1)
      std::swap(p.views[0], p.views[1]);
  }
  return p.views[0].data[0] * p.scale;
}
AT(pool_use, {{1, 0.5, 0.25}, 3});

// Places that functions return.
real &largest(real *x, int n) {
  int k = 0;
  for (int i = 1; i < n; ++i)
    if (x[i] > x[k])
      k = i;
  return x[k];
}
real update_largest(real *x, int n) {
  for (int t = 0; t < n; ++t) {
    real &m = largest(x, n);
    m = m * 0.5 + x[0];
  }
  return x[0] * x[n - 1];
}
AT(update_largest, {{1, 0.5, 1.75}, 3});

const real *find_first(const real *x, const real *end, real v) {
  for (; x != end; ++x)
    if (*x > v)
      return x;
  return nullptr;
}
real found_or_not(const real *x, int n, real v) {
  const real *p = find_first(x, x + n, v);
  return p ? *p * v : v * v;
}
AT(found_or_not, {{1, 2, 3}, 3, 1.5}, {{1, 2, 3}, 3, 5}, {{1}, 0, 5});

// Recursion that exchanges its pointers.
real sum_from(const real *p, const real *q, int n) {
  if (n == 0)
    return 1;
  return *p * sum_from(q, p + 1, n - 1) + *q;
}
real zigzag(const real *x, int n) { return sum_from(x, x + 2, n); }
AT(zigzag, {{1, 2, 0.5, 0.25, 1.5, 2}, 4});

// Arrays of arrays in structs that are returned and copied.
struct Cell {
  real v[2][2];
};
Cell make_cell(real a) {
  Cell c;
  for (auto &r : c.v)
    for (real &e : r) {
      e = a;
      a *= 1.5;
    }
  return c;
}
real cells(const real *x, int n) {
  Cell all[3];
  for (int i = 0; i < n; ++i)
    all[i] = make_cell(x[i]);
  real s = 0;
  for (int i = 0; i < n; ++i) {
    Cell &c = all[(i * 2) % n];
    const Cell copy = c;
    c.v[i % 2][1] += copy.v[1][i % 2] * s;
    s += c.v[0][i % 2] * copy.v[i % 2][0];
  }
  return s;
}
AT(cells, {{1, 2, 0.5}, 3});

// Two views of one array.
real alias_field(real *x, int n) {
  View a, b;
  a.data = x;
  a.size = n;
  b.data = x + n / 2;
  b.size = n - n / 2;
  for (int i = 0; i < b.size; ++i) {
    a.data[i] *= b.data[i];
    b.data[i] += a.data[i];
  }
  return x[0] * x[n - 1] + x[n / 2];
}
AT(alias_field, {{1, 2, 0.5, 0.75, 1.25}, 5});

// A constant reference to what the loop changes.
real const_ref_changes(const real &k, real *x, int n) {
  real s = 0;
  for (int i = 0; i < n; ++i) {
    x[i] = x[i] * k;
    s += k * x[i];
  }
  return s;
}
real call_changes(real *x, int n) { return const_ref_changes(x[1], x, n) + const_ref_changes(x[0], x + 1, n - 1); }
AT(call_changes, {{1.5, 2, 0.5}, 3});

real bound_changes(int *n, real *x) {
  real s = 1;
  for (int i = 0; i < *n; ++i) {
    s = s * x[i] + 0.5;
    if (s > 2)
      --*n;
  }
  return s * *n;
}
real bounded(real *x, int n) { return bound_changes(&n, x) + n; }
AT(bounded, {{1.5, 2, 0.5, 1, 3}, 5});
