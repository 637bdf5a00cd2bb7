// A matrix class may declare begin() and end() of type void where it is no vector. Its gradient is a matrix.
// RUN: %clangent++ %{flags} -O1 %s -o %t
// RUN: %t | FileCheck %s
#include <clangent/clangent.h>
#include <cstdio>

struct Matrix {
  double elements[4] = {};
  double *data() { return elements; }
  void begin() {}
  void end() {}
};

double determinant(Matrix m) { return m.elements[0] * m.elements[3] - m.elements[1] * m.elements[2]; }

int main() {
  const Matrix bar = clangent::gradient<determinant>(Matrix{{1, 2, 3, 4}});
  std::printf("%g %g %g %g\n", bar.elements[0], bar.elements[1], bar.elements[2], bar.elements[3]);
  // CHECK: 4 -3 -2 1
}
