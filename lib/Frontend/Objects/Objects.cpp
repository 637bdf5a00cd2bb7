// Copies and zeros of whole objects, leaf by leaf.
#include "Frontend/Objects/Objects.h"
#include "Frontend/Control/Regions.h"
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
  } else if (table[type].kind == ir::TypeKind::Opaque) {
    takeOver(to, from);
  } else if (table[type].kind == ir::TypeKind::Struct) {
    for (unsigned i = 0; i < table[type].fields.size(); ++i)
      copyObject(b.field(to, i), b.field(from, i));
  } else if (table[type].kind == ir::TypeKind::Array) {
    forEachElement(to, 0, [&](ValueId i) { copyObject(b.element(to, i), b.element(from, i)); });
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
    for (unsigned i = 0; i < table[type].fields.size(); ++i)
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
  } else if (table[type].kind == ir::TypeKind::Struct) {
    for (unsigned i = 0; i < table[type].fields.size(); ++i)
      swapObjects(b.field(a, i), b.field(with, i));
  } else if (table[type].kind == ir::TypeKind::Array) {
    forEachElement(a, 0, [&](ValueId i) { swapObjects(b.element(a, i), b.element(with, i)); });
  }
}

} // namespace clangent::frontend
