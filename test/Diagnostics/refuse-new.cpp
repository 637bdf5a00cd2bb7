// Memory that cannot be seen as elements of a type is refused when a number is put there that is differentiated.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

extern "C" void *realloc(void *, decltype(sizeof 0));
struct Own {
  double a;
  static void *operator new(decltype(sizeof 0) size);
  static void operator delete(void *memory);
};
double f(double x, double y) {
  Own *p = new Own{x}; // expected-error {{cannot differentiate 'new' yet}}
  double *q = static_cast<double *>(realloc(nullptr, 8)); // expected-error {{cannot differentiate 'realloc' yet}}
  *q = y;
  double r = p->a * y + *q;
  delete p;
  return r;
}
double placed(double x) {
  alignas(double) char bytes[sizeof(double)];
  double *p = new (static_cast<void *>(bytes)) double(x); // expected-error {{cannot differentiate 'new' yet}}
  return *p;
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)) + clangent::gradient<placed>(1.0); }
