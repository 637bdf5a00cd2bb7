// A request whose object cannot be called as it stands is told so.
// RUN: %clangent++ %{flags} -std=c++20 -fsyntax-only -Xclang -verify %s
#include <clangent/clangent.h>

struct Counter {
  int calls;
  double operator()(double x) { return ++calls * x; }
};
double asked() { return clangent::gradient<Counter{}>(1.0); } // expected-error {{cannot tell which function this request is about}} expected-note {{name a function or a callable object}}
