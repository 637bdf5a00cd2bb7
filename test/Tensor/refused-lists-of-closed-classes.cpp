// What the elements of a list hold must be found member by member.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
#include <clangent/clangent.h>
#include <clangent/tensor.h>

#include <vector>

using T = clangent::Tensor<double>;

struct Base {
  T weight;
};
struct Derived : Base {
  T bias;
};
struct Holder {
  explicit Holder(const T &w) : weight(w) {}
  T weight;
};

T of_bases(const std::vector<Derived> &list) {
  // expected-note@+2 2 {{make it a struct of public members}}
  // expected-error@+1 2 {{cannot differentiate a list of objects of class '::Derived', which has constructors, bases, private members or a list of itself}}
  return list[0].weight * list[1].bias;
}
T of_closed(const std::vector<std::vector<Holder>> &lists) {
  T sum = 0.0;
  for (const auto &list : lists) // expected-error {{cannot differentiate a list of objects of class '::Holder'}} expected-note {{make it a struct}}
    sum = sum + list[0].weight; // expected-error {{cannot differentiate a list of objects of class '::Holder'}} expected-note {{make it a struct}}
  return sum;
}
auto request(const std::vector<Derived> &a, const std::vector<std::vector<Holder>> &b) {
  clangent::gradient<of_bases>(a); // expected-note 2 {{requested here}}
  return clangent::gradient<of_closed>(b); // expected-note 2 {{requested here}}
}
