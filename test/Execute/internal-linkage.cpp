// Functions of internal linkage, and those in unnamed namespaces, are differentiated.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


static double square(double x) { return x * x; }
namespace {
double cube(double x) { return x * x * x; }
} // namespace

int main() {
  printf("%g %g\n", clangent::gradient<square>(3.0), clangent::gradient<cube>(2.0));
}

// CHECK: 6 12
