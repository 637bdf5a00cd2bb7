// Tensors made of numbers in braces, which may depend on anything: each number has an adjoint and a tangent of its own.
// They agree with central differences, in both modes.
// REQUIRES: runtime
// RUN: %if default-arguments %{ %clangent++ %{flags} -fsyntax-only -I%S/Inputs -fplugin-arg-clangent-print %s | FileCheck %s --check-prefix=TEXT %}
// RUN: %clangent++ %{flags} -O0 -I%S/Inputs %s %{runtime} -o %t && %t | FileCheck %s
// CHECK: failures: 0
#include "CheckTensor.h"

using namespace clangent;

double rotated(const T &x, double angle) {
  const double c = std::cos(angle), s = std::sin(angle);
  return sum(square(matmul(x, tensor<double>({{c, -s}, {s, c}})) - 0.3)).item();
}
// TEXT-LABEL: Adjoint of rotated
// TEXT: clangent::tensor_of_rows_adjoint<double>({{.*}}, {{[{][{]}}&c_bar, &{{.*}}}, {&{{.*}}, &{{.*}}}});
// TEXT-LABEL: Tangent of rotated
// TEXT: clangent::tensor_of_rows_tangent<double>({{[{][{]}}c_dot, {{.*}}}, {s_dot, c_dot}})
double of_numbers(double a, double b, double c) {
  const T v = tensor<double>({a, 2, a * b, 0.5, a});
  const T w({5}, {b, a, 1, c, b * b}), m({2, 2}, std::vector<double>{a, b, b, a});
  return sum(v * w).item() + sum(square(m)).item() * a + sum(tensor({b})).item();
}
double in_loop(const T &x, double a) {
  double s = 0;
  for (int i = 0; i < 3; ++i) {
    const T row = tensor<double>({a, x.at(i), s});
    s += sum(tanh(row) * row).item() * 0.5;
  }
  return s;
}
double from_data(const T &x) {
  const std::vector<double> fixed{1, 2, 3};
  return sum(T({3}, fixed) * x * tensor<std::int64_t>({1, 2, 3}).to<double>()).item() + sum(tensor<double>({1, 2, 3}) * x).item();
}
// An operation of the program's own that takes a list, in braces or as data.
T polynomial(const T &x, const std::vector<double> &coefficients) {
  T y = T::zeros(x.shape());
  for (std::size_t i = coefficients.size(); i-- > 0;)
    y = y * x + coefficients[i];
  return y;
}
CLANGENT_ADJOINT_OF("polynomial")
void polynomial_adjoint(const T &x, const std::vector<double> &coefficients, const T &y_bar, Bar<double> x_bar,
                        std::initializer_list<double *> coefficients_bar) {
  std::vector<double> slopes;
  for (std::size_t i = 1; i < coefficients.size(); ++i)
    slopes.push_back(coefficients[i] * double(i));
  x_bar.add(y_bar * polynomial(x, slopes));
  T power = ones_like(x);
  for (double *bar : coefficients_bar) {
    if (bar)
      *bar += sum(y_bar * power).item();
    power = power * x;
  }
}
CLANGENT_TANGENT_OF("polynomial")
T polynomial_tangent(const T &x, const std::vector<double> &coefficients, const T &x_dot,
                     std::initializer_list<double> coefficients_dot) {
  std::vector<double> slopes;
  for (std::size_t i = 1; i < coefficients.size(); ++i)
    slopes.push_back(coefficients[i] * double(i));
  const T by_x = x_dot.defined() ? x_dot * polynomial(x, slopes) : T::zeros(x.shape());
  return by_x + polynomial(x, std::vector<double>(coefficients_dot));
}
double curves(const T &x, double a) {
  const std::vector<double> fixed{1, -0.5, 0.25};
  const T y = polynomial(x, {a, 2, a * a}) * polynomial(x, fixed);
  return sum(polynomial(y, {0.5, a})).item() + sum(polynomial(x, std::vector<double>{a})).item();
}

int main() {
  manual_seed(3);
  const T x = randn<double>({3, 2});
  CHECK_FUNCTION(rotated, x, 0.7);
  CHECK_FUNCTION(of_numbers, 1.3, -0.4, 0.25);
  CHECK_FUNCTION(in_loop, randn<double>({3}), 0.6);
  CHECK_FUNCTION(curves, x, 0.8);
  const T slopes = gradient<polynomial, wrt<0>>(T(2), std::vector<double>{5, 1, 0.5});
  check::failures += slopes.item() != 3;
  CHECK_FUNCTION(from_data, randn<double>({3}));
  std::printf("failures: %d\n", check::failures);
  return check::failures != 0;
}
