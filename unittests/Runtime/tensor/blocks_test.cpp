// Blocks: parts of operands, put together again, are the operands; sums over blocks are sums over everything.
#define CLANGENT_BLOCK_ELEMENTS 8
#include "random_tensors.h"

#include <clangent/tensor/arithmetic.h>
#include <clangent/tensor/blocks.h>
#include <clangent/tensor/compare.h>

#include <gtest/gtest.h>

using namespace clangent;
using testing_tensors::Source;

namespace {

template <class T> void expect_same(const Tensor<T> &a, const Tensor<T> &b) {
  ASSERT_EQ(a.shape(), b.shape());
  EXPECT_TRUE(all(a == b));
}

Tensor<double> counted(const Shape &shape) {
  Tensor<double> x = Tensor<double>::empty(shape);
  for (std::int64_t i = 0; i < x.numel(); ++i)
    x.writable()[i] = double(i + 1);
  return x;
}

/// a * b, block by block.
Tensor<double> product(const Blocks &blocks, const Tensor<double> &a, const Tensor<double> &b) {
  Tensor<double> y;
  for (std::int64_t k = 0; k < blocks.count(); ++k)
    blocks.put(y, k, mul(blocks.part(a, k), blocks.part(b, k)));
  return y;
}

TEST(Blocks, OfOneShapeAreRunsOfElements) {
  const auto a = counted({3, 5, 7}), b = counted({3, 5, 7});
  const Blocks blocks = Blocks::of(a, b);
  EXPECT_EQ(blocks.count(), 3 * 5 * 7 / 8);
  EXPECT_EQ(blocks.part(a, 0).rank(), 1);
  expect_same(product(blocks, a, b), mul(a, b));
}

TEST(Blocks, OfSeveralShapesAreRows) {
  const auto m = counted({9, 4}), n = counted({9, 4}).t().contiguous().t();
  for (const auto &other : {counted({4}), counted({1, 4}), counted({9, 1}), counted({1, 1}), counted({}), n}) {
    const Blocks blocks = Blocks::of(m, other);
    EXPECT_GT(blocks.count(), 1) << to_string(other.shape());
    expect_same(product(blocks, m, other), mul(m, other));
    expect_same(product(Blocks::of(other, m), other, m), mul(m, other));
  }
  expect_same(product(Blocks::of(counted({9, 1}), counted({4})), counted({9, 1}), counted({4})),
              mul(counted({9, 1}), counted({4})));
}

TEST(Blocks, OfRandomShapesPutTogetherAreTheWhole) {
  Source source(11);
  for (int round = 0; round < 300; ++round) {
    const Shape shape = source.shape(0, 4);
    Shape narrow;
    for (int d = int(source.between(0, shape.size())); d < shape.size(); ++d)
      narrow.push_back(source.between(0, 2) == 0 ? 1 : shape[d]);
    const auto a = source.strided<double>(shape), b = source.strided<double>(narrow);
    expect_same(product(Blocks::of(a, b), a, b), mul(a, b));
    expect_same(product(Blocks::of(b, a), b, a), mul(a, b));
  }
}

TEST(Blocks, AreOneWhereNothingIsGained) {
  EXPECT_EQ(Blocks::of(counted({15})).count(), 1);
  EXPECT_EQ(Blocks::of(counted({})).count(), 1);
  EXPECT_EQ(Blocks::of(counted({0, 40})).count(), 1);
  EXPECT_EQ(Blocks::of(counted({1, 4}), counted({4})).count(), 1);
}

TEST(Blocks, AreOneWhereOperandsDoNotFit) {
  EXPECT_EQ(Blocks::of(counted({40}), counted({41})).count(), 1);
  EXPECT_EQ(Blocks::of(counted({40}), Tensor<double>()).count(), 1);
  EXPECT_THROW(joint_shape(counted({40}), counted({41})), TensorError);
}

// An adjoint that belongs to all rows would be counted once for every block.
TEST(Blocks, AreOneWhereAnAdjointBelongsToAllRows) {
  const auto m = counted({9, 4}), row = counted({4});
  EXPECT_GT(Blocks::of(m, row).seeded(m).count(), 1);
  EXPECT_GT(Blocks::of(m, row).seeded(m, Tensor<double>()).count(), 1);
  EXPECT_EQ(Blocks::of(m, row).seeded(row).count(), 1);
  EXPECT_EQ(Blocks::of(counted({40}), counted({})).seeded(counted({})).count(), 1);
  EXPECT_GT(Blocks::of(counted({40})).seeded(Tensor<double>(2.0).expand({40})).count(), 1);
}

TEST(Blocks, SumOfWhatIsRepeatedCountsEveryBlock) {
  const auto m = counted({9, 4}), row = counted({4});
  const Blocks blocks = Blocks::of(m, row);
  Tensor<double> m_bar, row_bar, more_m = counted({9, 4}), more_row = counted({4}), fresh;
  for (std::int64_t k = 0; k < blocks.count(); ++k) {
    Tensor<double> m_part, row_part;
    mul_adjoint(blocks.part(m, k), blocks.part(row, k), blocks.part(m, k), m_part, row_part);
    blocks.sum(m_bar, k, m_part);
    blocks.sum(row_bar, k, row_part);
    blocks.add(more_m, k, m_part);
    blocks.add(more_row, k, row_part);
    blocks.add(fresh, k, m_part);
  }
  Tensor<double> m_whole, row_whole;
  mul_adjoint(m, row, m, m_whole, row_whole);
  expect_same(m_bar, m_whole);
  expect_same(row_bar, row_whole);
  expect_same(more_m, add(m_whole, counted({9, 4})));
  expect_same(more_row, add(row_whole, counted({4})));
  expect_same(fresh, m_whole);
}

/// The sum of x over `dims`, reduced block by block.
template <class T>
Tensor<T> reduced(const Blocks &blocks, const Tensor<T> &x, const Dims &dims, bool keepdim, bool &kept) {
  BlockTotal<Tensor<T>> total;
  for (std::int64_t k = 0; k < blocks.count(); ++k)
    blocks.reduce(total, k, blocks.part(x, k), dims, keepdim);
  kept = total.whole().defined();
  return sum(total, dims, keepdim);
}

TEST(Blocks, ReduceWithoutKeepingWhereTheBitsAreTheSame) {
  Source source(12);
  bool kept = false;
  const auto x = source.tensor<float>({40, 512}), row = source.tensor<float>({512});
  for (bool keepdim : {false, true}) {
    expect_same(reduced(Blocks::of(x, row), x, {}, keepdim, kept), sum(x, {}, keepdim));
    EXPECT_FALSE(kept);
    for (const Dims &dims : {Dims{0}, Dims{1}, Dims{0, 1}}) {
      expect_same(reduced(Blocks::of(x, row), x, dims, keepdim, kept), sum(x, dims, keepdim));
      EXPECT_TRUE(kept);
    }
  }
  const auto odd = source.tensor<float>({40, 300});
  const auto flat = counted({777}), small = counted({3});
  expect_same(reduced(Blocks::of(odd, source.tensor<float>({300})), odd, {}, false, kept), sum(odd));
  EXPECT_TRUE(kept);
  expect_same(reduced(Blocks::of(flat), flat, {}, false, kept), sum(flat));
  EXPECT_TRUE(kept);
  expect_same(reduced(Blocks::of(small), small, {}, false, kept), sum(small));
  // Of a result that is the same for every row, any block is the whole.
  BlockTotal<Tensor<float>> repeated;
  const Blocks blocks = Blocks::of(x, row);
  for (std::int64_t k = 0; k < blocks.count(); ++k)
    blocks.reduce(repeated, k, blocks.part(row, k), {}, false);
  expect_same(sum(repeated), sum(row));
}

TEST(Blocks, WritingPartsLeavesCopiesAlone) {
  const auto m = counted({9, 4});
  Tensor<double> bar = counted({9, 4});
  const Tensor<double> copy = bar;
  const Blocks blocks = Blocks::of(m, counted({4}));
  for (std::int64_t k = 0; k < blocks.count(); ++k)
    blocks.add(bar, k, blocks.part(m, k));
  expect_same(copy, m);
  expect_same(bar, add(m, m));
}

} // namespace
