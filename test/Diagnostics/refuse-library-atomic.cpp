// An atomic of the library is refused as what it is, not for how the library is written.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <atomic>
#include <clangent/clangent.h>

double f(double x) {
  std::atomic<double> a{x}; // expected-error {{cannot differentiate an atomic object}}
  return a.load();
}
double asked() { return clangent::gradient<f>(1.0); }
