// The generator's state and the conventions that the reference files leave out.
#include <clangent/tensor.h>

#include <gtest/gtest.h>

#include <set>

using namespace clangent;

namespace {

TEST(Generator, SeedsCountModulo32Bits) {
  Generator a(5), b((std::uint64_t(1) << 32) + 5), c;
  EXPECT_EQ(a.word(), b.word());
  a.manual_seed(-1);
  c.manual_seed(0xFFFFFFFFu);
  EXPECT_EQ(a.word(), c.word());
}

TEST(Generator, StateResumesEverything) {
  Generator g(3);
  auto x = Tensor<float>::empty({3});
  normal_(x, 0, 1, g); // leaves a cached value behind
  const auto state = g.state();
  const auto next = randn<double>({5}, g), more = rand<double>({700}, g);
  Generator other(99);
  other.set_state(state);
  EXPECT_EQ(randn<double>({5}, other).to_vector(), next.to_vector());
  EXPECT_EQ(rand<double>({700}, other).to_vector(), more.to_vector());
  EXPECT_EQ(other.initial_seed(), 3u);
}

TEST(Generator, DamagedStateIsRefused) {
  Generator g(3);
  auto state = g.state();
  state[624] = 625;
  EXPECT_THROW(g.set_state(state), TensorError);
  EXPECT_THROW(g.set_state({1, 2, 3}), TensorError);
}

TEST(Samplers, EmptyTensorsDrawNothing) {
  Generator a(1), b(1);
  auto x = Tensor<float>::empty({0, 4});
  normal_(x, 0, 1, a);
  uniform_(x, 0, 1, a);
  EXPECT_EQ(a.word(), b.word());
}

TEST(Samplers, SharedTensorsAreNotWrittenThrough) {
  const auto zero = zeros<float>({20});
  auto x = zero;
  Generator g(1);
  normal_(x, 0, 1, g);
  EXPECT_EQ(sum(zero).item(), 0);
}

TEST(Samplers, PermutationsArePermutations) {
  Generator g(1);
  for (std::int64_t n : {0, 1, 2, 10, 1000}) {
    const auto p = randperm(n, g).to_vector();
    EXPECT_EQ(std::int64_t(std::set<std::int64_t>(p.begin(), p.end()).size()), n);
  }
}

TEST(Samplers, ArgumentsAreChecked) {
  auto x = zeros<float>({2});
  EXPECT_THROW(bernoulli_(x, 1.5), TensorError);
  EXPECT_THROW(normal_(x, 0, -1), TensorError);
  EXPECT_THROW(uniform_(x, 1, 0), TensorError);
  EXPECT_THROW(random_(x, 3, 3), TensorError);
  EXPECT_THROW(dropout(x, -0.1), TensorError);
  EXPECT_THROW(randperm(-1), TensorError);
}

TEST(Init, ShapesAreChecked) {
  auto x = zeros<float>({2});
  EXPECT_THROW(init::xavier_normal_(x), TensorError);
  EXPECT_THROW(init::eye_(x), TensorError);
  EXPECT_THROW(init::calculate_gain("nothing"), TensorError);
}

TEST(Init, OrthogonalRowsAreOrthonormal) {
  Generator g(4);
  auto x = Tensor<double>::empty({5, 12});
  init::orthogonal_(x, 2, g);
  const auto gram = matmul(x, x.t());
  for (std::int64_t i = 0; i < 5; ++i)
    for (std::int64_t j = 0; j < 5; ++j)
      EXPECT_NEAR(gram.at(i, j), i == j ? 4 : 0, 1e-13);
}

} // namespace
