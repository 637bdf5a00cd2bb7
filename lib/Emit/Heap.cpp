#include "Emit/Heap.h"

namespace clangent::emit {

using namespace ir;

namespace {

// The bytes that an allocating function gives, as elements; no constructor runs here.
std::string memoryText(const Plan &plan, const Expressions &expressions, const Op &op, const std::string &size) {
  const TypeTable &types = plan.module.types;
  const std::string type = "static_cast<" + spell(types, plan.function[op.results[0]].type) + ">";
  const std::string bytes = expressions.isOne(op.operands[0])
                                ? size
                                : expressions.atLeast(op.operands[0], Level::Multiplicative, true) + " * " + size;
  const std::string zeroed = op.isZeroed ? "__builtin_memset(" : "", end = op.isZeroed ? ", 0, " + bytes + ")" : "";
  switch (op.heap) {
  case Heap::Malloc:
    return op.isZeroed ? type + "(__builtin_calloc(" + expressions.full(op.operands[0]) + ", " + size + "))"
                       : type + "(__builtin_malloc(" + bytes + "))";
  case Heap::NewArray:
    return type + "(" + zeroed + "::operator new[](" + bytes + ")" + end + ")";
  case Heap::Aligned:
    return type + "(" + zeroed + "::operator new(" + bytes + ", std::align_val_t(" +
           std::string(size).replace(0, 6, "alignof") + "))" + end + ")";
  case Heap::Library:
    return type + "(" + zeroed + op.term.spelling + "::allocate(" + bytes + ")" + end + ")";
  case Heap::New:
  case Heap::Operator:
  case Heap::Tape: // allocationText
    return type + "(" + zeroed + "::operator new(" + bytes + ")" + end + ")";
  }
  return {};
}

} // namespace

std::string allocationText(const Plan &plan, const Expressions &expressions, const Op &op) {
  const TypeTable &types = plan.module.types;
  const TypeId made = types.pointee(plan.function[op.results[0]].type);
  const bool isArray = op.heap == Heap::NewArray;
  if (op.heap == Heap::Tape)
    return plan.tape + (op.isZeroed ? ".borrow_zeros<" : ".borrow<") + spell(types, made) + ">(" +
           expressions.full(op.operands[0]) + ")";
  if ((op.heap == Heap::New || isArray) && types.isPlain(made) && types[made].kind != TypeKind::Array)
    return "new " + spell(types, made) + (isArray ? "[" + expressions.full(op.operands[0]) + "]" : "") +
           (op.isZeroed ? "()" : "");
  return memoryText(plan, expressions, op, "sizeof(" + spell(types, made) + ")");
}

std::string releaseText(const Plan &plan, const Expressions &expressions, const Op &op) {
  static constexpr const char *members[] = {"delete",          "delete_array",   "free",
                                            "operator_delete", "aligned_delete", "release"};
  static_assert(std::size(members) == static_cast<size_t>(Heap::Tape), "memory that nobody gives back");
  const TypeTable &types = plan.module.types;
  const TypeId pointer = plan.function[op.operands[0]].type;
  const std::string type = spell(types, types.pointee(pointer));
  std::string memory = expressions.full(op.operands[0], false);
  if (types[pointer].toConst && op.heap != Heap::New && op.heap != Heap::NewArray)
    memory = "const_cast<" + type + " *>(" + memory + ")";
  if (op.isPutOff)
    return plan.tape + "." + members[static_cast<size_t>(op.heap)] + "_later" +
           (op.heap == Heap::Library ? "<" + op.term.spelling + ">" : "") + "(" + memory + ")";
  switch (op.heap) {
  case Heap::New:
    return "delete " + expressions.atLeast(op.operands[0], Level::Unary);
  case Heap::NewArray:
    return "delete[] " + expressions.atLeast(op.operands[0], Level::Unary);
  case Heap::Malloc:
    return "__builtin_free(" + memory + ")";
  case Heap::Operator:
    return "::operator delete(" + memory + ")";
  case Heap::Aligned:
    return "::operator delete(" + memory + ", std::align_val_t(alignof(" + type + ")))";
  case Heap::Tape:
    return plan.tape + ".give_back(" + memory + ")";
  case Heap::Library:
    return op.term.spelling + "::release(" + memory + ")";
  }
  return {};
}

} // namespace clangent::emit
