// The preparation in its order. Each step reads what the steps before it decided.
#include "Emit/Coalescing.h"
#include "Emit/Folding.h"
#include "Emit/Naming.h"
#include "Emit/Releases.h"
#include "Emit/Uses.h"

namespace clangent::emit {

using namespace ir;

namespace {

// A parameter that is a frame serves as the tape; otherwise a function that stores anything has a frame of its own.
void findTape(Plan &plan) {
  for (const Parameter &parameter : plan.function.parameters) {
    if (parameter.spelling.find("clangent::Tape::Frame") != std::string::npos) {
      plan.tape = plan.nameOf(parameter.value);
      return;
    }
  }
  for (OpId id : plan.layout.innerFirst()) {
    Opcode code = plan.function[id].code;
    // A Global of opaque type is the frame, handed to a callee.
    bool isFrame = code == Opcode::Global &&
                   plan.module.types[plan.function[plan.function[id].results[0]].type].kind == TypeKind::Opaque;
    bool onTape = isFrame || code == Opcode::TapeArray || code == Opcode::StackNew || code == Opcode::Residual ||
                  plan.function[id].isPutOff ||
                  ((code == Opcode::Allocate || code == Opcode::Release) && plan.function[id].heap == Heap::Tape);
    plan.ownsTape = plan.ownsTape || (onTape && !plan.isDead[id.index]);
  }
}

} // namespace

Plan prepare(const Module &module, const Function &function, const Options &options) {
  Plan plan(module, function, options);
  findUses(plan);
  findTernaries(plan);
  foldExpressions(plan);
  assignVariables(plan);
  findReleases(plan);
  findTape(plan);
  nameVariables(plan);
  if (!plan.ownsTape)
    findTape(plan); // now that the parameter has a name
  return plan;
}

} // namespace clangent::emit
