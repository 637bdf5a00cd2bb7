#include "Transform/Differentiate/OwnedMemory.h"

#include <algorithm>
#include <optional>
#include <set>

namespace clangent::transform {

using namespace ir;

namespace {

// The fields between which the elements of an object lie, the same one twice where others say how many there are, and
// that behind which its memory ends.
struct Ends {
  unsigned first, last;
  std::optional<unsigned> limit; // if the class tells
};

std::optional<Ends> endsOf(const Type &type) {
  const auto number = [&](const char *length) {
    const auto isIt = [&](const Field &field) { return !field.reader.empty() && field.length == length; };
    return static_cast<unsigned>(std::find_if(type.fields.begin(), type.fields.end(), isIt) - type.fields.begin());
  };
  const unsigned first = number(""), last = number("size()");
  if (type.kind == TypeKind::Struct && first < type.fields.size() && !type.fields[first].extents.empty())
    return Ends{first, first, std::nullopt};
  if (type.kind != TypeKind::Struct || first == type.fields.size() || last == type.fields.size())
    return std::nullopt;
  const unsigned limit = number("capacity()");
  return Ends{first, last, limit == type.fields.size() ? std::nullopt : std::optional(limit)};
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

ValueId countOf(Builder &b, ValueId object, const Ends &ends, unsigned end) {
  const ValueId last = b.load(b.field(object, end)), first = b.load(b.field(object, ends.first));
  return b.cast(b.pointerDifference(last, first), b.module.types.unsignedOf(b.module.types.sizeType()));
}
ValueId countOf(Builder &b, ValueId object, const Ends &ends) {
  if (ends.first != ends.last)
    return countOf(b, object, ends, ends.last);
  ValueId count;
  for (ValueId extent : extentsOf(b, object, ends))
    count = count ? b.mul(count, extent) : extent;
  return b.cast(count, b.module.types.unsignedOf(b.module.types.sizeType()));
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
  return type.kind == TypeKind::Struct && (type.form == Form::Linked || endsOf(type) ||
                                           std::any_of(type.fields.begin(), type.fields.end(), [&](const Field &field) {
                                             return ownsMemory(types, field.type);
                                           }));
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

bool fitsOwnShadow(const TypeTable &types, TypeId id) {
  std::set<TypeId> parts{id};
  owns(types, id, TypeId(), parts);
  return !ownsItself(types, id) && std::all_of(parts.begin(), parts.end(), [&](TypeId part) {
    const std::optional<Ends> ends = endsOf(types[part]);
    return !ends || ends->limit;
  });
}

namespace {

// Do all pointers that an object holds, and those behind them, lead to one type?
class Pointees {
public:
  explicit Pointees(const TypeTable &types) : types(types) {}

  bool areAlike(TypeId id) {
    const Type &type = types[id];
    switch (type.kind) {
    case TypeKind::Pointer:
      return isOne(type.element);
    case TypeKind::Array:
      return areAlike(type.element);
    case TypeKind::Struct:
      return !seen.insert(id).second || std::all_of(type.fields.begin(), type.fields.end(),
                                                    [&](const Field &field) { return areAlike(field.type); });
    default:
      return type.kind != TypeKind::Opaque;
    }
  }

private:
  bool isOne(TypeId pointee) {
    while (types.isPointer(pointee))
      pointee = types.pointee(pointee);
    if (found)
      return found == pointee;
    found = pointee;
    return areAlike(pointee);
  }

  const TypeTable &types;
  TypeId found;
  std::set<TypeId> seen;
};

TypeId linkedOutOfSight(const TypeTable &types, TypeId id, std::set<TypeId> &seen) {
  const Type &type = types[id];
  if (type.kind == TypeKind::Array)
    return linkedOutOfSight(types, type.element, seen);
  if (type.kind != TypeKind::Struct || !seen.insert(id).second || !types.holdsReal(id))
    return TypeId();
  if (type.form == Form::Linked)
    return Pointees(types).areAlike(id) ? TypeId() : id;
  const std::optional<Ends> ends = endsOf(type);
  for (const Field &field : type.fields) {
    const bool isOwned = ends && !field.reader.empty();
    if (const TypeId found = linkedOutOfSight(types, isOwned ? types.pointee(field.type) : field.type, seen))
      return found;
  }
  return TypeId();
}

} // namespace

TypeId linkedOutOfSight(const TypeTable &types, TypeId id) {
  std::set<TypeId> seen;
  return linkedOutOfSight(types, id, seen);
}

namespace {

void forEachIn(Builder &b, ValueId p, ValueId q, const Pairwise &visit, bool isInUnion) {
  const Type type = b.module.types[b.module.types.pointee(b.function[p].type)];
  if (type.kind == TypeKind::Float || type.isDifferentiable) {
    (isInUnion && visit.shared ? visit.shared : visit.leaf)(p, q);
  } else if (const std::optional<Ends> ends = endsOf(type)) {
    if (!b.module.types.holdsReal(b.module.types.pointee(type.fields[ends->first].type)))
      return;
    const ValueId count = countOf(b, p, *ends);
    if (visit.elements)
      visit.elements(p, q, count);
    const ValueId from = b.load(b.field(p, ends->first)), to = b.load(b.field(q, ends->first));
    repeat(b, count, [&](ValueId i) {
      const ValueId element = b.index(from, i);
      forEachIn(b, element, b.index(to, i), visit, false);
    });
  } else if (type.kind == TypeKind::Struct) {
    for (unsigned i = 0; i < type.fields.size(); ++i)
      if (b.module.types.holdsReal(type.fields[i].type) && !b.module.types.isPointer(type.fields[i].type)) {
        const ValueId part = b.field(p, i);
        forEachIn(b, part, b.field(q, i), visit, isInUnion || type.isUnion);
      }
  } else if (type.kind == TypeKind::Array && b.module.types.holdsReal(type.element)) {
    repeat(b, b.constantInt(b.module.types.sizeType(), static_cast<int64_t>(type.count)), [&](ValueId i) {
      const ValueId element = b.element(p, i);
      forEachIn(b, element, b.element(q, i), visit, isInUnion);
    });
  }
}

} // namespace

void forEachNumber(Builder &b, ValueId p, ValueId q, const Pairwise &visit) { forEachIn(b, p, q, visit, false); }

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

// As many elements may lie in other rows.
void checkShape(Builder &b, ValueId p, ValueId q, const Ends &ends, const std::string &name) {
  if (ends.first != ends.last)
    return;
  const std::vector<ValueId> wanted = extentsOf(b, p, ends), given = extentsOf(b, q, ends);
  for (size_t k = 0; k + 1 < wanted.size(); ++k) {
    const OpId differ = b.ifOp(b.compare(Predicate::Ne, given[k], wanted[k]));
    const RegionId outer = b.region();
    b.setRegion(b.function[differ].regions[0]);
    b.trap(Term::call("::clangent::detail::shapes_differ", {Term::name("\"" + name + "\"")}), {});
    b.setRegion(outer);
  }
}

// Where the elements of an object own memory as well.
void checkInside(Builder &b, ValueId p, ValueId q, const std::string &name, std::vector<TypeId> &around) {
  const TypeId id = b.module.types.pointee(b.function[p].type);
  if (std::find(around.begin(), around.end(), id) != around.end())
    return;
  const Type type = b.module.types[id];
  around.push_back(id);
  if (type.form == Form::Linked) {
    if (b.module.types.holdsReal(id))
      b.opaque(Term::call("::clangent::detail::expect_same_structure",
                          {Term::name("\"" + name + "\""), Term::object(0), Term::object(1)}),
               {p, q}, TypeId());
  } else if (const std::optional<Ends> ends = endsOf(type)) {
    const TypeId element = b.module.types.pointee(type.fields[ends->first].type);
    if (b.module.types.holdsReal(element)) {
      const ValueId count = countOf(b, p, *ends);
      checkSize(b, q, count, name);
      checkShape(b, p, q, *ends, name);
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

namespace {

void resize(Builder &b, ValueId container, ValueId count) {
  b.opaque(Term::call("::clangent::detail::resize", {Term::object(0), Term::operand(1)}), {container, count}, TypeId());
}

} // namespace

void copyNumbers(Builder &b, ValueId p, ValueId q) {
  Pairwise visit;
  visit.leaf = [&](ValueId from, ValueId to) { b.store(to, b.load(from)); };
  // Where several numbers say how many there are, all of them are told.
  visit.elements = [&](ValueId from, ValueId to, ValueId count) {
    const std::optional<Ends> ends = endsOf(b.module.types[b.module.types.pointee(b.function[from].type)]);
    if (ends->first != ends->last)
      return resize(b, to, count);
    std::vector<ValueId> operands{to, count};
    std::vector<Term> arguments{Term::operand(1)};
    for (ValueId extent : extentsOf(b, from, *ends)) {
      arguments.push_back(Term::operand(static_cast<unsigned>(operands.size())));
      operands.push_back(extent);
    }
    b.opaque(Term::call(Term::member(Term::object(0), "resize"), std::move(arguments)), std::move(operands), TypeId());
  };
  forEachNumber(b, p, q, visit);
}

namespace {

using Objects = std::vector<ValueId>; // of one type, by their addresses

// Calls visit(parts) for the parts of objects in which memory is owned: members, or elements of arrays.
template <class Visit> void forEachOwner(Builder &b, const Objects &objects, const Type &type, Visit &&visit) {
  const auto visitParts = [&](auto &&partOf) {
    Objects parts;
    for (ValueId object : objects)
      parts.push_back(partOf(object));
    visit(parts);
  };
  if (type.kind == TypeKind::Struct) {
    for (unsigned i = 0; i < type.fields.size(); ++i)
      if (ownsMemory(b.module.types, type.fields[i].type))
        visitParts([&](ValueId object) { return b.field(object, i); });
  } else if (type.kind == TypeKind::Array && ownsMemory(b.module.types, type.element)) {
    repeat(b, b.constantInt(b.module.types.sizeType(), static_cast<int64_t>(type.count)),
           [&](ValueId i) { visitParts([&](ValueId object) { return b.element(object, i); }); });
  }
}

Type typeAt(const Builder &b, ValueId p) { return b.module.types[b.module.types.pointee(b.function[p].type)]; }

TypeId elementOf(const Builder &b, const Type &type, const Ends &ends) {
  return b.module.types.pointee(type.fields[ends.first].type);
}

} // namespace

// Behind elements that own memory as well, and behind the limit, is room for what keepStructure keeps of them.
void makeShadow(Builder &b, ValueId p, ValueId s, const std::string &name) {
  const Type type = typeAt(b, p);
  const std::optional<Ends> ends = endsOf(type);
  if (!ends)
    return forEachOwner(b, {p, s}, type, [&](const Objects &parts) { makeShadow(b, parts[0], parts[1], name); });
  const TypeId element = elementOf(b, type, *ends);
  if (!b.module.types.holdsReal(element))
    return;
  const ValueId count = countOf(b, p, *ends), room = countOf(b, p, *ends, *ends->limit);
  const bool isNested = ownsMemory(b.module.types, element);
  const ValueId block = b.tapeArray(element, {isNested ? b.add(room, count) : room}, name, true);
  const ValueId last = b.index(block, count), limit = b.index(block, room);
  b.store(b.field(s, ends->first), block);
  b.store(b.field(s, ends->last), last);
  b.store(b.field(s, *ends->limit), limit);
  if (!isNested)
    return;
  const ValueId from = b.load(b.field(p, ends->first));
  repeat(b, count, [&](ValueId i) {
    const ValueId part = b.index(from, i);
    makeShadow(b, part, b.index(block, i), name);
  });
}

void keepStructure(Builder &b, ValueId s, ValueId e) {
  const Type type = typeAt(b, s);
  const std::optional<Ends> ends = endsOf(type);
  if (!ends)
    return forEachOwner(b, {s, e}, type, [&](const Objects &parts) { keepStructure(b, parts[0], parts[1]); });
  const TypeId element = elementOf(b, type, *ends);
  if (!b.module.types.holdsReal(element))
    return;
  const ValueId first = b.load(b.field(s, ends->first)), last = b.load(b.field(s, ends->last));
  b.store(b.field(e, ends->first), first);
  b.store(b.field(e, ends->last), last);
  if (!ownsMemory(b.module.types, element))
    return;
  const ValueId kept = b.load(b.field(s, *ends->limit)), count = countOf(b, s, *ends);
  b.store(b.field(e, *ends->limit), kept);
  repeat(b, count, [&](ValueId i) {
    const ValueId part = b.index(first, i);
    keepStructure(b, part, b.index(kept, i));
  });
}

void copyNumbers(Builder &b, ValueId s, ValueId e, ValueId q) {
  const Type type = typeAt(b, s);
  if (!ownsMemory(b.module.types, b.module.types.pointee(b.function[s].type)))
    return copyNumbers(b, s, q);
  const std::optional<Ends> ends = endsOf(type);
  if (!ends) {
    for (unsigned i = 0; type.kind == TypeKind::Struct && i < type.fields.size(); ++i)
      if (const TypeId field = type.fields[i].type;
          !ownsMemory(b.module.types, field) && b.module.types.holdsReal(field)) {
        const ValueId from = b.field(s, i);
        copyNumbers(b, from, b.field(q, i));
      }
    return forEachOwner(b, {s, e, q}, type,
                        [&](const Objects &parts) { copyNumbers(b, parts[0], parts[1], parts[2]); });
  }
  const TypeId element = elementOf(b, type, *ends);
  if (!b.module.types.holdsReal(element))
    return;
  const ValueId count = countOf(b, e, *ends);
  resize(b, q, count);
  const ValueId from = b.load(b.field(e, ends->first)), to = b.load(b.field(q, ends->first));
  const bool isNested = ownsMemory(b.module.types, element);
  const ValueId kept = isNested ? b.load(b.field(e, *ends->limit)) : ValueId();
  repeat(b, count, [&](ValueId i) {
    const ValueId part = b.index(from, i), place = b.index(to, i);
    if (isNested)
      copyNumbers(b, part, b.index(kept, i), place);
    else
      copyNumbers(b, part, place);
  });
}

void forEachBlock(Builder &b, ValueId p, const std::function<void(ValueId first, ValueId limit)> &visit) {
  const Type type = typeAt(b, p);
  const std::optional<Ends> ends = endsOf(type);
  if (!ends)
    return forEachOwner(b, {p}, type, [&](const Objects &parts) { forEachBlock(b, parts[0], visit); });
  const TypeId element = elementOf(b, type, *ends);
  const ValueId first = b.load(b.field(p, ends->first)), last = b.load(b.field(p, ends->limit.value_or(ends->last)));
  visit(first, last);
  if (ownsMemory(b.module.types, element))
    repeat(b, countOf(b, p, *ends), [&](ValueId i) { forEachBlock(b, b.index(first, i), visit); });
}

} // namespace clangent::transform
