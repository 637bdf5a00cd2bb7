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

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_DIFFERENTIATE_SIGNATURE_H
