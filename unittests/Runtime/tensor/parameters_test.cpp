// Parameter structs: every tensor is found, in order, through all containers.
#include <clangent/tensor.h>
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

TEST(Parameters, AnOptimiserMovesAStruct) {
  Model m = make_model();
  const Model bars = make_model();
  optim::SgdOptions options;
  options.lr = 1;
  optim::Sgd<float> sgd(options);
  sgd.step(optim::parameters<float>(m), optim::gradients<float>(bars));
  for_each_tensor(m, [](const auto &x) { EXPECT_EQ(x.at(0), x.dtype() == DType::float64 ? 9 : 0); });
}

} // namespace
