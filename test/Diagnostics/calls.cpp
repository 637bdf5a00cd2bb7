// A call of an entry point that cannot be right is one error at the call.
// RUN: %clangent++ %{flags} -fsyntax-only -ferror-limit=0 -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>
#include <optional>

struct Pair {
  double first, second;
};
double product(double x, double y);
Pair swapped(Pair p);
int rounded(double x);
double first(const double *x);
double second(int n, const double *x);
double half(int n);
double ninth(double a, double b, double c, double d, double e, double f, double g, double h, double i);
double scaled(double x, int n = 2);
struct Scale {
  double k;
  double by(double x) const;
};

struct Kept {
  Kept(const Kept &) = delete;
  double k;
  double by(double x) const;
};

double chosen(std::optional<double> &choice);

void calls(double *data, double number, Pair pair, Scale scale, const Kept &kept, std::optional<double> choice) {
  clangent::gradient<product>(1.0);            // expected-error {{clangent: wrong number of arguments: the function takes 2}}
  clangent::gradient<product>(1.0, 2.0, 3.0);  // expected-error {{clangent: wrong number of arguments}}
  clangent::gradient<scaled>(1.0);             // expected-error {{takes 2, its object and its default arguments included}}
  auto [dx, dy] = clangent::gradient<product>(1.0); // expected-error {{clangent: wrong number of arguments}}
  clangent::gradient<product>(data, 1.0);      // expected-error {{clangent: argument 1 cannot be converted}}
  clangent::gradient<product>(1.0, data);      // expected-error {{clangent: argument 2 cannot be converted}}
  clangent::gradient<ninth>(1, 2, 3, 4, 5, 6, 7, 8, data); // expected-error {{an argument after the eighth}}
  clangent::gradient<swapped>(pair);           // expected-error {{a gradient needs a function with a real scalar result}}
  clangent::gradient<rounded>(1.0);            // expected-error {{a gradient needs a function with a real scalar result}}
  clangent::gradient<first>(data);             // expected-error {{use clangent::vjp and pass argument 1 as clangent::dup(a, a_bar)}}
  clangent::gradient<second>(2, data);         // expected-error {{use clangent::vjp and pass argument 2 as clangent::dup(a, a_bar)}}
  clangent::gradient<half>(1);                 // expected-error {{no parameter is of a floating-point or class type}}
  clangent::vjp<half>(1);                      // expected-error {{no parameter is of a floating-point or class type}}
  clangent::jvp<half>(1);                      // expected-error {{no parameter is of a floating-point or class type}}
  clangent::vjp<second>(2, data);              // expected-error {{pass argument 2 as clangent::dup(a, a_bar)}}
  clangent::jvp<second>(2, data);              // expected-error {{pass argument 2 as clangent::dup(a, a_dot)}}
  clangent::value_and_gradient<second>(2, data); // expected-error {{pass argument 2 as clangent::dup(a, a_bar)}}
  clangent::gradient_tuple<second>(2, data);   // expected-error {{pass argument 2 as clangent::dup(a, a_bar)}}
  clangent::gradient<&Scale::by>(1.0);         // expected-error {{wrong number of arguments: the function takes 2}}
  clangent::vjp<&Scale::by>(scale, 1.0);       // expected-error {{pass argument 2 as clangent::dup(a, a_bar)}}
  clangent::gradient<&Kept::by>(kept, 1.0);    // expected-error {{a gradient in an object of a class that cannot be copied}}
  clangent::gradient<product, clangent::wrt<2>>(1.0, 2.0); // expected-error {{wrt names a parameter that does not exist}}
  clangent::gradient<scaled, clangent::wrt<1>>(1.0, 2);    // expected-error {{or is not differentiable}}
  clangent::gradient(product, 1.0, 2.0);       // expected-error {{the callee must be a function, named as in gradient<f>(x), or an object}}
  clangent::vjp<product>(1.0, 2.0);            // expected-error {{pass argument 1 as clangent::dup(a, a_bar)}}
  clangent::vjp<product>(clangent::dup(1.0, 0.0), 2.0);    // expected-error {{the bar of an argument is a temporary}}
  clangent::vjp<swapped>(clangent::dup(pair, pair));       // expected-error {{needs a seed: end with clangent::seed(w)}}
  clangent::vjp<swapped>(clangent::dup(pair, pair), clangent::seed(1.0)); // expected-error {{the seed does not have the type}}
  clangent::vjp<rounded>(clangent::dup(1.0, number), clangent::seed(1.0)); // expected-error {{only for a result that has a derivative}}
  clangent::vjp<product>(clangent::seed(1.0), clangent::dup(1.0, number), 2.0); // expected-error {{a seed comes last}}
  clangent::vjp<first>(clangent::dup(data, number));       // expected-error {{does not have the type of the first one's adjoint}}
  clangent::vjp<chosen>(clangent::dup(choice, choice));    // expected-error {{an optional or variant given with dup() may come to hold something else}}
  clangent::jvp<product>(1.0, 2.0);            // expected-error {{pass argument 1 as clangent::dup(a, a_dot)}}
}
