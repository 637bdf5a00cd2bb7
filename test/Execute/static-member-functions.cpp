// Public and private static member functions are differentiated.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


class Model {
public:
  static double loss(double w) { return penalty(w) + w; }
  static double slope_of_penalty(double w) { return clangent::gradient<penalty>(w); }

private:
  static double penalty(double w) { return w * w; }
};

int main() {
  printf("%g %g\n", clangent::gradient<Model::loss>(3.0), Model::slope_of_penalty(5.0));
}

// CHECK: 7 10
