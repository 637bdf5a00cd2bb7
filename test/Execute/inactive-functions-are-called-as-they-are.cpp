// Functions of integers that stay calls are called in the derivative as the program calls them: members on their object,
// templates with their arguments, overloads by their type even when better ones are declared later.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);

struct Steps {
  int by;
  explicit Steps(int n) : by(n + 1) {}
  int down(int n) const { return n > 0 ? down(n - by) + 1 : 0; }
  template <int Extra> int more(int n) const { return n > 0 ? more<Extra>(n - by) + Extra : 0; }
  static int all(int n) { return n ? all(n - 1) + n : 0; }
};
template <class T> struct Box {
  T k;
  int deep(int n) const { return n ? deep(n - 1) + k : 0; }
};
int depth(const int &n) { return n ? depth(n - 1) + 1 : 0; }
[[clangent::inactive]] double table(const double &x) { return x + 1; }
[[clangent::inactive]] double shifted(double x, int n = 3) { return x + n; }
[[clangent::inactive]] double plain(double x) { return x; }
template <class T> [[clangent::inactive]] double generic(T x) { return x; }

double f(double x, int n) {
  Steps steps(n);
  Box<int> box{2};
  auto count = [n](auto self, int k) -> int { return k ? self(self, k - 1) + n : 1; };
  const int factor = steps.down(5) + steps.more<3>(4) + Steps::all(2) + box.deep(2) + depth(n) + count(count, 2);
  return x * factor + x * table(x) * shifted(x) * plain(x) * generic(x);
}

int depth(int &) { return 100; }
double table(double &) { return 100; }
double shifted(double) { return 100; }
template <class T> double plain(T &&) { return 100; }
template <class T> double generic(T &) { return 100; }

int main() {
  const auto r = clangent::value_and_gradient<f, clangent::wrt<0>>(2.0, 1);
  printf("%g %g %g\n", f(2, 1), r.value, r.gradient);
}

// CHECK: 160 160 80
