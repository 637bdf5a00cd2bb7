// Element types: where two meet, what integers and booleans do, which shapes
// matmul takes, and what errors say.
#include <clangent/tensor.h>
#include <clangent/tensor/files.h>

#include <gtest/gtest.h>

using namespace clangent;

namespace {

template <class A, class B, class R>
constexpr bool sum_has_type = std::is_same_v<decltype(std::declval<Tensor<A>>() + std::declval<B>()), Tensor<R>>;

using i64 = std::int64_t;
using i32 = std::int32_t;
using u8 = std::uint8_t;
using i8 = std::int8_t;
static_assert(sum_has_type<float, Tensor<double>, double>);
static_assert(sum_has_type<float, Tensor<i64>, float>);
static_assert(sum_has_type<i32, Tensor<i64>, i64>);
static_assert(sum_has_type<u8, Tensor<i8>, std::int16_t>);
static_assert(sum_has_type<bool, Tensor<u8>, u8>);
static_assert(sum_has_type<bool, Tensor<bool>, bool>);
static_assert(sum_has_type<float, double, float>);
static_assert(sum_has_type<u8, int, u8>);
static_assert(sum_has_type<i64, double, float>);
static_assert(sum_has_type<bool, int, i64>);
static_assert(sum_has_type<bool, float, float>);
static_assert(std::is_same_v<decltype(std::declval<Tensor<i64>>() / 2), Tensor<float>>);
static_assert(std::is_same_v<decltype(exp(std::declval<Tensor<i32>>())), Tensor<float>>);
static_assert(std::is_same_v<decltype(sum(std::declval<Tensor<bool>>())), Tensor<i64>>);

TEST(Types, NumbersOfTwoTypesKeepTheirValues) {
  const auto x = tensor<i64>({1, -2, 3});
  EXPECT_EQ((x + tensor<double>({0.5, 0.5, 0.5})).to_vector(), (std::vector<double>{1.5, -1.5, 3.5}));
  EXPECT_EQ((x / tensor<i64>({2, 2, 2})).to_vector(), (std::vector<float>{0.5, -1, 1.5}));
  EXPECT_EQ(eq(tensor<u8>({255}), tensor<i8>({-1})).to_vector(), std::vector<bool>{false});
  EXPECT_EQ((tensor<u8>({200}) + 100).to_vector(), std::vector<u8>{44});
}

TEST(Types, BooleansAddAsOrAndMultiplyAsAnd) {
  const auto a = tensor<bool>({true, true, false, false}), b = tensor<bool>({true, false, true, false});
  EXPECT_EQ((a + b).to_vector(), (std::vector<bool>{true, true, true, false}));
  EXPECT_EQ((a * b).to_vector(), (std::vector<bool>{true, false, false, false}));
  EXPECT_EQ(sum(a).item(), 2);
}

TEST(Types, IntegerPowersAreExact) {
  EXPECT_EQ(pow(tensor<i64>({3, -3, 0}), 39).to_vector(),
            (std::vector<i64>{4052555153018976267, -4052555153018976267, 0}));
  EXPECT_EQ(pow(tensor<i64>({2, 10}), 0).to_vector(), (std::vector<i64>{1, 1}));
  EXPECT_EQ(pow(tensor<u8>({2}), 8).to_vector(), std::vector<u8>{0});
  const auto powers = tensor<i64>({-1, -2, -3});
  EXPECT_EQ(pow(tensor<i64>({1, -1, -1}), powers).to_vector(), (std::vector<i64>{1, 1, -1}));
  EXPECT_EQ(pow(tensor<i64>({2, 7, -5}), powers).to_vector(), (std::vector<i64>{0, 0, 0}));
  EXPECT_THROW(pow(tensor<i64>({2}), -1), TensorError);
}

/// The product by its definition, batch by batch.
template <class T> T product_at(const Tensor<T> &a, const Tensor<T> &b, i64 batch_a, i64 batch_b, i64 i, i64 j) {
  T sum = 0;
  for (i64 k = 0; k < a.size(-1); ++k)
    sum = T(sum + a.reshape({-1, a.size(-2), a.size(-1)}).at(batch_a, i, k) *
                      b.reshape({-1, b.size(-2), b.size(-1)}).at(batch_b, k, j));
  return sum;
}

template <class T> void expect_products() {
  const auto a = arange<T>(T(24)).reshape({2, 3, 4}), b = arange<T>(T(40)).reshape({2, 4, 5});
  const auto y = matmul(a, b);
  ASSERT_EQ(y.shape(), (Shape{2, 3, 5}));
  for (i64 n = 0; n < 2; ++n)
    for (i64 i = 0; i < 3; ++i)
      for (i64 j = 0; j < 5; ++j)
        EXPECT_EQ(y.at(n, i, j), product_at(a, b, n, n, i, j));
  // Strided operands and one matrix for all batches.
  const auto z = matmul(a, b[1].t().copy().t());
  for (i64 n = 0; n < 2; ++n)
    EXPECT_EQ(z.at(n, 2, 3), product_at(a, b, n, 1, 2, 3));
}

TEST(Matmul, IsExactInEveryType) {
  expect_products<double>();
  expect_products<float>();
  expect_products<i64>();
  expect_products<i32>();
  expect_products<std::int16_t>();
  expect_products<i8>();
  expect_products<u8>();
}

TEST(Matmul, ShapesAreThoseOfBroadcastStacks) {
  const auto shape_of = [](const Shape &a, const Shape &b) { return matmul(ones<float>(a), ones<float>(b)).shape(); };
  EXPECT_EQ(shape_of({3}, {3}), (Shape{}));
  EXPECT_EQ(shape_of({3}, {3, 4}), (Shape{4}));
  EXPECT_EQ(shape_of({2, 3}, {3}), (Shape{2}));
  EXPECT_EQ(shape_of({2, 3}, {3, 4}), (Shape{2, 4}));
  EXPECT_EQ(shape_of({3}, {5, 3, 4}), (Shape{5, 4}));
  EXPECT_EQ(shape_of({5, 2, 3}, {3}), (Shape{5, 2}));
  EXPECT_EQ(shape_of({7, 1, 2, 3}, {5, 3, 4}), (Shape{7, 5, 2, 4}));
  EXPECT_EQ(shape_of({0, 3}, {3, 4}), (Shape{0, 4}));
  EXPECT_EQ(shape_of({6, 0, 3}, {3, 4}), (Shape{6, 0, 4}));
  EXPECT_EQ(matmul(ones<float>({2, 0}), ones<float>({0, 3})).to_vector(), std::vector<float>(6, 0));
}

/// Sizes on both sides of every change of kernel, all layouts, against the
/// definition.
TEST(Matmul, KernelsOfEverySizeAgree) {
  Generator g(1);
  for (const auto &[m, k, n] :
       {std::array<i64, 3>{1, 1, 1}, {3, 5, 7}, {16, 16, 16}, {17, 16, 16}, {1, 200, 40}, {40, 200, 1}, {33, 65, 19}}) {
    const auto a = randn<double>({m, k}, g), b = randn<double>({k, n}, g);
    const auto y = matmul(a, b);
    EXPECT_EQ(matmul(a.t().copy().t(), b).shape(), y.shape());
    const auto transposed = matmul(a.t().copy().t(), b.t().copy().t());
    const auto spread = matmul(cat<double>({a, a}, 1).slice(1, 0, k), cat<double>({b, b}, 1).slice(1, n, 2 * n));
    for (i64 i = 0; i < m; ++i)
      for (i64 j = 0; j < n; ++j) {
        const double expected = product_at(a, b, 0, 0, i, j);
        EXPECT_NEAR(y.at(i, j), expected, 1e-12 * double(k));
        EXPECT_NEAR(transposed.at(i, j), expected, 1e-12 * double(k));
        EXPECT_NEAR(spread.at(i, j), expected, 1e-12 * double(k));
      }
  }
}

TEST(Errors, NameTheOperationAndTheShapes) {
  const auto message = [](auto f) -> std::string {
    try {
      f();
    } catch (const TensorError &error) {
      return error.what();
    }
    return "no error";
  };
  const auto a = ones<float>({2, 3}), b = ones<float>({4, 5});
  const auto expect_words = [](const std::string &text, const std::vector<std::string> &words) {
    for (const std::string &word : words)
      EXPECT_NE(text.find(word), std::string::npos) << text << " lacks " << word;
  };
  expect_words(message([&] { add(a, b); }), {"add", "[2, 3]", "[4, 5]"});
  expect_words(message([&] { matmul(a, b); }), {"matmul", "[2, 3]", "[4, 5]"});
  expect_words(message([&] { a.at(2, 0); }), {"index", "[2, 0]", "[2, 3]"});
  expect_words(message([&] { a.reshape({4}); }), {"reshape", "[2, 3]", "[4]"});
  expect_words(message([&] { linear(a, b); }), {"linear", "[2, 3]", "[4, 5]"});
  expect_words(message([&] { cat<float>({a, b}, 0); }), {"cat", "[2, 3]", "[4, 5]"});
  expect_words(message([&] { mse_loss(a, b); }), {"mse_loss", "[2, 3]", "[4, 5]"});
  expect_words(message([&] { sum(a, {2}); }), {"sum", "2"});
  expect_words(message([&] { Tensor<float>() + a; }), {"add", "undefined"});
  expect_words(message([&] { typed<float>(AnyTensor(tensor<i64>({1}))); }), {"int64", "float32"});
}

TEST(Errors, LossesRefuseArgumentsOutOfRange) {
  const auto x = tensor<double>({0, 0.5, 1}), t = ones_like(x);
  EXPECT_NO_THROW(binary_cross_entropy(x, t));
  EXPECT_THROW(binary_cross_entropy(x + 0.001, t), TensorError);
  EXPECT_THROW(binary_cross_entropy(x - 0.001, t), TensorError);
  EXPECT_THROW(smooth_l1_loss(x, t, -1.0), TensorError);
  EXPECT_NO_THROW(smooth_l1_loss(x, t, 0.0));
  EXPECT_THROW(huber_loss(x, t, 0.0), TensorError);
  EXPECT_THROW(huber_loss(x, t, -1.0), TensorError);
  ClassLossOptions<double> options;
  for (double smoothing : {-0.1, 1.1}) {
    options.label_smoothing = smoothing;
    EXPECT_THROW(cross_entropy(ones<double>({1, 3}), tensor<std::int64_t>({1}), options), TensorError);
  }
}

TEST(Errors, BatchNormWantsMoreThanOneValuePerChannel) {
  const auto train = [](const Shape &shape) {
    const auto m = zeros<double>({3}), v = ones<double>({3});
    return batch_norm_training(ones<double>(shape), {}, {}, m, v).running_var;
  };
  EXPECT_THROW(train({1, 3}), TensorError);
  EXPECT_THROW(train({1, 3, 1, 1}), TensorError);
  EXPECT_THROW(train({0, 3}), TensorError);
  EXPECT_TRUE(all(isfinite(train({2, 3}))));
  EXPECT_TRUE(all(isfinite(train({1, 3, 2}))));
}

TEST(Extrema, OneOfEqualElementsGetsTheAdjoint) {
  const auto x = tensor<float>({{1, 3, 3}, {2, 2, 0}});
  const auto top = max(x, 1), bottom = min(x, 0, true);
  EXPECT_EQ(top.values.to_vector(), (std::vector<float>{3, 2}));
  EXPECT_EQ(top.indices.to_vector(), (std::vector<i64>{1, 0}));
  EXPECT_EQ(bottom.values.shape(), (Shape{1, 3}));
  EXPECT_EQ(bottom.indices.to_vector(), (std::vector<i64>{0, 1, 1}));
  EXPECT_EQ(argsort(tensor<float>({3, 1, 2})).to_vector(), (std::vector<i64>{1, 2, 0}));
  EXPECT_EQ(max(Tensor<float>(4.0f), 0).values.item(), 4);
  Tensor<float> x_bar;
  gather_adjoint(x.shape(), 1, argmax(x, 1, true), ones<float>({2, 1}), x_bar);
  EXPECT_EQ(x_bar.to_vector(), (std::vector<float>{0, 1, 0, 1, 0, 0}));
}

} // namespace
