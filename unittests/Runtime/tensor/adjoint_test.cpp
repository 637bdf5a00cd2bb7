// Adjoints at random shapes and strides: <y_bar, J x_dot> by central
// differences against <J^T y_bar, x_dot>; bars are added into.
#include "random_tensors.h"

#include <gtest/gtest.h>

using namespace clangent;
using testing_tensors::Source;

namespace {

using X = Tensor<double>;

double inner(const X &a, const X &b) { return sum(a * b).item(); }

/// f: X -> X; pull: (x, y, y_bar, x_bar) adds the adjoint.
template <class F, class Pull> void check(Source &source, const X &x, const F &f, const Pull &pull) {
  const X y = f(x), x_dot = source.strided<double>(x.shape());
  const X y_bar = source.strided<double>(y.shape());
  const double h = 1e-5;
  const double forward = inner(y_bar, (f(x + x_dot * h) - f(x - x_dot * h)) / (2 * h));
  X x_bar;
  pull(x, y, y_bar, x_bar);
  ASSERT_EQ(x_bar.shape(), x.shape());
  EXPECT_NEAR(inner(x_bar, x_dot), forward, 1e-6 * (1 + std::fabs(forward)));
  const X once = x_bar.copy();
  pull(x, y, y_bar, x_bar);
  EXPECT_NEAR(inner(x_bar, x_dot), 2 * inner(once, x_dot), 1e-9);
}

TEST(Adjoint, Views) {
  Source source(9);
  for (int round = 0; round < 20; ++round) {
    const X x = source.strided<double>(source.shape(2, 4));
    check(
        source, x, [](const X &v) { return v.slice(-1, 0, 3, 2); },
        [](const X &v, const X &, const X &g, X &bar) { slice_adjoint(v.shape(), -1, 0, 3, 2, g, bar); });
    const Dims dims = source.permutation(x.rank());
    check(
        source, x, [&](const X &v) { return v.permute(dims); },
        [&](const X &, const X &, const X &g, X &bar) { permute_adjoint(dims, g, bar); });
    check(
        source, x, [](const X &v) { return v.flatten(); },
        [](const X &v, const X &, const X &g, X &bar) { flatten_adjoint(v.shape(), g, bar); });
  }
}

TEST(Adjoint, BroadcastProduct) {
  Source source(10);
  for (int round = 0; round < 20; ++round) {
    const Shape shape = source.shape(1, 3);
    Shape narrow = shape;
    narrow[0] = 1;
    const X a = source.strided<double>(narrow), b = source.strided<double>(shape);
    check(
        source, a, [&](const X &v) { return v * b; },
        [&](const X &v, const X &, const X &g, X &bar) { mul_adjoint(v, b, g, bar, nullptr); });
    check(
        source, b, [&](const X &v) { return a / v; },
        [&](const X &v, const X &, const X &g, X &bar) { div_adjoint(a, v, g, nullptr, bar); });
  }
}

TEST(Adjoint, ReductionsAndSoftmax) {
  Source source(11);
  for (int round = 0; round < 20; ++round) {
    const X x = source.strided<double>(source.shape(2, 4));
    check(
        source, x, [](const X &v) { return logsumexp(v, {0}); },
        [](const X &v, const X &y, const X &g, X &bar) { logsumexp_adjoint(v, {0}, y, g, bar); });
    check(
        source, x, [](const X &v) { return softmax(v, 0); },
        [](const X &, const X &y, const X &g, X &bar) { softmax_adjoint(0, y, g, bar); });
    check(
        source, x, [](const X &v) { return norm(v, 3.0, {1}); },
        [](const X &v, const X &y, const X &g, X &bar) { norm_adjoint(v, 3.0, {1}, y, g, bar); });
  }
}

TEST(Adjoint, MatmulInBothOperands) {
  Source source(12);
  const Shape shapes[][2] = {{{3}, {3}},       {{2, 3}, {3}},          {{3}, {3, 4}},    {{2, 3}, {3, 4}},
                             {{5, 2, 3}, {3}}, {{5, 2, 3}, {5, 3, 4}}, {{3}, {5, 3, 4}}, {{2, 1, 2, 3}, {5, 3, 2}}};
  for (const auto &pair : shapes) {
    const X a = source.strided<double>(pair[0]);
    const X b = source.strided<double>(pair[1]);
    check(
        source, a, [&](const X &v) { return matmul(v, b); },
        [&](const X &v, const X &, const X &g, X &bar) { matmul_adjoint(v, b, g, bar, nullptr); });
    check(
        source, b, [&](const X &v) { return matmul(a, v); },
        [&](const X &v, const X &, const X &g, X &bar) { matmul_adjoint(a, v, g, nullptr, bar); });
  }
}

TEST(Adjoint, Convolution) {
  Source source(13);
  const Conv2dOptions options{{2, 1}, {1, 2}, {1, 2}, 2};
  const X x = source.strided<double>({2, 4, 6, 7});
  const X w = source.strided<double>({6, 2, 3, 2}), b = source.tensor<double>({6});
  check(
      source, x, [&](const X &v) { return conv2d(v, w, b, options); },
      [&](const X &v, const X &, const X &g, X &bar) { conv2d_adjoint(v, w, {}, options, g, bar, nullptr, nullptr); });
  check(
      source, w, [&](const X &v) { return conv2d(x, v, b, options); },
      [&](const X &v, const X &, const X &g, X &bar) { conv2d_adjoint(x, v, {}, options, g, nullptr, bar, nullptr); });
  check(
      source, b, [&](const X &v) { return conv2d(x, w, v, options); },
      [&](const X &v, const X &, const X &g, X &bar) {
        conv2d_adjoint(x, w, v.shape(), options, g, nullptr, nullptr, bar);
      });
}

TEST(Adjoint, RepeatAndIndexing) {
  Source source(14);
  const X x = source.strided<double>({3, 2});
  for (const Dims &times : {Dims{1, 1}, Dims{2, 3}, Dims{4, 1, 2}})
    check(
        source, x, [&](const X &v) { return repeat(v, times); },
        [&](const X &v, const X &, const X &g, X &bar) { repeat_adjoint(v.shape(), times, g, bar); });
  const auto index = tensor<std::int64_t>({2, 0, 2});
  check(
      source, x, [&](const X &v) { return index_select(v, 0, index); },
      [&](const X &v, const X &, const X &g, X &bar) { index_select_adjoint(v.shape(), 0, index, g, bar); });
  check(
      source, x, [&](const X &v) { return cumprod(v, 0); },
      [&](const X &v, const X &, const X &g, X &bar) { cumprod_adjoint(v, 0, g, bar); });
}

TEST(Adjoint, CosineOfBroadcastOperandsIsThatOfWideOnes) {
  Source source(15);
  const X a = source.strided<double>({3, 1}), b = source.strided<double>({2, 1, 4});
  const X wide_a = a.expand({2, 3, 4}).copy(), wide_b = b.expand({2, 3, 4}).copy();
  for (const std::int64_t dim : {0, 1, 2, -1, -3}) {
    const X y = cosine_similarity(a, b, dim), wide_y = cosine_similarity(wide_a, wide_b, dim);
    ASSERT_EQ(y.shape(), wide_y.shape());
    const X g = source.tensor<double>(y.shape());
    X a_bar, b_bar, wide_a_bar, wide_b_bar;
    cosine_similarity_adjoint(a, b, dim, 1e-8, y, g, a_bar, b_bar);
    cosine_similarity_adjoint(wide_a, wide_b, dim, 1e-8, wide_y, g, wide_a_bar, wide_b_bar);
    EXPECT_EQ(a_bar.shape(), a.shape());
    EXPECT_EQ(b_bar.shape(), b.shape());
    EXPECT_NEAR(inner(y - wide_y, y - wide_y), 0, 1e-24);
    EXPECT_NEAR(sum(square(a_bar - sum_to(wide_a_bar, a.shape()))).item(), 0, 1e-24);
    EXPECT_NEAR(sum(square(b_bar - sum_to(wide_b_bar, b.shape()))).item(), 0, 1e-24);
  }
}

TEST(Adjoint, WhatNoRuleTakesIsRefusedAtOnce) {
  const auto square = Tensor<std::int64_t>::zeros({2, 2});
  EXPECT_THROW(index_add(X::zeros({3, 2}), 0, square, X::zeros({4, 2})), TensorError);
  EXPECT_THROW(repeat(X::zeros({0}), {-1}), TensorError);
  EXPECT_THROW(repeat(X::zeros({1}), {2, -1}), TensorError);
  const X line = X::zeros({2, 1, 0, 3});
  EXPECT_THROW(max_pool2d(line, Pool2dOptions::square(2, 1, 1)), TensorError);
  EXPECT_THROW(avg_pool2d(line, Pool2dOptions::square(2, 1, 1)), TensorError);
  EXPECT_THROW(adaptive_avg_pool2d(line, {1, 1}), TensorError);
  const X x = X::zeros({2, 3}), row = X::zeros({3}), wide = X::zeros({1, 3}), one = X::zeros({1});
  EXPECT_THROW(layer_norm(x, {}), TensorError);
  EXPECT_THROW(layer_norm(x, {3}, one), TensorError);
  EXPECT_THROW(layer_norm(x, {3}, row, wide), TensorError);
  EXPECT_THROW(batch_norm(x, wide, row, row, row), TensorError);
  EXPECT_THROW(batch_norm_training(x, row, X::zeros({3, 1}), row, row), TensorError);
  EXPECT_THROW(batch_norm_training(x, row, row, one, row), TensorError);
  EXPECT_THROW(batch_norm_training(x, row, row, row, wide), TensorError);
  EXPECT_THROW(cross_entropy(X(1.0), X(1.0)), TensorError);
  EXPECT_THROW(binary_cross_entropy_with_logits(one, one, Reduction::none, row), TensorError);
  const LstmWeights<double> cell{X::zeros({12, 2}), X::zeros({12, 3}), {}, {}};
  const X in = X::zeros({4, 2}), state = X::zeros({4, 3});
  EXPECT_EQ(lstm_cell(in, {state, state}, cell).h.shape(), state.shape());
  EXPECT_EQ(lstm_cell(in[0], {state[0], state[0]}, cell).h.shape(), row.shape());
  EXPECT_THROW(lstm_cell(in, {wide, state}, cell), TensorError);
  EXPECT_THROW(lstm_cell(in, {state, wide}, cell), TensorError);
  EXPECT_THROW(lstm_cell(in[0], {state, state}, cell), TensorError);
  EXPECT_THROW(lstm_cell(in, {state, state}, {X::zeros({12, 2}), X::zeros({1, 3}), {}, {}}), TensorError);
  EXPECT_EQ(max_pool2d(X::zeros({0, 1, 2, 3}), Pool2dOptions::square(2, 1)).shape(), (Shape{0, 1, 1, 2}));
}

// Braces around all options may stand for those around the first.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-braces"
TEST(Pooling, OneNumberIsForBothDirections) {
  const auto x = arange<double>(36).reshape({1, 1, 6, 6});
  const auto whole = Pool2dOptions::square(2, 2), by_three = Pool2dOptions::square(3, 3);
  EXPECT_EQ(max_pool2d(x, {2}).to_vector(), max_pool2d(x, whole).to_vector());
  EXPECT_EQ(max_pool2d(x, {}).to_vector(), max_pool2d(x, whole).to_vector());
  // The largest of each window is its last element; windows do not overlap unless a stride says so.
  EXPECT_EQ(max_pool2d(x, {3}).to_vector(), (std::vector<double>{14, 17, 32, 35}));
  EXPECT_EQ(avg_pool2d(x, {3}).to_vector(), avg_pool2d(x, by_three).to_vector());
  EXPECT_EQ(max_pool2d(x, {{3, 6}}).to_vector(), (std::vector<double>{17, 35}));
  EXPECT_EQ(max_pool2d(x, {{5}, {1}}).to_vector(), (std::vector<double>{28, 29, 34, 35}));
  EXPECT_EQ(adaptive_avg_pool2d(x, {2}).shape(), (Shape{1, 1, 2, 2}));
  const auto ones_of = [](std::int64_t n) { return ones<double>({1, 1, n, n}); };
  EXPECT_EQ(conv2d(x, ones_of(2), {}, {2}).to_vector(), (avg_pool2d(x, {2}) * 4.0).to_vector());
  EXPECT_EQ(conv2d(x, ones_of(1), {}, {{1}, {1}}).shape(), (Shape{1, 1, 8, 8}));
}
#pragma GCC diagnostic pop

TEST(Adjoint, SmoothL1WithoutACornerIsL1) {
  const X x = tensor<double>({-2, 0, 3}), target = X::zeros({3}), ones = X::ones({3});
  X x_bar, target_bar;
  smooth_l1_loss_adjoint(x, target, 0.0, Reduction::none, ones, x_bar, target_bar);
  EXPECT_EQ(x_bar.to_vector(), (std::vector<double>{-1, 0, 1}));
  EXPECT_EQ(target_bar.to_vector(), (std::vector<double>{1, 0, -1}));
}

TEST(Adjoint, BarsDoNotAliasTheirSource) {
  const X g = tensor<double>({1, 2});
  X bar;
  neg_adjoint(g, bar);
  X other;
  add_adjoint<double>({2}, {2}, 1.0, g, bar, other);
  EXPECT_EQ(bar.to_vector(), (std::vector<double>{0, 0}));
  add_adjoint<double>({2}, {2}, 1.0, g, other, nullptr);
  EXPECT_EQ(other.to_vector(), (std::vector<double>{2, 4}));
  EXPECT_EQ(g.to_vector(), (std::vector<double>{1, 2}));
}

} // namespace
