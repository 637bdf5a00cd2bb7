// One fact a test about who calls whom.
#include "Analysis/CallGraph.h"
#include "IR/Builder.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace clangent::analysis {
namespace {

using namespace ir;

class CallGraphTest : public testing::Test {
protected:
  void add(size_t count) {
    for (size_t i = 0; i < count; ++i) {
      module.functions.emplace_back();
      makeBody(module.functions.back());
    }
  }
  void call(size_t from, size_t to) {
    Function &f = module.functions[from];
    Builder(module, f, f.body).call(FunctionId(to), {}, {});
  }
  static size_t placeOf(const CallGraph &graph, size_t f) {
    auto found = std::find(graph.bottomUp.begin(), graph.bottomUp.end(), FunctionId(f));
    EXPECT_NE(found, graph.bottomUp.end());
    return static_cast<size_t>(found - graph.bottomUp.begin());
  }

  Module module;
};

TEST_F(CallGraphTest, calleesStandInTheOrderOfTheirFirstCall) {
  add(3);
  call(0, 2);
  call(0, 1);
  call(0, 2);
  EXPECT_EQ(callGraph(module).callees[0], (std::vector<FunctionId>{FunctionId(2), FunctionId(1)}));
}

TEST_F(CallGraphTest, callsInsideRegionsAreCalls) {
  add(2);
  Function &f = module.functions[0];
  Builder b(module, f, f.body);
  OpId branch = b.ifOp(b.constantBool(true));
  b.setRegion(f[branch].regions[1]);
  b.call(FunctionId(1), {}, {});
  EXPECT_EQ(callGraph(module).callees[0], std::vector<FunctionId>{FunctionId(1)});
}

TEST_F(CallGraphTest, aFunctionThatCallsItselfIsRecursive) {
  add(2);
  call(0, 1);
  call(1, 1);
  EXPECT_EQ(callGraph(module).recursive, (std::vector<bool>{false, true}));
}

TEST_F(CallGraphTest, functionsThatCallEachOtherAreRecursiveAndTheirCallersAreNot) {
  add(4);
  call(0, 1);
  call(1, 2);
  call(2, 1);
  call(2, 3);
  EXPECT_EQ(callGraph(module).recursive, (std::vector<bool>{false, true, true, false}));
}

TEST_F(CallGraphTest, calleesStandBeforeTheirCallers) {
  add(4);
  call(0, 1);
  call(0, 2);
  call(1, 3);
  call(2, 3);
  const CallGraph graph = callGraph(module);
  EXPECT_EQ(graph.bottomUp.size(), 4u);
  EXPECT_LT(placeOf(graph, 3), placeOf(graph, 1));
  EXPECT_LT(placeOf(graph, 3), placeOf(graph, 2));
  EXPECT_LT(placeOf(graph, 1), placeOf(graph, 0));
  EXPECT_LT(placeOf(graph, 2), placeOf(graph, 0));
}

} // namespace
} // namespace clangent::analysis
