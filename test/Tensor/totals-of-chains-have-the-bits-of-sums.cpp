// Where only the sum or the mean of a chain's result is asked, it grows with the blocks, and has the bits that it has
// without: over all dimensions, over some, in every layout.
// REQUIRES: runtime
// RUN: %clangent++ %{flags} -O1 %s %{runtime} -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -fplugin-arg-clangent-no-blocks -O1 %s %{runtime} -o %t && %t | FileCheck %s
// CHECK: values differ: 0, gradients differ: 0
#define CLANGENT_BLOCK_ELEMENTS 512
#include <clangent/clangent.h>
#include <clangent/tensor.h>

#include <cmath>
#include <cstdio>
#include <cstring>

using namespace clangent;

template <class T> Tensor<T> link(const Tensor<T> &x, const Tensor<T> &y) {
  return tanh(x * y + x) * exp(x * T(0.1)) - square(y);
}
template <class T> Tensor<T> total(const Tensor<T> &x, const Tensor<T> &y) { return sum(link(x, y)); }
template <class T> Tensor<T> average(const Tensor<T> &x, const Tensor<T> &y) { return mean(link(x, y)); }
template <class T> Tensor<T> kept(const Tensor<T> &x, const Tensor<T> &y) { return sum(link(x, y), {}, true); }
template <class T> Tensor<T> both(const Tensor<T> &x, const Tensor<T> &y) {
  const Tensor<T> z = link(x, y);
  return sum(z) + mean(z);
}
template <class T> Tensor<T> of_rows(const Tensor<T> &x, const Tensor<T> &y) {
  return sum(square(sum(link(x, y), {-1})));
}
template <class T> Tensor<T> of_columns(const Tensor<T> &x, const Tensor<T> &y) {
  return mean(square(mean(link(x, y), {0}, true)));
}
template <class T> Tensor<T> of_all_named(const Tensor<T> &x, const Tensor<T> &y) {
  Dims dims;
  for (int d = 0; d < x.rank(); ++d)
    dims.push_back(d);
  return sum(link(x, y), dims);
}
// The total comes behind the last link, and the list of dimensions behind the links too.
template <class T> Tensor<T> with_dims(const Tensor<T> &x, const Tensor<T> &y) {
  const Tensor<T> z = link(x, y);
  const Dims dims{-1};
  return sum(sum(z, dims));
}

int values_differ = 0, gradients_differ = 0;

template <class T> bool same_bits(const Tensor<T> &a, const Tensor<T> &b) {
  return a.shape() == b.shape() && std::memcmp(a.data(), b.data(), std::size_t(a.numel()) * sizeof(T)) == 0;
}

template <class T, class Result>
void compare(const char *name, const Tensor<T> &primal, const Result &result, Tensor<T> (*f)(const Tensor<T> &, const Tensor<T> &),
             const Tensor<T> &x, const Tensor<T> &y) {
  if (!same_bits(primal, result.value)) {
    std::printf("%s: value differs for %s\n", name, to_string(x.shape()).c_str());
    ++values_differ;
  }
  // The derivative along a direction, from central differences in double.
  const auto &[x_bar, y_bar] = result.gradient;
  const Tensor<T> direction = cos(x * T(3));
  const T h = T(sizeof(T) == 4 ? 1e-2 : 1e-5);
  const double slope = (double(f(x + direction * h, y).item()) - double(f(x - direction * h, y).item())) / (2 * double(h));
  const double along = double(sum(x_bar * direction).item());
  const double bound = sizeof(T) == 4 ? 2e-2 : 1e-6;
  if (std::fabs(slope - along) > bound * (1 + std::fabs(slope))) {
    std::printf("%s: %g is not %g for %s\n", name, along, slope, to_string(x.shape()).c_str());
    ++gradients_differ;
  }
}
#define COMPARE(f) compare<T>(#f, f(x, y), value_and_gradient<f<T>>(x, y), f<T>, x, y)

template <class T> void compare_all(const Tensor<T> &x, const Tensor<T> &y) {
  COMPARE(total);
  COMPARE(average);
  COMPARE(kept);
  COMPARE(both);
  COMPARE(of_rows);
  COMPARE(of_columns);
  COMPARE(of_all_named);
  COMPARE(with_dims);
}

template <class T> void compare_shapes() {
  manual_seed(3);
  for (const Shape &shape : {Shape{5000}, Shape{1024}, Shape{1025}, Shape{40, 128}, Shape{7, 300}, Shape{3, 1024}, Shape{2, 3, 512}})
    compare_all<T>(randn<T>(shape) * T(0.5), randn<T>(shape) * T(0.5));
  const auto m = randn<T>({30, 256}) * T(0.5);
  compare_all<T>(m, randn<T>({256}) * T(0.5));
  compare_all<T>(m, randn<T>({30, 1}) * T(0.5));
  compare_all<T>(m, Tensor<T>(T(0.3)));
  compare_all<T>(m.t(), randn<T>({256, 30}) * T(0.5));
  compare_all<T>(m.slice(1, 0, 128), randn<T>({30, 128}) * T(0.5));
}

int main() {
  compare_shapes<float>();
  compare_shapes<double>();
  std::printf("values differ: %d, gradients differ: %d\n", values_differ, gradients_differ);
  return values_differ + gradients_differ != 0;
}
