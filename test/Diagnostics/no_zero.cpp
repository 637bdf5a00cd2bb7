// A gradient of class type is made from the argument: a type that does not allow that is refused at the request.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
#include <clangent/clangent.h>

struct Owner {
  double *data; // expected-note {{'data' is declared here}}
};
struct Fixed {
  const double k; // expected-note {{'k' is declared here}}
};
struct View {
  double &k; // expected-note {{'k' is declared here}}
};
// What runs when it is copied out may change its numbers.
int alive;
struct Counted {
  double v = 0;
  Counted() { ++alive; }
  Counted(const Counted &other) : v(other.v * 1.25) { ++alive; } // expected-note 2 {{'Counted' is declared here}}
  ~Counted() { --alive; }
};
struct Holder {
  Counted counted;
  double w;
};
// These copies are the compiler's and the library's.
struct Watched {
  double v;
  ~Watched() { --alive; }
};
struct Log {
  int *count;
  Log(const Log &other);
};
struct Named {
  double v;
  Log log;
  ~Named();
};
double head(Owner o) { return o.data[0]; }
double value(Fixed f) { return f.k; }
double seen(View v) { return v.k; }
double counted(const Counted &c) { return c.v; }
double held(const Holder &h) { return h.w; }
double watched(const Watched &w) { return w.v * w.v; }
double named(const Named &n) { return n.v * n.v; }
void copied(const Counted &c, const Holder &h, const Watched &w, const Named &n) {
  clangent::gradient<counted>(c); // expected-error {{cannot return a gradient of type 'Counted': has a destructor, and constructors of the program's that may change its numbers on the way out}} expected-note {{use clangent::vjp}}
  clangent::gradient<held>(h);    // expected-error {{cannot return a gradient of type 'Holder': has a destructor}} expected-note {{use clangent::vjp}}
  clangent::gradient<watched>(w);
  clangent::gradient<named>(n);
  Counted bar;
  clangent::vjp<counted>(clangent::dup(c, bar));
}
void asked(Owner o, Fixed f, View v) {
  clangent::gradient<head>(o);  // expected-error {{cannot return a gradient of type 'Owner': has a pointer member, which would be shared with the argument}} expected-note {{use clangent::vjp}}
  clangent::gradient<value>(f); // expected-error {{cannot return a gradient of type 'Fixed': has a const member}} expected-note {{use clangent::vjp}}
  clangent::gradient<seen>(v);  // expected-error {{cannot return a gradient of type 'View': has a reference member}} expected-note {{use clangent::vjp}}
}
