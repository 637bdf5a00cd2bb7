#include "Transform/Differentiate/OwnedMemory.h"

#include <algorithm>
#include <optional>
#include <set>

namespace clangent::transform {

using namespace ir;

namespace {

// The fields between which the elements of an object lie; the same one twice where others say how many there are.
struct Ends {
  unsigned first, last;
};

std::optional<Ends> endsOf(const Type &type) {
  const auto isLast = [](const Field &field) { return field.length == "size()"; };
  const auto isFirst = [](const Field &field) { return !field.reader.empty() && field.length.empty(); };
  const auto first = std::find_if(type.fields.begin(), type.fields.end(), isFirst);
  const auto last = std::find_if(type.fields.begin(), type.fields.end(), isLast);
  if (type.kind == TypeKind::Struct && first != type.fields.end() && !first->extents.empty()) {
    const unsigned number = static_cast<unsigned>(first - type.fields.begin());
    return Ends{number, number};
  }
  if (type.kind != TypeKind::Struct || first == type.fields.end() || last == type.fields.end())
    return std::nullopt;
  return Ends{static_cast<unsigned>(first - type.fields.begin()), static_cast<unsigned>(last - type.fields.begin())};
}

std::vector<ValueId> extentsOf(Builder &b, ValueId object, const Ends &ends) {
  const TypeId counter = b.module.types.sizeType();
  const Type type = b.module.types[b.module.types.pointee(b.function[object].type)];
  std::vector<ValueId> values;
  for (const Extent &extent : type.fields[ends.first].extents)
    values.push_back(extent.isField ? b.cast(b.load(b.field(object, static_cast<unsigned>(extent.number))), counter)
                                    : b.constantInt(counter, extent.number));
  return values;
}

ValueId countOf(Builder &b, ValueId object, const Ends &ends) {
  if (ends.first == ends.last) {
    ValueId count;
    for (ValueId extent : extentsOf(b, object, ends))
      count = count ? b.mul(count, extent) : extent;
    return b.cast(count, b.module.types.unsignedOf(b.module.types.sizeType()));
  }
  const ValueId last = b.load(b.field(object, ends.last)), first = b.load(b.field(object, ends.first));
  return b.cast(b.pointerDifference(last, first), b.module.types.unsignedOf(b.module.types.sizeType()));
}

template <class Body> void repeat(Builder &b, ValueId count, Body &&body) {
  const TypeId counter = b.function[count].type;
  const OpId loop = b.forOp(b.constantInt(counter, 0), count, b.constantInt(counter, 1), Predicate::Lt, {}, "i");
  const RegionId outer = b.region(), inner = b.function[loop].regions[0];
  b.setRegion(inner);
  body(b.function[inner].arguments[0]);
  b.setRegion(outer);
}

} // namespace

bool ownsMemory(const TypeTable &types, TypeId id) {
  const Type &type = types[id];
  if (type.kind == TypeKind::Array)
    return ownsMemory(types, type.element);
  return type.kind == TypeKind::Struct &&
         (endsOf(type) || std::any_of(type.fields.begin(), type.fields.end(),
                                      [&](const Field &field) { return ownsMemory(types, field.type); }));
}

namespace {

bool owns(const TypeTable &types, TypeId id, TypeId wanted, std::set<TypeId> &seen) {
  const Type &type = types[id];
  if (type.kind == TypeKind::Array)
    return owns(types, type.element, wanted, seen);
  if (type.kind != TypeKind::Struct || !seen.insert(id).second)
    return false;
  const std::optional<Ends> ends = endsOf(type);
  const auto isIn = [&](TypeId part) { return part == wanted || owns(types, part, wanted, seen); };
  if (ends)
    return isIn(types.pointee(type.fields[ends->first].type));
  return std::any_of(type.fields.begin(), type.fields.end(), [&](const Field &field) { return isIn(field.type); });
}

} // namespace

bool ownsItself(const TypeTable &types, TypeId id) {
  std::set<TypeId> seen;
  if (owns(types, id, id, seen))
    return true;
  const std::set<TypeId> parts = seen;
  return std::any_of(parts.begin(), parts.end(), [&](TypeId part) {
    std::set<TypeId> inside;
    return owns(types, part, part, inside);
  });
}

void forEachNumber(Builder &b, ValueId p, ValueId q, const Pairwise &visit) {
  const Type type = b.module.types[b.module.types.pointee(b.function[p].type)];
  if (type.kind == TypeKind::Float || type.isDifferentiable) {
    visit.leaf(p, q);
  } else if (const std::optional<Ends> ends = endsOf(type)) {
    if (!b.module.types.holdsReal(b.module.types.pointee(type.fields[ends->first].type)))
      return;
    const ValueId count = countOf(b, p, *ends);
    if (visit.elements)
      visit.elements(p, q, count);
    const ValueId from = b.load(b.field(p, ends->first)), to = b.load(b.field(q, ends->first));
    repeat(b, count, [&](ValueId i) {
      const ValueId element = b.index(from, i);
      forEachNumber(b, element, b.index(to, i), visit);
    });
  } else if (type.kind == TypeKind::Struct) {
    for (unsigned i = 0; i < type.fields.size(); ++i)
      if (b.module.types.holdsReal(type.fields[i].type) && !b.module.types.isPointer(type.fields[i].type)) {
        const ValueId part = b.field(p, i);
        forEachNumber(b, part, b.field(q, i), visit);
      }
  } else if (type.kind == TypeKind::Array && b.module.types.holdsReal(type.element)) {
    repeat(b, b.constantInt(b.module.types.sizeType(), static_cast<int64_t>(type.count)), [&](ValueId i) {
      const ValueId element = b.element(p, i);
      forEachNumber(b, element, b.element(q, i), visit);
    });
  }
}

namespace {

void checkSize(Builder &b, ValueId q, ValueId count, const std::string &name) {
  const std::optional<Ends> ends = endsOf(b.module.types[b.module.types.pointee(b.function[q].type)]);
  const ValueId given = countOf(b, q, *ends);
  const OpId differ = b.ifOp(b.compare(Predicate::Ne, given, count));
  const RegionId outer = b.region();
  b.setRegion(b.function[differ].regions[0]);
  b.trap(Term::call("::clangent::detail::sizes_differ",
                    {Term::name("\"" + name + "\""), Term::operand(0), Term::operand(1)}),
         {given, count});
  b.setRegion(outer);
}

// Where the elements of an object own memory as well.
void checkInside(Builder &b, ValueId p, ValueId q, const std::string &name, std::vector<TypeId> &around) {
  const TypeId id = b.module.types.pointee(b.function[p].type);
  if (std::find(around.begin(), around.end(), id) != around.end())
    return;
  const Type type = b.module.types[id];
  around.push_back(id);
  if (const std::optional<Ends> ends = endsOf(type)) {
    const TypeId element = b.module.types.pointee(type.fields[ends->first].type);
    if (b.module.types.holdsReal(element)) {
      const ValueId count = countOf(b, p, *ends);
      checkSize(b, q, count, name);
      if (ownsMemory(b.module.types, element) && std::find(around.begin(), around.end(), element) == around.end()) {
        const ValueId from = b.load(b.field(p, ends->first)), to = b.load(b.field(q, ends->first));
        repeat(b, count, [&](ValueId i) {
          const ValueId part = b.index(from, i);
          checkInside(b, part, b.index(to, i), name, around);
        });
      }
    }
  } else if (type.kind == TypeKind::Struct) {
    for (unsigned i = 0; i < type.fields.size(); ++i)
      if (ownsMemory(b.module.types, type.fields[i].type)) {
        const ValueId part = b.field(p, i);
        // What a base holds, as a matrix's does, has no name for those who use the class.
        const std::string &member = type.fields[i].name;
        const bool isOfBase = member.find("::") != std::string::npos;
        checkInside(b, part, b.field(q, i), isOfBase ? name : name + "." + member, around);
      }
  }
  around.pop_back();
}

} // namespace

void checkSizes(Builder &b, ValueId p, ValueId q, const std::string &name) {
  std::vector<TypeId> around;
  if (ownsMemory(b.module.types, b.module.types.pointee(b.function[p].type)))
    checkInside(b, p, q, name, around);
}

void copyNumbers(Builder &b, ValueId p, ValueId q) {
  Pairwise visit;
  visit.leaf = [&](ValueId from, ValueId to) { b.store(to, b.load(from)); };
  // Where several numbers say how many there are, all of them are told.
  visit.elements = [&](ValueId from, ValueId to, ValueId count) {
    const std::optional<Ends> ends = endsOf(b.module.types[b.module.types.pointee(b.function[from].type)]);
    std::vector<ValueId> operands{to, count};
    std::vector<Term> arguments{Term::operand(1)};
    if (ends->first == ends->last)
      for (ValueId extent : extentsOf(b, from, *ends)) {
        arguments.push_back(Term::operand(static_cast<unsigned>(operands.size())));
        operands.push_back(extent);
      }
    b.opaque(Term::call(Term::member(Term::object(0), "resize"), std::move(arguments)), std::move(operands), TypeId());
  };
  forEachNumber(b, p, q, visit);
}

} // namespace clangent::transform
