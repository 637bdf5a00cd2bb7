// How types, constants and declarators are written in C++.
#ifndef CLANGENT_EMIT_SPELLING_H
#define CLANGENT_EMIT_SPELLING_H

#include "IR/Function.h"

#include <string>

namespace clangent::emit {

// `double x`, `const double *const p`, `double a[3][4]`, `double (*rows)[4]`.
std::string declare(const ir::TypeTable &types, ir::TypeId type, const std::string &name, bool isConst);
// The type alone, as in static_cast<...>.
std::string spell(const ir::TypeTable &types, ir::TypeId type);
// A parameter, from the user's spelling of its type.
std::string declareParameter(const ir::Parameter &parameter, const std::string &name);

// A constant of exactly the type. `isRelaxed`: where the text around gives the type, 2 may stand for 2.0.
std::string literal(const ir::TypeTable &types, ir::TypeId type, const ir::Op &constant, bool isRelaxed);
std::string zeroLiteral(const ir::TypeTable &types, ir::TypeId type, bool isRelaxed);

// Is arithmetic on the type done in the type itself, and not in another one that it is promoted to?
bool isArithmeticType(const ir::Type &type);
// Does C++ convert a number of one type to the other where that is wanted, with the value kept or, to a floating type,
// rounded as by a cast?
bool isWidening(const ir::Type &from, const ir::Type &to);

// The C++ name of an elementary function for operands of the type.
std::string mathName(const ir::TypeTable &types, ir::MathFunction function, ir::TypeId operand, bool stdMathVisible);

} // namespace clangent::emit

#endif // CLANGENT_EMIT_SPELLING_H
