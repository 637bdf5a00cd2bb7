// The function on which the tests of simplification build, and the text that is left of it.
#pragma once

#include "IR/Builder.h"
#include "IR/Printer.h"
#include "IR/Verifier.h"
#include "Transform/Simplify/Simplify.h"

#include <gtest/gtest.h>

namespace clangent::transform {

using namespace ir;

// f(x, y: double, i, j: int, c, e: bool, p: double *)
class SimplifyTest : public testing::Test {
protected:
  SimplifyTest() : function(add(module)), types(module.types), b(module, function, function.body) {
    function.resultKind = ResultKind::Multiple;
    x = addParameter(function, types.doubleType(), "x", ParameterKind::Value, "double");
    y = addParameter(function, types.doubleType(), "y", ParameterKind::Value, "double");
    i = addParameter(function, types.intType(), "i", ParameterKind::Value, "int");
    j = addParameter(function, types.intType(), "j", ParameterKind::Value, "int");
    c = addParameter(function, types.boolType(), "c", ParameterKind::Value, "bool");
    e = addParameter(function, types.boolType(), "e", ParameterKind::Value, "bool");
    p = addParameter(function, types.pointer(types.doubleType()), "p", ParameterKind::Value, "double *");
  }
  static Function &add(Module &module) {
    module.functions.emplace_back();
    makeBody(module.functions[0]);
    return module.functions[0];
  }

  ValueId real(long double v) { return b.constantFloat(types.doubleType(), v); }
  ValueId integer(int64_t v) { return b.constantInt(types.intType(), v); }
  OpId use(ValueId v) {
    return b.opaque(Term::call("use", {Term::operand(0)}), {v}, TypeId());
  } // an effect that keeps v alive

  // An If whose arms are filled by two functions that return the arm's yields.
  template <class Then, class Else> std::vector<ValueId> branch(ValueId condition, Then then, Else otherwise) {
    OpId op = b.ifOp(condition);
    RegionId outer = b.region();
    b.setRegion(function[op].regions[0]);
    std::vector<ValueId> yields = then();
    function[function[op].regions[0]].yields = yields;
    b.setRegion(function[op].regions[1]);
    function[function[op].regions[1]].yields = otherwise();
    b.setRegion(outer);
    for (ValueId v : yields)
      b.addResult(op, function[v].type);
    return function[op].results;
  }

  // A loop over 0 ... upper - 1; the body maps (counter, carried) to the next carried.
  template <class Body> std::vector<ValueId> loop(ValueId upper, std::vector<ValueId> initial, Body body) {
    OpId op = b.forOp(integer(0), upper, integer(1), Predicate::Lt, initial, "k");
    RegionId outer = b.region(), inside = function[op].regions[0];
    b.setRegion(inside);
    std::vector<ValueId> arguments = function[inside].arguments;
    function[inside].yields = body(arguments[0], std::vector<ValueId>(arguments.begin() + 1, arguments.end()));
    b.setRegion(outer);
    for (ValueId v : initial)
      b.addResult(op, function[v].type);
    return function[op].results;
  }

  std::string simplified(std::vector<ValueId> results = {}) {
    function[function.body].yields = std::move(results);
    check();
    simplify(module, function);
    check();
    std::string text = print(module, function);
    text = text.substr(text.find("{\n") + 2);
    return text.substr(0, text.size() - 2);
  }
  void check() {
    std::vector<std::string> errors = verify(module, function);
    EXPECT_TRUE(errors.empty()) << errors.front() << "\n" << print(module, function);
  }

  Module module;
  Function &function;
  TypeTable &types;
  Builder b;
  ValueId x, y, i, j, c, e, p;
};

} // namespace clangent::transform
