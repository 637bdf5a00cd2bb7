// Hundreds of exits, of alternatives, of cases and of operators one behind the other: the text does not nest with their
// number. Both modes agree with differences, along every kind of way out.
// RUN: %clangent++ %{flags} -O0 -w %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
#include <cmath>
extern "C" int printf(const char *, ...);

#define TEN(M, N) M(N##0) M(N##1) M(N##2) M(N##3) M(N##4) M(N##5) M(N##6) M(N##7) M(N##8) M(N##9)
#define HUNDRED(M, N)                                                                                                  \
  TEN(M, N##0) TEN(M, N##1) TEN(M, N##2) TEN(M, N##3) TEN(M, N##4) TEN(M, N##5) TEN(M, N##6) TEN(M, N##7)               \
  TEN(M, N##8) TEN(M, N##9)
#define THREE_HUNDRED(M) HUNDRED(M, 1) HUNDRED(M, 2) HUNDRED(M, 3)

#define RETURN(N) if (a > N - 100 + 0.5) return a * x; a += std::cos(a) * 0.1 + x;
double returns(double x, double) {
  double a = x;
  THREE_HUNDRED(RETURN)
  return a;
}

#define PAIR(N) if (s > N + limit) break; s += 0.01 * x; if (s * s > N * 9.) { s *= 0.99; continue; } s += std::sin(s) * 0.01;
double pairs(double x, double limit) {
  double s = x;
  for (int i = 0; i < 12; ++i) {
    HUNDRED(PAIR, 1) TEN(PAIR, 20) TEN(PAIR, 21) TEN(PAIR, 22) TEN(PAIR, 23)
    s += 0.1;
  }
  return s;
}

// What is declared between exits is used behind later ones, a loop leaves by return, a list of its own nests.
#define DECLARED(N)                                                                                                    \
  if (a > N) return a * b##N;                                                                                          \
  double b1##N = b##N * 1.01, c##N[2] = {a, x}; double *p##N = x > 1.5 ? &a : c##N;                                     \
  const auto add##N = [&](double d) { return d + *p##N * 1e-3; };
#define USED(N) if (a > N) return a * b1##N; a = add##N(a) + c##N[0] * 1e-3 + b1##N * 0.1; c##N[1] *= 1.1;
#define LOOP(N) for (int i = 0; i < 3; ++i) { if (a > N) return a + c##N[1]; a += 0.2 * x; }
double declared(double x, double) {
  double a = x;
#define b10 x
#define b11 b110
#define b12 b111
#define b13 b112
#define b14 b113
#define b15 b114
#define b16 b115
#define b17 b116
#define b18 b117
#define b19 b118
  TEN(DECLARED, 1) TEN(USED, 1) TEN(LOOP, 1)
  { TEN(USED, 1) const double &r = b119; TEN(LOOP, 1) a += r; TEN(USED, 1) }
  return a;
}

#define ELSE(N) else if (std::sin(x * N) > limit) a = std::cos(x * N);
double alternatives(double x, double limit) {
  double a = 0;
  if (x < 0) a = 1;
  THREE_HUNDRED(ELSE)
  else a = x * x;
  return a;
}

#define CASE(N) case N: a = x * N + a * a; break;
#define FALL(N) case N: a = a * 0.99 + x;
double cases(double x, int n) {
  double a = std::sin(x);
  switch (n) { THREE_HUNDRED(CASE) HUNDRED(CASE, 4) HUNDRED(CASE, 5) default: a *= x; }
  switch (n) { THREE_HUNDRED(FALL) default: a *= a; }
  return a;
}

#define CHOICE(N) std::sin(x * N) > limit ? x * N :
double choices(double x, double limit) { return THREE_HUNDRED(CHOICE) x * x; }

// Conditions declare what later ones use, some arms leave and others do not, and more stands behind.
#define DECLARING(N) else if (const double d##N = std::sin(x * N) - limit; d##N > 0) a = std::cos(x * N) + d##N;
#define NAMED(N) else if (double e##N = std::fmax(0., std::sin(x * N) - limit)) return e##N * x + d200;
#define SKIPPING(N) else if (a > N - 100) { a *= x; continue; }
#define LEAVING(N) else if (a * a > N * 100) break;
double mixed(double x, double limit) {
  double a = x;
  if (x < 0) a = 1;
  TEN(DECLARING, 20) TEN(NAMED, 21) TEN(DECLARING, 22)
  a = std::sin(a) + x;
  for (int i = 0; i < 4; ++i) {
    if (i == 2) a += 1;
    TEN(SKIPPING, 21) TEN(LEAVING, 10) TEN(SKIPPING, 11)
    a = a * 1.1 + x;
  }
  return a;
}

// A long choice of places, of an effect, and of what throws.
#define PLACE(N) std::sin(x * N) > limit ? v[N % 7] :
#define EFFECT(N) std::sin(x * N) > limit ? void(a *= x + N) :
#define ANSWER(N) std::sin(x * N) < -2 ? throw N :
double places(double x, double limit) {
  double v[7] = {x, x * x, 1, 2, x + 1, 3, 4}, a = x;
  (TEN(PLACE, 11) TEN(PLACE, 21) v[6]) *= x * 0.5;
  double &r = TEN(PLACE, 12) TEN(PLACE, 22) v[5];
  r += a;
  TEN(EFFECT, 23) TEN(EFFECT, 24) void(a -= x);
  a = TEN(ANSWER, 25) TEN(ANSWER, 26) a * x;
  return a + v[0] * v[1] * v[2] * v[3] * v[4] * v[5] * v[6] + (TEN(PLACE, 27) TEN(PLACE, 28) a);
}

#define AND(N) && std::sin(x * N) < limit
double conjunctions(double x, double limit) {
  if (x > 0 THREE_HUNDRED(AND)) return x * x * x;
  return std::exp(x);
}

#define TERM(N) + x * (N - std::cos(x / N))
#define FACTOR(N) * (1 + x / (N + x))
double terms(double x, double) { return 1e-4 * (x THREE_HUNDRED(TERM)) * x THREE_HUNDRED(FACTOR); }

int wrong = 0;
void check(const char *what, double x, double reverse, double forward, double above, double below, double h) {
  const double expected = (above - below) / (2 * h);
  if (std::fabs(reverse - expected) <= 1e-5 * (1 + std::fabs(expected)) && std::fabs(forward - reverse) <= 1e-12 * (1 + std::fabs(reverse)))
    return;
  ++wrong;
  printf("%s(%g): %.12g, %.12g instead of %.12g\n", what, x, reverse, forward, expected);
}
template <auto f, class T> void check(const char *what, double x, T other) {
  const double h = 1e-6;
  check(what, x, clangent::gradient<f, clangent::wrt<0>>(x, other),
        clangent::jvp<f>(clangent::dup(x, 1.0), other).tangent, f(x + h, other), f(x - h, other), h);
}

int main() {
  for (double x : {0.01, 0.3, 1.7, 40.3, 150.2, 350.1}) {
    check<returns>("returns", x, 0.0);
    for (double limit : {-300.0, -139.0, -100.0, 0.5, 20.0})
      check<pairs>("pairs", x, limit);
    check<declared>("declared", x, 0.0);
    check<terms>("terms", x, 0.0);
    for (double limit : {-0.5, 0.9, 0.9999, 2.0}) {
      check<alternatives>("alternatives", x, limit);
      check<choices>("choices", x, limit);
      check<mixed>("mixed", x, limit);
      check<places>("places", x, limit);
      check<conjunctions>("conjunctions", x, limit);
    }
    for (int n : {0, 100, 237, 399, 599, 700})
      check<cases>("cases", x, n);
  }
  printf("%d wrong\n", wrong);
}

// CHECK: {{^}}0 wrong
