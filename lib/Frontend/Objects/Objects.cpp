// Copies and zeros of whole objects, leaf by leaf.
#include "Frontend/Objects/Objects.h"
#include "Frontend/Calls/Calls.h"
#include "Frontend/Control/Regions.h"
#include "Frontend/Core/Context.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Objects/Elements.h"

namespace clangent::frontend {

using namespace clang;

namespace {

// Arrays up to this size are copied element by element in straight line, longer ones in a loop.
constexpr uint64_t longestUnrolled = 8;

} // namespace

// for (i = 0; i < count; ++i) body(i)
void Objects::forEachIndex(ValueId count, llvm::function_ref<void(ValueId)> body) {
  const TypeId type = b.module.types.sizeType();
  const ValueId counter = b.local(type, "i");
  b.store(counter, b.constantInt(type, 0));
  const ir::OpId loop = b.whileOp({});
  const ir::RegionId before = function[loop].regions[0];
  rooms.regions.lowerRegion(before,
                            [&] { function[before].yields = {b.compare(ir::Predicate::Lt, b.load(counter), count)}; });
  rooms.regions.lowerRegion(function[loop].regions[1], [&] {
    body(b.load(counter));
    b.store(counter, b.add(b.load(counter), b.constantInt(type, 1)));
  });
}

void Objects::forEachElement(ValueId array, uint64_t from, llvm::function_ref<void(ValueId)> body) {
  const ir::TypeTable &table = b.module.types;
  const uint64_t count = table[table.pointee(function[array].type)].count;
  auto index = [&](uint64_t i) { return b.constantInt(table.sizeType(), static_cast<int64_t>(i)); };
  if (count - from <= longestUnrolled) {
    for (uint64_t i = from; i < count; ++i)
      body(index(i));
    return;
  }
  forEachIndex(index(count - from), [&](ValueId i) { body(from ? b.add(i, index(from)) : i); });
}

void Objects::forEachBackwards(ValueId array, llvm::function_ref<void(ValueId)> body) {
  const ir::TypeTable &table = b.module.types;
  const uint64_t count = table[table.pointee(function[array].type)].count;
  const ValueId last = b.constantInt(table.sizeType(), static_cast<int64_t>(count) - 1);
  if (count > longestUnrolled)
    return forEachIndex(b.constantInt(table.sizeType(), static_cast<int64_t>(count)),
                        [&](ValueId i) { body(b.sub(last, i)); });
  for (uint64_t i = count; i-- > 0;)
    body(b.constantInt(table.sizeType(), static_cast<int64_t>(i)));
}

void Objects::copyObject(ValueId to, ValueId from) {
  const ir::TypeTable &table = b.module.types;
  const TypeId type = table.pointee(function[to].type);
  if (table.pointee(function[from].type) != type)
    return; // one of them was refused
  if (table.isNameable(type)) {
    rooms.elements.write(to, b.load(from));
  } else if (const CXXRecordDecl *chooser = types.chooser(type)) {
    become(to, from, chooser);
  } else if (table[type].isUnion) {
    refusals.refuseStatement(state.at(), DiagId::err_union);
  } else if (table[type].kind == ir::TypeKind::Opaque) {
    takeOver(to, from);
  } else if (table[type].kind == ir::TypeKind::Struct) {
    for (unsigned i = 0; i < table[type].fields.size(); ++i)
      copyObject(b.field(to, i), b.field(from, i));
  } else if (table[type].kind == ir::TypeKind::Array) {
    forEachElement(to, 0, [&](ValueId i) { copyObject(b.element(to, i), b.element(from, i)); });
  }
}

// The class knows which part of the object is there.
void Objects::become(ValueId to, ValueId from, const CXXRecordDecl *chooser) {
  const FunctionDecl *function = nullptr;
  for (const CXXMethodDecl *method : context.models.modelOf(chooser)->methods())
    if (method->getIdentifier() && method->getName() == "become")
      function = context.definitionOf(method, state.at());
  const std::optional<ir::FunctionId> callee =
      function ? context.callee(function, state.decl, state.at()) : std::nullopt;
  if (!callee || context.isClosed(*callee))
    state.isRefused = true;
  else
    b.call(*callee, {to, rooms.conversions.convert(from, types.pointerTo(ast.getTypeDeclType(chooser).withConst()))},
           {});
}

void Objects::takeObject(ValueId to, ValueId from, QualType type) {
  if (!types.holdsOwnAddress(type))
    return copyObject(to, from);
  if (const auto *array = ast.getAsConstantArrayType(type))
    return forEachElement(
        to, 0, [&](ValueId i) { takeObject(b.element(to, i), b.element(from, i), array->getElementType()); });
  const CXXRecordDecl *record = type->getAsCXXRecordDecl()->getDefinition();
  if (!types.isModelled(record))
    return takeParts(to, from, record, 0);
  // What is left behind owns nothing, and is not destroyed.
  const CXXConstructorDecl *move = context.sema.LookupMovingConstructor(const_cast<CXXRecordDecl *>(record), 0);
  const FunctionDecl *definition = move ? context.definitionOf(move, state.at()) : nullptr;
  if (!definition)
    return refusals.refuseStatement(state.at(), DiagId::err_self_pointer, {});
  rooms.calls.callConstructor(definition, to, {from}, state.at());
}

void Objects::takeParts(ValueId to, ValueId from, const CXXRecordDecl *record, unsigned first) {
  for (const CXXBaseSpecifier &base : record->bases()) {
    const CXXRecordDecl *of = base.getType()->getAsCXXRecordDecl()->getDefinition();
    const unsigned number = first + types.baseOffset(record, of);
    if (!types.isModelled(of)) {
      takeParts(to, from, of, number);
      continue;
    }
    const TypeId type = types.pointerTo(base.getType());
    takeObject(rooms.conversions.convert(to, type), rooms.conversions.convert(from, type), base.getType());
  }
  for (const FieldDecl *field : record->fields()) {
    const unsigned number = first + types.fieldNumber(field);
    const ValueId part = b.field(to, number);
    takeObject(part, b.field(from, number), field->getType());
  }
}

// What is not looked into has a new place: what was there is no object any more. A copy of what needs no destructor is
// the same.
void Objects::takeOver(ValueId to, ValueId from) {
  const ir::TypeTable &table = b.module.types;
  const ir::OpId op =
      b.opaque(ir::Term::call("::clangent::detail::take_over", {ir::Term::object(0), ir::Term::object(1)}), {to, from},
               TypeId());
  function[op].isClosed = true;
  const std::string &name = table[table.pointee(function[to].type)].spelling;
  function[op].reason =
      context.reason(DiagId::err_closed_object, state.at(), {name.substr(name.compare(0, 2, "::") == 0 ? 2 : 0)});
}

void Objects::zeroObject(ValueId place) {
  const ir::TypeTable &table = b.module.types;
  const TypeId type = table.pointee(function[place].type);
  if (table.isNameable(type)) {
    b.store(place, b.zero(type));
  } else if (table[type].kind == ir::TypeKind::Struct) {
    const size_t count = table[type].isUnion ? 1 : table[type].fields.size();
    for (unsigned i = 0; i < count; ++i)
      zeroObject(b.field(place, i));
  } else if (table[type].kind == ir::TypeKind::Array) {
    forEachElement(place, 0, [&](ValueId i) { zeroObject(b.element(place, i)); });
  }
}

void Objects::swapObjects(ValueId a, ValueId with) {
  const ir::TypeTable &table = b.module.types;
  const TypeId type = table.pointee(function[a].type);
  if (table.isNameable(type)) {
    const ValueId first = b.load(a), second = b.load(with);
    rooms.elements.write(a, second);
    rooms.elements.write(with, first);
  } else if (types.chooser(type)) {
    const ValueId first = b.local(type, "");
    copyObject(first, a);
    copyObject(a, with);
    copyObject(with, first);
  } else if (table[type].kind == ir::TypeKind::Struct) {
    for (unsigned i = 0; i < table[type].fields.size(); ++i)
      swapObjects(b.field(a, i), b.field(with, i));
  } else if (table[type].kind == ir::TypeKind::Array) {
    forEachElement(a, 0, [&](ValueId i) { swapObjects(b.element(a, i), b.element(with, i)); });
  }
}

} // namespace clangent::frontend
