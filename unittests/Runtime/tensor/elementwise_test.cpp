// The elementwise engine against its definition, for random shapes and strides.
#include "random_tensors.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace clangent;
using testing_tensors::for_each_index;
using testing_tensors::Source;

namespace {

/// A shape that broadcasts to `shape`.
Shape narrowed(const Shape &shape, Source &source) {
  Shape out;
  for (int d = int(source.between(0, shape.size())); d < shape.size(); ++d)
    out.push_back(source.between(0, 2) == 0 ? 1 : shape[d]);
  return out;
}

double broadcast_at(const Tensor<double> &x, const Dims &at) {
  Dims index;
  for (int d = 0; d < x.rank(); ++d)
    index.push_back(x.shape()[d] == 1 ? 0 : at[at.size() - x.rank() + d]);
  return x.at_index(index);
}

TEST(Transform, BroadcastsStridedOperands) {
  Source source(4);
  for (int round = 0; round < 200; ++round) {
    const Shape shape = source.shape(0, 4);
    const auto a = source.strided<double>(narrowed(shape, source));
    const auto b = source.strided<double>(narrowed(shape, source));
    const auto c = source.strided<double>(shape);
    const auto y = where(a < b, a * b, c);
    ASSERT_EQ(y.shape(), shape);
    for_each_index(shape, [&](const Dims &at) {
      const double u = broadcast_at(a, at), v = broadcast_at(b, at);
      ASSERT_EQ(y.at_index(at), u < v ? u * v : c.at_index(at));
    });
  }
}

// Rows long enough for wide instructions, at every offset and with every rest, have the bits of one element alone.
TEST(Transform, BitsDoNotDependOnTheLengthOfRows) {
  Source source(9);
  const auto f = [](float a, float b, float c) { return a * b + c / (1.0f + a * a); };
  const auto a = source.tensor<float>({160}), b = source.tensor<float>({160}), c = source.tensor<float>({160});
  for (std::int64_t from = 0; from < 9; ++from)
    for (std::int64_t n = 25; n < 100; ++n) {
      const auto x = a.slice(0, from, from + n), y = b.slice(0, from, from + n), z = c.slice(0, from, from + n);
      const auto whole = transform("f", f, x, y, z);
      auto updated = x.copy();
      update("f", f, updated, y, z);
      for (std::int64_t i = 0; i < n; ++i) {
        const float alone = transform("f", f, x.slice(0, i, i + 1), y.slice(0, i, i + 1), z.slice(0, i, i + 1)).item();
        ASSERT_EQ(whole.at(i), alone) << from << ' ' << n << ' ' << i;
        ASSERT_EQ(updated.at(i), alone) << from << ' ' << n << ' ' << i;
      }
    }
}

TEST(Transform, UpdateBroadcastsIntoTheTarget) {
  Source source(5);
  for (int round = 0; round < 100; ++round) {
    const Shape shape = source.shape(0, 4);
    const auto before = source.strided<double>(shape);
    const auto b = source.strided<double>(narrowed(shape, source));
    auto x = before;
    update(
        "test", [](double u, double v) { return u - 2 * v; }, x, b);
    for_each_index(shape,
                   [&](const Dims &at) { ASSERT_EQ(x.at_index(at), before.at_index(at) - 2 * broadcast_at(b, at)); });
  }
  auto small = zeros<double>({2});
  EXPECT_THROW(update(
                   "test", [](double u, double) { return u; }, small, zeros<double>({3, 2})),
               TensorError);
}

TEST(Math, FloatFunctionsAreCloseToDouble) {
  const auto x = linspace<float>(-8, 8, 4001);
  const auto check = [&](const Tensor<float> &got, const Tensor<double> &want) {
    for (std::int64_t i = 0; i < got.numel(); ++i)
      ASSERT_NEAR(got.at(i), want.at(i), 4e-7 * std::max(1.0, std::fabs(want.at(i)))) << x.at(i);
  };
  const auto wide = x.to<double>();
  check(exp(x), exp(wide));
  check(tanh(x), tanh(wide));
  check(sigmoid(x), sigmoid(wide));
  check(sin(x), sin(wide));
  check(cos(x), cos(wide));
  check(log(abs(x) + 0.5), log(abs(wide) + 0.5));
}

TEST(Math, FloatFunctionsAtTheEdges) {
  const float inf = INFINITY;
  const auto x = tensor<float>({0.0f, -inf, inf, 100.0f, -200.0f});
  const auto e = exp(x);
  EXPECT_EQ(e.at(0), 1);
  EXPECT_EQ(e.at(1), 0);
  EXPECT_EQ(e.at(2), inf);
  EXPECT_EQ(e.at(3), inf);
  EXPECT_EQ(e.at(4), 0);
  EXPECT_EQ(sigmoid(x).at(1), 0);
  EXPECT_EQ(sigmoid(x).at(2), 1);
  EXPECT_EQ(tanh(x).at(2), 1);
  EXPECT_EQ(tanh(x).at(1), -1);
  EXPECT_EQ(log(x).at(0), -inf);
  EXPECT_EQ(log(x).at(2), inf);
  EXPECT_TRUE(std::isnan(log(x).at(1)));
  // Up to the last numbers that float holds, each beside ordinary ones.
  for (float v : {88.3f, 88.5f, 88.72f, -87.2f, -88.0f, -88.29f, -95.0f, -103.0f, -104.5f, -150.0f, -1000.0f}) {
    const auto both = exp(tensor<float>({v, 1.0f}));
    EXPECT_NEAR(both.at(0), std::exp(v), 5e-7f * std::exp(v) + 3e-45f) << v;
    EXPECT_FLOAT_EQ(both.at(1), std::exp(1.0f));
  }
  EXPECT_EQ(exp(tensor<float>({88.73f})).item(), inf);
  for (float v : {1e-40f, 1.4e-45f, 1.1e-38f, 1.2e-38f, 3e38f}) {
    const auto both = log(tensor<float>({v, 2.0f}));
    EXPECT_FLOAT_EQ(both.at(0), std::log(v)) << v;
    EXPECT_FLOAT_EQ(both.at(1), std::log(2.0f));
  }
  const auto nan = tensor<float>({NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN});
  EXPECT_TRUE(all(isnan(exp(nan))));
  EXPECT_TRUE(all(isnan(log(nan))));
  EXPECT_TRUE(all(isnan(tanh(nan))));
  EXPECT_TRUE(all(isnan(sin(nan))));
  EXPECT_TRUE(all(isnan(sigmoid(nan))));
  EXPECT_TRUE(all(isnan(relu(nan))));
}

TEST(Compare, NanPropagatesThroughMaximum) {
  const auto a = tensor<float>({NAN, 1}), b = tensor<float>({1, NAN});
  EXPECT_TRUE(all(isnan(maximum(a, b))));
  EXPECT_TRUE(all(isnan(minimum(a, b))));
  EXPECT_TRUE(std::isnan(amax(a).item()));
}

TEST(Compare, MixedTypes) {
  const auto i = tensor<std::int64_t>({1, 2, 3});
  const auto f = tensor<float>({1.5f, 2.0f, 2.5f});
  EXPECT_EQ((i < f).to_vector(), (std::vector<bool>{true, false, false}));
  EXPECT_EQ((i == 2).to_vector(), (std::vector<bool>{false, true, false}));
  EXPECT_EQ((f + i).to_vector(), (std::vector<float>{2.5f, 4, 5.5f}));
}

TEST(Arithmetic, IntegerDivision) {
  using I = std::int64_t;
  const auto a = tensor<I>({7, -7, 7, -7, INT64_MIN}), b = tensor<I>({2, 2, -2, -2, -1});
  EXPECT_EQ(div_floor(a, b).to_vector(), (std::vector<I>{3, -4, -4, 3, INT64_MIN}));
  EXPECT_EQ(div_trunc(a, b).to_vector(), (std::vector<I>{3, -3, -3, 3, INT64_MIN}));
  EXPECT_EQ(remainder(a, b).to_vector(), (std::vector<I>{1, 1, -1, -1, 0}));
  EXPECT_EQ(fmod(a, b).to_vector(), (std::vector<I>{1, -1, 1, -1, 0}));
  EXPECT_EQ(remainder(a, -3).to_vector(), (std::vector<I>{-2, -1, -2, -1, INT64_MIN % -3}));
  EXPECT_EQ(fmod(a, -3).to_vector(), (std::vector<I>{1, -1, 1, -1, INT64_MIN % -3}));
  EXPECT_THROW(div_floor(a, zeros<I>({1})), TensorError);
  EXPECT_THROW(remainder(a, zeros<I>({1})), TensorError);
}

TEST(Create, RangesAreChecked) {
  EXPECT_EQ(arange<float>(0, 1, 0.25f).numel(), 4);
  EXPECT_EQ(arange<std::int64_t>(3, 0).numel(), 0);
  EXPECT_EQ(arange<std::int64_t>(3, 0, -2).to_vector(), (std::vector<std::int64_t>{3, 1}));
  EXPECT_THROW(arange<double>(0, 1, 0), TensorError);
  EXPECT_THROW(arange<double>(0, 1e300), TensorError);
}

} // namespace
