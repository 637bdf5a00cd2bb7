#include "IR/ParserTypes.h"

#include "IR/Printer.h"

#include <cstdlib>

namespace clangent::ir {

TypeReader::TypeReader(TextCursor &in, TypeTable &types) : in(in), types(types) {
  for (size_t i = 0; i < types.size(); ++i)
    add(types[TypeId(i)].spelling, TypeId(i));
}

// The longest name that stands here: names hold spaces, commas and brackets.
TypeId TypeReader::named() {
  const std::string_view next = in.rest();
  TypeId found;
  size_t length = 0;
  for (const auto &[text, type] : known)
    if (text.size() > length && next.substr(0, text.size()) == text) {
      found = type;
      length = text.size();
    }
  in.advance(length);
  if (!found)
    in.fail("expected a type that is declared");
  return found;
}

TypeId TypeReader::type() {
  bool isConst = in.accept("const");
  TypeId result = named();
  std::vector<uint64_t> bounds;
  while (result && in.accept("["))
    bounds.push_back(std::strtoull(in.upTo("]").c_str(), nullptr, 10));
  for (auto bound = bounds.rbegin(); bound != bounds.rend(); ++bound)
    result = types.array(result, *bound);
  while (result) {
    if (in.accept("const *"))
      result = types.pointer(result, true);
    else if (in.accept("*"))
      result = types.pointer(result, isConst);
    else
      break;
    isConst = false;
  }
  return result ? result : types.voidType();
}

void TypeReader::fields(TypeId record) {
  std::vector<Field> fields;
  while (!in.failed() && !in.accept("}")) {
    Field field;
    field.name = in.name();
    in.expect(":");
    field.type = type();
    field.isByOffset = in.accept("by_offset");
    field.isConst = in.accept("constant");
    if (in.accept("at"))
      field.offset = std::strtoull(in.word().c_str(), nullptr, 10);
    fields.push_back(std::move(field));
  }
  types.setFields(record, std::move(fields));
}

void TypeReader::finish() {
  for (const auto &[record, place] : pending) {
    in.moveTo(place);
    fields(record);
  }
}

void TypeReader::declaration() {
  const std::string spelling = in.quoted();
  in.expect("=");
  TypeId made;
  if (in.accept("int")) {
    const unsigned bits = static_cast<unsigned>(std::strtoul(in.word().c_str(), nullptr, 10));
    const bool isUnsigned = in.accept("unsigned");
    made = types.integer(spelling, bits, !isUnsigned, in.accept("enum"));
  } else if (in.accept("stack")) {
    made = types.stack(type());
  } else if (in.accept("opaque")) {
    made = types.opaque(spelling);
  } else if (in.accept("value")) {
    const bool isDifferentiable = in.accept("differentiable");
    Lifetime lifetime;
    lifetime.declared = oneUpTo(Default::Constructed);
    made = types.value(spelling, isDifferentiable, in.accept("of") ? type() : TypeId());
    types.setLifetime(made, lifetime);
  } else if (const bool isUnion = in.accept("union"); isUnion || in.accept("struct")) {
    made = types.record(spelling, oneUpTo(Form::Linked));
    if (isUnion)
      types.setUnion(made);
    Lifetime lifetime;
    lifetime.declared = oneUpTo(Default::Constructed);
    lifetime.table = oneUpTo(VirtualTable::Kept);
    lifetime.returned = oneUpTo(Return::Impossible);
    lifetime.isDestroyed = in.accept("destroyed");
    types.setLifetime(made, lifetime);
    in.expect("{");
    pending.emplace_back(made, in.at());
    in.skipBehind("\n}");
  } else {
    in.fail("expected what kind of type it is");
  }
  if (made)
    add(typeText(types, made), made);
}

} // namespace clangent::ir
