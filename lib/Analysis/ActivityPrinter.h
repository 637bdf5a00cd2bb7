// The textual form of an activity analysis: what -fplugin-arg-clangent-dump=activity shows. Read only.
#ifndef CLANGENT_ANALYSIS_ACTIVITYPRINTER_H
#define CLANGENT_ANALYSIS_ACTIVITYPRINTER_H

#include "Analysis/Activity.h"

#include <string>

namespace clangent::analysis {

// One line per parameter, object and active value, then the function itself.
std::string print(const ir::Module &module, const ir::Function &function, const Memory &memory,
                  const Activity &activity);

} // namespace clangent::analysis

#endif // CLANGENT_ANALYSIS_ACTIVITYPRINTER_H
