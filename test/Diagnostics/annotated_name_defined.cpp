// A derivative that the program defines itself is not defined a second time.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
[[clangent::differentiable]] double half(double x) { return x / 2; } // expected-error {{'half_adjoint' cannot be declared: the name already means something else here}} expected-note {{rename one of them}}
double half_adjoint(double x, double result_bar, double &x_bar) { return x_bar += result_bar / 2, x / 2; } // expected-note {{'half_adjoint' is declared here}}
