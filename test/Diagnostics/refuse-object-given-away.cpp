// The table of virtual functions of an object that is given to what is only run is set by a copy that the compiler makes;
// where that is not possible, and what is given is looked at, the object is refused where it is made.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

struct Base {
  double r = 1;
  virtual double area() const { return r * r; }
};
[[clangent::inactive]] void note(const Base *shape);
void pass(const Base &shape) { note(&shape); }

struct Counted final : Base {
  Counted() {}
  Counted(const Counted &other) : Base(other) { r += 1; }
};
double copier(double x) {
  Counted c; // expected-error {{object of type 'Counted' that is given to what is only run: its copy constructor is not}}
  c.r = x;
  note(&c);
  return c.r;
}
double inArray(double x) {
  Counted all[2]; // expected-error {{object of type 'Counted' that is given to what is only run: its copy constructor is not}}
  all[1].r = x;
  pass(all[1]);
  return all[1].r;
}

struct Refers final : Base {
  const double &other;
  explicit Refers(const double &other) : other(other) {}
};
double reference(double x) {
  Refers c(x); // expected-error {{object of type 'Refers' that is given to what is only run: its copy constructor is not}}
  note(&c);
  return c.other;
}

// While its base is made, an object is none of its own class yet.
struct Early : Base {
  Early() { note(this); }
};
struct Late final : Early {
  double area() const override { return 0; }
  Late() {} // expected-error {{object of type 'Early' that is given to what is only run: its constructor gives it away}}
};
double early(double x) {
  Late c;
  c.r = x;
  return c.r;
}

// Nobody looks at the tables of these.
double alone(double x) {
  Counted c, d;
  c.r = d.r = x;
  Early e;
  e.r = x;
  note(&e);
  return c.area() + d.r + e.r;
}

double asked(double x) {
  return clangent::gradient<copier>(x) + clangent::gradient<inArray>(x) + clangent::gradient<reference>(x) +
         clangent::gradient<early>(x) + clangent::gradient<alone>(x);
}
