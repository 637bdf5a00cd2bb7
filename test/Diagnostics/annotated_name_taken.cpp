// The name of a derivative may be overloaded, declared beforehand, but not mean anything else.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
int square_adjoint; // expected-note {{'square_adjoint' is declared here}}
[[clangent::differentiable]] double square(double x) { return x * x; } // expected-error {{'square_adjoint' cannot be declared: the name already means something else here}} expected-note {{rename one of them}}

int cube_tangent(double x, double x_dot, double &result_dot); // expected-note {{'cube_tangent' is declared here}}
[[clangent::differentiable]] double cube(double x) { return x * x * x; } // expected-error {{'cube_tangent' cannot be declared}} expected-note {{rename one of them}}

// Static members of one signature in two classes of a namespace.
struct First {
  [[clangent::differentiable]] static double at(double x) { return x; } // expected-note {{'at_adjoint' is declared here}}
};
struct Second {
  [[clangent::differentiable]] static double at(double x) { return x; } // expected-error {{'at_adjoint' cannot be declared}} expected-note {{rename one of them}}
};

double half_adjoint(double x, double result_bar, double &x_bar);
double half_adjoint(int n);
struct half_of {};
[[clangent::differentiable]] double half(double x) { return x / 2; }
[[clangent::differentiable]] float half(float x) { return x / 2; }
