// Numbers of tensors that vary are refused where they would go into a list of numbers.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>
#include <clangent/tensor.h>

using T = clangent::Tensor<double>;

double elements(const T &x) {
  const std::vector<double> v = x.to_vector(); // expected-error {{cannot differentiate numbers in a std::vector that depend on the differentiated arguments}}
  return v[0] * v[1];
}
T ask_elements(const T &x) { return clangent::gradient<elements>(x); }

double made(const T &x) {
  const std::vector<double> numbers{x.at(0), 1.0}; // expected-error {{cannot differentiate numbers in a std::vector}}
  const T y({2}, numbers);
  return clangent::sum(y).item();
}
T ask_made(const T &x) { return clangent::gradient<made>(x); }

double named(const T &x) {
  const auto numbers = {x.at(0), 1.0};
  return clangent::sum(clangent::tensor<double>(numbers)).item(); // expected-error {{cannot differentiate a list of numbers that is not written in braces where it is handed over}}
}
T ask_named(const T &x) { return clangent::gradient<named>(x); }

double captured(const T &x) {
  std::vector<double> losses;
  const auto keep = [&](const T &y) { losses.push_back(clangent::sum(y).item()); }; // expected-error {{cannot differentiate numbers in a std::vector}}
  keep(x * x);
  return losses[0];
}
T ask_captured(const T &x) { return clangent::gradient<captured>(x); }

struct Layer {
  T weight;
  std::vector<double> scales;
};
double layers(const std::vector<Layer> &all) {
  double s = 0;
  for (const Layer &layer : all)
    s += clangent::sum(layer.weight).item() * layer.scales[0]; // expected-error {{cannot differentiate numbers in a std::vector}}
  return s;
}
void ask_layers(const std::vector<Layer> &all, std::vector<Layer> &bar) { clangent::vjp<layers>(clangent::dup(all, bar)); }

double weights_only(const std::vector<Layer> &all) {
  double s = 0;
  for (const Layer &layer : all)
    s += clangent::sum(layer.weight * layer.weight).item();
  return s;
}
void ask_weights_only(const std::vector<Layer> &all, std::vector<Layer> &bar) {
  clangent::vjp<weights_only>(clangent::dup(all, bar));
}

double inactive(const T &x, const T &y) {
  const std::vector<double> v = y.to_vector();
  return clangent::sum(x).item() * v[0];
}
T ask_inactive(const T &x, const T &y) { return clangent::gradient<inactive, clangent::wrt<0>>(x, y); }
