// A call of an entry point that cannot be right is one error at the call.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

struct Pair {
  double first, second;
};
double product(double x, double y);
Pair swapped(Pair p);
int rounded(double x);
double first(const double *x);
double scaled(double x, int n = 2);

void calls(double *data, double number, Pair pair) {
  clangent::gradient<product>(1.0);            // expected-error {{clangent: wrong number of arguments}}
  clangent::gradient<product>(1.0, 2.0, 3.0);  // expected-error {{clangent: wrong number of arguments}}
  clangent::gradient<scaled>(1.0);             // expected-error {{default arguments have to be given}}
  auto [dx, dy] = clangent::gradient<product>(1.0); // expected-error {{clangent: wrong number of arguments}}
  clangent::gradient<product>(data, 1.0);      // expected-error {{an argument cannot be converted}}
  clangent::gradient<swapped>(pair);           // expected-error {{a gradient needs a function with a real scalar result}}
  clangent::gradient<rounded>(1.0);            // expected-error {{a gradient needs a function with a real scalar result}}
  clangent::gradient<first>(data);             // expected-error {{nothing differentiable}}
  clangent::gradient<product, clangent::wrt<2>>(1.0, 2.0); // expected-error {{wrt names a parameter that does not exist}}
  clangent::gradient<scaled, clangent::wrt<1>>(1.0, 2);    // expected-error {{or is not differentiable}}
  clangent::gradient(product, 1.0, 2.0);       // expected-error {{the callee must be a named function or an object}}
  clangent::vjp<product>(1.0, 2.0);            // expected-error {{nothing differentiable}}
  clangent::vjp<product>(clangent::dup(1.0, 0.0), 2.0);    // expected-error {{the bar of an argument is a temporary}}
  clangent::vjp<swapped>(clangent::dup(pair, pair));       // expected-error {{needs a seed: end with clangent::seed(w)}}
  clangent::vjp<swapped>(clangent::dup(pair, pair), clangent::seed(1.0)); // expected-error {{the seed does not have the type}}
  clangent::vjp<rounded>(clangent::dup(1.0, number), clangent::seed(1));  // expected-error {{only for a result that has a derivative}}
  clangent::vjp<product>(clangent::seed(1.0), clangent::dup(1.0, number), 2.0); // expected-error {{a seed comes last}}
  clangent::vjp<first>(clangent::dup(data, number));       // expected-error {{does not have the type of the first one's adjoint}}
  clangent::jvp<product>(1.0, 2.0);            // expected-error {{nothing differentiable}}
}
