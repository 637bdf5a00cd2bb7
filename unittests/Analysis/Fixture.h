// The function on which the tests of analyses build: f(x, y: double, n: int, c: bool, p, q: double *).
#pragma once

#include "IR/Builder.h"
#include "IR/Printer.h"
#include "IR/Verifier.h"

#include <gtest/gtest.h>

namespace clangent::analysis {

using namespace ir;

class AnalysisTest : public testing::Test {
protected:
  AnalysisTest() : function(add(module)), types(module.types), b(module, function, function.body) {
    function.resultKind = ResultKind::Multiple;
    x = addParameter(function, types.doubleType(), "x", ParameterKind::Value, "double");
    y = addParameter(function, types.doubleType(), "y", ParameterKind::Value, "double");
    n = addParameter(function, types.intType(), "n", ParameterKind::Value, "int");
    c = addParameter(function, types.boolType(), "c", ParameterKind::Value, "bool");
    p = addParameter(function, types.pointer(types.doubleType()), "p", ParameterKind::Value, "double *");
    q = addParameter(function, types.pointer(types.doubleType()), "q", ParameterKind::Value, "double *");
  }
  static Function &add(Module &module) {
    module.functions.emplace_back();
    makeBody(module.functions.back());
    return module.functions.back();
  }

  ValueId real(long double v) { return b.constantFloat(types.doubleType(), v); }
  ValueId integer(int64_t v) { return b.constantInt(types.intType(), v); }

  // An If whose arms yield one value each.
  ValueId choose(ValueId ifTrue, ValueId ifFalse) {
    OpId op = b.ifOp(c);
    function[function[op].regions[0]].yields = {ifTrue};
    function[function[op].regions[1]].yields = {ifFalse};
    return b.addResult(op, function[ifTrue].type);
  }

  // A loop over 0 ... n - 1 with one carried value; the body maps the carried value to the next.
  template <class Body> OpId loop(ValueId initial, Body body) {
    OpId op = b.forOp(integer(0), n, integer(1), Predicate::Lt, {initial}, "k");
    RegionId outer = b.region(), inside = function[op].regions[0];
    b.setRegion(inside);
    ValueId next = body(function[inside].arguments[1]);
    function[inside].yields = {next};
    b.setRegion(outer);
    b.addResult(op, function[initial].type);
    return op;
  }

  void returns(std::vector<ValueId> results) {
    function[function.body].yields = std::move(results);
    std::vector<std::string> errors = verify(module, function);
    ASSERT_TRUE(errors.empty()) << errors.front() << "\n" << print(module, function);
  }

  Module module;
  Function &function;
  TypeTable &types;
  Builder b;
  ValueId x, y, n, c, p, q;
};

} // namespace clangent::analysis
