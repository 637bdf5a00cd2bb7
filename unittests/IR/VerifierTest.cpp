// One well-formed function, and one breach of the rules at a time.
#include "IR/Verifier.h"
#include "IR/Builder.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace clangent::ir {
namespace {

// f(x, n, p): a loop with a branch in it, and a While whose body uses its condition's values.
class VerifierTest : public testing::Test {
protected:
  VerifierTest() : function(add(module)), b(module, function, function.body) {
    TypeTable &types = module.types;
    function.resultKind = ResultKind::Scalar;
    function.resultType = types.doubleType();
    x = addParameter(function, types.doubleType(), "x", ParameterKind::Value, "double");
    n = addParameter(function, types.intType(), "n", ParameterKind::Value, "int");
    p = addParameter(function, types.pointer(types.doubleType()), "p", ParameterKind::Value, "double *");
    ValueId zero = b.constantInt(types.intType(), 0), one = b.constantInt(types.intType(), 1);
    loop = b.forOp(zero, n, one, Predicate::Lt, {x}, "i");
    ValueId total = b.addResult(loop, types.doubleType());
    body = function[loop].regions[0];
    b.setRegion(body);
    condition = b.compare(Predicate::Lt, function[body].arguments[0], n);
    branch = b.ifOp(condition);
    ValueId chosen = b.addResult(branch, types.doubleType());
    b.setRegion(function[branch].regions[0]);
    inner = b.mul(x, x);
    function[b.region()].yields = {inner};
    function[function[branch].regions[1]].yields = {x};
    function[body].yields = {chosen};
    b.setRegion(function.body);
    search = b.whileOp({total});
    ValueId found = b.addResult(search, types.doubleType());
    before = function[search].regions[0];
    b.setRegion(before);
    ValueId square = b.mul(function[before].arguments[0], function[before].arguments[0]);
    function[before].yields = {b.compare(Predicate::Lt, square, x)};
    b.setRegion(function[search].regions[1]);
    function[b.region()].yields = {b.add(square, x)};
    b.setRegion(function.body);
    store = b.store(p, found);
    function[function.body].yields = {found};
  }

  static Function &add(Module &module) {
    module.functions.emplace_back();
    makeBody(module.functions[0]);
    return module.functions[0];
  }

  // Is there a message with these words, and no crash?
  bool complains(const char *words) {
    std::vector<std::string> errors = verify(module, function);
    return std::any_of(errors.begin(), errors.end(),
                       [&](const std::string &e) { return e.find(words) != std::string::npos; });
  }

  Module module;
  Function &function;
  Builder b;
  ValueId x, n, p, condition, inner;
  OpId loop, branch, search, store;
  RegionId body, before;
};

TEST_F(VerifierTest, acceptsWhatIsWellFormed) {
  std::vector<std::string> errors = verify(module, function);
  EXPECT_TRUE(errors.empty()) << errors.front();
}

TEST_F(VerifierTest, valueOfAnInnerRegionUsedOutside) {
  function[store].operands[1] = inner;
  EXPECT_TRUE(complains("out of scope"));
}

TEST_F(VerifierTest, useBeforeDefinition) {
  std::vector<OpId> &ops = function[body].ops;
  std::swap(ops[0], ops[1]);
  EXPECT_TRUE(complains("not defined yet"));
}

TEST_F(VerifierTest, operationInTwoPlaces) {
  function[body].ops.push_back(store);
  EXPECT_TRUE(complains("stands in two places"));
}

TEST_F(VerifierTest, valueDefinedTwice) {
  function[branch].results.push_back(condition);
  EXPECT_TRUE(complains("a second time"));
}

TEST_F(VerifierTest, wrongParent) {
  function[store].parent = body;
  EXPECT_TRUE(complains("names another region"));
}

TEST_F(VerifierTest, arithmeticOfTwoTypes) {
  function[function.definingOp(inner) ? function[inner].definition : OpId()].operands[1] = n;
  EXPECT_TRUE(complains("not of the result's type"));
}

TEST_F(VerifierTest, comparisonOfTwoTypes) {
  function[function[condition].definition].operands[1] = x;
  EXPECT_TRUE(complains("different types"));
}

TEST_F(VerifierTest, storeOfAnotherType) {
  function[store].operands[1] = n;
  EXPECT_TRUE(complains("not of the pointee's type"));
}

TEST_F(VerifierTest, storeThroughConst) {
  function[p].type = module.types.pointer(module.types.doubleType(), true);
  EXPECT_TRUE(complains("pointer to const"));
}

TEST_F(VerifierTest, branchWithoutItsYield) {
  function[function[branch].regions[1]].yields.clear();
  EXPECT_TRUE(complains("else: 0 values, not 1"));
}

TEST_F(VerifierTest, loopThatDoesNotYieldItsCarriedValue) {
  function[body].yields = {n};
  EXPECT_TRUE(complains("yields: value 0 is int, not double"));
}

TEST_F(VerifierTest, conditionOfALoopWithAnEffect) {
  b.setRegion(before, 0);
  b.store(p, x);
  EXPECT_TRUE(complains("is not pure"));
}

TEST_F(VerifierTest, missingOperandAndMissingRegion) {
  function[function[inner].definition].operands.pop_back();
  EXPECT_TRUE(complains("has 1 operands, not 2"));
  function[branch].regions.pop_back();
  EXPECT_TRUE(complains("has 1 regions, not 2"));
}

TEST_F(VerifierTest, termsNameTheirOperands) {
  b.setRegion(function.body, 0);
  const OpId printed = b.opaque(Term::call("print", {Term::operand(0), Term::object(1)}), {x, p}, TypeId());
  EXPECT_TRUE(verify(module, function).empty());
  function[printed].term.parts[1].number = 2;
  EXPECT_TRUE(complains("names operand 2 of 2"));
  function[printed].term.parts[1] = Term::object(0);
  EXPECT_TRUE(complains("names what operand 0 points to, which is no pointer"));
  function[printed].term = Term();
  EXPECT_TRUE(complains("runs nothing"));
  function[store].term = Term::null();
  EXPECT_TRUE(complains("has a term that is not run"));
}

TEST_F(VerifierTest, rulesNameTheOperandsOfTheirOperation) {
  Rule rule;
  rule.adjoint.push_back(ruleCall(Term::name("adjoint"), {{RuleArgument::Kind::Operand, 1}}));
  module.rules.push_back(rule);
  b.setRegion(function.body, 0);
  b.rule(RuleId(0), Term::call("f", operandTerms(0, 1)), {x}, module.types.doubleType());
  EXPECT_TRUE(complains("has a rule for more operands than it has"));
  module.rules[0].adjoint[0].arguments.clear();
  EXPECT_TRUE(complains("has a rule that names operand 0 of 0"));
}

TEST_F(VerifierTest, danglingIds) {
  function[store].operands[1] = ValueId();
  EXPECT_TRUE(complains("nowhere defined"));
  function[body].ops.push_back(OpId(1000));
  EXPECT_TRUE(complains("does not exist"));
}

TEST_F(VerifierTest, resultOfAnotherType) {
  function[function.body].yields = {n};
  EXPECT_TRUE(complains("results: value 0 is int, not double"));
}

} // namespace
} // namespace clangent::ir
