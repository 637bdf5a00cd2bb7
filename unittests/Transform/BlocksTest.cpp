// One fact a test: the loop that a chain becomes, and what the operations around it read.
#include "Transform/Blocks/Blocks.h"
#include "ChainFixture.h"
#include "IR/TermText.h"

namespace clangent::transform {
namespace {

using Values = std::vector<ValueId>;

class BlocksTest : public TensorTest {
protected:
  bool run(std::vector<ValueId> results) {
    returns(std::move(results));
    const bool isChanged = computeInBlocks(module, function);
    check();
    return isChanged;
  }
  // The body behind the loads of the inputs.
  std::string printed() const {
    const std::string text = print(module, function), lastLoad = "  %w.1 = load %w.0 : clangent::Tensor<double>\n";
    const size_t begin = text.find(lastLoad) + lastLoad.size();
    return text.substr(begin, text.size() - begin - 2);
  }
  std::string body() const {
    std::string text;
    for (OpId id : function[only(Opcode::For).regions[0]].ops)
      text += (text.empty() ? "" : " ") + nameOf(id);
    return text;
  }
  std::string around() const { return namesOf(function[function.body].ops); }
  unsigned countText(const std::string &part) const {
    unsigned n = 0;
    forEachOp(function, function.body,
              [&](OpId id) { n += termText(function[id].term).find(part) != std::string::npos; });
    return n;
  }
  Op withText(const std::string &part) const {
    OpId found;
    forEachOp(function, function.body, [&](OpId id) {
      if (termText(function[id].term).find(part) != std::string::npos)
        found = id;
    });
    EXPECT_EQ(countText(part), 1u) << part << "\n" << print(module, function);
    return found ? function[found] : Op();
  }
};

// ---- the loop

TEST_F(BlocksTest, aChainIsALoopOverParts) {
  EXPECT_TRUE(run({links(link("mul", {u, v}), 4)}));
  EXPECT_EQ(printed(), R"IR(  %blocks = rule ::clangent::Blocks::of($0, $1) on (%u.1, %v.1) : clangent::Blocks
  %block_count = rule $0.count() on (%blocks) : long
  %0 = constant default : clangent::Tensor<double>
  %1 = constant 0 : long
  %2 = constant 1 : long
  %tanh.0 = for %block = %1 to lt %block_count step %2 carried (%tanh.1 = %0 : clangent::Tensor<double>) {
    %u_part = rule $0.part($1, $2) on (%blocks, %u.1, %block) : clangent::Tensor<double>
    %v_part = rule $0.part($1, $2) on (%blocks, %v.1, %block) : clangent::Tensor<double>
    %3 = rule ::clangent::mul($0, $1) on (%u_part, %v_part) : clangent::Tensor<double>
    %4 = rule ::clangent::tanh($0) on (%3) : clangent::Tensor<double>
    %5 = rule ::clangent::tanh($0) on (%4) : clangent::Tensor<double>
    %6 = rule ::clangent::tanh($0) on (%5) : clangent::Tensor<double>
    %tanh_part = rule ::clangent::tanh($0) on (%6) : clangent::Tensor<double>
    %7 = in_place pure $1.put($3, $2, $0) on (%tanh_part, %blocks, %block, %tanh.1) : clangent::Tensor<double>
    yield %7
  }
  return %tanh.0
)IR");
}

TEST_F(BlocksTest, adjointsSeedTheBlocksAndSumsGoOn) {
  const ValueId a = link("mul_scalar", {u, x}), d = links(a, 3);
  differentiated();
  const ValueId bar = adjoint("tanh", {d, seed}, {nothing()})[0];
  const Values sums = adjoint("mul_scalar", {u, x, bar}, {b.load(uBar), b.constantFloat(types.doubleType(), 0)});
  EXPECT_TRUE(run(sums));
  EXPECT_EQ(printed(), R"IR(  %0 = constant default : clangent::Tensor<double>
  %1 = load %u_bar : clangent::Tensor<double>
  %2 = constant 0 : double
  %blocks = rule ::clangent::Blocks::of($0).seeded($1) on (%u.1, %seed) : clangent::Blocks
  %block_count = rule $0.count() on (%blocks) : long
  %3 = constant 0 : double
  %4 = constant 0 : long
  %5 = constant 1 : long
  %mul_scalar_adjoint.0, %mul_scalar_adjoint.1 = for %block = %4 to lt %block_count step %5 carried (%mul_scalar_adjoint.2 = %1 : clangent::Tensor<double>, %mul_scalar_adjoint.3 = %3 : double) {
    %u_part = rule $0.part($1, $2) on (%blocks, %u.1, %block) : clangent::Tensor<double>
    %seed_part = rule $0.part($1, $2) on (%blocks, %seed, %block) : clangent::Tensor<double>
    %6 = rule ::clangent::mul_scalar($0, $1) on (%u_part, %x) : clangent::Tensor<double>
    %7 = rule ::clangent::tanh($0) on (%6) : clangent::Tensor<double>
    %8 = rule ::clangent::tanh($0) on (%7) : clangent::Tensor<double>
    %9 = rule ::clangent::tanh($0) on (%8) : clangent::Tensor<double>
    %10 = in_place pure ::clangent::tanh_adjoint($0, $1, $2) on (%9, %seed_part, %0) : clangent::Tensor<double>
    %11 = constant default : clangent::Tensor<double>
    %mul_scalar_adjoint_part.0, %mul_scalar_adjoint_part.1 = in_place pure ::clangent::mul_scalar_adjoint($0, $1, $2, $3, $4) on (%u_part, %x, %10, %11, %2) : clangent::Tensor<double>, double
    %12 = in_place pure $1.add($3, $2, $0) on (%mul_scalar_adjoint_part.0, %blocks, %block, %mul_scalar_adjoint.2) : clangent::Tensor<double>
    %13 = add %mul_scalar_adjoint.3, %mul_scalar_adjoint_part.1 : double
    yield %12, %13
  }
  return %mul_scalar_adjoint.0, %mul_scalar_adjoint.1
)IR");
}

TEST_F(BlocksTest, aReadSumEntersAsPartAndLeavesWhole) {
  const ValueId a = link("tanh", {u}), d = links(a, 4);
  differentiated();
  const ValueId sum = adjoint("tanh", {d, seed}, {b.load(uBar, "d_bar")})[0];
  EXPECT_TRUE(run({adjoint("exp", {d, sum}, {nothing()})[0], sum}));
  EXPECT_EQ(printed(), R"IR(  %d_bar = load %u_bar : clangent::Tensor<double>
  %0 = constant default : clangent::Tensor<double>
  %blocks = rule ::clangent::Blocks::of($0).seeded($1, $2) on (%u.1, %seed, %d_bar) : clangent::Blocks
  %block_count = rule $0.count() on (%blocks) : long
  %1 = constant default : clangent::Tensor<double>
  %2 = constant default : clangent::Tensor<double>
  %3 = constant 0 : long
  %4 = constant 1 : long
  %tanh_adjoint.0, %exp_adjoint.0 = for %block = %3 to lt %block_count step %4 carried (%tanh_adjoint.1 = %1 : clangent::Tensor<double>, %exp_adjoint.1 = %2 : clangent::Tensor<double>) {
    %u_part = rule $0.part($1, $2) on (%blocks, %u.1, %block) : clangent::Tensor<double>
    %seed_part = rule $0.part($1, $2) on (%blocks, %seed, %block) : clangent::Tensor<double>
    %d_bar_part = rule $0.part($1, $2) on (%blocks, %d_bar, %block) : clangent::Tensor<double>
    %5 = rule ::clangent::tanh($0) on (%u_part) : clangent::Tensor<double>
    %6 = rule ::clangent::tanh($0) on (%5) : clangent::Tensor<double>
    %7 = rule ::clangent::tanh($0) on (%6) : clangent::Tensor<double>
    %8 = rule ::clangent::tanh($0) on (%7) : clangent::Tensor<double>
    %9 = rule ::clangent::tanh($0) on (%8) : clangent::Tensor<double>
    %tanh_adjoint_part = in_place pure ::clangent::tanh_adjoint($0, $1, $2) on (%9, %seed_part, %d_bar_part) : clangent::Tensor<double>
    %exp_adjoint_part = in_place pure ::clangent::exp_adjoint($0, $1, $2) on (%9, %tanh_adjoint_part, %0) : clangent::Tensor<double>
    %10 = in_place pure $1.sum($3, $2, $0) on (%tanh_adjoint_part, %blocks, %block, %tanh_adjoint.1) : clangent::Tensor<double>
    %11 = in_place pure $1.sum($3, $2, $0) on (%exp_adjoint_part, %blocks, %block, %exp_adjoint.1) : clangent::Tensor<double>
    yield %10, %11
  }
  return %exp_adjoint.0, %tanh_adjoint.0
)IR");
}

TEST_F(BlocksTest, aTotalGrowsInTheLoop) {
  const ValueId d = links(u, 4), dims = ordinary("dims", {i}, types.value("clangent::Dims", false));
  EXPECT_TRUE(run({total("sum", {d, dims, c})}));
  EXPECT_EQ(printed(), R"IR(  %0 = rule ::clangent::dims($0) on (%i) : clangent::Dims
  %blocks = rule ::clangent::Blocks::of($0) on (%u.1) : clangent::Blocks
  %block_count = rule $0.count() on (%blocks) : long
  %1 = constant default : clangent::BlockTotal<clangent::Tensor<double>>
  %2 = constant 0 : long
  %3 = constant 1 : long
  %tanh.0 = for %block = %2 to lt %block_count step %3 carried (%tanh.1 = %1 : clangent::BlockTotal<clangent::Tensor<double>>) {
    %u_part = rule $0.part($1, $2) on (%blocks, %u.1, %block) : clangent::Tensor<double>
    %4 = rule ::clangent::tanh($0) on (%u_part) : clangent::Tensor<double>
    %5 = rule ::clangent::tanh($0) on (%4) : clangent::Tensor<double>
    %6 = rule ::clangent::tanh($0) on (%5) : clangent::Tensor<double>
    %tanh_part = rule ::clangent::tanh($0) on (%6) : clangent::Tensor<double>
    %7 = in_place pure $0.reduce($5, $1, $2, $3, $4) on (%blocks, %block, %tanh_part, %0, %c, %tanh.1) : clangent::BlockTotal<clangent::Tensor<double>>
    yield %7
  }
  %8 = rule ::clangent::sum($0, $1, $2) on (%tanh.0, %0, %c) : clangent::Tensor<double>
  return %8
)IR");
}

TEST_F(BlocksTest, readersBehindTheLoopReadItsResults) {
  const ValueId a = link("tanh", {u}), d = links(a, 7);
  const auto arms = branch(
      c, [&] { return Values{a}; },
      [&] {
        return Values{ordinary("matmul", {d, d})};
      });
  EXPECT_TRUE(run({arms[0], d}));
  const Op &loop = only(Opcode::For);
  EXPECT_EQ(returned(1), loop.results[1]);
  const Op &arm = only(Opcode::If);
  EXPECT_EQ(function[arm.regions[0]].yields, (Values{loop.results[0]}));
  EXPECT_EQ(withText("matmul").operands, (Values{loop.results[1], loop.results[1]}));
}

TEST_F(BlocksTest, operationsBetweenLinksStandAroundTheLoop) {
  const ValueId a = link("tanh", {u}), bar = b.load(vBar), product = ordinary("matmul", {a, v});
  b.update(uBar, a);
  EXPECT_TRUE(run({product, links(link("mul", {a, bar}), 6)}));
  EXPECT_EQ(around(), "load load load load of count constant constant constant constant for matmul update");
}

TEST_F(BlocksTest, twoChainsAreTwoLoops) {
  const ValueId d = links(u, 5), product = ordinary("matmul", {d, v});
  EXPECT_TRUE(run({links(product, 5)}));
  EXPECT_EQ(count(Opcode::For), 2u);
  EXPECT_EQ(countText("Blocks::of"), 2u);
}

TEST_F(BlocksTest, chainsInsideRegionsBecomeLoopsThere) {
  const auto arms = branch(
      c, [&] { return Values{links(u, 5)}; }, [&] { return Values{v}; });
  EXPECT_TRUE(run(arms));
  EXPECT_EQ(only(Opcode::For).parent, only(Opcode::If).regions[0]);
  EXPECT_EQ(function[only(Opcode::If).regions[0]].yields, only(Opcode::For).results);
}

TEST_F(BlocksTest, whatAWhileLoopTestsStaysFreeOfLoops) {
  const OpId op = whileLoop(
      {u},
      [&](auto &carried) { return ordinary("is_small", {total("sum", {links(carried[0], 6)})}, types.boolType()); },
      [&](auto &carried) { return Values{ordinary("halve", {carried[0]})}; });
  EXPECT_FALSE(run(function[op].results));
}

TEST_F(BlocksTest, theBodyOfAWhileLoopMayHoldOne) {
  const OpId op = whileLoop(
      {u}, [&](auto &carried) { return ordinary("is_small", {carried[0]}, types.boolType()); },
      [&](auto &carried) { return Values{links(carried[0], 6)}; });
  EXPECT_TRUE(run(function[op].results));
  EXPECT_EQ(only(Opcode::For).parent, function[op].regions[1]);
}

// ---- shapes

TEST_F(BlocksTest, theShapeOfALinkIsThatToWhichItsOperandsBroadcast) {
  const ValueId a = link("mul", {u, v}), d = links(a, 5), s = shapeOf(d);
  EXPECT_TRUE(run({d, ordinary("ones", {s})}));
  EXPECT_EQ(withText("joint_shape").operands, (Values{u, v}));
}

TEST_F(BlocksTest, theShapeOfALinkOfOneOperandIsItsShape) {
  const ValueId d = links(u, 5), s = shapeOf(d);
  EXPECT_TRUE(run({d, ordinary("ones", {s})}));
  EXPECT_EQ(withText("shape_of").operands, (Values{u}));
}

TEST_F(BlocksTest, aShapeThatALinkTakesIsNoOperandOfAnother) {
  const ValueId a = link("expand", {u, shapeOf(v), v}), d = links(a, 5), s = shapeOf(d);
  EXPECT_TRUE(run({d, ordinary("ones", {s})}));
  EXPECT_EQ(withText("joint_shape").operands, (Values{u, v}));
}

TEST_F(BlocksTest, aShapeThatALinkTakesCountsWithItsOwner) {
  // The result may be as large as what the shape belongs to.
  const ValueId a = link("expand", {u, shapeOf(v)}), d = links(a, 6), s = shapeOf(d);
  EXPECT_TRUE(run({d, ordinary("ones", {s})}));
  EXPECT_EQ(withText("joint_shape").operands, (Values{u, v}));
}

TEST_F(BlocksTest, zerosHaveNoShape) {
  const ValueId d = links(link("add", {u, nothing()}), 5), s = shapeOf(d);
  EXPECT_TRUE(run({d, ordinary("ones", {s})}));
  EXPECT_EQ(withText("shape_of").operands, (Values{u}));
}

TEST_F(BlocksTest, linksTakeTheShapesOfParts) {
  const ValueId a = link("tanh", {u}), d = links(a, 5);
  const ValueId z = link("expand", {d, shapeOf(a)}), y2 = link("expand", {z, shapeOf(u)});
  EXPECT_TRUE(run({y2}));
  EXPECT_EQ(body(), "part tanh tanh tanh tanh tanh tanh shape_of expand shape_of expand put");
}

TEST_F(BlocksTest, ofDeepProductsTheShapeIsFoundAtOnce) {
  ValueId z = link("mul", {u, v});
  for (unsigned k = 0; k < 60; ++k)
    z = link("mul", {z, z});
  const ValueId s = shapeOf(z);
  EXPECT_TRUE(run({z, ordinary("ones", {s})}));
  EXPECT_EQ(withText("joint_shape").operands, (Values{u, v}));
}

TEST_F(BlocksTest, theShapeOfALinkOfAnEarlierChainIsNoTensorToALaterOne) {
  const ValueId d = links(link("mul", {u, v}), 6), s = shapeOf(d);
  b.store(uBar, w);
  const ValueId z = links(w, 6), expanded = link("expand", {z, s});
  EXPECT_TRUE(run({d, links(expanded, 3)}));
  for (OpId id : function[function.body].ops)
    for (ValueId operand : function[id].operands)
      if (termText(function[id].term).find("Blocks::of") != std::string::npos)
        EXPECT_EQ(function[operand].type, tensor);
  EXPECT_EQ(count(Opcode::For), 2u);
}

// ---- numbers and names

TEST_F(BlocksTest, sumsOfNumbersGoOnFromTheirBase) {
  const ValueId a = link("mul_scalar", {u, x}), d = links(a, 4);
  differentiated();
  const ValueId one = adjoint("mul_scalar", {d, seed}, {y})[0], two = adjoint("add_scalar", {d, seed}, {one})[0];
  EXPECT_TRUE(run({two}));
  const Op &loop = only(Opcode::For);
  EXPECT_EQ(loop.operands[3], y);
  EXPECT_TRUE(isConstant(withText("mul_scalar_adjoint").operands.at(2), 0));
  EXPECT_EQ(withText("add_scalar_adjoint").operands.at(2), one);
  EXPECT_EQ(returned(), loop.results[0]);
}

TEST_F(BlocksTest, aSumIsCalledLikeThePlaceItIsAddedTo) {
  const ValueId a = link("tanh", {u}), d = links(a, 4);
  differentiated();
  const ValueId sum = adjoint("tanh", {d, seed}, {nothing()})[0];
  b.update(uBar, sum);
  EXPECT_TRUE(run({}));
  EXPECT_EQ(function[only(Opcode::For).results[0]].name, "u_bar");
  EXPECT_EQ(function[sum].name, "u_bar_part");
}

} // namespace
} // namespace clangent::transform
