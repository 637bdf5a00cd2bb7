// The parameters that derivatives have besides the primal's: seeds, bars, dots (DESIGN 1.2, INJECTION). Types only.
#ifndef CLANGENT_TRANSFORM_DIFFERENTIATE_SIGNATURE_H
#define CLANGENT_TRANSFORM_DIFFERENTIATE_SIGNATURE_H

#include "IR/Builder.h"

namespace clangent::transform {

// `x_bar` for a parameter `x`: a reference for what is passed by value or reference, a pointer for a pointer.
ir::ValueId addBar(ir::Module &module, ir::Function &f, unsigned parameter);
// `x_dot`: of the parameter's own type.
ir::ValueId addDot(ir::Function &f, unsigned parameter);
// `result_bar`: by value for a scalar, by const reference for an object.
ir::ValueId addSeed(ir::Module &module, ir::Function &f);
// `result_dot`: a reference to the result's tangent.
ir::ValueId addResultDot(ir::Module &module, ir::Function &f);

// The place of the object that the function returns, in its caller's memory.
ir::ValueId addResultPlace(ir::Module &module, ir::Function &function);
// Builds the object that the function returns there: in its last parameter. Nobody copies it.
void buildInPlace(ir::Function &function);

// What the places are called that say which of the numbers that a parameter leads to were used: "p_x_used".
std::vector<std::string> flagNames(const ir::Module &module, const ir::Function &primal, size_t parameter);

// Does the result have a seed and a dot? Real numbers and class objects do.
bool hasResultShadow(const ir::Module &module, const ir::Function &f);
// Is it a pointer, whose shadow is returned beside it where the caller asks for it?
bool isPointerResult(const ir::Module &module, const ir::Function &f);
bool isFloatResult(const ir::Module &module, const ir::Function &f);
// Can this parameter carry a derivative at all?
bool isDifferentiableParameter(const ir::Module &module, const ir::Function &f, unsigned parameter);

// Calls leaf(place a, place b) for every real leaf of two objects of one type, which are reached by pointers.
template <class Leaf> void forEachFloatLeaf(ir::Builder &b, ir::ValueId p, ir::ValueId q, Leaf &&leaf) {
  const ir::Type type = b.module.types[b.module.types.pointee(b.function[p].type)];
  if (type.kind == ir::TypeKind::Float || type.isDifferentiable) {
    leaf(p, q);
  } else if (type.kind == ir::TypeKind::Struct) {
    for (unsigned i = 0; i < type.fields.size(); ++i)
      if (b.module.types.holdsReal(type.fields[i].type) && !b.module.types.isPointer(type.fields[i].type))
        forEachFloatLeaf(b, b.field(p, i), b.field(q, i), leaf);
  } else if (type.kind == ir::TypeKind::Array && b.module.types.holdsReal(type.element)) {
    const ir::TypeId counter = b.module.types.sizeType();
    ir::OpId loop = b.forOp(b.constantInt(counter, 0), b.constantInt(counter, static_cast<int64_t>(type.count)),
                            b.constantInt(counter, 1), ir::Predicate::Lt, {}, "i");
    const ir::RegionId outer = b.region(), body = b.function[loop].regions[0];
    b.setRegion(body);
    ir::ValueId i = b.function[body].arguments[0];
    forEachFloatLeaf(b, b.element(p, i), b.element(q, i), leaf);
    b.setRegion(outer);
  }
}

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_DIFFERENTIATE_SIGNATURE_H
