// The textual form of the IR: what -fplugin-arg-clangent-dump= shows and tests check. Read only.
#pragma once

#include "IR/Function.h"

#include <string>

namespace clangent::ir {

std::string print(const Module &module, const Function &function);

} // namespace clangent::ir
