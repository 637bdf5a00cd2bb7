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

} // namespace
