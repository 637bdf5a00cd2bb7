#include "Transform/Pipeline.h"
#include "Analysis/ActivityPrinter.h"
#include "IR/Printer.h"
#include "IR/Verifier.h"
#include "Transform/Blocks/Blocks.h"
#include "Transform/Differentiate/DirectBars.h"
#include "Transform/Differentiate/Signature.h"
#include "Transform/Prepare/Prepare.h"
#include "Transform/Simplify/Simplify.h"

namespace clangent::transform {

using namespace ir;

namespace {

// An ill-formed function is an error of the compiler, never of the user; it must not reach the text.
bool check(const Module &module, const Function &f, const char *after, DiagnosticSink &sink) {
  std::vector<std::string> problems = verify(module, f);
  for (const std::string &problem : problems)
    sink.report(DiagId::err_internal, f.at, {std::string("after ") + after + ", in '" + f.name + "': " + problem});
  return problems.empty();
}

std::string describeActivity(const Module &module, const DerivativeRequest &request, const Options &options) {
  const Function &f = module[request.primal];
  analysis::Memory memory(module, f);
  const analysis::ActivitySeed seed{request.active, isFloatResult(module, f)};
  return analysis::print(module, f, memory, analysis::Activity(module, f, memory, seed, options.activity));
}

} // namespace

std::optional<GeneratedFunctions> differentiate(Module &module, const DerivativeRequest &request,
                                                const Options &options, DiagnosticSink &sink, const NameSource &names,
                                                const DumpSink &dump) {
  auto dumpAll = [&](Stage stage, size_t from) {
    if (options.dumps(stage))
      for (size_t i = from; i < module.functions.size(); ++i)
        dump(stage, print(module, module.functions[i]));
  };
  dumpAll(Stage::Lowered, 0);
  if (options.dumps(Stage::Module))
    dump(Stage::Module, "// ---- the module of '" + module[request.primal].name + "'\n" + print(module));
  for (const Function &f : module.functions)
    if (f.isComplete && !check(module, f, "lowering", sink))
      return std::nullopt;
  prepare(module, options);
  for (const Function &f : module.functions)
    if (f.isComplete && !check(module, f, "preparation", sink))
      return std::nullopt;
  if (options.dumps(Stage::Activity))
    dump(Stage::Activity, describeActivity(module, request, options));

  const size_t primals = module.functions.size();
  Derivatives derivatives(module, options, sink, names);
  DerivativeKey key{request.primal, request.mode, request.active, isFloatResult(module, module[request.primal])};
  key.unseeded = request.unseeded;
  if (const Function &f = module[request.primal];
      f.resultKind == ResultKind::Object && module.types[f.resultType].lifetime.returned == Return::Impossible) {
    const std::string &type = module.types[f.resultType].spelling;
    const char *why = module.types[f.resultType].lifetime.isDestroyed
                          ? "its destructor would run for more objects than the program makes"
                          : "the class has no public constructor that hands an object on as it is";
    sink.report(DiagId::err_returned_object, f.at, {f.name, type.substr(type.compare(0, 2, "::") == 0 ? 2 : 0), why});
    return std::nullopt;
  }
  const FunctionId entry = derivatives.get(key).function;
  if (!derivatives.complete())
    return std::nullopt;
  dumpAll(Stage::Adjoint, primals);

  GeneratedFunctions result{entry, {}};
  for (size_t i = primals; i < module.functions.size(); ++i) {
    Function &f = module.functions[i];
    if (!f.givenBy.empty())
      continue;
    if (!check(module, f, "differentiation", sink))
      return std::nullopt;
    if (options.simplify)
      simplify(module, f);
    if (!check(module, f, "simplification", sink))
      return std::nullopt;
    if (options.blocks && computeInBlocks(module, f) && !check(module, f, "forming blocks", sink))
      return std::nullopt;
    addToBarsDirectly(module, f);
    result.functions.push_back(FunctionId(i));
  }
  dumpAll(Stage::Simplified, primals);
  return result;
}

} // namespace clangent::transform
