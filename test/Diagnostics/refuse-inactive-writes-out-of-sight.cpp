// A function that is run as it is may not write to numbers with derivatives by any way: a pointer in an object, its own object, a
// mutable member, a pointer to void. Where no derivative passes through the memory, it may.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
#include <clangent/clangent.h>

struct View {
  double *p;
  [[clangent::inactive]] void poke() const { *p *= 2; }
};
struct Object {
  double v;
  [[clangent::inactive]] void poke() { v *= 2; }
};
struct Mutable {
  mutable double v;
};
[[clangent::inactive]] void touch(const View &v) { *v.p *= 2; }
[[clangent::inactive]] void touch(double *const *p) { **p *= 2; }
[[clangent::inactive]] void touch(const Mutable &m) { m.v *= 2; }
[[clangent::inactive]] void touch_bytes(void *p) { *static_cast<double *>(p) *= 2; }
[[clangent::inactive]] void look(const double *p, const Object &o) { (void)(*p + o.v); }

// expected-note@* 6 {{return the result, or take pointers and references to const}}
double f(double x) {
  double a = x, b = x, c = x, *pc = &c, d = 1;
  View view{&a}, other{&b}, inactive{&d};
  Object object{x};
  Mutable m{x};
  touch(view);      // expected-error {{cannot differentiate a call of 'touch', which is [[clangent::inactive]] but may write}}
  other.poke();     // expected-error {{cannot differentiate a call of 'poke', which is [[clangent::inactive]] but may write}}
  object.poke();    // expected-error {{cannot differentiate a call of 'poke', which is [[clangent::inactive]] but may write}}
  touch(&pc);       // expected-error {{cannot differentiate a call of 'touch', which is [[clangent::inactive]] but may write}}
  touch(m);         // expected-error {{cannot differentiate a call of 'touch', which is [[clangent::inactive]] but may write}}
  touch(inactive);
  look(&a, object);
  return a * b * c * d * object.v * m.v * x;
}
double bytes(double x) {
  touch_bytes(&x); // expected-error {{cannot differentiate a call of 'touch_bytes', which is [[clangent::inactive]] but may write}}
  return x * x;
}
double slope(double x) {
  return clangent::gradient<f>(x)         // expected-note 5 {{requested here}}
         + clangent::gradient<bytes>(x);  // expected-note {{requested here}}
}
