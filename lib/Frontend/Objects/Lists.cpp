// Lists of values (std::vector): a list is one value. Elements are read, and a list with another element or length is a
// new value. What the elements' adjoints are is written down beside each operation; elements as objects that references
// refer to belong to Elements.
#include "Frontend/Objects/Lists.h"
#include "Frontend/Calls/Calls.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Expressions/Places.h"
#include "Frontend/Objects/Elements.h"
#include "Frontend/Objects/Parts.h"
#include "Frontend/Rules/WrittenLists.h"

namespace clangent::frontend {

using namespace clang;
using ir::RuleArgument;
using ir::ruleCall;
using ir::Term;
using ir::TypeId;
using ir::ValueId;
using Kind = RuleArgument::Kind;

namespace {

Term runtime(const std::string &function) { return Term::name("::clangent::" + function); }

Term elementOf(Term list, unsigned index, bool isChecked) {
  if (!isChecked)
    return Term::element(std::move(list), Term::operand(index));
  return Term::call(Term::member(std::move(list), "at"), {Term::operand(index)});
}

// What stands for an element where adjoints and tangents are added to it.
Term elementPlaceOf(unsigned list, unsigned index) {
  return Term::call(runtime("element_place"), {Term::operand(list), Term::operand(index)});
}

} // namespace

bool Lists::isListType(QualType type) {
  const TypeId id = types.lower(type.getNonReferenceType());
  return b.module.types.isValue(id) && b.module.types[id].element.valid();
}

// ---- a new list

ir::ValueId Lists::packedList(const CXXStdInitializerListExpr *e, TypeId type) {
  const InitListExpr *elements = elementsOf(e);
  if (!elements)
    return refusals.refuse(e, "this std::initializer_list");
  const std::string spelling = b.module.types[type].spelling;
  ir::Rule rule;
  rule.name = spelling;
  std::vector<RuleArgument> dots;
  std::vector<ValueId> operands;
  for (unsigned k = 0; k < elements->getNumInits(); ++k) {
    operands.push_back(rooms.parts.packed(rooms.places.object(elements->getInit(k))));
    rule.adjoint.push_back(
        {Term::call(runtime("accumulate_from"), {Term::operand(0), Term::operand(1), Term::name(std::to_string(k))}),
         {{Kind::Bar, k}, {Kind::ResultBar}}});
    dots.push_back({Kind::Dot, k});
    rule.parameters.push_back("element " + std::to_string(k));
  }
  const Term all = Term::braces(spelling, ir::operandTerms(0, operands.size()));
  rule.tangent.push_back({all, std::move(dots)});
  return b.rule(rooms.parts.ruleOf(type, std::move(rule)), all, std::move(operands), type);
}

// A number of elements, or the number of one, before it becomes unsigned: it is not negative.
ir::ValueId Lists::listIndex(const Expr *e) {
  while (const Expr *inside = unwrapped(e))
    e = inside;
  if (const auto *temporary = dyn_cast<MaterializeTemporaryExpr>(e))
    return listIndex(temporary->getSubExpr());
  const auto *cast = dyn_cast<ImplicitCastExpr>(e);
  const bool isConversion = cast && cast->getCastKind() == CK_IntegralCast;
  return rooms.conversions.convert(rooms.calls.scalarArgument(isConversion ? cast->getSubExpr() : e),
                                   b.module.types.sizeType());
}

// std::vector<E>(count) and std::vector<E>(count, element); false for any other constructor.
bool Lists::countedList(const CXXConstructExpr *e, TypeId type, ValueId &result) {
  const ir::TypeTable &table = b.module.types;
  unsigned given = 0;
  while (given < e->getNumArgs() && !isa<CXXDefaultArgExpr>(e->getArg(given)))
    ++given;
  if (given < 1 || given > 2 || !e->getArg(0)->getType()->isIntegerType())
    return false;
  const std::string spelling = table[type].spelling;
  const ValueId count = listIndex(e->getArg(0));
  if (given == 1) {
    result = b.rule(ir::RuleId(), Term::construct(spelling, {Term::operand(0)}), {count}, type);
    return true;
  }
  if (types.lower(e->getArg(1)->getType().getNonReferenceType()) != table[type].element)
    return false;
  const ValueId element = rooms.parts.packed(rooms.places.object(e->getArg(1)));
  ir::Rule rule{spelling, {"element", "count"}, {}, {}};
  rule.adjoint.push_back(ruleCall(runtime("accumulate_all"), {{Kind::Bar, 0}, {Kind::ResultBar}}));
  rule.tangent.push_back({Term::construct(spelling, ir::operandTerms(0, 2)), {{Kind::Operand, 1}, {Kind::Dot, 0}}});
  result = b.rule(rooms.parts.ruleOf(type, std::move(rule)),
                  Term::construct(spelling, {Term::operand(1), Term::operand(0)}), {element, count}, type);
  return true;
}

// ---- reading

ir::ValueId Lists::listSize(ValueId list) {
  return b.rule(ir::RuleId(), Term::cast("long", ir::memberCall(0, "size", {})), {list}, b.module.types.sizeType());
}

ir::ValueId Lists::listElement(ValueId list, ValueId index, bool isChecked) {
  const TypeId element = b.module.types[function[list].type].element, type = rooms.parts.packedType(element);
  ir::Rule rule{"an element of a list", {"list", "index"}, {}, {}};
  rule.adjoint.push_back(ruleCall(runtime("accumulate_at"), {{Kind::Bar, 0}, {Kind::Operand, 1}, {Kind::ResultBar}}));
  rule.tangent.push_back(ruleCall(runtime("element_of"), {{Kind::Dot, 0}, {Kind::Operand, 1}}));
  const bool isReal = b.module.types.isReal(function[list].type) && b.module.types.isReal(type);
  return b.rule(isReal ? rooms.parts.addRule(std::move(rule)) : ir::RuleId(), elementOf(Term::operand(0), 1, isChecked),
                {list, index}, type);
}

// ---- a list with a part replaced

// The list at `place` becomes what the term makes of it; what an empty rule says holds: its derivative goes on.
void Lists::changeList(ValueId place, Term term, std::vector<ValueId> operands, ir::Rule rule) {
  const ValueId before = b.load(place);
  const unsigned list = static_cast<unsigned>(operands.size());
  rule.replacedIn = list;
  rule.parameters.resize(list, "part");
  rule.parameters.push_back("list");
  const ir::OpId op = b.inPlace(std::move(term), std::move(operands), {before});
  const ir::Op *part = function.definingOp(place);
  const ir::TypeTable &table = b.module.types;
  const bool isMember = part && part->code == ir::Opcode::Field;
  b.setName(b.result(op), isMember ? table[table.pointee(function[part->operands[0]].type)].fields[part->field].name
                                   : function[place].name);
  function[op].rule = rooms.parts.ruleOf(function[before].type, std::move(rule));
  rooms.elements.write(place, b.result(op));
}

// A part of list[index] becomes v. `part` is that of an operand.
void Lists::replaceElement(ValueId place, ValueId index, const Term &part, bool isChecked, ValueId v) {
  const auto partOf = [&](const Term &element) { return withLeaves(part, [&](const Term &) { return element; }); };
  ir::Rule rule{"an assignment to an element of a list", {"element", "index"}, {}, {}};
  if (b.module.types.isReal(function[v].type)) {
    rule.adjoint.push_back({Term::call(runtime("take_part"), {Term::operand(0), partOf(elementPlaceOf(1, 2))}),
                            {{Kind::Bar, 0}, {Kind::ResultBar}, {Kind::Operand, 1}}});
    rule.tangent.push_back({Term::call(runtime("put_part"), {partOf(elementPlaceOf(0, 1)), Term::operand(2)}),
                            {{Kind::Dot, 2}, {Kind::Operand, 1}, {Kind::Dot, 0}}});
  }
  Term replaced = partOf(elementOf(Term::operand(2), 1, isChecked));
  changeList(place, Term::infix(std::move(replaced), "=", Term::operand(0)), {v, index}, std::move(rule));
}

void Lists::appendToList(ValueId place, ValueId element) {
  const ValueId count = listSize(b.load(place));
  ir::Rule rule{"push_back", {"element", "count"}, {}, {}};
  rule.adjoint.push_back(ruleCall(runtime("take_back"), {{Kind::Bar, 0}, {Kind::ResultBar}, {Kind::Operand, 1}}));
  rule.tangent.push_back({Term::call(runtime("put_part"), {elementPlaceOf(0, 1), Term::operand(2)}),
                          {{Kind::Dot, 2}, {Kind::Operand, 1}, {Kind::Dot, 0}}});
  changeList(place, ir::memberCall(2, "push_back", {0}), {element, count}, std::move(rule));
}

// New elements are zeros without derivative.
void Lists::resizeList(ValueId place, ValueId size) {
  const ValueId count = listSize(b.load(place));
  ir::Rule rule{"resize", {"size", "count"}, {}, {}};
  rule.adjoint.push_back(ruleCall(runtime("keep_front"), {{Kind::ResultBar}, {Kind::Operand, 1}}));
  rule.tangent.push_back(ruleCall(runtime("keep_front"), {{Kind::Dot, 2}, {Kind::Operand, 0}}));
  changeList(place, ir::memberCall(2, "resize", {0}), {size, count}, std::move(rule));
}

// ---- members of std::vector

bool Lists::listCall(const CallExpr *e, const CXXMethodDecl *method, ValueId &result) {
  const auto *infix = dyn_cast<CXXOperatorCallExpr>(e);
  const Expr *list = infix ? infix->getArg(0) : cast<CXXMemberCallExpr>(e)->getImplicitObjectArgument();
  const bool isSubscript = infix && infix->getOperator() == OO_Subscript;
  const llvm::StringRef name = method->getDeclName().isIdentifier() ? method->getName() : llvm::StringRef();
  if (!isSubscript && !method->getDeclName().isIdentifier()) {
    result = refusals.refuse(e, "this use of a list of values");
    return true;
  }
  const ValueId place = list->getType()->isPointerType() ? rooms.expressions.rvalue(list) : rooms.places.object(list);
  const ir::TypeTable &table = b.module.types;
  if (!table.isPointer(function[place].type) || !table[table.pointee(function[place].type)].element) {
    result = refusals.placeholder(e); // it was refused
    return true;
  }
  if (isSubscript || name == "at") {
    result = rooms.elements.elementPlace(place, listIndex(e->getArg(infix ? 1 : 0)), !isSubscript);
  } else if (name == "front") {
    result = rooms.elements.elementPlace(place, b.constantInt(table.sizeType(), 0));
  } else if (name == "back") {
    result = rooms.elements.elementPlace(place, b.sub(listSize(b.load(place)), b.constantInt(table.sizeType(), 1)));
  } else if (name == "size") {
    result = rooms.conversions.convert(listSize(b.load(place)), types.lower(e->getType()));
  } else if (name == "empty") {
    result = b.compare(ir::Predicate::Eq, listSize(b.load(place)), b.constantInt(table.sizeType(), 0));
  } else if (!changeOfList(e, name, place)) {
    result = refusals.refuse(e, "this use of a list of values");
  }
  return true;
}

// A call that changes the list at `place` and has no result that is looked at; false for any other.
bool Lists::changeOfList(const CallExpr *e, llvm::StringRef name, ValueId place) {
  const ir::TypeTable &table = b.module.types;
  const TypeId list = table.pointee(function[place].type), element = table[list].element;
  const unsigned count = e->getNumArgs();
  if (!e->getType()->isVoidType() && e != state.discarded)
    return false;
  if ((name == "push_back" || name == "emplace_back") && count == 1 &&
      types.lower(e->getArg(0)->getType().getNonReferenceType()) == element)
    appendToList(place, rooms.parts.packed(rooms.places.object(e->getArg(0))));
  else if (name == "resize" && count == 1)
    resizeList(place, listIndex(e->getArg(0)));
  else if (name == "pop_back")
    resizeList(place, b.sub(listSize(b.load(place)), b.constantInt(table.sizeType(), 1)));
  else if (name == "clear")
    rooms.elements.write(place, b.zero(list));
  else if (name == "reserve")
    rooms.expressions.rvalue(e->getArg(0));
  else
    return false;
  return true;
}

} // namespace clangent::frontend
