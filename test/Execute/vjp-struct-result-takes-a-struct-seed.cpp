// A result of struct type takes a seed of that type.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


struct Polar { double r, phi; };
struct Sums { double plain, squared; };
Sums sums(Polar p) { return {p.r + p.phi, p.r * p.r + p.phi * p.phi}; }

int main() {
  Polar p{3, 4}, p_bar{0, 0};
  const Sums s = clangent::vjp<sums>(clangent::dup(p, p_bar), clangent::seed(Sums{10, 1}));
  printf("%g %g: %g %g\n", s.plain, s.squared, p_bar.r, p_bar.phi);
}

// CHECK: 7 25: 16 18
