// All derivatives of one request: the function asked for and those of the callees that were not inlined. Derivatives
// are made on demand and once per activity of the parameters; signatures exist before bodies, so recursion is natural.
// In: a module of prepared primal functions; out: more functions in the module.
#pragma once

#include "Analysis/Activity.h"
#include "IR/Function.h"
#include "Support/Diagnostics.h"
#include "Support/Options.h"

#include <functional>
#include <map>
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
  bool isResultInPlace = false; // Tangent: the object that it returns is built in the memory of the function that calls it
  friend bool operator<(const DerivativeKey &a, const DerivativeKey &b) {
    return std::tie(a.primal, a.mode, a.active, a.resultActive, a.isResultInPlace) <
           std::tie(b.primal, b.mode, b.active, b.resultActive, b.isResultInPlace);
  }
};

struct Derivative {
  ir::FunctionId function; // the adjoint, the tangent, or the forward function of a pair
  ir::FunctionId reverse;  // of a pair
  ir::TypeId record;       // of a pair: what forward hands to reverse
};

// Gives a name that nothing else in the generated text has: the wanted one, or one like it.
using NameSource = std::function<std::string(const std::string &)>;

class Derivatives {
public:
  Derivatives(ir::Module &module, const Options &options, DiagnosticSink &sink, const NameSource &names)
      : module(module), options(options), sink(sink), names(names) {}

  // The derivative for a key: its signature at once, its body after complete().
  const Derivative &get(const DerivativeKey &key);
  // Builds all bodies; false after a refusal.
  bool complete();
  // In the order in which they were asked for.
  const std::vector<std::pair<DerivativeKey, Derivative>> &all() const { return made; }

private:
  void declare(const DerivativeKey &key, Derivative &derivative);
  bool build(size_t index);

  ir::Module &module;
  const Options &options;
  DiagnosticSink &sink;
  const NameSource &names;
  std::map<DerivativeKey, size_t> indices;
  std::vector<std::pair<DerivativeKey, Derivative>> made;
  size_t built = 0;
};

} // namespace clangent::transform
