// The generator and the samplers. This file must be compiled without
// contraction of a*b+c: where a fused operation belongs, std::fma says so.
#include <clangent/tensor/random.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

namespace clangent {

void Generator::reseed(std::uint64_t seed) {
  seed_ = seed;
  words_[0] = std::uint32_t(seed);
  for (int j = 1; j < n; ++j)
    words_[j] = 1812433253u * (words_[j - 1] ^ (words_[j - 1] >> 30)) + std::uint32_t(j);
  next_ = n;
  has_cached_ = false;
  cached_ = 0;
}

void Generator::regenerate() {
  for (int i = 0; i < n; ++i) {
    const std::uint32_t joined = (words_[i] & 0x80000000u) | (words_[(i + 1) % n] & 0x7FFFFFFFu);
    words_[i] = words_[(i + m) % n] ^ (joined >> 1) ^ (joined & 1 ? 0x9908B0DFu : 0u);
  }
  next_ = 0;
}

std::uint32_t Generator::word() {
  if (next_ == n)
    regenerate();
  std::uint32_t y = words_[next_++];
  y ^= y >> 11;
  y ^= (y << 7) & 0x9D2C5680u;
  y ^= (y << 15) & 0xEFC60000u;
  return y ^ (y >> 18);
}

namespace {
constexpr double two_pi = 2.0 * 3.14159265358979323846;
}

double Generator::normal() {
  if (has_cached_) {
    has_cached_ = false;
    return cached_;
  }
  const double u1 = uniform_double(), u2 = uniform_double();
  const double r = std::sqrt(-2 * std::log(1 - u2)), angle = two_pi * u1;
  cached_ = r * std::sin(angle);
  has_cached_ = true;
  return r * std::cos(angle);
}

std::vector<std::uint64_t> Generator::state() const {
  std::vector<std::uint64_t> state(words_.begin(), words_.end());
  std::uint64_t bits;
  std::memcpy(&bits, &cached_, sizeof bits);
  state.insert(state.end(), {std::uint64_t(next_), seed_, std::uint64_t(has_cached_), bits});
  return state;
}

void Generator::set_state(const std::vector<std::uint64_t> &state) {
  if (state.size() != n + 4 || state[n] > n || state[n + 2] > 1)
    throw TensorError("set_state", "not the state of a generator");
  for (int i = 0; i < n; ++i)
    words_[i] = std::uint32_t(state[i]);
  next_ = int(state[n]);
  seed_ = state[n + 1];
  has_cached_ = state[n + 2] != 0;
  std::memcpy(&cached_, &state[n + 3], sizeof cached_);
}

Generator &default_generator() {
  static Generator generator = [] {
    std::random_device device;
    return Generator(std::uint64_t(device()) << 32 | device());
  }();
  return generator;
}

namespace {

float uniform_of(Generator &g, float) { return g.uniform_float(); }
double uniform_of(Generator &g, double) { return g.uniform_double(); }

// The vectorised logarithm and sine/cosine of PyTorch's float normals
// (polynomials of the Cephes library), one lane at a time.

float packet_log(float x) {
  static const float coefficients[] = {7.0376836292e-2f,  -1.1514610310e-1f, 1.1676998740e-1f,
                                       -1.2420140846e-1f, 1.4249322787e-1f,  -1.6668057665e-1f,
                                       2.0000714765e-1f,  -2.4999993993e-1f, 3.3333331174e-1f};
  x = std::fmax(x, std::numeric_limits<float>::min());
  int exponent;
  const float mantissa = std::frexp(x, &exponent);
  float e = float(exponent), t = mantissa - 1.0f;
  if (mantissa < 0.707106781186547524f) {
    e -= 1.0f;
    t += mantissa;
  }
  const float z = t * t;
  float y = coefficients[0];
  for (int i = 1; i < 9; ++i)
    y = std::fma(y, t, coefficients[i]);
  y *= t;
  y = std::fma(y, z, e * -2.12194440e-4f);
  y = std::fma(-z, 0.5f, y);
  return std::fma(e, 0.693359375f, t + y);
}

void packet_sincos(float x, float &sine, float &cosine) {
  const bool negative = std::signbit(x);
  x = std::fabs(x);
  const int j = (int(x * 1.27323954473516f) + 1) & ~1;
  const float y = float(j);
  x = std::fma(y, -0.78515625f, x);
  x = std::fma(y, -2.4187564849853515625e-4f, x);
  x = std::fma(y, -3.77489497744594108e-8f, x);
  const float z = x * x;
  float c = std::fma(std::fma(2.443315711809948e-5f, z, -1.388731625493765e-3f), z, 4.166664568298827e-2f);
  c *= z;
  c = std::fma(c, z, -(z * 0.5f)) + 1.0f;
  float s = std::fma(std::fma(-1.9515295891e-4f, z, 8.3321608736e-3f), z, -1.6666654611e-1f);
  s *= z;
  s = std::fma(s, x, x);
  if (j & 2)
    std::swap(s, c);
  sine = ((j & 4) != 0) != negative ? -s : s;
  cosine = ((j - 2) & 4) == 0 ? -c : c;
}

// Box-Muller on 16 uniforms in place: element j with element j + 8.
void transform_block(float *d, float mean, float std) {
  for (int j = 0; j < 8; ++j) {
    const float u1 = 1.0f - d[j], u2 = d[j + 8];
    const float radius = std::sqrt(-2.0f * packet_log(u1));
    float s, c;
    packet_sincos(float(two_pi) * u2, s, c);
    d[j] = std::fma(radius * c, std, mean);
    d[j + 8] = std::fma(radius * s, std, mean);
  }
}
void transform_block(double *d, double mean, double std) {
  for (int j = 0; j < 8; ++j) {
    const double u1 = 1.0 - d[j], u2 = d[j + 8];
    const double radius = std::sqrt(-2.0 * std::log(u1));
    const double angle = two_pi * u2;
    d[j] = std::fma(radius * std::cos(angle), std, mean);
    d[j + 8] = std::fma(radius * std::sin(angle), std, mean);
  }
}

} // namespace

template <class T> void uniform_(Tensor<T> &x, double low, double high, Generator &generator) {
  if (!(low <= high))
    throw TensorError("uniform_", "low is above high");
  const T a = T(low), width = T(high) - a;
  T *const p = x.writable_as_laid_out();
  for (std::int64_t i = 0; i < x.numel(); ++i)
    p[i] = std::fma(uniform_of(generator, T()), width, a);
}

template <class T> void normal_(Tensor<T> &x, double mean, double std, Generator &generator) {
  if (!(std >= 0))
    throw TensorError("normal_", "std is negative");
  T *const p = x.writable_as_laid_out();
  const std::int64_t n = x.numel();
  if (n < 16 || !x.is_contiguous()) {
    for (std::int64_t i = 0; i < n; ++i)
      p[i] = T(std::fma(generator.normal(), std, mean));
    return;
  }
  for (std::int64_t i = 0; i < n; ++i)
    p[i] = uniform_of(generator, T());
  for (std::int64_t i = 0; i + 16 <= n; i += 16)
    transform_block(p + i, T(mean), T(std));
  if (n % 16 == 0)
    return;
  // The last 16 places are drawn anew, finished values among them.
  T *const last = p + n - 16;
  for (int i = 0; i < 16; ++i)
    last[i] = uniform_of(generator, T());
  transform_block(last, T(mean), T(std));
}

template <class T> void random_(Tensor<T> &x, std::int64_t low, std::int64_t high, Generator &generator) {
  if (low >= high)
    throw TensorError("random_", "no integer in [" + std::to_string(low) + ", " + std::to_string(high) + ")");
  const std::uint64_t range = std::uint64_t(high) - std::uint64_t(low);
  const bool wide =
      range >= (std::uint64_t(1) << 32) && (std::is_same_v<T, std::int64_t> || std::is_floating_point_v<T>);
  T *const p = x.writable_as_laid_out();
  for (std::int64_t i = 0; i < x.numel(); ++i) {
    const std::uint64_t r = wide ? generator.word64() : generator.word();
    p[i] = T(std::int64_t(r % range + std::uint64_t(low)));
  }
}

template <class T> void random_(Tensor<T> &x, Generator &generator) {
  T *const p = x.writable_as_laid_out();
  for (std::int64_t i = 0; i < x.numel(); ++i) {
    if constexpr (std::is_same_v<T, double>)
      p[i] = double(generator.word64() % ((std::uint64_t(1) << 53) + 1));
    else if constexpr (std::is_same_v<T, float>)
      p[i] = float(generator.word() % ((1u << 24) + 1));
    else if constexpr (std::is_same_v<T, std::int64_t>)
      p[i] = std::int64_t(generator.word64() & ~(std::uint64_t(1) << 63));
    else if constexpr (std::is_same_v<T, bool>)
      p[i] = generator.word() % 2 != 0;
    else
      p[i] = T(generator.word() % (std::uint32_t(std::numeric_limits<T>::max()) + 1u));
  }
}

template <class T> void bernoulli_(Tensor<T> &x, double p, Generator &generator) {
  if (!(p >= 0 && p <= 1))
    throw TensorError("bernoulli_", "probability " + std::to_string(p));
  T *const out = x.writable_as_laid_out();
  for (std::int64_t i = 0; i < x.numel(); ++i)
    out[i] = T(generator.uniform_double() < p);
}

template <class T> Tensor<T> bernoulli(const Tensor<T> &p, Generator &generator) {
  const Tensor<T> dense = p.contiguous();
  auto out = Tensor<T>::empty(p.shape());
  T *const o = out.writable();
  for (std::int64_t i = 0; i < out.numel(); ++i) {
    const T chance = dense.data()[i];
    if (!(chance >= T(0) && chance <= T(1)))
      throw TensorError("bernoulli", "probability " + std::to_string(chance));
    o[i] = T(uniform_of(generator, T()) < chance);
  }
  return out;
}

Tensor<std::int64_t> randperm(std::int64_t n, Generator &generator) {
  if (n < 0)
    throw TensorError("randperm", "negative count");
  auto out = Tensor<std::int64_t>::empty({n});
  std::int64_t *const r = out.writable();
  for (std::int64_t i = 0; i < n; ++i)
    r[i] = i;
  for (std::int64_t i = 0; i + 1 < n; ++i)
    std::swap(r[i], r[i + std::int64_t(generator.word() % std::uint64_t(n - i))]);
  return out;
}

#define CLANGENT_INSTANTIATE(T)                                                                                        \
  template void random_(Tensor<T> &, std::int64_t, std::int64_t, Generator &);                                         \
  template void random_(Tensor<T> &, Generator &);                                                                     \
  template void bernoulli_(Tensor<T> &, double, Generator &);
CLANGENT_INSTANTIATE(bool)
CLANGENT_INSTANTIATE(std::uint8_t)
CLANGENT_INSTANTIATE(std::int8_t)
CLANGENT_INSTANTIATE(std::int16_t)
CLANGENT_INSTANTIATE(std::int32_t)
CLANGENT_INSTANTIATE(std::int64_t)
CLANGENT_INSTANTIATE(float)
CLANGENT_INSTANTIATE(double)
#undef CLANGENT_INSTANTIATE
#define CLANGENT_INSTANTIATE(T)                                                                                        \
  template void uniform_(Tensor<T> &, double, double, Generator &);                                                    \
  template void normal_(Tensor<T> &, double, double, Generator &);                                                     \
  template Tensor<T> bernoulli(const Tensor<T> &, Generator &);
CLANGENT_INSTANTIATE(float)
CLANGENT_INSTANTIATE(double)
#undef CLANGENT_INSTANTIATE

} // namespace clangent
