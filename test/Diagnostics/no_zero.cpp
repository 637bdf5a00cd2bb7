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
double head(Owner o) { return o.data[0]; }
double value(Fixed f) { return f.k; }
double seen(View v) { return v.k; }
void asked(Owner o, Fixed f, View v) {
  clangent::gradient<head>(o);  // expected-error {{cannot return a gradient of type 'Owner': has a pointer member, which would be shared with the argument}} expected-note {{use clangent::vjp}}
  clangent::gradient<value>(f); // expected-error {{cannot return a gradient of type 'Fixed': has a const member}} expected-note {{use clangent::vjp}}
  clangent::gradient<seen>(v);  // expected-error {{cannot return a gradient of type 'View': has a reference member}} expected-note {{use clangent::vjp}}
}
