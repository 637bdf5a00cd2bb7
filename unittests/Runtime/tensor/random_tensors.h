// Random shapes and tensors for property tests, from a fixed seed.
#ifndef CLANGENT_UNITTESTS_RUNTIME_RANDOM_TENSORS_H
#define CLANGENT_UNITTESTS_RUNTIME_RANDOM_TENSORS_H

#include <clangent/tensor.h>

namespace testing_tensors {

using clangent::Dims;
using clangent::Shape;
using clangent::Tensor;

class Source {
public:
  explicit Source(std::uint64_t seed) : generator_(seed) {}

  /// low <= result <= high
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + std::int64_t(generator_.word() % std::uint32_t(high - low + 1));
  }
  Shape shape(int least_rank, int most_rank, std::int64_t most_size = 4) {
    Shape shape;
    const std::int64_t rank = between(least_rank, most_rank);
    for (std::int64_t d = 0; d < rank; ++d)
      shape.push_back(between(1, most_size));
    return shape;
  }
  Dims permutation(int rank) {
    Dims dims;
    for (int d = 0; d < rank; ++d)
      dims.insert(int(between(0, d)), d);
    return dims;
  }
  template <class T> Tensor<T> tensor(const Shape &shape) {
    return clangent::randn<double>(shape, generator_).template to<T>();
  }
  /// A tensor of this shape that is a permuted, stepped view of another.
  template <class T> Tensor<T> strided(const Shape &shape) {
    const Dims order = permutation(shape.size());
    Shape wide = Shape::filled(shape.size(), 0);
    Dims inverse = order;
    for (int d = 0; d < shape.size(); ++d) {
      wide[d] = shape[int(order[d])] * 2 + 1;
      inverse[int(order[d])] = d;
    }
    Tensor<T> x = tensor<T>(wide);
    for (int d = 0; d < shape.size(); ++d)
      x = x.slice(d, 1, wide[d], 2);
    return x.permute(inverse);
  }
  clangent::Generator &generator() { return generator_; }

private:
  clangent::Generator generator_;
};

/// f(index) for every index of a shape, in row-major order.
template <class F> void for_each_index(const Shape &shape, const F &f) {
  const std::int64_t n = clangent::count_elements(shape);
  for (std::int64_t k = 0; k < n; ++k) {
    Dims index = shape;
    std::int64_t rest = k;
    for (int d = shape.size() - 1; d >= 0; --d) {
      index[d] = rest % shape[d];
      rest /= shape[d];
    }
    f(index);
  }
}

} // namespace testing_tensors

#endif
