// Random numbers: the generator and samplers of PyTorch 1.13 on the CPU (AVX2
// build), the same bits on every machine (double normals up to the C library's
// log and sincos). Draws go to elements in memory order.
#ifndef CLANGENT_TENSOR_RANDOM_H
#define CLANGENT_TENSOR_RANDOM_H

#pragma push_macro("T")
#undef T

#include <clangent/macros.h>
#include <clangent/tensor/views.h>

#include <array>

namespace clangent {

// MT19937 and one cached normal value. Not synchronised between threads.
class CLANGENT_OPAQUE_TYPE Generator {
public:
  // The seed of a generator that was given none.
  static constexpr std::uint64_t default_seed = 67280421310721;

  explicit Generator(std::uint64_t seed = default_seed) { reseed(seed); }

  // Any integer; negative ones count modulo 2^64. Clears the cached value.
  template <class Integer> void manual_seed(Integer seed) {
    static_assert(std::is_integral_v<Integer>, "a seed is an integer");
    reseed(static_cast<std::uint64_t>(seed));
  }
  std::uint64_t initial_seed() const { return seed_; }

  std::uint32_t word();
  // Two words, the first one high.
  std::uint64_t word64() {
    const std::uint64_t high = word();
    return high << 32 | word();
  }
  float uniform_float() { return float(word() & 0xFFFFFF) * 0x1p-24f; }
  double uniform_double() { return double(word64() & ((std::uint64_t(1) << 53) - 1)) * 0x1p-53; }
  // One of N(0, 1), every other one from the cache.
  double normal();

  // Everything that later draws depend on, for checkpoints.
  std::vector<std::uint64_t> state() const;
  void set_state(const std::vector<std::uint64_t> &state);

private:
  static constexpr int n = 624, m = 397;
  void reseed(std::uint64_t seed);
  void regenerate();

  std::array<std::uint32_t, n> words_{};
  int next_ = n;
  std::uint64_t seed_ = 0;
  bool has_cached_ = false;
  double cached_ = 0;
};

// The process-wide generator; seeded by the system until manual_seed.
CLANGENT_INACTIVE Generator &default_generator();
template <class Integer> void manual_seed(Integer seed) { default_generator().manual_seed(seed); }

// Samplers that fill a tensor. uniform_ and normal_ are for float and double,
// the others for every element type.
template <class T>
void uniform_(Tensor<T> &x, double low = 0, double high = 1, Generator &generator = default_generator());
template <class T>
void normal_(Tensor<T> &x, double mean = 0, double std = 1, Generator &generator = default_generator());
// Integers in [low, high).
template <class T>
void random_(Tensor<T> &x, std::int64_t low, std::int64_t high, Generator &generator = default_generator());
// Integers from 0 to the greatest that T represents exactly.
template <class T> void random_(Tensor<T> &x, Generator &generator = default_generator());
// 1 with probability p, else 0.
template <class T> void bernoulli_(Tensor<T> &x, double p, Generator &generator = default_generator());

// 1 with the probability that each element gives; float and double.
template <class T> Tensor<T> bernoulli(const Tensor<T> &p, Generator &generator = default_generator());
// The numbers 0 to n - 1 in random order.
Tensor<std::int64_t> randperm(std::int64_t n, Generator &generator = default_generator());

template <class T> Tensor<T> rand(const Shape &shape, Generator &generator = default_generator()) {
  auto x = Tensor<T>::empty(shape);
  uniform_(x, 0, 1, generator);
  return x;
}
template <class T> Tensor<T> randn(const Shape &shape, Generator &generator = default_generator()) {
  auto x = Tensor<T>::empty(shape);
  normal_(x, 0, 1, generator);
  return x;
}
template <class T = std::int64_t>
Tensor<T> randint(std::int64_t low, std::int64_t high, const Shape &shape, Generator &generator = default_generator()) {
  auto x = Tensor<T>::empty(shape);
  random_(x, low, high, generator);
  return x;
}

} // namespace clangent

#pragma pop_macro("T")

#endif
