// All derivatives of one request: the function asked for and those of the callees that were not inlined. Derivatives
// are made on demand and once per activity of the parameters; signatures exist before bodies, so recursion is natural.
// In: a module of prepared primal functions; out: more functions in the module.
#ifndef CLANGENT_TRANSFORM_DIFFERENTIATE_DERIVATIVES_H
#define CLANGENT_TRANSFORM_DIFFERENTIATE_DERIVATIVES_H

#include "Transform/Differentiate/DerivativeSource.h"

#include <functional>
#include <map>
#include <optional>

namespace clangent::transform {

// Gives a name that nothing else in the generated text has: the wanted one, or one like it.
using NameSource = std::function<std::string(const std::string &)>;

class Derivatives final : public DerivativeSource {
public:
  Derivatives(ir::Module &module, const Options &options, DiagnosticSink &sink, const NameSource &names)
      : module(module), options(options), sink(sink), names(names) {}

  const Derivative &get(const DerivativeKey &key) override;
  std::vector<bool> surelyUsed(const ir::Function &caller, const ir::Op &call, const analysis::Activity &activity,
                               const analysis::ResultUses &results, const std::vector<bool> &referred) override;
  const analysis::NamedParameters &namedParameters() override;
  // Builds all bodies; false after a refusal.
  bool complete();
  const std::vector<std::pair<DerivativeKey, Derivative>> &all() const override { return made; }

private:
  void declareGiven(Mode mode, Derivative &derivative, ir::Function &f);
  void declarePair(const DerivativeKey &key, Derivative &derivative, ir::Function &f);
  bool decideUses(const DerivativeKey &key);
  void declare(const DerivativeKey &key, Derivative &derivative);
  bool build(size_t index);

  ir::Module &module;
  const Options &options;
  DiagnosticSink &sink;
  const NameSource &names;
  std::map<DerivativeKey, size_t> indices;
  std::vector<std::pair<DerivativeKey, Derivative>> made;
  size_t built = 0;
  std::optional<analysis::NamedParameters> named;  // of the primal functions, which are all there before the first use
  std::map<DerivativeKey, std::vector<bool>> uses; // of pairs: the parameters that they surely use
  std::vector<DerivativeKey> undecided;            // those whose uses follow from one another
};

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_DIFFERENTIATE_DERIVATIVES_H
