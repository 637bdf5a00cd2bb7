// A constructor that initialises its base is called, and members of the base are read as fields.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: call D(%d, %x, %y)
// CHECK: {{%[0-9]+}} = field %d .B::k : double *
// CHECK: {{%[0-9]+}} = field %d .z : double *
struct B { double k; };
struct D : B { double z; D() = default; D(double a, double b) : B{a}, z(b) {} };
[[clangent::differentiable]] double f(double x, double y) {
  D d(x, y);
  return d.k * d.z;
}
