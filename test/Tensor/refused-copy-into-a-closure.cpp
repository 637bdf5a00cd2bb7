// A closure that holds a value of class type by copy is refused; one that refers to it is differentiated.
// RUN: %clangent++ %{flags} -fsyntax-only -I%S/Inputs -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include "Pair.h"

using P = values::Pair<double>;

double copied(const P &x) {
  const auto times = [x](const P &y) { return x * y; }; // expected-error {{cannot differentiate an object of type '(lambda)', which cannot be made without arguments}}
  return dot(times(x), x);
}
P ask_copied(const P &x) { return clangent::gradient<copied>(x); }

double referred(const P &x) {
  const auto times = [&](const P &y) { return x * y; };
  return dot(times(x), x);
}
P ask_referred(const P &x) { return clangent::gradient<referred>(x); }
