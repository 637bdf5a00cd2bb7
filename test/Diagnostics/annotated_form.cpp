// The attribute belongs on functions, and for now on those whose derivatives can have a name beside them.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
[[clangent::differentiable]] double twice(double x);
struct [[clangent::differentiable]] Model { // expected-error {{'[[clangent::differentiable]]' applies to functions only}}
  double k;
};
