// An object that no constructor can hand on is built where the caller wants it, but a derivative that is asked for itself has
// to return it.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
// Where objects are copied out of functions, a copy too many would be seen.
// RUN: %clangent++ %{flags} -fno-elide-constructors -DELIDED -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

struct Object {
  double v = 0;
  explicit Object(double v) : v(v) {}
#ifdef ELIDED
  Object(const Object &other) : v(other.v * 2) {}
#else
  Object(const Object &) = delete;
#endif
};
Object square(double x) { // expected-error {{the derivative of 'square' cannot return the 'Object' that it builds: the class has no public constructor that hands an object on as it is}}
  return Object(x * x);
}
void asked(double x, double &x_bar, const Object &seed) { clangent::vjp<square>(clangent::dup(x, x_bar), clangent::seed(seed)); }
struct Counted {
  double v;
  ~Counted() { v = 0; }
};
Counted counted(double x) { // expected-error {{the derivative of 'counted' cannot return the 'Counted' that it builds: its destructor would run for more objects than the program makes}}
  return Counted{x * x};
}
void askedCounted(double x, double &x_bar, const Counted &seed) { clangent::vjp<counted>(clangent::dup(x, x_bar), clangent::seed(seed)); }
double partOfCounted(double x) { return counted(x).v; }
double fineCounted(double x) { return clangent::gradient<partOfCounted>(x); }
double part(double x) { return square(x).v; }
double fine(double x) { return clangent::gradient<part>(x); }
