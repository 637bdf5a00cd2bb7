// The types, tables and functions that random programs use, over the scalar type `real`. Like the programs it is read
// once for every scalar type, so it has no include guard.

struct Body {
  real u, v;
  real w[3];
};
template <class V> void leaves(V &&visit, Body &b) { visit(b.u, b.v, b.w); }

struct Pair {
  real a, b;

  Pair operator+(const Pair &other) const { return {a + other.a, b + other.b}; }
  Pair operator-() const { return {-a, -b}; }
  Pair operator*(real s) const { return {a * s, b * s}; }
  Pair &operator+=(const Pair &other) {
    a += std::sin(other.a);
    b -= std::sin(other.b);
    return *this;
  }
  Pair &operator*=(real s) {
    a = std::tanh(a * s);
    return *this;
  }
  real operator()(real x) const { return std::sin(a * x) + 0.5 * std::cos(b); }
  real &operator[](int i) { return i == 0 ? a : b; }
  const real &operator[](int i) const { return i == 0 ? a : b; }
  real dot(const Pair &other) const { return a * other.a + b * other.b; }
  void turn(real angle) {
    const real old = a;
    a = std::cos(angle) * a - std::sin(angle) * b;
    b = std::sin(angle) * old + std::cos(angle) * b;
  }
  Pair &halve() {
    a *= 0.5;
    b *= 0.5;
    return *this;
  }
  bool fold(real x, real &out) {
    out = std::sin(a + x);
    if (!(out > 0.25))
      return false;
    b = 0.5 * b + out;
    return true;
  }
};
template <class V> void leaves(V &&visit, Pair &p) { visit(p.a, p.b); }
inline Pair operator*(real s, const Pair &p) { return p * s; }

struct Nest {
  Pair p;
  Pair q[2];
  int n;
  real scale;

  real level(int i) const { return scale * q[i % 2].a + p.b; }
  Pair &part(int i) { return i % 3 == 2 ? p : q[i % 3]; }
  const Pair &part(int i) const { return i % 3 == 2 ? p : q[i % 3]; }
  void shift(real by) {
    for (Pair &pair : q)
      pair.a += by;
    scale = std::tanh(scale + by);
  }
};
template <class V> void leaves(V &&visit, Nest &m) { visit(m.p, m.q, m.n, m.scale); }

struct View {
  real *data;
  int size;

  real &operator[](int i) const { return data[i]; }
  real sum() const {
    real total = 0;
    for (const real *p = data; p != data + size; ++p)
      total += std::sin(*p);
    return total;
  }
  void damp(real by) const {
    for (int i = 0; i < size; ++i)
      data[i] = std::tanh(data[i]) * by;
  }
};

// Changes a number where it ends.
struct Guard {
  Guard(real *to, real by) : to(to), by(by) {}
  Guard(const Guard &other) : to(other.to), by(0.5 * other.by) {}
  Guard(Guard &&other) : to(other.to), by(other.by) { other.to = nullptr; }
  ~Guard() {
    if (to)
      *to = std::tanh(*to + by);
  }
  real at(real x) const { return std::sin(by * x); }

  real *to;
  real by;
};
inline Guard guarding(real *to, real by) {
  Guard guard(to, by);
  guard.by += 0.25 * *to;
  return guard;
}
inline real ended(Guard guard, real x) {
  guard.by *= x;
  return guard.at(x);
}

static const real table[5] = {0.25, -1.5, 0.75, 2, -0.125};
static const real grid_table[2][3] = {{1, -0.5, 0.25}, {-2, 0.5, 1.25}};
static const int steps[4] = {1, 0, 2, 3};
real gain = 0.875;

inline real &larger(real &a, real &b) { return a > b ? a : b; }
inline real &element(real *p, int i) { return p[i]; }

inline bool advance(real x, real &out) {
  out = std::sin(x) + 0.25 * std::tanh(out);
  return out > 0.125;
}
inline bool take(const real *from, int n, real &out) {
  for (int i = 0; i < n; ++i)
    if (from[i] > 0.5) {
      out = std::tanh(from[i]);
      return true;
    }
  return false;
}

// The arrays may be the same or overlap.
inline void mix(real *to, const real *from, int n) {
  for (int i = 0; i < n; ++i)
    to[i] = 0.5 * std::sin(to[i] + from[n - 1 - i]) + 0.25 * from[i];
}
inline void exchange(real *a, real *b, int n) {
  for (int i = 0; i < n; ++i) {
    const real old = a[i];
    a[i] = std::tanh(b[i]);
    b[i] = 0.5 * old;
  }
}

inline real inner(const real *a, const real *b, int n) {
  return n == 0 ? real(0) : a[0] * b[n - 1] + inner(a + 1, b, n - 1);
}
inline void spread(int depth, real x, real &left, real &right) {
  if (depth <= 0) {
    left += 0.5 * std::sin(x);
    return;
  }
  spread(depth - 1, std::cos(x), right, left);
  left = std::tanh(left) + 0.25 * right;
}
inline real odd(int n, real x);
inline real even(int n, real x) { return n <= 0 ? x : std::sin(odd(n - 1, x)) + 0.25 * x; }
inline real odd(int n, real x) { return n <= 0 ? -x : std::cos(even(n - 1, x) * x); }
inline Pair tower(int n, Pair p) {
  if (n <= 0)
    return p;
  p.turn(0.5);
  return tower(n - 1, p.halve()) + p;
}
