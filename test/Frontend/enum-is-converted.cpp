// Enumerators are constants; arithmetic on an enum happens after its conversion.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: %k.1 = cast %k.0 : ::Kind to int
// CHECK: {{%[0-9]+}} = constant 7 : ::Kind
// CHECK: {{%[0-9]+}} = cast {{%[0-9]+}} : ::Kind to int
// CHECK: {{%[0-9]+}} = cast {{%[0-9]+}} : int to double
enum class Kind : int { Small = 1, Large = 7 };
[[clangent::differentiable]] double f(double x, Kind k) {
  return x * (static_cast<int>(k) + static_cast<int>(Kind::Large));
}
