// The kernels of every instruction set that this machine runs, whether chosen
// or not; which products OpenBLAS gets; and products from several threads.
#include "kernels.h"

#include <clangent/tensor/create.h>
#include <clangent/tensor/random.h>
#include <clangent/tensor/threads.h>

#include <gtest/gtest.h>

#include <cmath>
#include <thread>
#include <vector>

using namespace clangent;
using detail::InstructionSet;
using detail::MatrixRef;

namespace {

/// Those that this processor runs.
std::vector<InstructionSet> usable_sets() {
  std::vector<InstructionSet> sets;
  for (InstructionSet set : {InstructionSet::sse, InstructionSet::avx2, InstructionSet::avx512})
    if (set <= detail::instruction_set() && detail::kernels_of(set))
      sets.push_back(set);
  return sets;
}

struct Size {
  std::int64_t m, n, k;
};
/// Small and large, with vectors, and with sizes that fill no packet.
constexpr Size sizes[] = {{1, 1, 1},    {1, 17, 5},   {17, 1, 5},    {3, 5, 1},      {16, 16, 16},
                          {17, 19, 33}, {64, 10, 64}, {10, 300, 64}, {70, 130, 500}, {129, 65, 1100}};

template <class T> Tensor<T> random_matrix(std::int64_t rows, std::int64_t columns, bool transposed, Generator &g) {
  const Tensor<double> x = randn<double>({transposed ? columns : rows, transposed ? rows : columns}, g);
  const Tensor<T> y = mul_scalar(x, 4.0).template to<T>();
  return transposed ? y.t() : y;
}

/// c + 2 a b in double, row by row.
template <class T> std::vector<double> expected(const Tensor<T> &a, const Tensor<T> &b, double c) {
  const std::int64_t m = a.size(0), n = b.size(1), k = a.size(1);
  const std::vector<T> left = a.to_vector(), right = b.t().to_vector();
  std::vector<double> values;
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < n; ++j) {
      double sum = 0;
      for (std::int64_t l = 0; l < k; ++l)
        sum += double(left[std::size_t(i * k + l)]) * double(right[std::size_t(j * k + l)]);
      values.push_back(c + 2 * sum);
    }
  return values;
}

template <class T> void check_products(detail::GemmKernel<T> gemm, double tolerance) {
  Generator g(5);
  for (const Size &size : sizes)
    for (int layout = 0; layout < 4; ++layout) {
      const Tensor<T> a = random_matrix<T>(size.m, size.k, layout & 1, g);
      const Tensor<T> b = random_matrix<T>(size.k, size.n, layout & 2, g);
      const std::int64_t stride = size.n + 3; // c has room beside its rows
      std::vector<T> c(std::size_t(size.m * stride), T(7));
      gemm(T(2), detail::as_matrix(a), detail::as_matrix(b), c.data(), stride);
      const std::vector<double> want = expected(a, b, 7);
      for (std::int64_t i = 0; i < size.m; ++i)
        for (std::int64_t j = 0; j < stride; ++j)
          ASSERT_NEAR(double(c[std::size_t(i * stride + j)]), j < size.n ? want[std::size_t(i * size.n + j)] : 7,
                      tolerance * double(size.k))
              << size.m << " " << size.n << " " << size.k << " layout " << layout << " at " << i << " " << j;
    }
}

TEST(Kernels, ProductsOfEverySet) {
  for (InstructionSet set : usable_sets()) {
    SCOPED_TRACE(int(set));
    const detail::Kernels &kernels = *detail::kernels_of(set);
    check_products<float>(kernels.gemm_float, 1e-4);
    check_products<double>(kernels.gemm_double, 1e-12);
    check_products<std::int32_t>(kernels.gemm_int32, 0);
    check_products<std::int64_t>(kernels.gemm_int64, 0);
  }
}

void check_function(detail::ArrayKernel kernel, double (*f)(double), float from, float to) {
  constexpr int n = 1003;
  std::vector<float> x(n), y(n);
  for (int i = 0; i < n; ++i)
    x[std::size_t(i)] = from + (to - from) * float(i) / float(n - 1);
  kernel(x.data(), y.data(), n);
  for (std::size_t i = 0; i < n; ++i) {
    const double want = f(double(x[i]));
    ASSERT_NEAR(double(y[i]), want, 4e-7 * std::fabs(want) + 1e-7) << x[i];
  }
}

TEST(Kernels, FunctionsOfEverySet) {
  for (InstructionSet set : usable_sets()) {
    SCOPED_TRACE(int(set));
    const detail::Kernels &kernels = *detail::kernels_of(set);
    check_function(kernels.exp, std::exp, -100, 20);
    check_function(kernels.log, std::log, 1e-3f, 100);
    check_function(kernels.sin, std::sin, -20, 20);
    check_function(kernels.cos, std::cos, -20, 20);
    check_function(kernels.tanh, std::tanh, -12, 12);
    check_function(
        kernels.sigmoid, [](double v) { return 1 / (1 + std::exp(-v)); }, -50, 50);
  }
}

TEST(Kernels, TheChosenOnesAreTheWidest) {
  EXPECT_EQ(&detail::kernels(), detail::kernels_of(detail::instruction_set()));
  EXPECT_EQ(usable_sets().back(), detail::instruction_set());
}

TEST(Kernels, CoresOfOpenBlasAreOrderedByWidth) {
  EXPECT_EQ(detail::set_of_core("Prescott"), InstructionSet::sse);
  EXPECT_EQ(detail::set_of_core("Sandybridge"), InstructionSet::avx);
  EXPECT_EQ(detail::set_of_core("Haswell"), InstructionSet::avx2);
  EXPECT_EQ(detail::set_of_core("Zen"), InstructionSet::avx2);
  EXPECT_EQ(detail::set_of_core("SkylakeX"), InstructionSet::avx512);
  EXPECT_EQ(detail::set_of_core("neoversen1"), InstructionSet::avx512) << "an unknown core is trusted";
}

TEST(Kernels, TheirNameSaysWhoseProductsRun) {
  const std::string name = product_kernels();
  EXPECT_EQ(name.rfind("OpenBLAS for ", 0) == 0, detail::products_by_blas()) << name;
}

// Each thread has packing space of its own.
TEST(Kernels, SeveralThreadsMultiplyAtOnce) {
  Generator g(6);
  const Tensor<float> a = randn<float>({70, 500}, g), b = randn<float>({500, 130}, g);
  const std::vector<float> expected_values = matmul(a, b).to_vector();
  std::vector<std::vector<float>> results(4);
  std::vector<std::thread> threads;
  for (std::vector<float> &result : results)
    threads.emplace_back([&result, &a, &b] {
      for (int i = 0; i < 5; ++i)
        result = matmul(a, b).to_vector();
    });
  for (std::thread &thread : threads)
    thread.join();
  for (const std::vector<float> &result : results)
    EXPECT_EQ(result, expected_values);
}

} // namespace
