// Where the memory comes from that a function may hand to its caller, besides what it was handed itself.
#ifndef CLANGENT_ANALYSIS_SOURCES_H
#define CLANGENT_ANALYSIS_SOURCES_H

#include "IR/Function.h"

namespace clangent::analysis {

struct Sources {
  bool isAllocated = false; // it, or a function that it calls, allocates memory
  bool isOutside = false;   // it names variables that are not local, or runs what is not looked into
};

Sources sourcesOf(const ir::Module &module, ir::FunctionId function);

} // namespace clangent::analysis

#endif // CLANGENT_ANALYSIS_SOURCES_H
