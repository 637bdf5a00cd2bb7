// Code that may name a private member may ask for its derivative.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


class Spring {
public:
  explicit Spring(double k) : k(k) {}
  double force(double x) const { return -clangent::gradient<&Spring::energy, clangent::wrt<1>>(*this, x); }

private:
  double energy(double x) const { return k * x * x / 2; }
  double k;
};

int main() { printf("%g\n", Spring(3).force(2)); }

// CHECK: -6
