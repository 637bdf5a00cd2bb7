// A program links the operations and rules of float and double that the runtime has compiled. It compiles its own where it
// asks for that, and with flags that make them other code; either way the numbers are the same.
// UNSUPPORTED: asan, sanitized
// REQUIRES: runtime, default-arguments
// RUN: %clangent++ %{flags} -c %s -o %t.o && nm --demangle %t.o | FileCheck --check-prefix=LINKED %s
// RUN: %clangent++ %{flags} -DCLANGENT_OWN_INSTANCES -c %s -o %t.own.o && nm --demangle %t.own.o | FileCheck --check-prefix=OWN %s
// RUN: %clangent++ %{flags} -mavx -c %s -o %t.avx.o && nm --demangle %t.avx.o | FileCheck --check-prefix=OWN %s
// RUN: %clangent++ %{flags} -ffast-math -c %s -o %t.fast.o && nm --demangle %t.fast.o | FileCheck --check-prefix=OWN %s
// RUN: %clangent++ %{flags} -fsanitize=address -c %s -o %t.asan.o && nm --demangle %t.asan.o | FileCheck --check-prefix=OWN %s
// RUN: %clangent++ %t.o -o %t && %t | FileCheck %s
// RUN: %clangent++ %t.own.o -o %t.own && %t.own | FileCheck %s
// What is not used is not in the executable, though it is listed beside what is.
// RUN: nm --demangle %t | FileCheck --check-prefix=KEPT %s
#include <clangent/clangent.h>
#include <clangent/tensor.h>

#include <cstdio>

using clangent::Tensor;

template <class T> Tensor<T> f(const Tensor<T> &x) { return clangent::sum(clangent::square(x) + clangent::relu(x)); }

int main() {
  const Tensor<float> x({2}, {3, -1});
  const Tensor<double> y = x.to<double>();
  const auto dx = clangent::gradient<f<float>>(x);
  const auto dy = clangent::gradient<f<double>>(y);
  const auto twice = clangent::relu(Tensor<std::int64_t>(2)) * 2;
  std::printf("%g %g %g %g %d\n", dx.at(0), dx.at(1), dy.at(0), dy.at(1), int(twice.item()));
}

// LINKED-DAG: U void clangent::relu_adjoint<float>(
// LINKED-DAG: U void clangent::relu_adjoint<double>(
// LINKED-DAG: U clangent::Tensor<float> clangent::square<float>(
// LINKED-DAG: W clangent::Tensor<long> clangent::relu<long>(
// OWN-DAG: W void clangent::relu_adjoint<float>(
// OWN-DAG: W void clangent::relu_adjoint<double>(
// OWN-DAG: W clangent::Tensor<float> clangent::square<float>(
// CHECK: 7 -2 7 -2 4
// KEPT-NOT: clangent::relu6
// KEPT: clangent::relu_adjoint<float>
// KEPT-NOT: clangent::relu6
