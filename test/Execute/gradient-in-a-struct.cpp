// The gradient in a struct is a struct; its other members are copied.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


struct Line {
  double slope, offset;
  int samples;
};
double at(Line line, double x) { return line.slope * x * line.samples + line.offset; }

int main() {
  auto [line, dx] = clangent::gradient<at>(Line{2, 1, 4}, 3.0);
  printf("%g %g %d, %g\n", line.slope, line.offset, line.samples, dx);
}

// CHECK: 12 1 4, 8
