// Memory of new and malloc is refused when a number is put there that is differentiated.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

extern "C" void *malloc(decltype(sizeof 0));
double f(double x, double y) {
  double *p = new double(x); // expected-error {{cannot differentiate 'new' yet}}
  double *q = static_cast<double *>(malloc(8)); // expected-error {{cannot differentiate 'malloc' yet}}
  *q = y;
  double r = *p * y + *q;
  delete p;
  return r;
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
