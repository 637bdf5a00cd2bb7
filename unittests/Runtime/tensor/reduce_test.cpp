// Reductions against their definition.
#include "random_tensors.h"

#include <gtest/gtest.h>

using namespace clangent;
using testing_tensors::for_each_index;
using testing_tensors::Source;

namespace {

/// Some dimensions of a tensor, at least one.
Dims some_dims(int rank, Source &source) {
  Dims all = source.permutation(rank), dims;
  for (std::int64_t i = source.between(1, rank); i > 0; --i)
    dims.push_back(all[int(i) - 1]);
  return dims;
}

TEST(Sum, OverAnyDimensionsOfStridedTensors) {
  Source source(6);
  for (int round = 0; round < 200; ++round) {
    const Shape shape = source.shape(1, 5);
    const auto x = round % 2 ? source.strided<double>(shape) : source.tensor<double>(shape);
    const Dims dims = some_dims(shape.size(), source);
    const auto y = sum(x, dims, true);
    auto expected = zeros<double>(y.shape());
    for_each_index(shape, [&](const Dims &at) {
      Dims to = at;
      for (std::int64_t d : dims)
        to[int(d)] = 0;
      expected.set_index(to, expected.at_index(to) + x.at_index(at));
    });
    for_each_index(y.shape(), [&](const Dims &at) { ASSERT_NEAR(y.at_index(at), expected.at_index(at), 1e-12); });
    ASSERT_EQ(sum(x, dims).to_vector(), y.to_vector());
  }
}

TEST(Sum, ToABroadcastShapeUndoesExpand) {
  Source source(7);
  for (int round = 0; round < 100; ++round) {
    const Shape wide = source.shape(1, 4);
    Shape narrow;
    for (int d = int(source.between(0, wide.size())); d < wide.size(); ++d)
      narrow.push_back(source.between(0, 1) ? 1 : wide[d]);
    const auto x = source.tensor<double>(narrow);
    const auto summed = sum_to(x.expand(wide), narrow);
    const double copies = double(count_elements(wide)) / double(x.numel());
    ASSERT_EQ(summed.shape(), narrow);
    for_each_index(narrow, [&](const Dims &at) { ASSERT_NEAR(summed.at_index(at), copies * x.at_index(at), 1e-12); });
  }
}

TEST(Reduce, RepeatedDimensionsAreErrors) {
  const auto x = zeros<float>({2, 3});
  EXPECT_THROW(sum(x, {0, -2}), TensorError);
  EXPECT_THROW(sum(x, {2}), TensorError);
}

TEST(Sort, IsStableAndPutsNanLast) {
  const auto x = tensor<float>({2, NAN, 1, 2, -1});
  const auto up = sort(x);
  EXPECT_EQ(up.indices.to_vector(), (std::vector<std::int64_t>{4, 2, 0, 3, 1}));
  const auto down = sort(x, 0, true);
  EXPECT_EQ(down.indices.to_vector(), (std::vector<std::int64_t>{1, 0, 3, 2, 4}));
  EXPECT_EQ(topk(x, 2).indices.to_vector(), (std::vector<std::int64_t>{1, 0}));
  EXPECT_THROW(topk(x, 6), TensorError);
}

TEST(Matmul, StacksBroadcastAndViewsAreRead) {
  Source source(8);
  for (int round = 0; round < 60; ++round) {
    const std::int64_t m = source.between(1, 4), k = source.between(1, 4), n = source.between(1, 4);
    const auto a = source.strided<double>({3, 1, m, k});
    const auto b = source.strided<double>({2, k, n});
    const auto y = matmul(a, b);
    ASSERT_EQ(y.shape(), (Shape{3, 2, m, n}));
    for_each_index(y.shape(), [&](const Dims &at) {
      double expected = 0;
      for (std::int64_t i = 0; i < k; ++i)
        expected += a.at(at[0], 0, at[2], i) * b.at(at[1], i, at[3]);
      ASSERT_NEAR(y.at_index(at), expected, 1e-12);
    });
  }
}

TEST(Sum, RoundingStaysSmallForManyElements) {
  const auto x = full<float>({3000000}, 0.1f);
  EXPECT_NEAR(sum(x).item(), 300000, 1);
  EXPECT_NEAR(sum(full<float>({2, 3000000}, 0.1f).t(), {0}).at(1), 300000, 1);
  EXPECT_NEAR(var(x, {}, false).item(), 0, 1e-12);
}

} // namespace
