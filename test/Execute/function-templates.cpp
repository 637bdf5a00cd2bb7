// Specialisations of function templates are differentiated, wherever they are instantiated.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


template <int N, class T> T power(T x) {
  if constexpr (N == 0)
    return 1;
  else
    return x * power<N - 1>(x);
}
template <class T> double slope_of_square(T x) { return clangent::gradient<power<2, T>>(x); }

int main() {
  printf("%g %g %g\n", static_cast<double>(clangent::gradient<power<3, double>>(2.0)),
         slope_of_square(3.0), slope_of_square(4.0f));
}

// CHECK: 12 6 8
