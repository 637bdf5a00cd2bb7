// Whoever includes the headers of single operations has what generated code calls besides.
// RUN: %clangent++ %{flags} -fsyntax-only -DMATH %s
// RUN: %clangent++ %{flags} -fsyntax-only -DLINEAR %s
#include <clangent/clangent.h>
#if defined(MATH)
#include <clangent/tensor/math.h>
#include <clangent/tensor/arithmetic.h>
#include <clangent/tensor/reductions.h>
#else
#include <clangent/tensor/linalg.h>
#endif

using T = clangent::Tensor<double>;

#if defined(MATH)
T f(const T &x) {
  const T c = tanh(x * 2.0 + 1.0);
  return sum(square(c) * 0.5 + c * x - exp(c));
}
#else
T f(const T &x) { return matmul(matmul(x, x), x); }
#endif
T slope(const T &x) { return clangent::gradient<f>(x); }
