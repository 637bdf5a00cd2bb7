// Shapes, counting, broadcasting, element types and their messages.
#include <clangent/tensor.h>

#include <gtest/gtest.h>

using namespace clangent;

namespace {

std::string message_of(const std::function<void()> &f) {
  try {
    f();
  } catch (const TensorError &error) {
    return error.what();
  }
  return "no error";
}

TEST(Shape, CountsRefuseOverflow) {
  EXPECT_EQ(count_elements({2, 3, 4}), 24);
  EXPECT_EQ(count_elements({}), 1);
  EXPECT_EQ(count_elements({std::int64_t(1) << 59, 0, 8}), 0);
  // The strides would not fit.
  EXPECT_THROW(count_elements({std::int64_t(1) << 62, 0, 8}), TensorError);
  EXPECT_THROW(count_elements({std::int64_t(1) << 62, 4}), TensorError);
  EXPECT_THROW(count_elements({std::int64_t(1) << 61}, 8), TensorError);
  EXPECT_THROW(count_elements({2, -1}), TensorError);
}

TEST(Shape, RankIsLimited) {
  Shape shape = Shape::filled(max_rank, 1);
  EXPECT_THROW(shape.push_back(1), TensorError);
}

TEST(Shape, BroadcastAlignsAtTheEnd) {
  EXPECT_EQ(broadcast_shapes("op", {2, 1, 3}, {4, 1}), (Shape{2, 4, 3}));
  EXPECT_EQ(broadcast_shapes("op", {}, {2}), (Shape{2}));
  EXPECT_EQ(broadcast_shapes("op", {0}, {1}), (Shape{0}));
}

TEST(Shape, MessagesNameOperationAndShapes) {
  const auto a = zeros<float>({2, 3}), b = zeros<float>({4, 5});
  EXPECT_EQ(message_of([&] { add(a, b); }), "add: shapes do not broadcast; shapes [2, 3], [4, 5]");
  EXPECT_EQ(message_of([&] { matmul(a, b); }), "matmul: inner dimensions differ; shapes [2, 3], [4, 5]");
  EXPECT_EQ(message_of([&] { a.select(0, 2); }), "select: index 2 out of range; shape [2, 3]");
  EXPECT_EQ(message_of([&] { a.size(2); }), "size: dimension 2 is out of range for rank 2");
}

TEST(Shape, UndefinedOperandsAreErrors) {
  const Tensor<float> undefined;
  EXPECT_THROW(add(undefined, undefined), TensorError);
  EXPECT_THROW(sum(undefined), TensorError);
  EXPECT_THROW(exp(undefined), TensorError);
  EXPECT_THROW(matmul(undefined, undefined), TensorError);
}

TEST(DType, Promotion) {
  static_assert(std::is_same_v<promote_t<std::uint8_t, std::int8_t>, std::int16_t>);
  static_assert(std::is_same_v<promote_t<std::int64_t, float>, float>);
  static_assert(std::is_same_v<promote_t<bool, std::uint8_t>, std::uint8_t>);
  static_assert(std::is_same_v<promote_t<float, double>, double>);
  const auto f = zeros<float>({1});
  const auto i = zeros<std::int64_t>({1});
  static_assert(std::is_same_v<decltype(f * 2.0), Tensor<float>>);
  static_assert(std::is_same_v<decltype(i * 2.5), Tensor<float>>);
  static_assert(std::is_same_v<decltype(i * 2), Tensor<std::int64_t>>);
  static_assert(std::is_same_v<decltype(i / i), Tensor<float>>);
  static_assert(std::is_same_v<decltype(f + i), Tensor<float>>);
  static_assert(std::is_same_v<decltype(f < i), Tensor<bool>>);
  static_assert(std::is_same_v<decltype(exp(i)), Tensor<float>>);
  EXPECT_EQ((i / i).shape(), (Shape{1}));
}

TEST(DType, IntegersAreSummedInInt64) {
  const auto x = full<std::uint8_t>({1000}, 255);
  EXPECT_EQ(sum(x).item(), 255000);
}

} // namespace
