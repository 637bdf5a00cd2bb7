// A class of values without a constructor of its own: its adjoints start at zero, not at what memory held.
// RUN: %clangent++ %{flags} -O0 %s -o %t && %t | FileCheck %s
// CHECK: 4: 4 0
#include <clangent/clangent.h>
#include <cstdio>
template <class T> class CLANGENT_VALUE_TYPE P2 {
public:
  T a, b;
};
template <class T> P2<T> twice(const P2<T> &x) { return P2<T>{2 * x.a, 2 * x.b}; }
template <class T> CLANGENT_ADJOINT_OF("twice") void twice_adjoint(const P2<T> &y_bar, P2<T> *x_bar) {
  x_bar->a += 2 * y_bar.a;
  x_bar->b += 2 * y_bar.b;
}
template <class T> T first(const P2<T> &x) { return x.a; }
template <class T> CLANGENT_ADJOINT_OF("first") void first_adjoint(T y_bar, P2<T> *x_bar) { x_bar->a += y_bar; }
namespace clangent {
template <class T> void accumulate(P2<T> &a, P2<T> b) {
  a.a += b.a;
  a.b += b.b;
}
} // namespace clangent
double f(const P2<double> &x) {
  P2<double> y = twice(x);
  return first(twice(y));
}
int main() {
  P2<double> x{1, 2}, xb{0, 0};
  double v = clangent::vjp<f>(clangent::dup(x, xb));
  std::printf("%g: %g %g\n", v, xb.a, xb.b);
}
