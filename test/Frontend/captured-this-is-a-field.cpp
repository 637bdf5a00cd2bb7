// In the body of a lambda expression `this` is a field of the closure, or the address of one.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck %s
// REQUIRES: default-arguments
struct Model {
  double k;
  double at(double x) const {
    auto pointer = [this](double t) { return t * k; };
    auto copy = [*this](double t) { return t + k; };
    return pointer(x) * copy(x);
  }
};
// CHECK-LABEL: func operator()(
// CHECK: [[SLOT:%[0-9]+]] = field %self .captured : const ::Model * const *
// CHECK: [[THIS:%[0-9]+]] = load [[SLOT]] : const ::Model *
// CHECK: field [[THIS]] .k
// CHECK-LABEL: func operator()(
// CHECK: [[COPY:%[0-9]+]] = field %self .captured : const ::Model *
// CHECK: field [[COPY]] .k
[[clangent::differentiable]] double f(Model m, double x) { return m.at(x); }
