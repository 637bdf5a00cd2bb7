// Stages that come before differentiation, on the function of the tests of simplification: facts about what is left.
#pragma once

#include "SimplifyFixture.h"
#include "Transform/Edit/Uses.h"

namespace clangent::transform {

class StageTest : public SimplifyTest {
protected:
  unsigned count(Opcode code) const {
    unsigned n = 0;
    forEachOp(function, function.body, [&](OpId id) { n += function[id].code == code; });
    return n;
  }
  const Op &only(Opcode code) const {
    OpId found;
    forEachOp(function, function.body, [&](OpId id) {
      if (function[id].code == code)
        found = id;
    });
    EXPECT_EQ(count(code), 1u);
    return function[found];
  }
  // What the body returns.
  ValueId returned(size_t k = 0) const { return function[function.body].yields[k]; }
  void returns(std::vector<ValueId> results) {
    function[function.body].yields = std::move(results);
    check();
  }
  bool isConstant(ValueId v, int64_t value) const {
    const Op *op = function.definingOp(v);
    return op && op->code == Opcode::Constant && op->integer == value;
  }

  // A While over a counter that starts at `first`: `test` maps it to the condition, `body` to the next one.
  template <class Test, class Body> OpId whileLoop(std::vector<ValueId> first, Test test, Body body) {
    OpId op = b.whileOp(first);
    const RegionId outer = b.region();
    const std::vector<ValueId> arguments = function[function[op].regions[0]].arguments;
    b.setRegion(function[op].regions[0]);
    ValueId condition = test(arguments);
    function[function[op].regions[0]].yields = {condition};
    b.setRegion(function[op].regions[1]);
    std::vector<ValueId> next = body(arguments);
    function[function[op].regions[1]].yields = next;
    b.setRegion(outer);
    for (ValueId v : first)
      b.addResult(op, function[v].type);
    return op;
  }
};

} // namespace clangent::transform
