// An object of a class that is not looked into is declared as the program declares it, in a block of its own; numbers that
// the reverse sweep needs leave the block.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-emit-dir=%t %s && FileCheck --input-file %t/objects-die-with-their-blocks.clangent.cpp %s
#include <clangent/clangent.h>

struct Guard {
  explicit Guard(int n);
  ~Guard();
  int level() const;
};

// CHECK-LABEL: double f_adjoint(
// CHECK: double [[LEVEL:chosen]] = 0;
// CHECK-NEXT: {
// CHECK-NEXT: const ::Guard guard(3);
// CHECK-NEXT: const int returned = guard.level();
// CHECK-NEXT: [[LEVEL]] = returned;
// CHECK: }
// CHECK-NOT: ::Guard
// CHECK: result_bar * [[LEVEL]] * x;
double f(double x) {
  const Guard guard(3);
  return x * x * guard.level();
}
double asked(double x) { return clangent::gradient<f>(x); }
