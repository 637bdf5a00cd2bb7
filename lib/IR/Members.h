// Which member of a class an address leads to.
#ifndef CLANGENT_IR_MEMBERS_H
#define CLANGENT_IR_MEMBERS_H

#include "IR/Function.h"

namespace clangent::ir {

// Of a Field operation.
inline const Field &fieldOf(const TypeTable &types, const Function &f, const Op &op) {
  return types[types.pointee(f[op.operands[0]].type)].fields[op.field];
}

// The Field operation that the place is, if what lies there is a pointer that its object gives away itself
// (Field::reader), as containers do; null for any other place.
inline const Op *givenField(const TypeTable &types, const Function &f, ValueId place) {
  const Op *field = f.definingOp(place);
  return field && field->code == Opcode::Field && !fieldOf(types, f, *field).reader.empty() ? field : nullptr;
}

// Does a constant object give a pointer to what is constant? Containers do, smart pointers do not.
inline bool isDeeplyConst(const Field &field) { return field.reader != "get()"; }

// The Field operation that a pointer was loaded from, if it is given away so.
// The same, if the text reads it so: what leads to the object's own memory by itself is a member like others.
inline const Op *readField(const TypeTable &types, const Function &f, ValueId place) {
  const Op *field = givenField(types, f, place);
  return field && fieldOf(types, f, *field).extents.empty() ? field : nullptr;
}

// The same of the pointer that is loaded there.
inline const Op *givenBy(const TypeTable &types, const Function &f, ValueId pointer) {
  const Op *load = f.definingOp(pointer);
  return load && load->code == Opcode::Load ? readField(types, f, load->operands[0]) : nullptr;
}

// Does what is written there change the structure of a container?
inline bool isStructure(const TypeTable &types, const Function &f, ValueId place) {
  const Op *field = f.definingOp(place);
  if (!field || field->code != Opcode::Field)
    return false;
  const Field &written = fieldOf(types, f, *field);
  const bool isLink =
      types[types.pointee(f[field->operands[0]].type)].form == Form::Linked && !types.isReal(written.type);
  return isLink || !written.reader.empty();
}

} // namespace clangent::ir

#endif // CLANGENT_IR_MEMBERS_H
