// An object that is given to what is only run has its table of virtual functions there, however it is made.
// RUN: %clangent++ %{flags} -O0 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O2 -fno-rtti %s -o %t.fast && %t.fast | FileCheck %s
// RUN: %clangent++ %{flags} -O1 -fsanitize=undefined -fno-sanitize-recover=undefined %s -o %t.checked
// RUN: %t.checked | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);

static double seen;

struct Base {
  double x;
  virtual double v() const { return x * 3; }
};
struct Derived final : Base {
  double y;
  bool isOn = true;
  explicit Derived(double q) : y(q) { x = q * q; }
  double v() const override { return isOn ? x * y : 0; }
};
struct Other final : Base {
  const double factor = 5;
  double v() const override { return factor * x; }
};
// Members and elements that have tables, in a class that has none.
struct Holder {
  int count = 2;
  Other other;
  Derived pair[2] = {Derived(1), Derived(2)};
};

[[clangent::inactive]] void note(const Base *b) { seen += b->v(); }
[[clangent::inactive]] void noteReference(const Base &b) { seen += b.v(); }
[[clangent::inactive]] void noteAll(const Derived *all, int n) {
  for (int i = 0; i < n; ++i)
    seen += static_cast<const Base &>(all[i]).v();
}
void hand(const Base &b, int depth) { depth > 0 ? hand(b, depth - 1) : note(&b); }
Derived made(double q) {
  Derived d(q);
  d.y += 1;
  return d;
}

// q^3
double byPointer(double q) {
  Derived d(q);
  note(&d);
  return d.x * d.y;
}
// 2 q^3
double byReference(double q) {
  Derived d(q);
  d.y *= 2;
  hand(d, 2);
  return d.x * d.y;
}
// 4 q
double ofDefault(double q) {
  Other d;
  d.x = 4 * q;
  note(&d);
  return d.x;
}
// q^3 + (q + 1)^3
double inArray(double q) {
  Derived all[2] = {Derived(q), Derived(q + 1)};
  noteAll(all, 2);
  return all[0].x * all[0].y + all[1].x * all[1].y;
}
// sum of (q i)^3 for i < 3
double inLoop(double q) {
  double sum = 0;
  for (int i = 0; i < 3; ++i) {
    Derived d(q * i);
    note(&d);
    sum += d.x * d.y;
  }
  return sum;
}
// q^2 + q
double inHolder(double q) {
  Holder h;
  h.other.x = q;
  h.pair[1] = Derived(q);
  note(&h.other);
  note(&h.pair[1]);
  return h.pair[1].x + h.other.x;
}
// q^2 (q + 1)
double byValue(double q) {
  const Derived d = made(q);
  note(&d);
  return d.x * d.y;
}
// q^3
double copied(double q) {
  Derived d(q), e(d), f(0);
  f = e;
  note(&f);
  return f.x * f.y;
}

// 2 q^3
[[clangent::inactive]] void noteCopy(Derived d) { seen += d.v(); }
[[clangent::inactive]] void noteMoved(const Base &&b) { seen += b.v(); }
[[clangent::inactive]] void noteItself(const Derived &d) { seen += d.v(); }
double named(double q) {
  Derived d(q);
  noteItself(d);
  d.y *= 2;
  noteCopy(d);
  noteMoved(static_cast<const Base &&>(d));
  const Derived &same = d;
  noteItself(same);
  return d.x * d.y;
}

template <double (*f)(double)> void show(const char *name, double q) {
  seen = 0;
  f(q);
  const double wanted = seen;
  const double both[] = {clangent::gradient<f>(q), clangent::jvp<f>(clangent::dup(q, 1.0)).tangent};
  printf("%s %g %g %s\n", name, both[0], both[1], seen == 3 * wanted ? "seen" : "WRONG");
}
int main() {
  show<byPointer>("pointer", 2);
  show<byReference>("reference", 2);
  show<ofDefault>("default", 2);
  show<inArray>("array", 2);
  show<inLoop>("loop", 2);
  show<inHolder>("holder", 2);
  show<byValue>("value", 2);
  show<copied>("copied", 2);
  show<named>("named", 2);
}
// CHECK: pointer 12 12 seen
// CHECK: reference 24 24 seen
// CHECK: default 4 4 seen
// CHECK: array 39 39 seen
// CHECK: loop 108 108 seen
// CHECK: holder 5 5 seen
// CHECK: value 16 16 seen
// CHECK: copied 12 12 seen
// CHECK: named 24 24 seen
