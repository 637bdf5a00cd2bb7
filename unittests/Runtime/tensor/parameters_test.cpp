// Parameter structs: every tensor is found, in order, through all containers.
#include <clangent/tensor.h>
#include <clangent/tensor/optim.h>
#include <clangent/tensor/parameters.h>

#include <gtest/gtest.h>

using namespace clangent;

namespace {

struct Layer {
  Tensor<float> w, b;
};
struct Model {
  int version = 1;
  Layer first;
  std::vector<Layer> rest;
  std::array<Tensor<float>, 2> pair;
  Tensor<double> scale;
  std::string name;
};

Model make_model() {
  Model m;
  m.first = {full<float>({1}, 1), full<float>({1}, 2)};
  m.rest = {{full<float>({1}, 3), full<float>({1}, 4)}, {full<float>({1}, 5), full<float>({1}, 6)}};
  m.pair = {full<float>({1}, 7), full<float>({1}, 8)};
  m.scale = full<double>({1}, 9);
  return m;
}

TEST(Parameters, AllAreFoundInOrder) {
  Model m = make_model();
  std::vector<double> seen;
  for_each_tensor(m, [&](auto &x) { seen.push_back(double(x.at(0))); });
  EXPECT_EQ(seen, (std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 9}));
  EXPECT_EQ(optim::parameters<float>(m).size(), 8u);
  EXPECT_EQ(optim::parameters<double>(m).size(), 1u);
}

/// The most members that a struct may have; a matrix of layers among them.
struct Wide {
  Tensor<float> a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16;
  Tensor<float> b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;
  std::vector<std::array<Layer, 2>> grid;
};

TEST(Parameters, StructsMayHaveThirtyTwoMembers) {
  Wide wide;
  wide.grid.resize(3);
  EXPECT_EQ(optim::parameters<float>(wide).size(), 31u + 12u);
  EXPECT_EQ(optim::parameters<float>(wide)[30], &wide.b15);
  EXPECT_EQ(optim::parameters<float>(wide)[42], &wide.grid[2][1].b);
}

/// A class that keeps its tensors to itself, and shows them.
class Closed {
public:
  explicit Closed(float value) : weight_(full<float>({1}, value)), layers_(2, Layer{weight_, weight_}) {}
  template <class F> void for_each_tensor(F &&f) { f(weight_), f(layers_); }
  template <class F> void for_each_tensor(F &&f) const { f(weight_), f(layers_); }

private:
  Tensor<float> weight_;
  std::vector<Layer> layers_;
};
struct Mixed {
  Tensor<float> first, rows[3];
  Closed closed = Closed(2);
  Layer grid[2][2];
  std::pair<Tensor<float>, int> pair;
  std::tuple<Layer, Tensor<float>> tuple;
  std::function<float(float)> activation;
  std::vector<bool> flags = {true, false};
  std::vector<std::string> names = {"w"};
  Tensor<float> last;
};

TEST(Parameters, OfClassesArraysPairsAndTuples) {
  Mixed m;
  m.last = full<float>({1}, 7);
  const std::vector<Tensor<float> *> found = optim::parameters<float>(m);
  ASSERT_EQ(found.size(), 1u + 3 + 5 + 8 + 1 + 3 + 1);
  EXPECT_EQ(found[0], &m.first);
  EXPECT_EQ(found[3], &m.rows[2]);
  EXPECT_EQ(found[4]->item(), 2);
  EXPECT_EQ(found[9], &m.grid[0][0].w);
  EXPECT_EQ(found[16], &m.grid[1][1].b);
  EXPECT_EQ(found[17], &m.pair.first);
  EXPECT_EQ(found[20], &std::get<1>(m.tuple));
  EXPECT_EQ(found[21], &m.last);
  const Mixed &same = m;
  EXPECT_EQ(optim::gradients<float>(same).size(), found.size());
}

TEST(Parameters, MembersOfAggregatesAreCountedThroughArrays) {
  struct Rows {
    Tensor<float> rows[3];
  };
  struct Deep {
    double a;
    Rows rows[2];
    Layer layers[2][3];
    std::array<Layer, 4> more;
    float one[1];
    Closed closed[2];
  };
  struct Nothing {};
  EXPECT_EQ(detail::member_count<Rows>(), 1);
  EXPECT_EQ(detail::member_count<Deep>(), 6);
  EXPECT_EQ(detail::member_count<Nothing>(), 0);
}

TEST(Parameters, AnOptimiserMovesAStruct) {
  Model m = make_model();
  const Model bars = make_model();
  optim::SgdOptions options;
  options.lr = 1;
  optim::Sgd<float> sgd(options);
  sgd.step(optim::parameters<float>(m), optim::gradients<float>(bars));
  for_each_tensor(m, [](const auto &x) { EXPECT_EQ(x.at(0), x.dtype() == DType::float64 ? 9 : 0); });
}

TEST(Parameters, AnOptimiserTakesAModelAndItsGradient) {
  struct Net {
    Tensor<float> w;
    std::vector<std::pair<Tensor<float>, Tensor<float>>> layers;
    Tensor<std::int64_t> steps;
  };
  const auto some = [](float x) { return Tensor<float>({2}, {x, 2 * x}); };
  Net net{some(1), {{some(2), some(3)}}, Tensor<std::int64_t>(7)};
  const Net bars{some(0.5f), {{some(1), {}}}, {}};
  optim::SgdOptions options;
  options.lr = 1;
  optim::Sgd<float> sgd(options);
  sgd.step(net, bars);
  EXPECT_EQ(net.w.to_vector(), (std::vector<float>{0.5f, 1}));
  EXPECT_EQ(net.layers[0].first.to_vector(), (std::vector<float>{1, 2}));
  EXPECT_EQ(net.layers[0].second.to_vector(), (std::vector<float>{3, 6}));
  EXPECT_EQ(net.steps.item(), 7);
}

} // namespace
