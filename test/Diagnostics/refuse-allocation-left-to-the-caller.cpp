// The shadow of memory that outlives the derivative would not; where no number is differentiated, nobody needs one.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

struct Holder {
  double *data;
  double weight;
};
double kept(Holder *h, double x) {
  h->data = new double[2]{x, 1}; // expected-error {{cannot differentiate memory that is allocated here and left to the caller}}
  return h->data[0] * h->weight;
}
struct Box {
  double *p;
};
Box boxed(double x) { return {new double(x * x)}; } // expected-error {{left to the caller}}
double *variable;
double published(double x) {
  variable = new double(x); // expected-error {{a value that depends on the differentiated arguments is written to a global variable}}
  return *variable * x;
}
int *table;
double counted(double x, int n) {
  table = new int[n]{1, 2};
  return x * table[0];
}
double filled(double x, double **out) {
  *out = new double[2]{3, 4};
  return x * (*out)[1];
}
double asked(double x) {
  Holder h{nullptr, 2}, h_bar{nullptr, 0};
  double x_bar = 0, *out = nullptr;
  clangent::vjp<kept>(clangent::dup(&h, &h_bar), clangent::dup(x, x_bar));
  clangent::jvp<boxed>(clangent::dup(x, 1.0));
  return clangent::gradient<published>(x) + clangent::gradient<counted>(x, 2) +
         clangent::gradient<filled, clangent::wrt<0>>(x, &out);
}
