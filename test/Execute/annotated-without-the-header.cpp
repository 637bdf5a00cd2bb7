// A file whose functions are only annotated need not include anything.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
extern "C" int printf(const char *, ...);

[[clangent::differentiable]] double power(double x, int n) {
  double value = 1;
  for (int i = 0; i < n; ++i)
    value = value * x + value * value;
  return value;
}

int main() {
  double x_bar = 0;
  const double value = power_adjoint(2, 2, 1, x_bar);
  printf("%g %g\n", value, x_bar);
}

// CHECK: 15 11
