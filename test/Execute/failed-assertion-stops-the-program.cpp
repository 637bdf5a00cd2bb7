// An assertion in differentiated code is checked.
// RUN: %clangent++ %{flags} -O1 %s -o %t
// RUN: not --crash %t 2>&1 | FileCheck %s
#include <clangent/clangent.h>
#include <cassert>
extern "C" int printf(const char *, ...);


double root_of_square(double x) {
  assert(x >= 0 && "negative");
  return x * x;
}

int main() {
  printf("%g\n", clangent::gradient<root_of_square>(3.0));
  clangent::gradient<root_of_square>(-3.0);
  printf("not reached\n");
}

// CHECK: negative
// CHECK-NOT: not reached
