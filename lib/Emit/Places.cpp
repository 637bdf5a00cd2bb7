// The part of Expressions that knows places and calls: x[i], p->x, points[i].y, *p, f(a, b).
#include "Emit/Expressions.h"
#include "IR/Members.h"

namespace clangent::emit {

using namespace ir;

// Objects with a name of their own: the pointer to them is not a variable.
bool Expressions::isNamedObject(ValueId v) const {
  const Op *op = f.definingOp(v);
  if (op)
    return ir::isNamedObject(op->code) ||
           (op->code == Opcode::Call && plan.module[op->callee].resultKind == ResultKind::Object);
  for (const Parameter &parameter : f.parameters)
    if (parameter.value == v)
      return parameter.kind != ParameterKind::Value && types.isPointer(f[v].type);
  return false;
}

// The first element of what the function treats as an array is p[0].
bool Expressions::isArray(ValueId pointer) const {
  if (!types.isScalar(types.pointee(f[pointer].type)))
    return false;
  for (const Use &use : plan.uses[pointer.index])
    if (use.op && use.index == 0 && f[use.op].code == Opcode::Index)
      return true;
  return false;
}

Text Expressions::addressOf(const Text &place) const {
  if (place.text.compare(0, 1, "*") == 0 && place.level == Level::Unary)
    return {place.text.substr(1), Level::Unary};
  return {"&" + parenthesized(place, Level::Postfix).text, Level::Unary};
}

// A member that cannot be assigned to, at its offset, and that of the members that it is part of.
Text Expressions::slot(const Op &op) const {
  ValueId object = op.operands[0];
  uint64_t offset = fieldOf(types, f, op).offset;
  for (const Op *outer = plan.foldedOp(object); outer && outer->code == Opcode::Field; outer = plan.foldedOp(object)) {
    if (!needsSlot(object, fieldOf(types, f, *outer)))
      break;
    offset += fieldOf(types, f, *outer).offset;
    object = outer->operands[0];
  }
  return {"clangent::detail::slot<" + spell(types, fieldOf(types, f, op).type) + ">(" + place(object).text + ", " +
              std::to_string(offset) + ")",
          Level::Postfix};
}

// Is the member of a place that can be named only read? A reference names what it refers to, never itself.
bool Expressions::needsSlot(ValueId v, const Field &field) const {
  if ((field.reader.empty() || !field.extents.empty()) && (field.isByOffset || !field.isConst))
    return field.isByOffset;
  for (const Use &use : plan.uses[v.index])
    if (!use.op || f[use.op].code != Opcode::Load)
      return true;
  return false;
}

// object.name, or pointer->name.
Text Expressions::member(ValueId object, const std::string &name) const {
  if (const std::optional<Text> owner = ownerOf(object))
    return {owner->text + "->" + name, Level::Postfix};
  const Text place = this->place(object);
  const bool isBehindPointer = place.level == Level::Unary && place.text[0] == '*';
  const std::string prefix = isBehindPointer ? parenthesized(value(object), Level::Postfix).text + "->"
                                             : parenthesized(place, Level::Postfix).text + ".";
  return {prefix + name, Level::Postfix};
}

// A pointer that the object gives away itself: v.data(), v.data() + v.size().
Text Expressions::given(ValueId object, const Field &field) const {
  const Text first = member(object, field.reader);
  return field.length.empty() ? first : Text{first.text + " + " + member(object, field.length).text, Level::Additive};
}

// Does a constant object give a pointer to what is constant, where one to what is not is wanted?
bool Expressions::givesConst(const Op &load) const {
  const Op *field = plan.foldedOp(load.operands[0]) ? readField(types, f, load.operands[0]) : nullptr;
  const TypeId read = f[load.results[0]].type;
  return field && isDeeplyConst(fieldOf(types, f, *field)) && types[f[field->operands[0]].type].toConst &&
         types.isPointer(read) && !types[read].toConst;
}

// The object whose first element the pointer is, if that is where it is read: v[i] is what v.data()[i] is.
std::optional<Text> Expressions::elementsOf(ValueId pointer) const {
  const Op *field = plan.foldedOp(pointer) ? givenBy(types, f, pointer) : nullptr;
  if (!field || !plan.isFolded[field->results[0].index])
    return std::nullopt;
  const Field &read = fieldOf(types, f, *field);
  if (read.reader != "data()" || !read.length.empty())
    return std::nullopt;
  return parenthesized(place(field->operands[0]), Level::Postfix);
}

// The smart pointer that gives the pointer where it is used: *p and p->x are what *p.get() and p.get()->x are.
std::optional<Text> Expressions::ownerOf(ValueId pointer) const {
  const Op *field = plan.foldedOp(pointer) ? givenBy(types, f, pointer) : nullptr;
  if (!field || !plan.isFolded[field->results[0].index] || fieldOf(types, f, *field).reader != "get()")
    return std::nullopt;
  const std::string &owner = types[types.pointee(f[field->operands[0]].type)].spelling;
  if (owner.find("[]") != std::string::npos)
    return std::nullopt; // of an array
  return parenthesized(place(field->operands[0]), Level::Postfix);
}

// The distance between the ends of what an object holds, which it tells itself: v.size().
std::optional<Text> Expressions::length(const Op &distance) const {
  if (distance.code != Opcode::PtrDiff || !plan.foldedOp(distance.operands[0]))
    return std::nullopt;
  const Op *last = givenBy(types, f, distance.operands[0]), *first = givenBy(types, f, distance.operands[1]);
  if (!first || !last || first->operands[0] != last->operands[0])
    return std::nullopt;
  const Field &end = fieldOf(types, f, *last);
  if (end.length.empty() || fieldOf(types, f, *first).reader != end.reader)
    return std::nullopt;
  return member(last->operands[0], end.length);
}

// A number of an element counts modulo the width of an address: conversions at that width change nothing.
std::string Expressions::subscript(ValueId v) const {
  for (const Op *cast = plan.foldedOp(v); cast && cast->code == Opcode::Cast; cast = plan.foldedOp(v)) {
    const Type &from = types[f[cast->operands[0]].type], &to = types[f[v].type];
    if (from.kind != TypeKind::Int || to.kind != TypeKind::Int || from.bits != 64 || to.bits != 64 || from.isEnum)
      break;
    v = cast->operands[0];
  }
  return full(v);
}

Text Expressions::place(ValueId v) const {
  if (!plan.isFolded[v.index]) {
    if (isNamedObject(v))
      return {plan.nameOf(v), Level::Primary};
    if (isArray(v))
      return {plan.nameOf(v) + "[0]", Level::Postfix};
    return {"*" + plan.nameOf(v), Level::Unary};
  }
  const Op &op = *f.definingOp(v);
  if (op.code == Opcode::Global)
    return {op.term.spelling, Level::Primary};
  if (const std::optional<Text> owner = ownerOf(v))
    return {"*" + owner->text, Level::Unary};
  if (!isAddress(op.code))
    return {"*" + atLeast(v, Level::Unary), Level::Unary};
  if (op.code == Opcode::Index) {
    if (const std::optional<Text> object = elementsOf(op.operands[0]))
      return {object->text + "[" + subscript(op.operands[1]) + "]", Level::Postfix};
    // Normalize has made a subscript of what stays in its array: this one may leave it, which C++ forbids subscripts.
    if (const Op *first = plan.foldedOp(op.operands[0]); first && first->code == Opcode::Element)
      return {"(&" + place(op.operands[0]).text + ")[" + subscript(op.operands[1]) + "]", Level::Postfix};
    return {atLeast(op.operands[0], Level::Postfix) + "[" + subscript(op.operands[1]) + "]", Level::Postfix};
  }
  if (op.code == Opcode::Element)
    return {parenthesized(place(op.operands[0]), Level::Postfix).text + "[" + full(op.operands[1]) + "]",
            Level::Postfix};
  const Field &field = fieldOf(types, f, op);
  if (needsSlot(v, field))
    return slot(op);
  if (!field.reader.empty() && field.extents.empty())
    return given(op.operands[0], field);
  // A node has no other members than its links, which are those of its base, and what it holds.
  const bool isOfNode = types[types.pointee(f[op.operands[0]].type)].form == Form::Linked;
  return member(op.operands[0], isOfNode ? field.name.substr(field.name.rfind(':') + 1) : field.name);
}

// An address as a pointer.
Text Expressions::pointer(const Op &op) const {
  if (op.code == Opcode::Index) {
    if (isZero(op.operands[1]))
      return value(op.operands[0]);
    return {atLeast(op.operands[0], Level::Additive) + " + " + atLeast(op.operands[1], Level::Multiplicative, true),
            Level::Additive};
  }
  bool isFirst = op.code == Opcode::Element && isZero(op.operands[1]);
  if (isFirst && types[types.pointee(f[op.results[0]].type)].kind != TypeKind::Array)
    return place(op.operands[0]); // an array is a pointer to its first element
  if (op.code == Opcode::Element)
    return {"&" + parenthesized(place(op.operands[0]), Level::Postfix).text + "[" + full(op.operands[1]) + "]",
            Level::Unary};
  if (op.code == Opcode::Global && types[f[op.results[0]].type].kind == TypeKind::Opaque)
    return {plan.tape, Level::Primary};
  if (op.code == Opcode::Global)
    return {"&" + op.term.spelling, Level::Unary};
  const Field &field = fieldOf(types, f, op);
  const Text named = field.isByOffset || field.isConst ? slot(op) : member(op.operands[0], field.name);
  return {"&" + named.text, Level::Unary};
}

std::string Expressions::argument(const Function &callee, unsigned index, ValueId v) const {
  if (index >= callee.parameters.size())
    return full(v, false);
  const bool isByValue = callee.parameters[index].kind == ParameterKind::Value;
  return cast(callee, index, isByValue ? Text{full(v, false), Level::Assignment} : place(v)).text;
}

// Objects in the text have names; the program's functions may want them as what moves, or as constants.
Text Expressions::cast(const Function &callee, unsigned index, const Text &object) const {
  const Parameter &parameter = callee.parameters[index];
  if (callee.qualifiedName.empty() || parameter.castTo.empty())
    return object;
  // The IR reads an object that is passed by value through a pointer to what is constant.
  const std::string cast = parameter.kind == ParameterKind::Object ? "const_cast<" : "static_cast<";
  return {cast + parameter.castTo + ">(" + object.text + ")", Level::Postfix};
}

// A member of the program's and the object that it is called on, or makes.
std::string Expressions::calledOn(const Function &callee, ValueId object) const {
  // Of an object that may change, a member that changes nothing is called as well, where no other could be meant.
  if (const Op *made = plan.foldedOp(object); made && made->code == Opcode::Cast &&
                                              callee.parameters[0].castTo.empty() && types.isPointer(f[object].type) &&
                                              types.isPointer(f[made->operands[0]].type) &&
                                              types.pointee(f[object].type) == types.pointee(f[made->operands[0]].type))
    object = made->operands[0];
  const Type &type = types[f[object].type];
  const bool isAsWanted =
      callee.parameters[0].castTo == (type.toConst ? "const " : "") + spell(types, type.element) + " &";
  const Text target = isAsWanted && !callee.isComplete ? place(object) : cast(callee, 0, place(object));
  if (callee.callForm == CallForm::Constructor)
    return "::new (clangent::detail::Place{" + addressOf(target).text + "}) " + callee.qualifiedName;
  if (target.level == Level::Unary && target.text[0] == '*')
    return parenthesized(value(object), Level::Postfix).text + "->" + callee.qualifiedName;
  return parenthesized(target, Level::Postfix).text + "." + callee.qualifiedName;
}

std::string Expressions::call(const Op &op, const std::vector<std::string> &outputs) const {
  const Function &callee = plan.module[op.callee];
  const bool hasObject = !callee.qualifiedName.empty() && callee.callForm != CallForm::Free;
  const std::string &name = callee.qualifiedName.empty() ? callee.name : callee.qualifiedName;
  const std::string function = callee.calledAs.empty() ? name : "static_cast<" + callee.calledAs + ">(" + name + ")";
  std::string text = (hasObject ? calledOn(callee, op.operands[0]) : function) + "(";
  const char *separator = "";
  for (unsigned i = hasObject ? 1 : 0; i < op.operands.size(); ++i) {
    text += separator + argument(callee, i, op.operands[i]);
    separator = ", ";
  }
  for (const std::string &output : outputs) {
    text += separator + output;
    separator = ", ";
  }
  return text + ")";
}

} // namespace clangent::emit
