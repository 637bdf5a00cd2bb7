// A closure that holds a value of class type by copy is differentiated where it is seen through, and refused where it
// would have to be an object of its own.
// RUN: %clangent++ %{flags} -fsyntax-only -I%S/Inputs -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include "Pair.h"

using P = values::Pair<double>;

template <class F> P repeated(const F &f, const P &x, int n) { return n == 0 ? x : f(repeated(f, x, n - 1)); }

double copied(const P &x) {
  const auto times = [x](const P &y) { return x * y; }; // expected-error {{cannot differentiate a closure that holds tensors by copy and is not called in place}}
  return dot(repeated(times, x, 3), x);
}
P ask_copied(const P &x) { return clangent::gradient<copied>(x); }

double referred(const P &x) {
  const auto times = [&](const P &y) { return x * y; };
  return dot(repeated(times, x, 3), x);
}
P ask_referred(const P &x) { return clangent::gradient<referred>(x); }
