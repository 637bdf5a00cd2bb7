// Values that have parts: structs and lists of values, as operations take and return them. A struct in memory is packed
// into one value and unpacked again; elements of a list are read and appended one by one. What the parts' adjoints are
// is written down beside each operation.
#include "Frontend/LowerAt.h"
#include "Frontend/LowerFunction.h"

#include "llvm/ADT/StringSwitch.h"

namespace clangent::frontend {

using namespace clang;
using ir::RuleArgument;
using ir::RuleCall;
using ir::TypeId;
using ir::ValueId;
using Kind = RuleArgument::Kind;

namespace {

RuleArgument piece(Kind kind, unsigned operand, std::string part = {}) {
  return {kind, operand, false, std::move(part)};
}

} // namespace

// A struct whose members are values, numbers and such structs, all of them within reach.
bool FunctionLowering::hasParts(TypeId id) const {
  const ir::TypeTable &table = b.module.types;
  const ir::Type &type = table[id];
  if (table.isNameable(id))
    return !table.isPointer(id);
  if (type.kind == ir::TypeKind::Array)
    return hasParts(type.element);
  return type.kind == ir::TypeKind::Struct && type.isAggregate &&
         std::all_of(type.fields.begin(), type.fields.end(), [&](const ir::Field &field) {
           return field.name.find("::") == std::string::npos && hasParts(field.type);
         });
}

TypeId FunctionLowering::packedType(TypeId id) {
  ir::TypeTable &table = b.module.types;
  return table.isNameable(id) ? id : table.value(table[id].spelling, table.holdsReal(id));
}

// Calls leaf(place, text of the member) for every part of the object, in the order of its initializer.
void FunctionLowering::forEachPart(ValueId place, const std::string &path,
                                   llvm::function_ref<void(ValueId, const std::string &)> leaf) {
  const ir::TypeTable &table = b.module.types;
  const ir::Type type = table[table.pointee(function[place].type)];
  if (type.kind == ir::TypeKind::Struct)
    for (unsigned i = 0; i < type.fields.size(); ++i)
      forEachPart(b.field(place, i), path + "." + type.fields[i].name, leaf);
  else if (type.kind == ir::TypeKind::Array)
    for (uint64_t i = 0; i < type.count; ++i)
      forEachPart(b.element(place, b.constantInt(table.sizeType(), static_cast<int64_t>(i))),
                  path + "[" + std::to_string(i) + "]", leaf);
  else
    leaf(place, path);
}

ir::RuleId FunctionLowering::addRule(ir::Rule rule) {
  b.module.rules.push_back(std::move(rule));
  return ir::RuleId(b.module.rules.size() - 1);
}

// The object as one value. Inner braces may be left out in C++.
ir::ValueId FunctionLowering::packed(ValueId place) {
  const ir::TypeTable &table = b.module.types;
  const TypeId object = table.pointee(function[place].type);
  if (table.isNameable(object))
    return b.load(place);
  const TypeId type = packedType(object);
  ir::Rule rule;
  rule.name = table[object].spelling;
  RuleCall tangent{table[object].spelling + "{", {}, "}"};
  std::string text = table[object].spelling + "{";
  std::vector<ValueId> operands;
  forEachPart(place, "", [&](ValueId part, const std::string &path) {
    const unsigned k = static_cast<unsigned>(operands.size());
    const ValueId value = b.load(part);
    text += (k ? ", $" : "$") + std::to_string(k);
    if (table.isReal(function[value].type))
      rule.adjoint.push_back({"::clangent::accumulate(", {piece(Kind::Bar, k), piece(Kind::ResultBar, 0, path)}, ")"});
    tangent.arguments.push_back(piece(Kind::Dot, k));
    rule.parameters.push_back(path.substr(1));
    operands.push_back(value);
  });
  rule.tangent.push_back(std::move(tangent));
  const bool isReal = table.isReal(type);
  return b.rule(isReal ? addRule(std::move(rule)) : ir::RuleId(), text + "}", std::move(operands), type);
}

void FunctionLowering::unpack(ValueId v, ValueId place) {
  const ir::TypeTable &table = b.module.types;
  if (table.isNameable(table.pointee(function[place].type)))
    return void(b.store(place, v));
  forEachPart(place, "", [&](ValueId part, const std::string &path) {
    const TypeId type = table.pointee(function[part].type);
    ir::Rule rule{"a member of '" + table[function[v].type].spelling + "'", {"object"}, {}, {}};
    rule.adjoint.push_back({"::clangent::accumulate(", {piece(Kind::Bar, 0, path), piece(Kind::ResultBar, 0)}, ")"});
    rule.tangent.push_back({"", {piece(Kind::Dot, 0, path)}, ""});
    const bool isReal = table.isReal(type);
    const ValueId value = b.rule(isReal ? addRule(std::move(rule)) : ir::RuleId(), "$0" + path, {v}, type);
    function[value].name = path.substr(path.rfind('.') + 1);
    b.store(part, value);
  });
}

// ---- lists

bool FunctionLowering::isListType(QualType type) {
  const TypeId id = types.lower(type.getNonReferenceType());
  return b.module.types.isValue(id) && b.module.types[id].element.valid();
}

// A list from its elements.
ir::ValueId FunctionLowering::packedList(const CXXStdInitializerListExpr *e, TypeId type) {
  const InitListExpr *elements = elementsOf(e);
  if (!elements)
    return refuse(e, "this std::initializer_list");
  const std::string spelling = b.module.types[type].spelling;
  ir::Rule rule;
  rule.name = spelling;
  RuleCall tangent{spelling + "{", {}, "}"};
  std::string text = spelling + "{";
  std::vector<ValueId> operands;
  for (unsigned k = 0; k < elements->getNumInits(); ++k) {
    operands.push_back(packed(object(elements->getInit(k))));
    text += (k ? ", $" : "$") + std::to_string(k);
    rule.adjoint.push_back({"::clangent::accumulate_from(",
                            {piece(Kind::Bar, k), piece(Kind::ResultBar, 0)},
                            ", " + std::to_string(k) + ")"});
    tangent.arguments.push_back(piece(Kind::Dot, k));
    rule.parameters.push_back("element " + std::to_string(k));
  }
  rule.tangent.push_back(std::move(tangent));
  const bool isReal = b.module.types.isReal(type);
  return b.rule(isReal ? addRule(std::move(rule)) : ir::RuleId(), text + "}", std::move(operands), type);
}

ir::ValueId FunctionLowering::listSize(ValueId list) {
  return b.rule(ir::RuleId(), "static_cast<long>($0.size())", {list}, b.module.types.sizeType());
}

ir::ValueId FunctionLowering::listElement(ValueId list, ValueId index) {
  const TypeId element = b.module.types[function[list].type].element, type = packedType(element);
  ir::Rule rule{"an element of a list", {"list", "index"}, {}, {}};
  rule.adjoint.push_back(
      {"::clangent::accumulate_at(", {piece(Kind::Bar, 0), piece(Kind::Operand, 1), piece(Kind::ResultBar, 0)}, ")"});
  rule.tangent.push_back({"::clangent::element_of(", {piece(Kind::Dot, 0), piece(Kind::Operand, 1)}, ")"});
  const bool isReal = b.module.types.isReal(type);
  return b.rule(isReal ? addRule(std::move(rule)) : ir::RuleId(), "$0[$1]", {list, index}, type);
}

// An object of its own for an element, which nobody may write to: the list would not see it.
ir::ValueId FunctionLowering::elementPlace(ValueId list, ValueId index) {
  const TypeId element = b.module.types[function[list].type].element;
  const ValueId place = b.local(element, "");
  unpack(listElement(list, index), place);
  const ValueId readOnly = b.cast(place, b.module.types.pointer(element, true));
  elementPlaces.insert(readOnly);
  return readOnly;
}

// Is the object a part of such a copy? Then writing to it is refused.
bool FunctionLowering::refusesWrite(ValueId place) {
  ValueId root = place;
  for (const ir::Op *op = function.definingOp(root); op && !elementPlaces.count(root); op = function.definingOp(root)) {
    const bool isStep = op->code == ir::Opcode::Field || op->code == ir::Opcode::Element ||
                        op->code == ir::Opcode::Index || op->code == ir::Opcode::Cast;
    if (!isStep)
      return false;
    root = op->operands[0];
  }
  if (!elementPlaces.count(root))
    return false;
  isRefused = true;
  context.report(DiagId::err_unsupported, clang::SourceLocation::getFromRawEncoding(b.currentLocation().raw),
                 {"a write to an element of a list of values"});
  return true;
}

// list with one more element. The adjoint of the list from before is that of its elements, and the new one's is the
// last.
void FunctionLowering::appendToList(ValueId place, ValueId element) {
  const ValueId before = b.load(place), count = listSize(before);
  ir::Rule rule{"push_back", {"element", "count", "list"}, {}, {}};
  rule.adjoint.push_back(
      {"::clangent::accumulate_from(", {piece(Kind::Bar, 0), piece(Kind::ResultBar, 0), piece(Kind::Operand, 1)}, ")"});
  rule.adjoint.push_back({"::clangent::accumulate_front(",
                          {piece(Kind::Bar, 2), piece(Kind::ResultBar, 0), piece(Kind::Operand, 1)},
                          ")"});
  rule.tangent.push_back(
      {"::clangent::appended(", {piece(Kind::Dot, 2), piece(Kind::Operand, 1), piece(Kind::Dot, 0)}, ")"});
  const ir::OpId op = b.inPlace("$2.push_back($0)", {element, count}, {before});
  if (b.module.types.isReal(function[before].type))
    function[op].rule = addRule(std::move(rule));
  b.store(place, b.result(op));
}

bool FunctionLowering::listCall(const CallExpr *e, const CXXMethodDecl *method, ValueId &result) {
  const auto *infix = dyn_cast<CXXOperatorCallExpr>(e);
  const Expr *object = infix ? infix->getArg(0) : cast<CXXMemberCallExpr>(e)->getImplicitObjectArgument();
  const bool isSubscript = infix && infix->getOperator() == OO_Subscript;
  const llvm::StringRef name = method->getDeclName().isIdentifier() ? method->getName() : llvm::StringRef();
  const ir::TypeTable &table = b.module.types;
  if (isSubscript || name == "at") {
    const ValueId list = valueOf(object);
    result = elementPlace(list, convert(rvalue(e->getArg(infix ? 1 : 0)), table.sizeType()));
    return true;
  }
  if (name == "front" || name == "back") {
    const ValueId list = valueOf(object), one = b.constantInt(table.sizeType(), 1);
    result = elementPlace(list, name == "front" ? b.constantInt(table.sizeType(), 0) : b.sub(listSize(list), one));
    return true;
  }
  if (name == "size" || name == "empty") {
    const ValueId size = listSize(valueOf(object));
    result = name == "size" ? convert(size, types.lower(e->getType()))
                            : b.compare(ir::Predicate::Eq, size, b.constantInt(table.sizeType(), 0));
    return true;
  }
  const TypeId element = table[types.lower(object->getType())].element;
  if ((name == "push_back" || name == "emplace_back") && e->getNumArgs() == 1 &&
      types.lower(e->getArg(0)->getType().getNonReferenceType()) == element) {
    const ValueId value = packed(this->object(e->getArg(0)));
    appendToList(place(object), value);
    return true;
  }
  if (name == "reserve") {
    rvalue(e->getArg(0));
    return true;
  }
  result = refuse(e, "this use of a list of values");
  return true;
}

} // namespace clangent::frontend
