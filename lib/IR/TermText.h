// Terms in the textual form.
#ifndef CLANGENT_IR_TERMTEXT_H
#define CLANGENT_IR_TERMTEXT_H

#include "IR/Term.h"
#include "IR/TextCursor.h"

namespace clangent::ir {

// "::clangent::matmul<float>"($0, $1)
std::string termText(const Term &term);
Term readTerm(TextCursor &in);

} // namespace clangent::ir

#endif // CLANGENT_IR_TERMTEXT_H
