// Without the plugin a request compiles, and the link error names what is missing.
// RUN: %clang++ -std=c++17 -Wall -Wextra -Werror -c %s -o %t.o
// RUN: not %clang++ %t.o -o %t 2>&1 | FileCheck %s
// CHECK: clangent_plugin_was_not_loaded
#include <clangent/clangent.h>
CLANGENT_DIFFERENTIABLE double square(double x) { return x * x; }
int main() {
  const double k = 2;
  return int(clangent::gradient<square>(1.0) + clangent::gradient([k](double x) { return k * x; }, 1.0));
}
