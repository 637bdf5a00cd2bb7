// What is refused in an annotated member function is told once, with the annotation as its cause.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
struct Model {
  double k;
  [[clangent::differentiable]] double at(double x) const {
    asm(""); // expected-error {{cannot differentiate inline assembly}}
    return k * x;
  }
};
