// The training steps that bench/tensor times, each written once for this runtime with its reverse sweep by hand, once
// with the compiler's, and once for libtorch. A step owns its data; all start from the same seeds and so from the same
// numbers.
#ifndef CLANGENT_BENCH_TENSOR_STEPS_H
#define CLANGENT_BENCH_TENSOR_STEPS_H

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace bench {

/// Sizes of a multilayer perceptron, from input to output.
using Layers = std::vector<std::int64_t>;

struct Problem {
  enum class Kind { compute_s, regression, perceptron_mse, perceptron_classes, chain } kind;
  std::string name;
  double asked; // microseconds that a step of this runtime may take
  Layers layers;
  std::int64_t batch = 0;
  bool adam = false;
};

inline std::vector<Problem> problems() {
  using K = Problem::Kind;
  return {{K::compute_s, "compute_s", 0.5, {}, 0, false},
          {K::regression, "linear regression 100, SGD", 3, {}, 100, false},
          {K::perceptron_mse, "MLP 2-16-16-1, batch 32, SGD", 12, {2, 16, 16, 1}, 32, false},
          {K::perceptron_mse, "MLP 2-16-16-1, batch 32, Adam", 15, {2, 16, 16, 1}, 32, true},
          {K::perceptron_classes, "MLP 64-128-64-10, batch 64, SGD", 100, {64, 128, 64, 10}, 64, false},
          {K::perceptron_classes, "MLP 784-128-10, batch 64, SGD", 300, {784, 128, 10}, 64, false},
          {K::perceptron_classes, "MLP 784-512-512-10, batch 128, SGD", 5000, {784, 512, 512, 10}, 128, false},
          {K::chain, "chain of 10 elementwise, 1e6 floats", 3000, {}, 1000000, false}};
}

/// Makes a step ready to run; each call of it returns the loss before the update.
using Step = std::function<double()>;
Step clangent_step(const Problem &problem);
#ifdef CLANGENT_BENCH_COMPILED
Step compiled_step(const Problem &problem);
#endif
#ifdef CLANGENT_BENCH_LIBTORCH
Step libtorch_step(const Problem &problem);
void libtorch_use_one_thread();
#endif

} // namespace bench

#endif
