// All derivatives of one request: the function asked for and those of the callees that were not inlined. Derivatives
// are made on demand and once per activity of the parameters; signatures exist before bodies, so recursion is natural.
// In: a module of prepared primal functions; out: more functions in the module.
#pragma once

#include "Analysis/Paths.h"
#include "IR/Function.h"
#include "Support/Diagnostics.h"
#include "Support/Options.h"

#include <functional>
#include <map>
#include <optional>
#include <tuple>

namespace clangent::transform {

enum class Mode : uint8_t {
  Adjoint, // both sweeps in one function: P..., seed, bars -> result
  Pair,    // two functions for a call inside a forward sweep: forward and reverse
  Tangent, // P..., dots, result_dot -> result
};

struct DerivativeKey {
  ir::FunctionId primal;
  Mode mode;
  std::vector<bool> active; // by parameter
  bool resultActive = true;
  bool isResultInPlace = false;      // Tangent: it builds the object that it returns in the memory of its caller
  analysis::ResultUses results = {}; // Pair: what the caller does with the result
  std::vector<bool> told = {};       // Pair: by parameter: reverse says whether it, or what it leads to, was used
  friend bool operator<(const DerivativeKey &a, const DerivativeKey &b) {
    return std::tie(a.primal, a.mode, a.active, a.resultActive, a.isResultInPlace, a.results, a.told) <
           std::tie(b.primal, b.mode, b.active, b.resultActive, b.isResultInPlace, b.results, b.told);
  }
};

struct Derivative {
  ir::FunctionId function; // the adjoint, the tangent, or the forward function of a pair
  ir::FunctionId reverse;  // of a pair
  ir::TypeId record;       // of a pair: what forward hands to reverse
};

// Gives a name that nothing else in the generated text has: the wanted one, or one like it.
using NameSource = std::function<std::string(const std::string &)>;

class Derivatives final : public analysis::CalleeUses {
public:
  Derivatives(ir::Module &module, const Options &options, DiagnosticSink &sink, const NameSource &names)
      : module(module), options(options), sink(sink), names(names) {}

  // The derivative for a key: its signature at once, its body after complete().
  const Derivative &get(const DerivativeKey &key);
  std::vector<bool> surelyUsed(const ir::Function &caller, const ir::Op &call, const analysis::Activity &activity,
                               const analysis::ResultUses &results, const std::vector<bool> &referred) override;
  const analysis::NamedParameters &namedParameters();
  // Builds all bodies; false after a refusal.
  bool complete();
  // In the order in which they were asked for.
  const std::vector<std::pair<DerivativeKey, Derivative>> &all() const { return made; }

private:
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
