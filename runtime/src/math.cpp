// Elementary functions over whole arrays. float uses Eigen's packet maths,
// double the C library, whose accuracy the reference numbers assume.
#include <clangent/tensor/math.h>

#include <Eigen/Core>

#include <algorithm>

namespace clangent::detail {
namespace {

using FloatsIn = Eigen::Map<const Eigen::ArrayXf>;
using FloatsOut = Eigen::Map<Eigen::ArrayXf>;

template <class F> void for_each_double(const double *x, double *y, std::int64_t n, F f) {
  for (std::int64_t i = 0; i < n; ++i)
    y[i] = f(x[i]);
}

} // namespace

#define CLANGENT_ARRAY_FUNCTION(name, eigen)                                                                           \
  void name##_array(const float *x, float *y, std::int64_t n) { FloatsOut(y, n) = FloatsIn(x, n).eigen(); }            \
  void name##_array(const double *x, double *y, std::int64_t n) {                                                      \
    for_each_double(x, y, n, [](double v) { return std::name(v); });                                                   \
  }
CLANGENT_ARRAY_FUNCTION(log, log)
CLANGENT_ARRAY_FUNCTION(sin, sin)
CLANGENT_ARRAY_FUNCTION(cos, cos)
CLANGENT_ARRAY_FUNCTION(tanh, tanh)
#undef CLANGENT_ARRAY_FUNCTION

// Eigen's float exp stops falling at about -88.4, where it is 4e-39.
void exp_array(const float *x, float *y, std::int64_t n) {
  constexpr std::int64_t most = 256;
  float in[most];
  for (std::int64_t at = 0; at < n; at += most) {
    const std::int64_t count = std::min(most, n - at);
    std::copy_n(x + at, count, in);
    FloatsOut(y + at, count) = FloatsIn(in, count).exp();
    for (std::int64_t i = 0; i < count; ++i)
      y[at + i] = in[i] < -88.3f ? 0.0f : y[at + i];
  }
}
void exp_array(const double *x, double *y, std::int64_t n) {
  for_each_double(x, y, n, [](double v) { return std::exp(v); });
}

void sigmoid_array(const float *x, float *y, std::int64_t n) {
  FloatsOut(y, n) = (1.0f + (-FloatsIn(x, n)).exp()).inverse();
}
void sigmoid_array(const double *x, double *y, std::int64_t n) {
  for_each_double(x, y, n, [](double v) { return 1 / (1 + std::exp(-v)); });
}

} // namespace clangent::detail
