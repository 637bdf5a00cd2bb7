// Elements of lists as objects. A list is one value, so an element that is named has an object of its own, a copy; what
// is written to it is written to the list, and references read the list anew wherever they are used. Copies that
// outlive this, and calls that could meet an element in two ways, are refused.
#include "Frontend/Objects/Elements.h"
#include "Frontend/Control/Regions.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Objects/Lists.h"
#include "Frontend/Objects/Objects.h"
#include "Frontend/Objects/Parts.h"

#include <algorithm>

namespace clangent::frontend {

using namespace clang;
using ir::Opcode;

namespace {

// Is an object of type `part` somewhere in one of type `whole`, elements of lists included?
bool holds(const ir::TypeTable &table, ir::TypeId whole, ir::TypeId part) {
  const ir::Type &type = table[whole];
  if (whole == part)
    return true;
  const bool hasElements = type.kind == ir::TypeKind::Array || type.kind == ir::TypeKind::Value;
  if (hasElements && type.element && holds(table, type.element, part))
    return true;
  return type.kind == ir::TypeKind::Struct && std::any_of(type.fields.begin(), type.fields.end(), [&](const auto &f) {
           return !table.isPointer(f.type) && holds(table, f.type, part);
         });
}

} // namespace

// ---- naming an element

// The element number `index` of the list at `list`: a copy, which is const so that nothing writes to it unnoticed.
ir::ValueId Elements::elementPlace(ValueId list, ValueId index, bool isChecked) {
  const TypeId element = b.module.types[b.module.types.pointee(function[list].type)].element;
  const ValueId copy = b.local(element, "");
  rooms.parts.unpack(rooms.lists.listElement(b.load(list), index, isChecked), copy);
  elements[copy] = {list, index, isChecked};
  return b.cast(copy, b.module.types.pointer(element, true));
}

// Is the object an element, or a part of one?
std::optional<Elements::ElementPart> Elements::elementPart(ValueId place) const {
  ElementPart part;
  for (;;) {
    if (elements.count(place)) {
      part.copy = place;
      std::reverse(part.steps.begin(), part.steps.end());
      return part;
    }
    const ir::Op *op = function.definingOp(place);
    if (!op || !isStep(op->code))
      return std::nullopt;
    part.steps.push_back(function[place].definition);
    place = op->operands[0];
  }
}

// The same part of another object.
ir::ValueId Elements::partOf(ValueId object, llvm::ArrayRef<ir::OpId> steps) {
  ir::TypeTable &table = b.module.types;
  for (ir::OpId id : steps) {
    const ir::Op step = function[id];
    const TypeId to = table.pointee(function[step.results[0]].type);
    if (step.code == Opcode::Field)
      object = b.field(object, step.field);
    else if (step.code == Opcode::Element)
      object = b.element(object, step.operands[1]);
    else if (step.code == Opcode::Index)
      object = b.index(object, step.operands[1]);
    else if (table.pointee(function[object].type) != to) // to const, or to a base
      object = b.cast(object, table.pointer(to, table[function[object].type].toConst));
  }
  return object;
}

// The object as the list has it now. References are read again wherever they are named.
ir::ValueId Elements::refreshed(ValueId place) {
  const std::optional<ElementPart> part = elementPart(place);
  if (!part || !elements.at(part->copy).list)
    return place;
  const Element element = elements.at(part->copy);
  return partOf(elementPlace(element.list, element.index, element.isChecked), part->steps);
}

// Does the expression name an element of a list, or a part of one?
bool Elements::namesElement(const Expr *e) {
  e = e->IgnoreParenImpCasts();
  if (const auto *member = dyn_cast<MemberExpr>(e))
    return !member->isArrow() && namesElement(member->getBase());
  if (const auto *infix = dyn_cast<CXXOperatorCallExpr>(e))
    return infix->getOperator() == OO_Subscript && rooms.lists.isListType(infix->getArg(0)->getType());
  if (const auto *call = dyn_cast<CXXMemberCallExpr>(e))
    return e->isGLValue() && call->getImplicitObjectArgument()->getType()->isRecordType() &&
           rooms.lists.isListType(call->getImplicitObjectArgument()->getType());
  const auto *reference = dyn_cast<DeclRefExpr>(e);
  return reference && state.places.count(reference->getDecl()) && elementPart(state.places[reference->getDecl()]);
}

// ---- writing

// *place = v, where the place may be a part of an element: then its list changes.
void Elements::write(ValueId place, ValueId v) {
  const std::optional<ElementPart> part = elementPart(place);
  if (!part)
    return void(b.store(place, v));
  const ir::TypeTable &table = b.module.types;
  const Element element = elements.at(part->copy);
  ir::Term path = ir::Term::operand(0);
  bool isKnown = element.list.valid();
  for (ir::OpId id : part->steps) {
    const ir::Op &step = function[id];
    const ir::Op *index = step.operands.size() > 1 ? function.definingOp(step.operands[1]) : nullptr;
    if (step.code == Opcode::Field)
      path = ir::Term::member(path, table[table.pointee(function[step.operands[0]].type)].fields[step.field].name);
    else if (step.code == Opcode::Element && index && index->code == Opcode::Constant)
      path = ir::Term::element(path, ir::Term::name(std::to_string(index->integer)));
    else
      isKnown &= step.code == Opcode::Cast;
  }
  if (!isKnown)
    return void(refusesWrite(place));
  changedElements.insert(table.pointee(function[part->copy].type));
  b.store(partOf(part->copy, part->steps), v);
  rooms.lists.replaceElement(element.list, element.index, path, element.isChecked, v);
}

// A pointer or reference through which an element could be written to unnoticed.
bool Elements::refusesWrite(ValueId place) {
  if (!elementPart(place))
    return false;
  refusals.refuseStatement(Location::getFromRawEncoding(b.currentLocation().raw), DiagId::err_element_reference);
  return true;
}

// ---- calls

// An element that a callee may write to: the copy is lent, and the list gets it back.
ir::ValueId Elements::lend(ValueId place, TypeId to) {
  const ir::TypeTable &table = b.module.types;
  const std::optional<ElementPart> part = elementPart(place);
  if (!part || !elements.at(part->copy).list || !table.isPointer(to) || table[to].toConst)
    return rooms.conversions.convert(place, to);
  return b.cast(partOf(part->copy, part->steps), to);
}

// The variable or the pointer that an object was found through.
ir::ValueId Elements::rootOf(ValueId place) const {
  for (;;) {
    const ir::Op *op = function.definingOp(place);
    const auto element = elements.find(place);
    if (element != elements.end() && element->second.list)
      place = element->second.list;
    else if (op && isStep(op->code))
      place = op->operands[0];
    else
      return place;
  }
}

// Can nothing of the one be reached through the other?
bool Elements::areApart(ValueId local, ValueId other) const {
  const ir::TypeTable &table = b.module.types;
  const auto isLocal = [&](ValueId v) {
    const ir::Op *op = function.definingOp(v);
    return op && op->code == Opcode::Local;
  };
  if (!isLocal(local) || local == other)
    return false;
  const bool isParameter = std::any_of(function.parameters.begin(), function.parameters.end(),
                                       [&](const ir::Parameter &parameter) { return parameter.value == other; });
  return isParameter || (isLocal(other) && !table.holdsPointer(table.pointee(function[other].type)));
}

// Does the function read or write lists of its callers that have such elements? One that is not lowered yet might, if
// there are such lists.
bool Elements::touchesLists(ir::FunctionId id, TypeId element, bool isWriteOnly, std::set<ir::FunctionId> &seen) const {
  const ir::Function &f = b.module[id];
  const ir::TypeTable &table = b.module.types;
  if (!seen.insert(id).second)
    return false;
  const auto isSuchList = [&](TypeId list) {
    const ir::Type &type = table[list];
    return type.kind == ir::TypeKind::Value && type.element &&
           (holds(table, type.element, element) || holds(table, element, type.element));
  };
  if (context.isClosed(id))
    return std::any_of(f.parameters.begin(), f.parameters.end(), [&](const ir::Parameter &parameter) {
      const TypeId type = f[parameter.value].type;
      for (size_t i = 0; i < table.size(); ++i)
        if (isSuchList(TypeId(i)) && holds(table, table.isPointer(type) ? table.pointee(type) : type, TypeId(i)))
          return true;
      return false;
    });
  if (!f.isComplete) {
    for (size_t i = 0; i < table.size(); ++i)
      if (isSuchList(TypeId(i)))
        return true;
    return false;
  }
  return std::any_of(f.ops.begin(), f.ops.end(), [&](const ir::Op &op) {
    if (op.code == Opcode::Call)
      return touchesLists(op.callee, element, isWriteOnly, seen);
    if (op.code != Opcode::Store && (op.code != Opcode::Load || isWriteOnly))
      return false;
    const ir::Op *base = f.definingOp(f.baseOf(op.operands[0]));
    return !(base && base->code == Opcode::Local) && isSuchList(table.pointee(f[op.operands[0]].type));
  });
}

// May a call meet an element that it is handed in another way, too?
bool Elements::reachesElement(ir::FunctionId callee, llvm::ArrayRef<ValueId> operands, size_t number) const {
  const ir::TypeTable &table = b.module.types;
  const ElementPart part = *elementPart(operands[number]);
  std::set<ir::FunctionId> seen;
  const bool isLent = !table[function[operands[number]].type].toConst;
  if (!touchesLists(callee, table.pointee(function[part.copy].type), !isLent, seen))
    return false;
  const ValueId list = rootOf(part.copy);
  for (ValueId other : operands)
    if (table.isPointer(function[other].type) && !elementPart(other) && !areApart(list, rootOf(other)))
      return true;
  return false;
}

// Two elements, one of which is lent: whether they are one object, as a constant or a condition. Nothing if that cannot
// be told.
std::optional<Elements::Sameness> Elements::sameness(const ElementPart &p, const ElementPart &q) {
  const ir::TypeTable &table = b.module.types;
  const Element x = elements.at(p.copy), y = elements.at(q.copy);
  const TypeId a = table.pointee(function[p.copy].type), c = table.pointee(function[q.copy].type);
  if (!x.list || !y.list)
    return std::nullopt;
  if (a != c)
    return holds(table, a, c) || holds(table, c, a) ? std::nullopt : std::optional(Sameness{false, {}});
  const ValueId root = rootOf(x.list), other = rootOf(y.list);
  if (root != other && (areApart(root, other) || areApart(other, root)))
    return Sameness{false, {}};
  // Different members of one object are different.
  for (size_t i = 0; i < std::min(p.steps.size(), q.steps.size()); ++i)
    if (function[p.steps[i]].code == Opcode::Field && function[q.steps[i]].code == Opcode::Field &&
        function[p.steps[i]].field != function[q.steps[i]].field)
      return Sameness{false, {}};
  if (x.list != y.list)
    return std::nullopt;
  const auto constant = [&](ValueId v) -> std::optional<int64_t> {
    const ir::Op *op = function.definingOp(v);
    return op && op->code == Opcode::Constant ? std::optional(op->integer) : std::nullopt;
  };
  const std::optional<int64_t> i = constant(x.index), j = constant(y.index);
  if (x.index == y.index || (i && j))
    return Sameness{x.index == y.index || *i == *j, {}};
  return Sameness{true, b.compare(ir::Predicate::Eq, x.index, y.index)};
}

// Which two of a call's elements may be one object, one of them lent; refused if there are more such pairs than one, or
// if the call could reach an element in another way.
Elements::SharedElements Elements::sharedElements(ir::FunctionId callee, llvm::ArrayRef<ValueId> operands) {
  SharedElements shared;
  const auto part = [&](size_t k) { return elementPart(operands[k]); };
  for (size_t k = 0; k < operands.size(); ++k) {
    if (!part(k))
      continue;
    shared.isRefused |= reachesElement(callee, operands, k);
    for (size_t m = 0; isLent(operands[k]) && m < operands.size(); ++m) {
      if (m == k || !part(m) || (isLent(operands[m]) && m < k))
        continue;
      const std::optional<Sameness> found = sameness(*part(k), *part(m));
      if (found && !found->isPossible)
        continue;
      shared.isRefused |= !found || shared.same;
      shared.same = found;
      shared.owner = k;
      shared.sharer = m;
    }
  }
  return shared;
}

// An element that a callee may write to.
bool Elements::isLent(ValueId operand) const {
  return elementPart(operand) && !b.module.types[function[operand].type].toConst;
}

// The call, with elements that it may write to given back to their lists. Nothing if it was refused.
std::optional<ir::OpId> Elements::callWithElements(ir::FunctionId callee, std::vector<ValueId> operands,
                                                   std::vector<TypeId> results, const Expr *e) {
  const SharedElements shared = sharedElements(callee, operands);
  const bool isUsed = !e->getType()->isVoidType() && e != state.discarded;
  const bool isConditional = shared.same && shared.same->condition;
  if (shared.isRefused || (isConditional && isUsed)) {
    refusals.refuse(e, DiagId::err_element_shared, {context.nameForMessages(context.declarationOf(callee))});
    return std::nullopt;
  }
  const bool hasLent = std::any_of(operands.begin(), operands.end(), [&](ValueId v) { return isLent(v); });
  if (hasLent && isUsed && returnsPointers(callee)) {
    refusals.refuse(e, DiagId::err_element_reference);
    return std::nullopt;
  }
  const auto emit = [&](const std::vector<ValueId> &given) {
    const ir::OpId op = b.call(callee, given, results);
    for (size_t k = 0; k < operands.size(); ++k)
      if (isLent(operands[k]))
        rooms.objects.copyObject(operands[k], given[k]);
    return op;
  };
  // Both are the one object that is the owner's copy.
  const auto emitShared = [&] {
    std::vector<ValueId> given = operands;
    const ElementPart part = *elementPart(operands[shared.sharer]);
    given[shared.sharer] =
        b.cast(partOf(elementPart(operands[shared.owner])->copy, part.steps), function[operands[shared.sharer]].type);
    return emit(given);
  };
  if (!shared.same)
    return emit(operands);
  if (!isConditional)
    return emitShared();
  ir::OpId last;
  rooms.regions.branch(
      shared.same->condition, [&] { last = emitShared(); }, [&] { last = emit(operands); });
  return last;
}

// ---- references that stay

// A copy whose address was kept does not see what is written to the list later.
void Elements::refuseKeptElements() {
  const ir::TypeTable &table = b.module.types;
  std::set<ValueId> used;
  for (const ir::Op &op : function.ops)
    used.insert(op.operands.begin(), op.operands.end());
  for (const ir::Region &region : function.regions)
    used.insert(region.yields.begin(), region.yields.end());
  std::map<ValueId, TypeId> derived;
  for (const auto &[copy, element] : elements)
    derived[copy] = table.pointee(function[copy].type);
  const auto isChanged = [&](TypeId element) {
    const auto isPartOf = [&](TypeId changed) {
      return holds(table, changed, element) || holds(table, element, changed);
    };
    return std::any_of(changedElements.begin(), changedElements.end(), isPartOf) ||
           std::any_of(function.ops.begin(), function.ops.end(), [&](const ir::Op &op) {
             std::set<ir::FunctionId> seen;
             return op.code == Opcode::Call && touchesLists(op.callee, element, true, seen);
           });
  };
  const auto refuseAt = [&](const ir::Op &op) {
    refusals.refuseStatement(Location::getFromRawEncoding(op.at.raw), DiagId::err_element_kept);
  };
  for (const ir::Op &op : function.ops) {
    const bool isCall = op.code == Opcode::Call;
    for (size_t k = 0; k < op.operands.size(); ++k) {
      const auto found = derived.find(op.operands[k]);
      if (found == derived.end())
        continue;
      if (isStep(op.code) && k == 0)
        derived[op.results[0]] = found->second;
      const bool isReturned = isCall && returnsPointers(op.callee) && used.count(op.results[0]);
      const bool isKept = (op.code == Opcode::Store && k == 1) || op.code == Opcode::Select || isReturned;
      if (isKept && isChanged(found->second))
        refuseAt(op);
    }
    std::set<ir::FunctionId> seen;
    if (isCall && b.module[op.callee].resultKind == ir::ResultKind::Reference && used.count(op.results[0])) {
      const TypeId object = table.pointee(function[op.results[0]].type);
      if (touchesLists(op.callee, object, false, seen) && isChanged(object))
        refuseAt(op);
    }
    for (ir::RegionId region : op.regions)
      for (ValueId v : function[region].yields)
        if (const auto found = derived.find(v); found != derived.end() && isChanged(found->second))
          refuseAt(op);
  }
}

// Is what the function returns a reference, or an object with pointers in it?
bool Elements::returnsPointers(ir::FunctionId id) const {
  const ir::Function &f = b.module[id];
  return f.resultKind == ir::ResultKind::Reference ||
         (f.resultKind != ir::ResultKind::Void && b.module.types.holdsPointer(f.resultType));
}

} // namespace clangent::frontend
