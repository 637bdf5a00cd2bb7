// An overload set, and a template without arguments: the note says that one function is wanted, and a cast names one.
// RUN: not %clangent++ %{flags} -fsyntax-only -ferror-limit=0 %s 2>&1 | FileCheck %s
#include <clangent/clangent.h>

double f(double x);
double f(double x, double y);
template <class T> T g(T x) { return x * x; }

void calls(double &bar) {
  // CHECK: [[# @LINE + 2]]:3: error: no matching function for call to 'gradient'
  // CHECK: note: candidate template ignored: invalid explicitly-specified argument for template parameter 'OneFunction'
  clangent::gradient<f>(1.0);
  // CHECK: [[# @LINE + 2]]:3: error: no matching function for call to 'value_and_gradient'
  // CHECK: template parameter 'OneFunction'
  clangent::value_and_gradient<g>(1.0);
  // CHECK: [[# @LINE + 2]]:3: error: no matching function for call to 'vjp'
  // CHECK: template parameter 'OneFunction'
  clangent::vjp<f>(clangent::dup(1.0, bar));
  // CHECK: [[# @LINE + 2]]:3: error: no matching function for call to 'jvp'
  // CHECK: template parameter 'OneFunction'
  clangent::jvp<g>(clangent::dup(1.0, 1.0));
  clangent::gradient<g<double>>(1.0);
}
// CHECK: 4 errors generated
