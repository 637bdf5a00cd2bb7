#include "Transform/Differentiate/Shadows.h"
#include "IR/Spelling.h"

namespace clangent::transform {

using namespace ir;

std::string Shadows::nameOf(ValueId v) const { return derivativeName(f[v].name, role); }

TypeId Shadows::typeOf(ValueId pointer) {
  return role == Role::Adjoint ? module.types.mutablePointer(f[pointer].type) : f[pointer].type;
}

bool Shadows::isMoreConst(TypeId a, TypeId b) const {
  const TypeTable &types = module.types;
  return types[a].toConst && !types[b].toConst && types.pointee(a) == types.pointee(b);
}

// A pointer without objects is null or unspecified; its shadow is null.
ValueId Shadows::shadowOrNull(Builder &b, ValueId pointer) {
  auto found = shadows.find(pointer);
  return found != shadows.end() ? found->second : b.null(typeOf(pointer));
}

ValueId Shadows::isNotNull(Builder &b, ValueId pointer) {
  ValueId shadow = of(pointer);
  return b.compare(Predicate::Ne, shadow, b.null(f[shadow].type));
}

// The same address in shadow memory; a null shadow stays null.
ValueId Shadows::address(Builder &b, const Op &op) {
  const ValueId base = shadowOrNull(b, op.operands[0]);
  ValueId result;
  if (op.code == Opcode::Index)
    result = b.index(base, op.operands[1]);
  else if (op.code == Opcode::Field)
    result = b.field(base, op.field);
  else
    result = b.element(base, op.operands[1]);
  if (!has(op.operands[0]) || !mayBeNull(op.operands[0]))
    return result;
  ValueId condition = isNotNull(b, op.operands[0]);
  ValueId null = b.null(f[result].type);
  return b.select(condition, result, null);
}

// Of what others may reach it lives as long as the frame, so that no pointer to it is left over.
ValueId Shadows::object(Builder &b, const Op &op) {
  const TypeId made = module.types.pointee(f[op.results[0]].type);
  const bool isNamed = !f[op.results[0]].name.empty() || op.code != Opcode::Allocate;
  const std::string name = isNamed ? nameOf(op.results[0]) : derivativeName("memory", role);
  if (op.code == Opcode::Local)
    return b.local(made, name, true);
  if (!op.isOwn || role != Role::Tangent)
    return b.tapeArray(made, op.operands, name, true);
  const ValueId memory = b.allocate(op.heap, made, op.operands[0], name, true);
  f[f[memory].definition].term = op.term;
  return memory;
}

void Shadows::extend(Builder &b, OpId id) {
  const Op op = f[id];
  const PointerFlow flow = infoOf(op.code).pointers;
  if (op.isOwn && role == Role::Tangent && op.code == Opcode::Release && has(op.operands[0]))
    f[b.release(op.heap, of(op.operands[0]))].term = op.term;
  // What is thrown has no tangent; but shadows that are released on the way out have to be found.
  const bool isLookedUp = flow == PointerFlow::Base || flow == PointerFlow::Chosen || flow == PointerFlow::Loaded;
  if (activity.isDeadEnd(op.parent) && !(role == Role::Tangent && isLookedUp))
    return;
  if (flow == PointerFlow::Stored) {
    extendStore(b, op);
    return;
  }
  if (op.results.empty() || !module.types.isPointer(f[op.results[0]].type) || !activity.leadsToShadow(op.results[0]))
    return;
  ValueId v = op.results[0], shadow;
  switch (flow) {
  case PointerFlow::New:
    shadow = object(b, op);
    break;
  case PointerFlow::Base:
    shadow = isAddress(op.code) ? address(b, op) : b.cast(shadowOrNull(b, op.operands[0]), typeOf(v));
    break;
  case PointerFlow::Chosen:
    shadow = b.select(op.operands[0], shadowOrNull(b, op.operands[1]), shadowOrNull(b, op.operands[2]));
    break;
  case PointerFlow::Loaded:
    // Memory without a shadow holds no pointers that have one.
    if (!has(op.operands[0])) {
      shadow = b.null(typeOf(v));
      break;
    }
    shadow = b.load(of(op.operands[0]), nameOf(v));
    if (isMoreConst(typeOf(v), f[shadow].type))
      f[shadow].type = typeOf(v); // as the primal's is read
    shadow = b.cast(shadow, typeOf(v));
    break;
  case PointerFlow::None:
  case PointerFlow::Stored:
  case PointerFlow::Holding: // a record of residuals is made behind the sweep that has shadows
  case PointerFlow::Named:   // has none
  case PointerFlow::Inner:   // openLoop, close
  case PointerFlow::Callee:  // the pair's own
    return;
  }
  bind(v, shadow);
}

// Storing a pointer stores its shadow beside it.
// The Field operation that the place is, if what lies there says how many elements its object owns.
const Op *Shadows::countOfElements(ValueId place) const {
  const Op *field = f.definingOp(place);
  if (!field || field->code != Opcode::Field)
    return nullptr;
  for (const Field &owner : module.types[module.types.pointee(f[field->operands[0]].type)].fields)
    for (const Extent &extent : owner.extents)
      if (extent.isField && extent.number == field->field)
        return field;
  return nullptr;
}

void Shadows::extendStore(Builder &b, const Op &op) {
  ValueId v = op.operands[1];
  // Of the elements that an object owns, its shadow has as many: it may be handed on as an object of the class.
  if (const Op *count = countOfElements(op.operands[0]); count && has(count->operands[0]))
    return void(b.store(b.field(of(count->operands[0]), count->field), v));
  if (!module.types.isPointer(f[v].type) || !has(op.operands[0]))
    return;
  ValueId place = of(op.operands[0]), shadow = shadowOrNull(b, v);
  b.store(place, b.cast(shadow, module.types.pointee(f[place].type)));
}

void Shadows::openLoop(Builder &before, OpId loop) {
  const size_t operands = firstCarriedOperand(f[loop]), arguments = firstCarriedArgument(f[loop]);
  RegionId first = f[loop].regions.front();
  Builder b(module, f, first);
  std::vector<size_t> positions;
  for (size_t i = 0; i < f[loop].results.size(); ++i) {
    ValueId argument = f[first].arguments[arguments + i];
    if (!module.types.isPointer(f[argument].type) || !activity.hasShadow(argument))
      continue;
    ValueId shadow = shadowOrNull(before, f[loop].operands[operands + i]);
    shadow = before.cast(shadow, typeOf(argument));
    f[loop].operands.push_back(shadow);
    bind(argument, b.addArgument(first, typeOf(argument), nameOf(argument)));
    positions.push_back(i);
  }
  carried[loop] = positions;
}

void Shadows::close(OpId id) {
  Builder b(module, f, f[id].parent);
  if (f[id].code == Opcode::If) {
    for (size_t i = 0, n = f[id].results.size(); i < n; ++i) {
      ValueId result = f[id].results[i];
      if (!module.types.isPointer(f[result].type) || !activity.hasShadow(result))
        continue;
      for (RegionId r : std::vector<RegionId>(f[id].regions)) {
        b.setRegion(r);
        ValueId shadow = shadowOrNull(b, f[r].yields[i]);
        shadow = b.cast(shadow, typeOf(result));
        f[r].yields.push_back(shadow);
      }
      bind(result, b.addResult(id, typeOf(result), nameOf(result)));
    }
    return;
  }
  RegionId last = f[id].regions.back();
  b.setRegion(last);
  for (size_t i : carried[id]) {
    ValueId result = f[id].results[i], shadow = shadowOrNull(b, f[last].yields[i]);
    shadow = b.cast(shadow, typeOf(result));
    f[last].yields.push_back(shadow);
    bind(result, b.addResult(id, typeOf(result), nameOf(result)));
  }
}

} // namespace clangent::transform
