// Follows the addresses of objects with virtual functions to what is only run. Nothing else reads tables: calls that
// the class of an object decides at run time are refused.
#include "Frontend/Types/Tables.h"

#include <set>
#include <utility>

namespace clangent::frontend {

using namespace ir;

namespace {

class Addresses {
public:
  explicit Addresses(const Module &module) : module(module) {}

  // Could what terms run reach an object with virtual functions at all?
  bool reachTerms() const {
    for (const Function &function : module.functions)
      for (const Op &op : function.ops)
        for (const ValueId operand : op.operands)
          if (familyOf(op.code) == Family::Term && leadsToTables(function[operand].type))
            return true;
    return false;
  }

  // Is the address, or one of a part, given to text, here or in a function that is called?
  bool isGivenAway(const Function &function, ValueId pointer) {
    for (const Region &region : function.regions)
      for (const ValueId yielded : region.yields)
        if (yielded == pointer)
          return true;
    for (const Op &op : function.ops)
      for (size_t i = 0; i < op.operands.size(); ++i)
        if (op.operands[i] == pointer && isGivenAwayBy(function, op, i))
          return true;
    return false;
  }

  bool isGivenAway(FunctionId callee, size_t parameter) {
    const Function &function = module[callee];
    return parameter >= function.parameters.size() ||
           (seen.insert({callee, parameter}).second && isGivenAway(function, function.parameters[parameter].value));
  }

  void forgetCalls() { seen.clear(); }

private:
  bool leadsToTables(TypeId type) const {
    const TypeTable &types = module.types;
    if (!types.isPointer(type))
      return false;
    const TypeId behind = types.pointee(type);
    return behind == types.voidType() || types.tabled(behind) || types.holdsPointer(behind);
  }

  bool isGivenAwayBy(const Function &function, const Op &op, size_t operand) {
    const Opcode code = op.code;
    if (code == Opcode::Load || code == Opcode::Compare || code == Opcode::PtrDiff)
      return false;
    if (ir::isWrite(code))
      return operand != 0;
    if (ir::isStep(code))
      return isGivenAway(function, op.results[0]);
    // Text, and what the address is not followed through.
    return code != Opcode::Call || isGivenAway(op.callee, operand);
  }

  const Module &module;
  std::set<std::pair<FunctionId, size_t>> seen; // parameters that were asked about; looked up, never iterated
};

// A constructor that makes the part of an object that is its base.
bool isOfBase(const Module &module, const Function &function, const Op &op) {
  if (op.code != Opcode::Call || module[op.callee].callForm != CallForm::Constructor || op.operands.empty())
    return false;
  const Op *made = function.definingOp(op.operands[0]);
  return made && made->code == Opcode::Cast &&
         module.types.pointee(function[made->operands[0]].type) != module.types.pointee(function[op.operands[0]].type);
}

// As the program calls it; text names classes from the outermost namespace on.
std::string plainName(const std::string &spelling) { return spelling.substr(spelling.rfind("::", 0) == 0 ? 2 : 0); }

} // namespace

void checkTables(const Module &module,
                 const std::function<void(const std::string &, const char *, SourceRef)> &report) {
  Addresses addresses(module);
  if (!addresses.reachTerms())
    return;
  const TypeTable &types = module.types;
  for (const Function &function : module.functions)
    for (const Op &op : function.ops) {
      const bool isBase = isOfBase(module, function, op);
      if (op.code != Opcode::Local && !isBase)
        continue;
      const ValueId object = isBase ? op.operands[0] : op.results[0];
      const TypeId record = types.tabled(types.pointee(function[object].type));
      if (!record || (types[record].lifetime.table == VirtualTable::Copied && !isBase))
        continue;
      addresses.forgetCalls();
      if (isBase ? addresses.isGivenAway(op.callee, 0) : addresses.isGivenAway(function, object))
        report(plainName(types[record].spelling),
               isBase ? "its constructor gives it away before it is complete"
                      : "its copy constructor is not the compiler's",
               op.at);
    }
}

} // namespace clangent::frontend
