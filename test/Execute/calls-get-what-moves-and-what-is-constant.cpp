// Functions that are called as they are get arguments of the value category and the constness that they want, whether
// what they are called from is inlined or not.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -fplugin-arg-clangent-no-inline -O1 %s -o %t.calls && %t.calls | FileCheck %s
#include <clangent/clangent.h>
#include <string>
#include <utility>
extern "C" int printf(const char *, ...);

struct V {
  double a, b;
  double first() && { return a; }
  double second() const & { return b; }
  double second() & { return 2 * b; }
  double second() && { return 3 * b; }
};
struct OnlyMoved {
  double a;
  explicit OnlyMoved(double a) : a(a) {}
  OnlyMoved(OnlyMoved &&other) : a(other.a) { other.a = 0; }
};

// Recursion keeps calls from being inlined.
double total(V &&v, int n) { return n == 0 ? v.a : v.b + total(std::move(v), n - 1); }
double constant(const V &&v, int n) { return n == 0 ? v.a : v.b + constant(std::move(v), n - 1); }
double elements(double (&&x)[3], int n) { return n == 0 ? x[0] : x[n] + elements(std::move(x), n - 1); }
double number(double &&x, int n) { return n == 0 ? x : x + number(std::move(x), n - 1); }
double taken(OnlyMoved o, int n) { return n == 0 ? o.a : 1 + taken(std::move(o), n - 1); }
template <class F> double called(F &&f, int n) { return n == 0 ? f(2.0) : f(1.0) + called(std::forward<F>(f), n - 1); }
double deep(V &v, int n) { return n == 0 ? std::move(v).first() : std::move(v).second() + deep(v, n - 1); }
double shallow(const V &v, int n) { return n == 0 ? 0 : v.second() + shallow(v, n - 1); }

// The calls need no derivative.
double inactive(double x) {
  V v{1, 2};
  double numbers[3] = {1, 2, 3};
  double sum = total(std::move(v), 3);              // 7
  sum += constant(std::move(v), 2);                 // 5
  sum += elements(std::move(numbers), 2);           // 6
  sum += number(1.5, 1);                            // 3
  sum += taken(OnlyMoved(4), 2);                    // 6
  sum += called([](double t) { return 2 * t; }, 1); // 6
  const auto twice = [&](double t) { return v.b * t; };
  sum += called(twice, 1);  // 6
  sum += deep(v, 1);        // 7
  sum += shallow(v, 2);     // 4
  sum += v.second();        // 4
  return x * x * sum;       // 54
}
// They do.
double active(double x) {
  V v{x, 2 * x};
  double numbers[3] = {x, 2 * x, 3 * x};
  double sum = total(std::move(v), 3) * x;                      // 7 x^2
  sum += constant(std::move(v), 2);                             // 5 x
  sum += elements(std::move(numbers), 2);                       // 6 x
  sum += number(1.5 * x, 1);                                    // 3 x
  sum += called([&](double t) { return x * x * t; }, 1);        // 3 x^2
  const auto twice = [&](double t) { return v.b * t; };
  sum += called(twice, 1);                                      // 6 x
  sum += deep(v, 1) + shallow(v, 2);                            // 11 x
  return sum + v.second();                                      // 4 x; 10 x^2 + 35 x
}

// What is only run is given objects where they are, numbers by their values.
[[clangent::inactive]] void seen(double &&d) { printf("number %g\n", d); }
[[clangent::inactive]] void seen(const double &&d, int &&n) { printf("numbers %g %d\n", d, n); }
[[clangent::inactive]] void seen(const V &v) { printf("object %g %g\n", v.a, v.b); }
[[clangent::inactive]] void seen(const V &&v, int) { printf("moved %g %g\n", v.a, v.b); }
[[clangent::inactive]] void seen_by_value(V v) { printf("value %g %g\n", v.a, v.b); }
[[clangent::inactive]] void seen(const std::string &s, const std::string &t) { printf("%s %s\n", s.c_str(), t.c_str()); }
[[clangent::inactive]] void taken(std::string &&s, std::string t) { printf("%s %s\n", s.c_str(), t.c_str()); }
struct Holder {
  V v;
  V all[2];
};
double observed(double x) {
  double d = x * x;
  int n = 3;
  seen(d * x);                                   // number 8
  seen(std::move(d), std::move(n));              // numbers 4 3
  seen(static_cast<const double &&>(d), n + 1);  // numbers 4 4
  seen(3.5, 7);                                  // numbers 3.5 7
  Holder h{{x, d}, {{1, x}, {d, 2}}};
  seen(h.v);                                     // object 2 4
  seen(h.all[n - 2]);                            // object 4 2
  seen(std::move(h.v), 0);                       // moved 2 4
  seen(static_cast<V &&>(h.all[0]), 0);          // moved 1 2
  seen(std::move(h).v, 0);                       // moved 2 4
  seen_by_value(h.v);                            // value 2 4
  return h.v.a * h.all[1].a;                     // x^3
}
double told(double x, std::string &s) {
  seen(s, "text");               // name text
  taken("made", s);              // made name
  taken(std::string("also"), s); // also name
  taken(std::move(s), "rest");   // name rest
  return x * x;
}

template <double (*f)(double)> void show(double x) {
  printf("%g %g\n", clangent::gradient<f>(x), clangent::jvp<f>(clangent::dup(x, 1.0)).tangent);
}
int main() {
  show<inactive>(1.5);
  show<active>(1.5);
  printf("%g\n", clangent::gradient<observed>(2.0));
  std::string name = "name";
  printf("%g\n", clangent::gradient<told, clangent::wrt<0>>(1.5, name));
}
// CHECK: 162 162
// CHECK: 65 65
// CHECK: number 8
// CHECK-NEXT: numbers 4 3
// CHECK-NEXT: numbers 4 4
// CHECK-NEXT: numbers 3.5 7
// CHECK-NEXT: object 2 4
// CHECK-NEXT: object 4 2
// CHECK-NEXT: moved 2 4
// CHECK-NEXT: moved 1 2
// CHECK-NEXT: moved 2 4
// CHECK-NEXT: value 2 4
// CHECK-NEXT: 12
// CHECK-NEXT: name text
// CHECK-NEXT: made name
// CHECK-NEXT: also name
// CHECK-NEXT: name rest
// CHECK-NEXT: 3
