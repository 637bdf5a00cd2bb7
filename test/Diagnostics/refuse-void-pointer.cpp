// A pointer to void does not tell what it points to; the way out is one that compiles.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
#include <clangent/clangent.h>

double f(double x, void *user) {
  return x * *static_cast<double *>(user); // expected-error {{cannot differentiate through a pointer to void}} expected-note {{read data behind it in a function marked}}
}
struct Context {
  const void *user;
};
double g(double x, const Context &context) {
  auto *data = (const double *)context.user; // expected-error {{cannot differentiate through a pointer to void}} expected-note {{pass a pointer of the right type}}
  return x * data[0];
}
[[clangent::inactive]] double number(const void *user) { return *static_cast<const double *>(user); }
double h(double x, const Context &context) { return x * number(context.user); }

double asked(void *user, const Context &context) {
  return clangent::gradient<f, clangent::wrt<0>>(1.0, user) +   // expected-note {{requested here}}
         clangent::gradient<g, clangent::wrt<0>>(1.0, context) + // expected-note {{requested here}}
         clangent::gradient<h, clangent::wrt<0>>(1.0, context);
}
