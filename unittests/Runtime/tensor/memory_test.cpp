// Memory: nothing leaks, and loops of fixed shapes reuse their blocks.
#include <clangent/tensor.h>

#include <gtest/gtest.h>

#include <set>
#include <thread>

using namespace clangent;

namespace {

TEST(Memory, BytesReturnToWhereTheyWere) {
  const std::size_t before = tensor_bytes();
  {
    auto x = randn<float>({100, 100});
    auto y = matmul(x, x) + 1;
    auto z = y.slice(0, 0, 50);
    EXPECT_GE(tensor_bytes(), before + 80000);
  }
  EXPECT_EQ(tensor_bytes(), before);
}

TEST(Memory, PeakIsRemembered) {
  reset_peak_tensor_bytes();
  const std::size_t before = peak_tensor_bytes();
  { const auto x = zeros<double>({1000}); }
  EXPECT_GE(peak_tensor_bytes(), before + 8000);
}

TEST(Memory, ThePeakOfSmallTensorsIsExact) {
  const auto x = zeros<float>({16});
  reset_peak_tensor_bytes();
  const std::size_t before = tensor_bytes();
  for (int i = 0; i < 1000; ++i)
    const auto y = mul_scalar(x, 2.0f);
  EXPECT_EQ(tensor_bytes(), before);
  EXPECT_EQ(peak_tensor_bytes(), before + 256);
}

TEST(Memory, OtherThreadsCountWhenTheyEnd) {
  const std::size_t before = tensor_bytes();
  Tensor<float> x;
  std::thread([&x] { x = zeros<float>({100}); }).join();
  EXPECT_GE(tensor_bytes(), before + 400);
  std::thread([moved = std::move(x)]() mutable { moved = {}; }).join();
  EXPECT_EQ(tensor_bytes(), before);
}

TEST(Memory, SizesAreServedInFull) {
  for (std::int64_t n : {0, 1, 255, 256, 257, 319, 320, 321, 511, 512, 513, 1023, 1025, 5000, 65536, 65537, 1000003}) {
    const auto x = Tensor<std::uint8_t>::full({n}, 7);
    EXPECT_EQ(sum(x).item(), 7 * n);
  }
}

TEST(Memory, ErrorsDoNotLeak) {
  const std::size_t before = tensor_bytes();
  for (int i = 0; i < 10; ++i)
    EXPECT_THROW(matmul(zeros<float>({2, 3}), zeros<float>({2, 3})), TensorError);
  EXPECT_EQ(tensor_bytes(), before);
}

TEST(Memory, ImpossibleSizesThrow) { EXPECT_THROW(Tensor<double>::empty({std::int64_t(1) << 58}), TensorError); }

TEST(Memory, TensorsMoveBetweenThreads) {
  Tensor<float> x;
  std::thread maker([&] { x = full<float>({64}, 3); });
  maker.join();
  EXPECT_EQ(sum(x).item(), 192);
  Tensor<float> copy = x;
  std::thread user([moved = std::move(copy)]() mutable { moved.set(1, 0); });
  user.join();
  EXPECT_EQ(x.at(0), 3);
}

// The next ones are for runs under a thread sanitizer, too.
TEST(Memory, CopiesAreWrittenInParallel) {
  const auto shared = arange<float>(1000);
  std::vector<std::thread> threads;
  std::vector<float> sums(4);
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([t, copy = shared, &sums]() mutable {
      for (int round = 0; round < 50; ++round) {
        Tensor<float> mine = copy;
        mine.set(float(t), 0);
        copy = mul_scalar(mine, 1.0f);
      }
      sums[std::size_t(t)] = sum(copy).item();
    });
  for (std::thread &thread : threads)
    thread.join();
  for (int t = 0; t < 4; ++t)
    EXPECT_EQ(sums[std::size_t(t)], 499500.0f + float(t));
  EXPECT_EQ(shared.at(0), 0);
}

TEST(Memory, ThreadsComputeIndependently) {
  std::vector<std::thread> threads;
  std::vector<std::vector<float>> results(4);
  for (std::size_t t = 0; t < 4; ++t)
    threads.emplace_back([t, &results] {
      Generator g(5);
      const auto a = randn<float>({40, 40}, g);
      auto y = a;
      for (int i = 0; i < 10; ++i)
        y = tanh(matmul(a, y));
      results[t] = y.to_vector();
      release_cached_memory();
    });
  for (std::thread &thread : threads)
    thread.join();
  for (std::size_t t = 1; t < 4; ++t)
    EXPECT_EQ(results[t], results[0]);
}

} // namespace
