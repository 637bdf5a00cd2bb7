// What is wrong with an annotated function is told once, though two derivatives are asked for.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
[[clangent::differentiable]] double half(double x) { // expected-note {{asked for by [[clangent::differentiable]] here}}
  x /= 2;
  asm(""); // expected-error {{cannot differentiate inline assembly}}
  return x;
}
