// What is refused in an annotated member function is told once, with the annotation as its cause.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
struct Model {
  double k;
  [[clangent::differentiable]] double at(double x) const { // expected-note 2 {{asked for by [[clangent::differentiable]] here}}
    goto out; // expected-error {{cannot differentiate 'goto'}} expected-note {{use a loop}}
  out: // expected-error {{cannot differentiate the label 'out'}} expected-note {{use a loop}}
    return k * x;
  }
};
