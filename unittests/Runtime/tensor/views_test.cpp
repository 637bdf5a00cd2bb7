// Views against their definition by index, and value semantics: a write
// through one name is never seen through another.
#include "random_tensors.h"

#include <gtest/gtest.h>

using namespace clangent;
using testing_tensors::for_each_index;
using testing_tensors::Source;

namespace {

TEST(Views, PermuteMovesIndices) {
  Source source(1);
  for (int round = 0; round < 50; ++round) {
    const Shape shape = source.shape(1, 5);
    const auto x = source.strided<float>(shape);
    const Dims dims = source.permutation(shape.size());
    const auto y = x.permute(dims);
    for_each_index(y.shape(), [&](const Dims &at) {
      Dims from = at;
      for (int d = 0; d < at.size(); ++d)
        from[int(dims[d])] = at[d];
      ASSERT_EQ(y.at_index(at), x.at_index(from));
    });
  }
}

TEST(Views, SliceStepsAndClamps) {
  const auto x = arange<std::int64_t>(10);
  for (std::int64_t start = -12; start <= 12; ++start)
    for (std::int64_t end = -12; end <= 12; ++end)
      for (std::int64_t step = 1; step <= 4; ++step) {
        const auto clamped = [](std::int64_t i) {
          return std::min<std::int64_t>(10, std::max<std::int64_t>(0, i < 0 ? i + 10 : i));
        };
        std::vector<std::int64_t> expected;
        for (std::int64_t i = clamped(start); i < clamped(end); i += step)
          expected.push_back(i);
        ASSERT_EQ(x.slice(0, start, end, step).to_vector(), expected);
      }
  EXPECT_THROW(x.slice(0, 0, 5, 0), TensorError);
}

TEST(Views, ReshapeKeepsRowMajorOrder) {
  Source source(2);
  for (int round = 0; round < 50; ++round) {
    const auto x = source.strided<float>(source.shape(0, 4));
    EXPECT_EQ(x.reshape({-1}).to_vector(), x.to_vector());
    EXPECT_EQ(x.unsqueeze(0).squeeze(0).to_vector(), x.to_vector());
  }
  const auto x = zeros<float>({2, 3});
  EXPECT_THROW(x.reshape({4, -1}), TensorError);
  EXPECT_THROW(x.reshape({-1, -1}), TensorError);
  EXPECT_THROW(x.reshape({7}), TensorError);
}

TEST(Views, ExpandRepeatsWithoutCopy) {
  const auto x = tensor<float>({{1}, {2}});
  const auto y = x.expand({3, -1, 2});
  EXPECT_TRUE(y.shares_memory_with(x));
  EXPECT_EQ(y.to_vector(), (std::vector<float>{1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 2, 2}));
  EXPECT_THROW(x.expand({2, 3, 3}), TensorError);
}

TEST(Values, WritingACopyLeavesTheOriginal) {
  auto x = tensor<float>({1, 2, 3});
  auto y = x;
  EXPECT_TRUE(y.shares_memory_with(x));
  y.set(9, 0);
  EXPECT_EQ(x.to_vector(), (std::vector<float>{1, 2, 3}));
  EXPECT_EQ(y.to_vector(), (std::vector<float>{9, 2, 3}));
  x.set(7, 1);
  EXPECT_EQ(y.at(1), 2);
}

TEST(Values, WritingAViewLeavesTheBaseAndBack) {
  auto x = arange<float>(6).reshape({2, 3});
  auto row = x[1];
  row.set(100, 0);
  EXPECT_EQ(x.at(1, 0), 3);
  auto column = x.transpose(0, 1);
  x.set(-1, 0, 0);
  EXPECT_EQ(column.at(0, 0), 0);
}

TEST(Values, WritingAnExpandedTensorWritesOneElement) {
  auto y = tensor<float>({1}).expand({3});
  y.set(5, 1);
  EXPECT_EQ(y.to_vector(), (std::vector<float>{1, 5, 1}));
}

TEST(Values, AnUnsharedTensorIsWrittenInPlace) {
  auto x = zeros<float>({4});
  const float *const before = x.data();
  x.set(1, 2);
  EXPECT_EQ(x.data(), before);
  auto moved = std::move(x);
  EXPECT_EQ(moved.data(), before);
}

TEST(Values, UpdateWithItselfAsOperand) {
  auto x = tensor<double>({1, 2, 3});
  update(
      "test", [](double a, double b) { return a + b; }, x, x);
  EXPECT_EQ(x.to_vector(), (std::vector<double>{2, 4, 6}));
}

TEST(Views, SliceAssign) {
  const auto x = arange<float>(6);
  const auto y = slice_assign(x, tensor<float>({10, 20}), 0, 1, 5, 2);
  EXPECT_EQ(y.to_vector(), (std::vector<float>{0, 10, 2, 20, 4, 5}));
  EXPECT_EQ(x.at(1), 1);
  EXPECT_THROW(slice_assign(x, tensor<float>({1}), 0, 0, 2), TensorError);
}

TEST(Views, SelectAssign) {
  auto x = arange<float>(6).reshape({2, 3});
  const auto y = x;
  x = select_assign(x, x[1] * 2, 0, 0);
  EXPECT_EQ(x.to_vector(), (std::vector<float>{6, 8, 10, 3, 4, 5}));
  EXPECT_EQ(select_assign(x, tensor<float>({7, 9}), 1, -1).to_vector(), (std::vector<float>{6, 8, 7, 3, 4, 9}));
  EXPECT_EQ(select_assign(x.t(), tensor<float>({1, 2, 3}), 1, 0).to_vector(), (std::vector<float>{1, 3, 2, 4, 3, 5}));
  EXPECT_EQ(y.to_vector(), (std::vector<float>{0, 1, 2, 3, 4, 5}));
  EXPECT_THROW(select_assign(x, tensor<float>({1}), 0, 0), TensorError);
  EXPECT_THROW(select_assign(x, x[0], 0, 2), TensorError);
}

TEST(Views, ANamedViewIsATensorOfItsOwn) {
  const auto x = arange<float>(6).reshape({2, 3});
  auto row = x[0];
  row = x[1];
  row += 1;
  row.set(9, 0);
  EXPECT_EQ(row.to_vector(), (std::vector<float>{9, 5, 6}));
  EXPECT_EQ(x.to_vector(), (std::vector<float>{0, 1, 2, 3, 4, 5}));
}

TEST(Views, FlipOfStridedTensors) {
  Source source(3);
  for (int round = 0; round < 30; ++round) {
    const Shape shape = source.shape(1, 4);
    const auto x = source.strided<float>(shape);
    const auto y = flip(x, {0});
    for_each_index(shape, [&](const Dims &at) {
      Dims from = at;
      from[0] = shape[0] - 1 - at[0];
      ASSERT_EQ(y.at_index(at), x.at_index(from));
    });
  }
}

TEST(Indexing, OutOfRangeThrows) {
  const auto x = zeros<float>({3, 2});
  EXPECT_THROW(x.at(3, 0), TensorError);
  EXPECT_THROW(x.at(0), TensorError);
  EXPECT_THROW(index_select(x, 0, tensor<std::int64_t>({3})), TensorError);
  EXPECT_THROW(index_select(x, 0, tensor<std::int64_t>({-1})), TensorError);
  EXPECT_THROW(gather(x, 0, tensor<std::int64_t>({{3, 0}})), TensorError);
  EXPECT_THROW(embedding(tensor<std::int64_t>({3}), x), TensorError);
  EXPECT_THROW(cross_entropy(x, tensor<std::int64_t>({0, 1, 2})), TensorError);
  EXPECT_THROW(one_hot<float>(tensor<std::int64_t>({2}), 2), TensorError);
}

TEST(Empty, OperationsOnNothing) {
  const auto x = zeros<float>({0, 3});
  EXPECT_EQ(sum(x).item(), 0);
  EXPECT_EQ(sum(x, {0}).to_vector(), (std::vector<float>{0, 0, 0}));
  EXPECT_EQ((x + 1).shape(), (Shape{0, 3}));
  EXPECT_EQ(matmul(x, zeros<float>({3, 2})).shape(), (Shape{0, 2}));
  EXPECT_EQ(matmul(zeros<float>({2, 0}), zeros<float>({0, 2})).to_vector(), (std::vector<float>{0, 0, 0, 0}));
  EXPECT_EQ(cat<float>({x, ones<float>({1, 3})}).shape(), (Shape{1, 3}));
  EXPECT_EQ(softmax(x, 1).shape(), (Shape{0, 3}));
  EXPECT_EQ(to_string(x), "tensor([], size=(0, 3))");
  EXPECT_THROW(amax(x), TensorError);
  EXPECT_THROW(argmax(x, 0), TensorError);
}

} // namespace
