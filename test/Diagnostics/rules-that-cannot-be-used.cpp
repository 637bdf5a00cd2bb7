// A derivative rule of the program is used or refused, never passed over.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

double dot(const double *x, const double *y, int n) {
  double s = 0;
  for (int i = 0; i < n; ++i)
    s += x[i] * y[i];
  return s;
}
[[clangent::adjoint_of("dot")]]
void dot_adjoint(const double *x, const double *y, int n, double result_bar, double *x_bar, double *y_bar);
double squared(const double *x, int n) {
  return dot(x, x, n); // expected-error {{cannot use the derivative rule of 'dot': it is a function that takes or returns more than numbers}}
}
void ask_squared(const double *x, double *x_bar) { clangent::vjp<squared>(clangent::dup(x, x_bar), 2); }

double at(const double *x, int n) { return x[n]; } // expected-error {{cannot use the derivative rule of 'at'}}
[[clangent::adjoint_of("at")]] void at_adjoint(int n, double y_bar, double *x_bar);
void ask_at(const double *x, double *x_bar) { clangent::vjp<at>(clangent::dup(x, x_bar), 2); }

void scale(double x, double &y) { y = 3 * x; }
[[clangent::tangent_of("scale")]] void scale_tangent(double x_dot, double &y);
double scaled(double x) {
  double y;
  scale(x, y); // expected-error {{cannot use the derivative rule of 'scale'}}
  return y;
}
double ask_scaled(double x) { return clangent::gradient<scaled>(x); }

class Hidden {
public:
  explicit Hidden(double v) : v(v) {}
  double get() const { return v; }

private:
  double v;
};
[[clangent::adjoint_of("Hidden::get")]] void get_adjoint(double y_bar);
double got(double x) {
  return Hidden(x).get(); // expected-error {{cannot use the derivative rule of 'Hidden::get'}}
}
double ask_got(double x) { return clangent::gradient<got>(x); }

double itself(double x) { return x; }
template <class T> [[clangent::adjoint_of("itself")]]
void itself_adjoint(T *x, T y_bar, T &x_bar); // expected-error {{this rule for 'itself' cannot be called with the operands of 'double (double)'}}
double of_itself(double x) { return itself(x); }
double ask_of_itself(double x) { return clangent::gradient<of_itself>(x); }

// y_bar is the adjoint of the operand y here, and what is added to a copy of it is lost.
double product(double x, double y) { return x * y; }
[[clangent::adjoint_of("product")]]
void product_adjoint(double y_bar, double &x_bar); // expected-error {{this rule for 'product' cannot be called with the operands of 'double (double, double)'}}
double of_product(double x, double y) { return product(x, y); }
void ask_of_product(double x, double y) { clangent::gradient<of_product>(x, y); }

double backwards(double x) { return x; }
[[clangent::adjoint_of("backwards")]] void backwards_adjoint(double y_bar, double &x_bar);
double of_backwards(double x) {
  return backwards(x); // expected-error {{cannot differentiate a call of 'backwards' with respect to 'x': there is no rule for it in this mode}}
}
double ask_backwards(double x) { return clangent::jvp<of_backwards>(clangent::dup(x, 1.0)).tangent; }

struct Point {
  double x, y;
};
double length(Point p) { return p.x + p.y; }
[[clangent::adjoint_of("length")]] void length_adjoint(double y_bar, Point &p_bar);
double of_length(Point p) {
  return length(p); // expected-error {{without #include <clangent/tensor/accumulate.h>}}
}
Point ask_length(Point p) { return clangent::gradient<of_length>(p); }

// Types are those of the function, to the letter: numbers are not converted, and tangents are returned.
double exact(double x) { return x; }
[[clangent::adjoint_of("exact")]]
void exact_adjoint(int y_bar, double &x_bar); // expected-error {{this rule for 'exact' cannot be called with the operands of 'double (double)'}}
[[clangent::tangent_of("exact")]]
int exact_tangent(double x_dot); // expected-error {{this rule for 'exact' cannot be called}}
double of_exact(double x) { return exact(x); }
double ask_of_exact(double x) { return clangent::gradient<of_exact>(x); }

double measured(double x) { return x; }
[[clangent::adjoint_of("measured")]]
void measured_adjoint(int x_shape, double y_bar, double &x_bar); // expected-error {{parameter 'x_shape' of the rule for 'measured' is nothing of it}}
double of_measured(double x) { return measured(x); }
double ask_of_measured(double x) { return clangent::gradient<of_measured>(x); }

template <int N> double raised(double x) { return x * N; }
template <int N> [[clangent::adjoint_of("raised")]]
void raised_adjoint(double y_bar, double &x_bar); // expected-error {{this rule for 'raised' cannot be called}}
double of_raised(double x) { return raised<3>(x); }
double ask_of_raised(double x) { return clangent::gradient<of_raised>(x); }

template <class T> T generic(T x) { return x; }
template <class T> [[clangent::adjoint_of("generic")]]
void generic_adjoint(T *x, T y_bar, T &x_bar); // expected-error {{this rule for 'generic' cannot be called}}
double of_generic(double x) { return generic(x); }
double ask_of_generic(double x) { return clangent::gradient<of_generic>(x); }

double overloaded(double x) { return x; }
float overloaded(float x) { return x; }
[[clangent::adjoint_of("overloaded")]]
void overloaded_adjoint(const double *y_bar, double &x_bar); // expected-error {{this rule for 'overloaded' cannot be called}}
double of_overloaded(double x) { return overloaded(x); }
double ask_of_overloaded(double x) { return clangent::gradient<of_overloaded>(x); }
