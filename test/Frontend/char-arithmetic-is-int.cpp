// Small integers are computed with as int and converted back.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{%[0-9]+}} = cast {{%[0-9]+}} : signed char to int
// CHECK: {{%[0-9]+}} = add {{%[0-9]+}}, {{%[0-9]+}} : int
// CHECK: {{%[0-9]+}} = cast {{%[0-9]+}} : int to signed char
// CHECK: %c.3 = cast %c.2 : signed char to int
// CHECK: %c.4 = cast %c.3 : int to double
[[clangent::differentiable]] double f(double x, signed char c) {
  c += 100;
  return x * c;
}
