// Elements of lists of tensors are not written, and memory of tensors is not seen.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>
#include <clangent/tensor.h>

using T = clangent::Tensor<double>;

double element(const T &x) {
  std::vector<T> v{x, x};
  v[0] = x * x; // expected-error {{cannot differentiate a write to an element of a list of values}}
  return clangent::sum(v[0] * v[1]).item();
}
T ask_element(const T &x) { return clangent::gradient<element>(x); }

double through_reference(const T &x) {
  std::vector<T> v{x, x};
  for (T &t : v)
    t = t * x; // expected-error {{cannot differentiate a write to an element of a list of values}}
  return clangent::sum(v[0] * v[1]).item();
}
T ask_through_reference(const T &x) { return clangent::gradient<through_reference>(x); }

double compound(const T &x) {
  std::vector<T> v{x, x};
  v.back() += x; // expected-error {{cannot differentiate}}
  return clangent::sum(v[0] * v[1]).item();
}
T ask_compound(const T &x) { return clangent::gradient<compound>(x); }

double memory(const T &x) {
  return x.data()[0]; // expected-error {{cannot differentiate}}
}
T ask_memory(const T &x) { return clangent::gradient<memory>(x); }

double set(const T &x) {
  T y = x;
  y.set(x.item(), 0); // expected-error {{cannot differentiate}}
  return y.item();
}
T ask_set(const T &x) { return clangent::gradient<set>(x); }
