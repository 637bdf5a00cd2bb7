// Functions that a precompiled header annotates have their derivatives in the file that includes it: those it defines, and
// those that the file defines.
// RUN: %clangent++ %{flags} -O0 -x c++-header %S/Inputs/annotated.h -o %t.pch
// RUN: %clangent++ %{flags} -O0 -include-pch %t.pch %s -o %t && %t | FileCheck %s
extern "C" int printf(const char *, ...);

double shapes::volume(double r, double h) { return area(r) * h; }

int main() {
  double r = 0, h = 0, k = 0;
  shapes::Disc disc{2}, disc_bar{0};
  shapes::area_adjoint(2.0, 1.0, r);
  // CHECK: 12
  printf("%g\n", r);
  r = 0;
  shapes::volume_adjoint(2.0, 5.0, 1.0, r, h);
  // CHECK: 60 12
  printf("%g %g\n", r, h);
  shapes::ring_adjoint(disc, 0.5, 1.0, disc_bar, k);
  // CHECK: 2 4
  printf("%g %g\n", disc_bar.r, k);
}
