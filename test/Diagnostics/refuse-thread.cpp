// A thread started in the function is refused.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>
#include <thread>

double f(double x, double y) {
  std::thread worker([&] { x *= y; }); // expected-error {{cannot differentiate an object of type 'std::thread'}}
  worker.join();
  return x;
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
