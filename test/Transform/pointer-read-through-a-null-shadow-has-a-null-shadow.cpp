// `c ? x : w` is a choice of places that hold pointers: where the place has no shadow, neither has the pointer read.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t
#include <clangent/clangent.h>

double either(const double *x, const double *w, bool c) {
  const double *p = c ? x : w;
  return *p * *p;
}
struct Holder {
  const double *p;
};
double held(const double *x, const double *w, bool c) {
  Holder a{x}, b{w};
  Holder *chosen = c ? &a : &b;
  return *chosen->p * *chosen->p;
}

template <auto F> double slope(bool c) {
  double x = 3, w = 5, x_bar = 0;
  clangent::vjp<F>(clangent::dup(&x, &x_bar), &w, c);
  return x_bar;
}

int main() {
  const bool isRight = slope<either>(true) == 6 && slope<either>(false) == 0 && slope<held>(true) == 6 &&
                       slope<held>(false) == 0;
  return isRight ? 0 : 1;
}
