// Whether a result is there, or which, has no derivative: what is asked for itself returns what it holds.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>
#include <optional>
#include <variant>

std::optional<double> root(double x) { // expected-error {{cannot differentiate 'root', whose result of type 'std::optional<double>' chooses what it holds}}
  if (x < 0)
    return std::nullopt;
  return x * x;
}
struct Outcome {
  int number;
  std::variant<int, double> value;
};
Outcome choose(double x) { return {1, x}; } // expected-error {{cannot differentiate 'choose', whose result of type 'Outcome' chooses what it holds}}
double sum(double x) { return root(x).value_or(0) + std::get<1>(choose(x).value); }
double asked() {
  clangent::jvp<root>(clangent::dup(1.0, 1.0));
  clangent::jvp<choose>(clangent::dup(1.0, 1.0));
  return clangent::gradient<sum>(2.0);
}
