// A member of a base class is a field under its qualified name.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{%[0-9]+}} = field %d .B::k : const double *
// CHECK: {{%[0-9]+}} = field %d .z : const double *
struct B { double k; };
struct D : B { double z; };
[[clangent::differentiable]] double f(const D &d) { return d.k * d.z; }
