// Elementary functions over whole arrays. float uses Eigen's packet maths,
// double the C library, whose accuracy the reference numbers assume.
#include "kernels.h"

#include <clangent/tensor/math.h>

namespace clangent::detail {
namespace {

template <class F> void for_each_double(const double *x, double *y, std::int64_t n, F f) {
  for (std::int64_t i = 0; i < n; ++i)
    y[i] = f(x[i]);
}

} // namespace

#define CLANGENT_ARRAY_FUNCTION(name, of_double)                                                                       \
  void name##_array(const float *x, float *y, std::int64_t n) { kernels().name(x, y, n); }                             \
  void name##_array(const double *x, double *y, std::int64_t n) {                                                      \
    for_each_double(x, y, n, [](double v) { return of_double; });                                                      \
  }
CLANGENT_ARRAY_FUNCTION(exp, std::exp(v))
CLANGENT_ARRAY_FUNCTION(log, std::log(v))
CLANGENT_ARRAY_FUNCTION(sin, std::sin(v))
CLANGENT_ARRAY_FUNCTION(cos, std::cos(v))
CLANGENT_ARRAY_FUNCTION(tanh, std::tanh(v))
CLANGENT_ARRAY_FUNCTION(sigmoid, 1 / (1 + std::exp(-v)))
#undef CLANGENT_ARRAY_FUNCTION

} // namespace clangent::detail
