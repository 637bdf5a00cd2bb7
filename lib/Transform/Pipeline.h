// One request from primal to derivative: prepare, differentiate, simplify. Clang-free.
#ifndef CLANGENT_TRANSFORM_PIPELINE_H
#define CLANGENT_TRANSFORM_PIPELINE_H

#include "Transform/Differentiate/Derivatives.h"

#include <functional>
#include <optional>

namespace clangent::transform {

struct DerivativeRequest {
  ir::FunctionId primal;
  Mode mode;
  std::vector<bool> active;        // by parameter of the IR function
  std::vector<bool> unseeded = {}; // the same, or nothing: is what its bar is given known to be zero?
};

struct GeneratedFunctions {
  ir::FunctionId entry;                 // what the request asked for
  std::vector<ir::FunctionId> functions;// all that must be emitted, helpers first
};

// Where dumps go: the stage, the text.
using DumpSink = std::function<void(Stage, const std::string &)>;

// Nothing after a refusal, which the sink was told.
std::optional<GeneratedFunctions> differentiate(ir::Module &module, const DerivativeRequest &request,
                                                const Options &options, DiagnosticSink &sink, const NameSource &names,
                                                const DumpSink &dump);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_PIPELINE_H
