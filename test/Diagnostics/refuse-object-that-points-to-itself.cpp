// An object that points to itself cannot cross a call by value: what the copy points to would be the original. Where it is made,
// and by reference, it may.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
#include <clangent/clangent.h>

struct Self {
  double v, *p;
  Self(double x) : v(x), p(&v) {}
  Self(const Self &o) : v(o.v), p(&v) {}
};
// expected-error@+2 {{cannot differentiate passing or returning an object by value that points to itself}}
// expected-note@+1 {{pass it by reference, or make it where it is used}}
Self make(double x) {
  Self s(x);
  return s;
}
double returned(double x) {
  Self s = make(x);
  *s.p += 1;
  return s.v * s.v;
}
double changed(Self q) {
  *q.p *= 2;
  q.v += 1;
  return q.v;
}
// expected-error@+3 {{cannot differentiate passing or returning an object by value that points to itself}}
// expected-note@+2 {{pass it by reference, or make it where it is used}}
double passed(double x) {
  return changed(Self(x));
}
double read(const Self &q) { return *q.p * q.v; }
double kept(double x) {
  Self s(x), t = s;
  *t.p += x;
  return read(t) + s.v;
}

double slopes(double x) {
  return clangent::gradient<returned>(x)  // expected-note {{requested here}}
         + clangent::gradient<passed>(x)  // expected-note {{requested here}}
         + clangent::gradient<kept>(x);
}
