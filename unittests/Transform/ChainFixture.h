// The function on which the tests of chains and blocks build: operations on tensors, marked as Frontend and the sweeps
// mark them.
#pragma once

#include "IR/Spelling.h"
#include "StageFixture.h"
#include "Transform/Blocks/Chain.h"

#include <algorithm>

namespace clangent::transform {

// As of SimplifyTest, and besides u, v, w: tensors at the places of the same names, loaded first; u_bar, v_bar: places
// of adjoints; seed: an adjoint.
class TensorTest : public StageTest {
protected:
  TensorTest()
      : tensor(types.value("clangent::Tensor<double>", true)), shape(types.value("clangent::Shape", false)),
        uBar(place("u_bar", false)), vBar(place("v_bar", false)),
        seed(addParameter(function, tensor, "seed", ParameterKind::Value, "clangent::Tensor<double>")), u(input("u")),
        v(input("v")), w(input("w")) {}

  ValueId place(const std::string &name, bool isConst) {
    const std::string spelling = isConst ? "const clangent::Tensor<double>" : "clangent::Tensor<double>";
    return addParameter(function, types.pointer(tensor, isConst), name, ParameterKind::Reference, spelling);
  }
  ValueId input(const std::string &name) { return b.load(place(name, true), name); }

  // ---- operations
  // Everything from here on is of the derivative.
  void differentiated() { function.isDerivative = true; }

  static Term call(const std::string &name, size_t count) {
    return Term::call("::clangent::" + name, operandTerms(0, count));
  }
  ValueId ordinary(const std::string &name, std::vector<ValueId> operands, TypeId type = TypeId()) {
    return b.rule(RuleId(), call(name, operands.size()), std::move(operands), type ? type : tensor);
  }
  ValueId link(const std::string &name, std::vector<ValueId> operands) {
    const ValueId made = ordinary(name, std::move(operands));
    function[function[made].definition].isElementwise = true;
    return made;
  }
  ValueId total(const std::string &name, std::vector<ValueId> operands) {
    const ValueId made = ordinary(name, std::move(operands));
    function[function[made].definition].isTotal = true;
    return made;
  }
  // The call of an adjoint rule: what the sums are behind it.
  std::vector<ValueId> adjoint(const std::string &name, std::vector<ValueId> operands, std::vector<ValueId> sums) {
    const OpId made =
        b.inPlace(call(name + "_adjoint", operands.size() + sums.size()), std::move(operands), std::move(sums));
    function[made].isElementwise = true;
    return function[made].results;
  }
  ValueId shapeOf(ValueId value) { return b.shapeOf(value, shape); }
  ValueId nothing() { return b.zero(tensor); }

  // So many links, one on the other.
  ValueId links(ValueId first, size_t count, const std::string &name = "tanh") {
    for (size_t k = 0; k < count; ++k)
      first = link(name, {first});
    return first;
  }

  // ---- facts
  std::string nameOf(OpId id) const {
    const Op &op = function[id];
    return op.code == Opcode::Rule || op.code == Opcode::InPlace ? calledName(op.term) : opcodeName(op.code);
  }
  std::string namesOf(const std::vector<OpId> &ops) const {
    std::string text;
    for (OpId id : ops)
      text += (text.empty() ? "" : " ") + nameOf(id);
    return text;
  }

  const TypeId tensor, shape;
  const ValueId uBar, vBar, seed, u, v, w;
};

} // namespace clangent::transform
