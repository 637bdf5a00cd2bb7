// The text of memory that is allocated and given back by the program's own functions.
#ifndef CLANGENT_EMIT_HEAP_H
#define CLANGENT_EMIT_HEAP_H

#include "Emit/Expressions.h"

#include <string>

namespace clangent::emit {

// "new double[n]"
std::string allocationText(const Plan &plan, const Expressions &expressions, const ir::Op &op);
// "delete[] p"; "tape.delete_array_later(p)" if it is put off.
std::string releaseText(const Plan &plan, const Expressions &expressions, const ir::Op &op);

} // namespace clangent::emit

#endif // CLANGENT_EMIT_HEAP_H
