// An annotated function without a differentiable parameter has no derivative.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
[[clangent::differentiable]] double half(int n) { return n / 2.0; } // expected-error {{nothing differentiable among the parameters of 'half'}} expected-note {{only floating-point and class types}}
struct Model {
  double k;
  [[clangent::differentiable]] double own() const { return k * k; }
  [[clangent::differentiable]] static int count() { return 1; } // expected-error {{nothing differentiable among the parameters of 'count'}} expected-note {{only floating-point and class types}}
};
