// A reference to a base class is another pointer to the same object.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: %d.1 = cast %d.0 : ::D * to ::B *
struct B { double k; };
struct D : B { double z; };
[[clangent::differentiable]] double f(D &d) {
  B &b = d;
  return b.k * d.z;
}
