// Terms in the textual form.
#pragma once

#include "IR/Term.h"
#include "IR/TextCursor.h"

namespace clangent::ir {

// "::clangent::matmul<float>"($0, $1)
std::string termText(const Term &term);
Term readTerm(TextCursor &in);

} // namespace clangent::ir
