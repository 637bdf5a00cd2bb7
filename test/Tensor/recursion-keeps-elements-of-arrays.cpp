// What the reverse sweep of a recursive function reads of arrays in structs in lists is kept for it, element by element.
// REQUIRES: runtime
// RUN: %clangent++ %{flags} -O0 -I%S/Inputs %s %{runtime} -o %t && %t | FileCheck %s
// CHECK: failures: 0
#include "CheckTensor.h"

struct Layer {
  T p[2];
};
T through(const std::vector<Layer> &layers, const T &x, int n) {
  T y = clangent::tanh(x * layers[0].p[1] * x);
  y = y * layers[0].p[1] * clangent::exp(y) + layers[0].p[0];
  return n > 0 ? through(layers, y, n - 1) : y;
}
double recursive(const T &x, const T &w) {
  const std::vector<Layer> layers{Layer{{x, w}}};
  return clangent::sum(through(layers, x, 2)).item();
}

int main() {
  clangent::manual_seed(7);
  CHECK_FUNCTION(recursive, clangent::randn<double>({3}) * 0.5, clangent::randn<double>({3}) * 0.5);
  std::printf("failures: %d\n", check::failures);
}
