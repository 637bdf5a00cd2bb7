// Assignments to parts of variables: against the elements that an index of the part names in the variable, for random
// chains of views, and in the examples that everybody writes. Nothing but the variable changes, and what a right side
// shares with it is read before anything is written.
#include "random_tensors.h"

#include <gtest/gtest.h>

using namespace clangent;
using testing_tensors::for_each_index;
using testing_tensors::Source;

namespace {

using Numbers = std::vector<float>;

/// Adds a random view to both chains; false if a reshape would have to copy.
template <class View> bool step(Source &source, View &numbers, ViewPath &path) {
  const int rank = numbers.rank();
  const auto below = [&](std::int64_t n) { return source.between(0, int(n) - 1); };
  const int dim = rank > 0 ? int(below(rank)) : 0;
  switch (source.between(0, 7)) {
  case 0:
    if (rank == 0 || numbers.shape()[dim] == 0)
      return true;
    {
      const std::int64_t at = below(numbers.shape()[dim]) - (source.between(0, 1) ? numbers.shape()[dim] : 0);
      numbers = numbers.select(dim, at);
      path = path.select(dim, at);
      return true;
    }
  case 1:
    if (rank == 0)
      return true;
    {
      const std::int64_t from = source.between(0, 1), by = source.between(1, 2);
      numbers = numbers.slice(dim, from, 100, by);
      path = path.slice(dim, from, 100, by);
      return true;
    }
  case 2:
    if (rank == 0)
      return true;
    numbers = numbers.transpose(dim, rank - 1);
    path = path.transpose(dim, rank - 1);
    return true;
  case 3: {
    const Dims dims = source.permutation(rank);
    if (rank == 0)
      return true;
    numbers = numbers.permute(dims);
    path = path.permute(dims);
    return true;
  }
  case 4:
    if (rank > 5)
      return true;
    numbers = numbers.unsqueeze(dim);
    path = path.unsqueeze(dim);
    return true;
  case 5:
    if (rank == 0)
      return true;
    numbers = numbers.squeeze(dim);
    path = path.squeeze(dim);
    return true;
  case 6:
    numbers = numbers.flatten();
    path = path.flatten();
    return true;
  default:
    numbers = numbers.reshape({-1, 1});
    path = path.reshape({-1, 1});
    return true;
  }
}

// The path of a view, followed on the numbers 0, 1, 2, ..., says which elements of the variable an assignment changes.
TEST(Parts, RandomPathsNameTheElementsOfTheirViews) {
  Source source(11);
  int written = 0, copied = 0;
  for (int round = 0; round < 2000; ++round) {
    const Shape shape = source.shape(0, 4);
    auto x = source.strided<float>(shape);
    const Tensor<float> before = x;
    Tensor<std::int64_t> places = arange<std::int64_t>(x.numel()).reshape(shape);
    ViewPath path;
    for (int k = int(source.between(0, 4)); k > 0; --k)
      ASSERT_TRUE(step(source, places, path));
    const auto values = source.strided<float>(places.shape());
    Numbers expected = before.to_vector();
    const auto at = places.to_vector();
    const auto given = values.to_vector();
    for (std::size_t k = 0; k < at.size(); ++k)
      expected[std::size_t(at[k])] = given[k];
    try {
      x.set_part(path, values);
    } catch (const TensorError &error) {
      ASSERT_NE(std::string(error.what()).find("reshape that had to copy"), std::string::npos) << error.what();
      ++copied;
      continue;
    }
    ++written;
    ASSERT_EQ(x.to_vector(), expected);
    ASSERT_EQ(x.part(path).to_vector(), given);
    ASSERT_EQ(before.numel(), x.numel());
  }
  EXPECT_GT(written, 1000);
  EXPECT_GT(copied, 20);
}

TEST(Parts, AssignmentsAsInPyTorch) {
  auto x = arange<float>(6).reshape({3, 2});
  x[0] = x[1];
  EXPECT_EQ(x.to_vector(), (Numbers{2, 3, 2, 3, 4, 5}));
  x[1][1] = 9;
  EXPECT_EQ(x.to_vector(), (Numbers{2, 3, 2, 9, 4, 5}));
  x.slice(0, 0, 2) = x.slice(0, 1, 3);
  EXPECT_EQ(x.to_vector(), (Numbers{2, 9, 4, 5, 4, 5}));
  x.slice(0, 1, 3) = x.slice(0, 0, 2);
  EXPECT_EQ(x.to_vector(), (Numbers{2, 9, 2, 9, 4, 5}));
  x.t()[0] = tensor<float>({7, 8, 9});
  EXPECT_EQ(x.to_vector(), (Numbers{7, 9, 8, 9, 9, 5}));
  x.select(1, -1) = 0;
  EXPECT_EQ(x.to_vector(), (Numbers{7, 0, 8, 0, 9, 0}));
  x.transpose(0, 1) = x.transpose(0, 1).slice(1, 0, 1);
  EXPECT_EQ(x.to_vector(), (Numbers{7, 0, 7, 0, 7, 0}));
  x.reshape({2, 3})[1] = tensor<float>({1, 2, 3});
  EXPECT_EQ(x.to_vector(), (Numbers{7, 0, 7, 1, 2, 3}));
  x.flatten().slice(0, 0, 6, 3) = -1;
  EXPECT_EQ(x.to_vector(), (Numbers{-1, 0, 7, -1, 2, 3}));
}

TEST(Parts, CompoundAssignments) {
  auto x = arange<float>(6).reshape({2, 3});
  x[0] += 1;
  x[1] -= x[0];
  x[1][2] *= 4;
  x.slice(1, 0, 1) /= 2;
  EXPECT_EQ(x.to_vector(), (Numbers{0.5, 2, 3, 1, 2, 8}));
  x += x[0];
  EXPECT_EQ(x.to_vector(), (Numbers{1, 4, 6, 1.5, 4, 11}));
  EXPECT_THROW(x[0] += ones<float>({2, 3}), TensorError);
}

TEST(Parts, Broadcast) {
  auto x = zeros<float>({2, 3});
  x.slice(0, 0, 2) = tensor<float>({1, 2, 3});
  EXPECT_EQ(x.to_vector(), (Numbers{1, 2, 3, 1, 2, 3}));
  x[0] = full<float>({1, 1, 1}, 4);
  EXPECT_EQ(x.to_vector(), (Numbers{4, 4, 4, 1, 2, 3}));
  EXPECT_THROW(x[0] = ones<float>({2}), TensorError);
  EXPECT_THROW(x[0] = ones<float>({2, 3}), TensorError);
  EXPECT_THROW(x[0] = Tensor<float>(), TensorError);
  EXPECT_EQ(x.to_vector(), (Numbers{4, 4, 4, 1, 2, 3}));
}

TEST(Parts, NothingElseChanges) {
  auto x = arange<float>(4).reshape({2, 2});
  const Tensor<float> copy = x, row = x[0];
  auto named = x[1];
  x[0] = 9;
  x[1] += 1;
  EXPECT_EQ(copy.to_vector(), (Numbers{0, 1, 2, 3}));
  EXPECT_EQ(row.to_vector(), (Numbers{0, 1}));
  EXPECT_EQ(named.to_vector(), (Numbers{2, 3}));
  named[0] = 7;
  named = named + 1;
  EXPECT_EQ(named.to_vector(), (Numbers{8, 4}));
  EXPECT_EQ(x.to_vector(), (Numbers{9, 9, 3, 4}));
}

TEST(Parts, OfVariablesOfAnyLayout) {
  const auto y = arange<float>(6).reshape({2, 3});
  Tensor<float> turned = y.t(), repeated = tensor<float>({1, 2}).expand({2, 2});
  turned[0] = 9;
  turned.reshape({-1})[5] = 8;
  EXPECT_EQ(turned.to_vector(), (Numbers{9, 9, 1, 4, 2, 8}));
  repeated[0] = 3;
  EXPECT_EQ(repeated.to_vector(), (Numbers{3, 3, 1, 2}));
  EXPECT_EQ(y.at(0, 0), 0);
}

TEST(Parts, AnUnsharedVariableIsWrittenInPlace) {
  auto x = zeros<float>({100, 100});
  const float *const before = x.data();
  for (int i = 0; i < 100; ++i) {
    x[i][i] = 1;
    x[i] += 1;
    x.t()[i].slice(0, 0, 10) = ones<float>({10});
  }
  EXPECT_EQ(x.data(), before);
}

TEST(Parts, WhatCannotBeWrittenThrows) {
  auto x = arange<float>(6).reshape({2, 3});
  const auto before = x.to_vector();
  const auto message = [](auto &&write) {
    try {
      write();
    } catch (const TensorError &error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_EQ(message([&] { x.t().reshape({6})[0] = 1; }),
            "assignment: to a reshape that had to copy; assign to what is reshaped");
  EXPECT_EQ(message([&] { x.slice(1, 0, 2).flatten() += 1; }),
            "assignment: to a reshape that had to copy; assign to what is reshaped");
  EXPECT_EQ(message([&] {
              x.unsqueeze(0).expand({2, 2, 3}) = 1;
            }),
            "assignment: to an expanded tensor, which has elements several times; shape [2, 2, 3]");
  const auto row = x[0];
  auto copy = row;
  EXPECT_EQ(message([&] { std::move(copy) = 1; }),
            "assignment: to a copy of a part of a tensor; assign to the part where it is taken");
  EXPECT_THROW(x[2] = 1, TensorError);
  EXPECT_EQ(x.to_vector(), before);
}

TEST(Parts, MembersListsAndIntegers) {
  struct Layer {
    Tensor<float> w;
  };
  std::vector<Layer> layers(2, Layer{zeros<float>({2, 2})});
  layers[1].w[0] = 1;
  EXPECT_EQ(layers[0].w.to_vector(), (Numbers{0, 0, 0, 0}));
  EXPECT_EQ(layers[1].w.to_vector(), (Numbers{1, 1, 0, 0}));
  auto counts = zeros<std::int64_t>({3});
  counts[1] += 2;
  auto mask = zeros<bool>({2});
  mask[1] = true;
  EXPECT_EQ(counts.to_vector(), (std::vector<std::int64_t>{0, 2, 0}));
  EXPECT_EQ(mask.to_vector(), (std::vector<bool>{false, true}));
}

TEST(Parts, AdjointsOfWritesMoveThePart) {
  auto bar = arange<double>(6).reshape({2, 3});
  Tensor<double> values_bar = ones<double>({1, 1});
  set_part_adjoint(ViewPath()[1], Shape{1, 1}, values_bar, bar);
  EXPECT_EQ(values_bar.to_vector(), (std::vector<double>{1 + 3 + 4 + 5}));
  EXPECT_EQ(bar.to_vector(), (std::vector<double>{0, 1, 2, 0, 0, 0}));
  set_part_adjoint(ViewPath().t()[1], Shape{2}, nullptr, bar);
  EXPECT_EQ(bar.to_vector(), (std::vector<double>{0, 0, 2, 0, 0, 0}));
}

} // namespace
