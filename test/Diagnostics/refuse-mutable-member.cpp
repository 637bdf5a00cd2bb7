// A mutable member of a constant object is refused.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

struct Cache {
  mutable double last;
  double get(double x) const {
    last = x; // expected-error {{cannot differentiate the mutable member 'last' of a constant object}}
    return x * x;
  }
};
double f(double x, double y) {
  const Cache cache{0};
  return cache.get(x) * y;
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
