// A list of values of the program's own is refused where nothing that sums up adjoints of lists is declared.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>
#include <vector>

template <class T> class CLANGENT_VALUE_TYPE Box {
public:
  T x = 0;
};
double f(const std::vector<Box<double>> &list, double x) { // expected-error {{cannot differentiate a list of values without #include <clangent/tensor/accumulate.h>}}
  return x * x;
}
double slope(const std::vector<Box<double>> &list) {
  return clangent::gradient<f, clangent::wrt<1>>(list, 2.0);
}
