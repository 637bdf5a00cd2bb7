// Derivative rules that are read with a precompiled header are found, in every place where a rule may stand, beside those
// of the program.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -O0 -x c++-header %S/Inputs/rules.h -o %t.pch
// RUN: %clangent++ %{flags} -O0 -fsyntax-only -include-pch %t.pch -fplugin-arg-clangent-print %s | FileCheck %s
double product(double x) { return x * 2; }
[[clangent::adjoint_of("product")]] void product_adjoint(double y_bar, double &x_bar) { x_bar += 2 * y_bar; }

double f(double x) { return power(x) * product(x); }
double slope(double x) { return clangent::gradient<f>(x); }
// CHECK-LABEL: Adjoint of f
// CHECK-DAG: power_adjoint<double>(x,
// CHECK-DAG: ::product_adjoint(
double along(double x) { return clangent::jvp<power>(clangent::dup(x, 1.0)).tangent; }
// CHECK-LABEL: Tangent of power
// CHECK: ::outer::Rules::power_tangent(

double scaled(double x) { return outer::Scale{2}.of(x); }
double friendly(double x) { return clangent::gradient<scaled>(x); }
// CHECK-LABEL: Adjoint of scaled
// CHECK: scale_adjoint(

using T = clangent::Tensor<double>;
T layer(const T &x) { return sum(tanh(x)); }
T bars(const T &x) { return clangent::gradient<layer>(x); }
// CHECK-LABEL: Adjoint of layer
// CHECK: clangent::tanh_adjoint<double>(
