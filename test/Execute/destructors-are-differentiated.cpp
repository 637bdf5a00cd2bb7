// Objects with destructors that are taken from their source: what the destructors write is differentiated, and
// everything runs in the order of the program. Against central differences, and the order against that of the function
// itself.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t.out && %t.out
// RUN: %clangent++ %{flags} -O1 -fplugin-arg-clangent-no-activity %s -o %t.all && %t.all
// RUN: %clangent++ %{flags} -O1 -fsanitize=address,undefined -fno-sanitize-recover=all %s -o %t.san && %t.san
#include "Inputs/Story.h"

#include <cmath>
#include <cstdio>
#include <utility>

namespace {

// Adds to a sum where it dies.
struct Add {
  Add(double &sum, double v) : sum(sum), v(v) {}
  ~Add() { sum += v * v; }
  double &sum;
  double v;
};
// Tells where it is made, copied, moved, assigned and destroyed.
struct Loud {
  Loud(int id, double v) : id(id), v(v) { tell(id); }
  Loud(const Loud &other) : id(other.id + 100), v(other.v * 1.25) { tell(id); }
  Loud(Loud &&other) : id(other.id + 1000), v(other.v) {
    other.v = 0;
    tell(id);
  }
  Loud &operator=(const Loud &other) {
    v = other.v * 0.5;
    tell(other.id + 10000);
    return *this;
  }
  Loud &operator=(Loud &&other) {
    std::swap(v, other.v);
    tell(other.id + 20000);
    return *this;
  }
  ~Loud() { tell(-id); }
  double twice() const { return 2 * v; }
  int id;
  double v;
};

double scopes(double x) {
  double s = x;
  {
    Add a(s, 3 * x);
    Add b(s, s * x);
    s *= 2;
  }
  return s;
}
double loops(double x) {
  double s = x;
  for (int i = 0; i < 6; ++i) {
    Add a(s, x * i);
    if (i == 1)
      continue;
    Add b(s, x * i + 1);
    if (i == 4)
      break;
    s += x;
  }
  return s * x;
}
double returns(double x) {
  double s = 1;
  Add outer(s, x);
  for (int i = 0; i < 4; ++i) {
    Add each(s, x + i);
    while (s < 1000) {
      Add inner(s, s);
      if (s * x > 20)
        return s * s;
    }
  }
  return s;
}
double afterwards(double x) {
  double s = 1;
  {
    Loud l(1, x);
    if (x > 1)
      return l.v * s;
    s += l.v;
  }
  if (x < 0)
    return s * s;
  Add late(s, x);
  return s * x;
}
double manyExits(double x) {
  double s = 0;
  Loud first(1, x);
  if (s > 1)
    return 1;
  s += first.v;
  if (s > 2)
    return 2 * s;
  Loud second(2, s);
  if (s > 3)
    return 3;
  s += second.v * x;
  if (s > 4)
    return 4 * s;
  if (s > 5)
    return 5;
  Loud third(3, s);
  if (s > 6)
    return 6;
  if (s < -7)
    return 7;
  s += third.v;
  if (s < -8)
    return 8;
  if (s < -9)
    return 9;
  if (s < -10)
    return 10;
  Loud fourth(4, s);
  if (s < -11)
    return 11;
  if (s < -12)
    return 12 * fourth.v;
  return s * fourth.v;
}
double switches(double x) {
  double s = x;
  for (int i = 0; i < 4; ++i)
    switch (Add head(s, x * i); i) {
    case 0:
      s += 1;
      break;
    case 1: {
      Loud one(1, s);
      if (s > 3)
        break;
      s += one.v;
    }
      [[fallthrough]];
    case 2:
      s *= x;
      continue;
    default:
      Loud last(4, s);
      s += last.twice();
    }
  return s;
}
double heads(double x) {
  double s = x;
  if (Add a(s, 2 * x); x > 1)
    s += a.v;
  else if (Add b(s, 3 * x); x > 0.5)
    s += a.v * b.v;
  else
    s += 1;
  for (Add count(s, x); count.v < 20; count.v *= 2)
    s += count.v;
  return s;
}
struct Below {
  Below(double v, double limit, double &sum) : v(v), limit(limit), sum(sum) {}
  ~Below() { sum += v; }
  explicit operator bool() const { return v < limit; }
  double v, limit;
  double &sum;
};
double conditions(double x) {
  double s = 0, at = x;
  while (Below b{at, 10, s}) {
    at = at * 2 + s / 16;
    if (at > 7)
      continue;
    s += b.v * b.v;
  }
  for (int i = 0; Below c{at * i, 40, s}; ++i)
    if (i == 3)
      break;
  return s;
}

// ---- temporaries

Loud make(int id, double v) { return Loud(id, v); }
double valueOf(const Loud &l) { return l.v; }
double temporaries(double x) {
  double s = 0;
  s += make(1, x).v * Loud(2, s).twice() + valueOf(Loud(3, x * x));
  make(4, x);
  Add(s, x), s *= 2;
  const double r = Add(s, s).v + s;
  return r * s;
}
double chosen(double x) {
  double s = 0;
  for (int i = 0; i < 3; ++i) {
    s += i > 0 && valueOf(Loud(10 + i, x * i)) > 1 ? valueOf(Loud(1, s)) + valueOf(make(2, x)) : valueOf(Loud(3, x));
    if (i == 1 || Loud(4, s).v > 100)
      s += x;
    const Loud which = i == 1 ? Loud(5, x) : make(6, s);
    s += which.v;
  }
  return s;
}
double extended(double x) {
  double s = x;
  {
    const Loud &r = make(1, x * x);
    const Loud &c = x > 1 ? Loud(2, x) : make(3, 2 * x);
    Loud &&m = Loud(4, valueOf(Loud(5, x)));
    tell(6);
    m.v += r.v;
    s += m.v * c.v;
  }
  const Add &a = Add(s, s);
  return s * a.v;
}
struct Pair {
  const Loud &first;
  Loud second;
};
double extendedInside(double x) {
  Pair p{Loud(1, x), make(2, x * x)};
  tell(3);
  return p.first.v * p.second.v;
}
double defaulted(double x, const Loud &l = Loud(7, 3)) { return x * l.v; }
double defaults(double x) { return defaulted(x) + defaulted(x, Loud(8, x)); }

// ---- arrays, members, bases

double arrays(double x) {
  double s = 0;
  for (int i = 0; i < 4; ++i) {
    Loud row[3] = {{1, x}, {2, x * i}, make(3, s)};
    s += row[i % 3].v * row[0].v;
    if (i == 2)
      break;
    Add grid[2][2] = {{{s, x}, {s, 1}}, {{s, s}, {s, i * x}}};
    if (grid[1][0].v > 100)
      return s;
  }
  return s;
}
struct Many {
  Many() : l(5, 0.5) {}
  Loud l;
  double w = 2;
};
double manyElements(double x) {
  Many all[12];
  double s = 0;
  for (int i = 0; i < 12; ++i) {
    all[i].l.v = x * i;
    s += all[i].l.v * all[11 - i].l.v * all[i].w;
  }
  return s;
}
double rowsOfElements(double x) {
  Many grid[2][3];
  double s = 0;
  for (auto &row : grid)
    for (Many &each : row)
      s += (each.l.v += x) * s + each.w;
  return s;
}
struct Base1 : Loud {
  Base1(double &sum, double v) : Loud(11, v), a(sum, v) {}
  ~Base1() { tell(12); }
  Add a;
};
struct Base2 {
  explicit Base2(double v) : l(21, v) {}
  ~Base2() { l.v *= 2; }
  Loud l;
};
struct Derived : Base1, Base2 {
  Derived(double &sum, double v) : Base1(sum, v), Base2(v * v), one(31, sum), two(32, l_()) {}
  ~Derived() {
    if (two.v > 4)
      return;
    one.v += 1;
    a.sum += one.v;
  }
  double l_() const { return Base2::l.v; }
  Loud one, two;
};
double derived(double x) {
  double s = x;
  {
    Derived d(s, x * 2);
    s += d.two.v;
  }
  return s;
}

// ---- by value

double consumed(Loud l) {
  l.v *= l.v;
  tell(50);
  return l.v;
}
double peeked(const Loud l) { return l.twice(); }
double summed(Add a, double by) {
  a.v *= by;
  return a.v + a.sum;
}
double byValue(double x) {
  double s = x;
  Loud l(1, x);
  s += consumed(l) + consumed(Loud(2, x)) + consumed(std::move(l)) + peeked(make(3, s));
  Add a(s, x);
  s += summed(a, 3) + summed(Add(s, 2), s);
  return s + l.v;
}
double power(Loud l, int n) { return n == 0 ? l.v : power(Loud(l.id + 1, l.v * 1.5), n - 1) * l.v; }
double recursive(double x) { return power(Loud(1, x), 3); }

Loud third(double x) {
  Loud l(1, x);
  l.v *= x;
  return l;
}
Loud second(double x) { return third(x + 1); }
Loud first(double x) {
  Loud l = second(x);
  if (l.v > 3)
    return l;
  l.v += x;
  return l;
}
Loud either(double x) {
  Loud a(1, x), b(2, x * x);
  if (x > 1)
    return a;
  return b;
}
Loud early(double x) {
  for (int i = 0; i < 3; ++i) {
    Loud l(i, x + i);
    if (l.v > 2)
      return l;
  }
  return Loud(9, x);
}
double returned(double x) {
  const Loud l = first(x);
  first(x);
  return l.v * first(x).v + either(x).v + early(x).v;
}

// ---- moved, swapped, assigned

struct Cell {
  Cell(double *home, double v) : home(home), v(v) {}
  Cell(Cell &&other) : home(std::exchange(other.home, nullptr)), v(std::exchange(other.v, 0)) {}
  Cell &operator=(Cell other) {
    std::swap(home, other.home);
    std::swap(v, other.v);
    return *this;
  }
  ~Cell() {
    if (home)
      *home += v;
  }
  double *home;
  double v;
};
Cell cell(double *home, double v) {
  Cell c(home, v);
  Cell d(std::move(c));
  d.v *= 2;
  return d;
}
double moved(double x) {
  double s[2] = {x, 1};
  {
    Cell a(&s[0], x * x), b = cell(&s[1], 3 * x);
    std::swap(a, b);
    a = cell(&s[0], s[1] * x);
    Cell c(std::move(b));
    c.v += a.v;
  }
  return s[0] * s[1];
}
double assigned(double x) {
  Loud a(1, x), b(2, 2 * x);
  a = b;
  b = Loud(3, x * a.v);
  a = make(4, b.v);
  std::swap(a, b);
  return a.v * a.v + b.v;
}

// ---- constructors

struct Delegating {
  explicit Delegating(double v) : l(1, v), w(v) {}
  Delegating(double v, double by) : Delegating(v * by) { l.v += by; }
  ~Delegating() { tell(static_cast<int>(w > 1)); }
  Loud l;
  double w, u = w * 2;
};
struct Inherits : Delegating {
  using Delegating::Delegating;
  ~Inherits() { tell(77); }
  double more = 3;
};
struct InheritsAgain : Inherits {
  using Inherits::Inherits;
};
double inherited(double x) {
  InheritsAgain a(x, 2 * x), b(x);
  return a.l.v * b.u * a.more + Inherits(x).u;
}
struct Virtual {
  explicit Virtual(double &s) : s(s) {}
  virtual ~Virtual() { s += 1; }
  double &s;
};
struct Final final : Virtual {
  Final(double &s, double v) : Virtual(s), v(v) {}
  ~Final() override { s *= v; }
  double v;
};
double virtuals(double x) {
  double s = x;
  {
    Final f(s, x * 3);
    s += f.v;
  }
  return s;
}

// ---- guards that run any code

template <class F> struct AtExit {
  explicit AtExit(F f) : f(f) {}
  ~AtExit() { f(); }
  F f;
};
double guarded(double x) {
  double s = x;
  for (int i = 0; i < 3; ++i) {
    AtExit doubled([&] { s *= x + i; });
    if (i == 1)
      continue;
    s += x;
  }
  return s;
}
double captured(double x) {
  Loud l(1, x);
  const auto f = [l](double y) { return l.v * y; };
  return f(x) + [m = std::move(l)] { return m.v; }();
}
double explicitly(double x) {
  double s = x;
  alignas(Add) unsigned char unused[1] = {};
  Cell c(&s, x * x);
  c.~Cell();
  c.home = nullptr;
  return s * x + unused[0];
}
struct Timer {
  explicit Timer(double start) : start(start) { tell(60); }
  ~Timer() { tell(61); }
  double start;
};
double timed(double x) {
  Timer whole(0.5);
  double s = x;
  for (int i = 0; i < 3; ++i) {
    Timer each(i);
    s *= x + whole.start * each.start;
  }
  return s;
}

// ---- given to functions that stay calls

[[clangent::inactive]] void look(const Loud &l) { tell(l.id * 10 + static_cast<int>(l.v)); }
double looked(double x) {
  Loud l(1, x + 1);
  look(l);
  for (int i = 0; i < 3; ++i) {
    const Loud each(i, l.v * x);
    look(each);
    l.v += each.v;
  }
  return l.v;
}
double deep(Loud &l, int k) {
  if (k == 0)
    return l.v;
  Loud m(l.id + 1, l.v * 1.1);
  return deep(m, k - 1) * l.v;
}
double deepReferences(double x) {
  Loud l(1, x);
  return deep(l, 3);
}
Loud makeDeep(int k, double v) {
  if (k == 0)
    return Loud(50, v);
  Loud l = makeDeep(k - 1, v * 1.5);
  l.v *= v;
  return l;
}
double deepResults(double x) { return makeDeep(3, x).v; }
double eat(Loud l, int k) {
  l.v *= 2;
  return k ? eat(Loud(l.id + 1, l.v), k - 1) + l.v : l.v;
}
double deepArguments(double x) { return eat(Loud(1, x), 3); }

// The same without a derivative: nobody makes a copy, which would change the number.
double constants(double x) { return (power(Loud(1, 2.0), 3) + makeDeep(2, 1.5).v + eat(Loud(1, 0.25), 2)) * x; }

// ---- exceptions

struct Checked {
  Checked(double *home, double v) : cell(home, v), l(70, v) {
    if (v > 2)
      throw 70;
  }
  Cell cell;
  Loud l;
};
double thrown(double x, double *home) {
  Cell c(home, x);
  for (int i = 0; i < 4; ++i) {
    Loud l(i, x);
    if (l.v * i > 4)
      throw valueOf(Loud(20, x)) > 0 ? i : 0;
    c.v += l.v;
  }
  return c.v * x;
}
double thrownByConstructor(double x, double *home) {
  const Checked checked(home, x);
  return checked.l.v * x;
}
// What the function leaves behind when it throws, the derivative does too.
template <auto thrown> void checkThrown(double x) {
  double home[2] = {1, 1}, home_bar = 0, x_bar = 0;
  int told[2][100] = {}, lengths[2], caught[2] = {-1, -1};
  for (int k = 0; k < 2; ++k) {
    length = 0;
    try {
      if (k == 0)
        thrown(x, &home[0]);
      else
        clangent::vjp<thrown>(clangent::dup(x, x_bar), clangent::dup(&home[1], &home_bar));
    } catch (int i) {
      caught[k] = i;
    }
    lengths[k] = length;
    for (int i = 0; i < length; ++i)
      told[k][i] = story[i];
  }
  check("thrown", caught[1], caught[0]);
  check("written before", home[1], home[0]);
  check("told before", lengths[1], lengths[0]);
  for (int i = 0; i < 100; ++i)
    check("told", told[1][i], told[0][i]);
}

} // namespace

int main() {
  for (const double x : {0.7, 1.6, 2.3}) {
    CHECK(scopes);
    CHECK(loops);
    CHECK(returns);
    CHECK(afterwards);
    CHECK(manyExits);
    CHECK(switches);
    CHECK(heads);
    CHECK(conditions);
    CHECK(temporaries);
    CHECK(chosen);
    CHECK(extended);
    CHECK(extendedInside);
    CHECK(defaults);
    CHECK(arrays);
    CHECK(manyElements);
    CHECK(rowsOfElements);
    CHECK(derived);
    CHECK(byValue);
    CHECK(recursive);
    CHECK(returned);
    CHECK(moved);
    CHECK(assigned);
    CHECK(inherited);
    CHECK(virtuals);
    CHECK(guarded);
    CHECK(captured);
    CHECK(explicitly);
    CHECK(timed);
    CHECK(looked);
    CHECK(deepReferences);
    CHECK(deepResults);
    CHECK(deepArguments);
    CHECK(constants);
    checkThrown<thrown>(x);
    checkThrown<thrownByConstructor>(x);
  }
  return failures != 0;
}
