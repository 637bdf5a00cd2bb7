// Attributes of the plugin's, a rule included, leave nothing in the object file as long as no derivative is generated.
// RUN: %clangent++ %{flags} -O2 -g -c %s -o %t.with.o
// RUN: %clang++ -std=c++17 -Wno-unknown-attributes -O2 -g -c %s -o %t.without.o
// RUN: cmp %t.with.o %t.without.o
double hidden(double x);
[[clangent::adjoint_of("hidden")]] void hidden_adjoint(double x, double result_bar, double &x_bar) {
  x_bar += 2 * x * result_bar;
}
[[clangent::tangent_of("hidden")]] double hidden_tangent(double x, double x_dot) { return 2 * x * x_dot; }
[[clangent::differentiable]] double elsewhere(double x);
[[clangent::inactive]] double logged(double x) { return hidden(x) + elsewhere(x); }
template <class T> [[clangent::inactive]] T generic(T x) { return x + 1; }
double used([[clangent::inactive]] double x) {
  [[clangent::inactive]] double y = logged(x);
  return y + generic(x);
}
