// A container in the function is refused where it is declared, once.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>
#include <deque>
#include <memory>

// Containers with other allocators have no models.
template <class T> struct Own : std::allocator<T> {
  template <class U> struct rebind { using other = Own<U>; };
  Own() = default;
  template <class U> Own(const Own<U> &) {}
};
template <class T> using Queue = std::deque<T, Own<T>>;

double f(double x, double y) {
  Queue<double> v(3, x); // expected-error {{cannot differentiate an object of type 'std::deque<double, Own<double>>'}}
  v[1] = y;
  return v[0] * v[1];
}
double asked() { return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)); }
