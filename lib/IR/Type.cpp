// Interning of types: one entry per spelling.
#include "IR/Type.h"

#include <algorithm>
#include <functional>
#include <set>

namespace clangent::ir {

TypeTable::TypeTable() {
  auto scalar = [&](TypeKind kind, const char *spelling, unsigned bits, bool isSigned) {
    Type type;
    type.kind = kind;
    type.spelling = spelling;
    type.bits = bits;
    type.isSigned = isSigned;
    intern(spelling, std::move(type));
  };
  scalar(TypeKind::Void, "void", 0, false);
  scalar(TypeKind::Bool, "bool", 8, false);
  scalar(TypeKind::Int, "int", 32, true);
  scalar(TypeKind::Int, "long", 64, true);
  scalar(TypeKind::Float, "float", 32, true);
  scalar(TypeKind::Float, "double", 64, true);
  scalar(TypeKind::Float, "long double", 80, true);
}

TypeId TypeTable::intern(const std::string &key, Type type) {
  auto [entry, isNew] = byKey.emplace(key, TypeId(types.size()));
  if (isNew)
    types.push_back(std::move(type));
  return entry->second;
}

TypeId TypeTable::unsignedOf(TypeId id) {
  const Type &type = types[id.index];
  if (!type.isSigned)
    return id;
  return integer(type.bits > 32 ? "unsigned long" : "unsigned int", type.bits > 32 ? 64 : 32, false);
}

TypeId TypeTable::integer(const std::string &spelling, unsigned bits, bool isSigned, bool isEnum) {
  Type type;
  type.kind = TypeKind::Int;
  type.spelling = spelling;
  type.bits = bits;
  type.isSigned = isSigned;
  type.isEnum = isEnum;
  return intern(spelling, std::move(type));
}

// Declarators grow from the name outwards: that of an element stands around that of its array or pointer.
std::string TypeTable::declare(TypeId id, const std::string &name, bool isConst) const {
  const Type &type = types[id.index];
  if (type.kind == TypeKind::Array)
    return declare(type.element, name + "[" + std::to_string(type.count) + "]", isConst);
  if (type.kind == TypeKind::Pointer) {
    const std::string pointer = (isConst ? "*const " : "*") + name;
    const bool isToArray = types[type.element.index].kind == TypeKind::Array;
    return declare(type.element, isToArray ? "(" + pointer + ")" : pointer, type.toConst);
  }
  const bool isBeside = name.empty() || name.front() == '[';
  return (isConst ? "const " : "") + type.spelling + (isBeside ? "" : " ") + name;
}

TypeId TypeTable::pointer(TypeId pointee, bool toConst) {
  Type type;
  type.kind = TypeKind::Pointer;
  type.toConst = toConst;
  type.element = pointee;
  const bool isToArray = types[pointee.index].kind == TypeKind::Array;
  type.spelling = declare(pointee, isToArray ? "(*)" : "*", toConst);
  return intern(type.spelling + keyOf(pointee), type);
}

// A value packed from a struct is spelled like the struct.
std::string TypeTable::keyOf(TypeId part) const {
  const Type &type = types[part.index];
  if (type.kind == TypeKind::Value)
    return " of value";
  return type.kind == TypeKind::Pointer || type.kind == TypeKind::Array ? keyOf(type.element) : "";
}

TypeId TypeTable::array(TypeId element, uint64_t count) {
  Type type;
  type.kind = TypeKind::Array;
  type.element = element;
  type.count = count;
  type.spelling = declare(element, "[" + std::to_string(count) + "]");
  const std::string key = type.spelling + keyOf(element);
  return intern(key, std::move(type));
}

TypeId TypeTable::stack(TypeId element) {
  Type type;
  type.kind = TypeKind::Stack;
  type.element = element;
  type.spelling = "clangent::Stack<" + types[element.index].spelling + ">";
  return intern(type.spelling + keyOf(element), type);
}

TypeId TypeTable::opaque(const std::string &spelling) {
  Type type;
  type.kind = TypeKind::Opaque;
  type.spelling = spelling;
  return intern(spelling, std::move(type));
}

TypeId TypeTable::value(const std::string &spelling, bool isDifferentiable, TypeId element) {
  Type type;
  type.kind = TypeKind::Value;
  type.spelling = spelling;
  type.isDifferentiable = isDifferentiable;
  type.element = element;
  return intern("value " + spelling, std::move(type)); // beside the struct of that name, if it is a packed one
}

TypeId TypeTable::record(const std::string &spelling, Form form) {
  Type type;
  type.kind = TypeKind::Struct;
  type.spelling = spelling;
  type.form = form;
  return intern(spelling, std::move(type));
}

namespace {

// Does an object of type `id` hold something that `isWanted`? Pointers are followed when `throughPointers`.
template <class Predicate>
bool holds(const TypeTable &types, TypeId id, const Predicate &isWanted, bool throughPointers,
           std::set<TypeId> &visited) {
  if (!id || !visited.insert(id).second)
    return false;
  const Type &type = types[id];
  if (isWanted(type))
    return true;
  switch (type.kind) {
  case TypeKind::Pointer:
    return throughPointers && holds(types, type.element, isWanted, throughPointers, visited);
  case TypeKind::Array:
    return holds(types, type.element, isWanted, throughPointers, visited);
  case TypeKind::Struct:
    for (const Field &field : type.fields)
      if (holds(types, field.type, isWanted, throughPointers, visited))
        return true;
    return false;
  case TypeKind::Void:
  case TypeKind::Bool:
  case TypeKind::Int:
  case TypeKind::Float:
  case TypeKind::Value:
  case TypeKind::Stack:
  case TypeKind::Opaque:
    return false;
  }
  return false;
}

} // namespace

TypeId TypeTable::tabled(TypeId id) const {
  while (types[id.index].kind == TypeKind::Array)
    id = types[id.index].element;
  return types[id.index].lifetime.table != VirtualTable::None ? id : TypeId();
}

bool TypeTable::isPlain(TypeId id) const {
  const Type &type = types[id.index];
  return type.kind == TypeKind::Array ? isPlain(type.element)
                                      : type.kind != TypeKind::Opaque && type.lifetime.declared != Default::Constructed;
}

bool TypeTable::holdsReal(TypeId id) const {
  std::set<TypeId> visited;
  auto isReal = [](const Type &type) { return type.kind == TypeKind::Float || type.isDifferentiable; };
  return holds(*this, id, isReal, true, visited);
}

bool TypeTable::holdsValue(TypeId id) const {
  std::set<TypeId> visited;
  return holds(*this, id, [](const Type &type) { return type.kind == TypeKind::Value; }, false, visited);
}

bool TypeTable::holdsTracked(TypeId id) const {
  std::set<TypeId> visited;
  const auto isTracked = [](const Type &type) { return type.kind == TypeKind::Value && type.isDifferentiable; };
  return holds(*this, id, isTracked, false, visited);
}

bool TypeTable::holdsClosure(TypeId id) const {
  std::set<TypeId> visited;
  return holds(
      *this, id, [](const Type &type) { return type.form == Form::Closure; }, false, visited);
}

bool TypeTable::holdsUntracked(TypeId id) const {
  std::set<TypeId> visited;
  const auto isUntracked = [&](const Type &type) {
    const bool isList = type.kind == TypeKind::Value && type.element;
    return isList && ((isFloat(type.element) && !type.isDifferentiable) || holdsUntracked(type.element));
  };
  return holds(*this, id, isUntracked, false, visited);
}

bool TypeTable::holdsOnlyOwned(TypeId id) const {
  std::set<TypeId> visited;
  const std::function<bool(TypeId)> isOwner = [&](TypeId part) {
    const Type &type = types[part.index];
    if (type.kind == TypeKind::Array)
      return isOwner(type.element);
    if (type.kind != TypeKind::Struct)
      return type.kind != TypeKind::Pointer && type.kind != TypeKind::Opaque;
    return !visited.insert(part).second || std::all_of(type.fields.begin(), type.fields.end(), [&](const Field &field) {
      return isOwner(field.reader.empty() ? field.type : pointee(field.type));
    });
  };
  return isOwner(id);
}

bool TypeTable::holdsClosed(TypeId id) const {
  std::set<TypeId> visited;
  return holds(
      *this, id, [](const Type &type) { return type.kind == TypeKind::Opaque; }, false, visited);
}

bool TypeTable::holdsUnion(TypeId id) const {
  std::set<TypeId> visited;
  return holds(
      *this, id, [](const Type &type) { return type.isUnion; }, false, visited);
}

bool TypeTable::holdsPointer(TypeId id) const {
  std::set<TypeId> visited;
  return holds(*this, id, [](const Type &type) { return type.kind == TypeKind::Pointer; }, false, visited);
}

std::string wordOfField(const Field &field) {
  std::string name = field.name.substr(field.name.rfind(':') + 1); // all of it if there is none
  const size_t word = name.find_first_not_of('_');
  if (word == 0 || word == std::string::npos)
    return name;
  return name.compare(word, 2, "M_") == 0 && name.size() > word + 2 ? name.substr(word + 2) : name.substr(word);
}

} // namespace clangent::ir
