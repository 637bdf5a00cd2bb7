// Annotated functions that cannot have named derivatives yet are refused at their own line.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
struct Model {
  double k;
  [[clangent::differentiable]] double operator()(double x) const { return k * x; } // expected-error {{[[clangent::differentiable]] does not support operators, constructors and destructors yet}} expected-note {{ask for the derivative with clangent::gradient}}
};
template <class T> [[clangent::differentiable]] T twice(T x) { return x + x; } // expected-error {{does not support templates yet}} expected-note {{ask for the derivative}}
[[clangent::differentiable]] auto half(double x) { return x / 2; } // expected-error {{does not support a deduced return type yet}} expected-note {{ask for the derivative}}
[[clangent::differentiable]] double first(double x, ...) { return x; } // expected-error {{does not support variadic functions yet}} expected-note {{ask for the derivative}}
void local() {
  struct Inner {
    [[clangent::differentiable]] double at(double x) { return x; } // expected-error {{does not support a declaration inside a function yet}} expected-note {{ask for the derivative}}
  };
}
