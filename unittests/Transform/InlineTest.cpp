// One fact a test: which calls are replaced by the callee's body.
#include "Transform/Prepare/Inline.h"
#include "StageFixture.h"

namespace clangent::transform {
namespace {

class InlineTest : public StageTest {
protected:
  // square(v) = v * v, as function 1 of the module.
  InlineTest() {
    module.functions.emplace_back();
    Function &g = module.functions[1];
    makeBody(g);
    g.name = "square";
    ValueId v = addParameter(g, types.doubleType(), "v", ParameterKind::Value, "double");
    Builder body(module, g, g.body);
    g.resultKind = ResultKind::Scalar;
    g.resultType = types.doubleType();
    ValueId product = body.mul(v, v);
    g[g.body].yields = {product};
    g.isComplete = true;
  }
  ValueId square(ValueId v) { return b.result(b.call(FunctionId(1), {v}, {types.doubleType()})); }
  void run(std::vector<ValueId> results, std::vector<bool> recursive = {false, false}, InlineBudget budget = {}) {
    returns(std::move(results));
    inlineCalls(module, FunctionId(0), recursive, budget);
    check();
  }
};

TEST_F(InlineTest, argumentsStandForParametersAndYieldsForResults) {
  run({square(x)});
  EXPECT_EQ(count(Opcode::Call), 0u);
  EXPECT_EQ(only(Opcode::Mul).operands, (std::vector<ValueId>{x, x}));
  EXPECT_EQ(returned(), only(Opcode::Mul).results[0]);
}

TEST_F(InlineTest, callsInsideRegionsAreInlined) {
  auto results = branch(c, [&] { return std::vector{square(x)}; }, [&] { return std::vector{y}; });
  run(results);
  EXPECT_EQ(count(Opcode::Call), 0u);
  EXPECT_EQ(function[only(Opcode::Mul).parent].parent, function[results[0]].definition);
}

TEST_F(InlineTest, recursiveCalleesStayCalls) {
  run({square(x)}, {false, true});
  EXPECT_EQ(count(Opcode::Call), 1u);
}

TEST_F(InlineTest, calleesWithoutABodyStayCalls) {
  module.functions[1].isComplete = false;
  run({square(x)});
  EXPECT_EQ(count(Opcode::Call), 1u);
}

TEST_F(InlineTest, calleesAboveTheBudgetStayCalls) {
  InlineBudget budget;
  budget.calleeOps = 0;
  run({square(x)}, {false, false}, budget);
  EXPECT_EQ(count(Opcode::Call), 1u);
}

} // namespace
} // namespace clangent::transform
