#include "Analysis/ContainerChanges.h"
#include "IR/Members.h"

namespace clangent::analysis {

using namespace ir;

const std::set<size_t> &ContainerChanges::of(FunctionId function) {
  if (const auto known = changed.find(function); known != changed.end())
    return known->second;
  std::set<FunctionId> reached{function};
  std::vector<FunctionId> work{function};
  while (!work.empty()) {
    const Function &f = module[work.back()];
    work.pop_back();
    for (const Op &op : f.ops)
      if (op.code == Opcode::Call && reached.insert(op.callee).second)
        work.push_back(op.callee);
  }
  // Functions that call each other add to each other until nothing is new.
  for (bool isNew = true; isNew;) {
    isNew = false;
    for (const FunctionId id : reached)
      isNew |= update(id);
  }
  return changed[function];
}

bool ContainerChanges::update(FunctionId function) {
  const Function &f = module[function];
  std::set<size_t> &here = changed[function];
  const size_t before = here.size();
  for (const Op &op : f.ops)
    if (op.code == Opcode::Store && isStructure(module.types, f, op.operands[0]))
      add(f, op.operands[0], here);
    else if (op.code == Opcode::Call && !op.isClosed)
      for (const size_t parameter : std::set<size_t>(changed[op.callee]))
        add(f, op.operands[parameter], here);
  return here.size() != before;
}

void ContainerChanges::add(const Function &f, ValueId place, std::set<size_t> &to) const {
  const ValueId base = f.baseOf(place);
  if (const Op *op = f.definingOp(base); op && op->code == Opcode::Local)
    return;
  size_t number = 0;
  while (number < f.parameters.size() && f.parameters[number].value != base)
    ++number;
  if (number < f.parameters.size())
    to.insert(number);
  else
    for (size_t i = 0; i < f.parameters.size(); ++i)
      to.insert(i);
}

} // namespace clangent::analysis
