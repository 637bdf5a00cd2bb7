// Which derivatives there are, and where those who build one ask for those of the functions that it calls.
#ifndef CLANGENT_TRANSFORM_DIFFERENTIATE_DERIVATIVESOURCE_H
#define CLANGENT_TRANSFORM_DIFFERENTIATE_DERIVATIVESOURCE_H

#include "Analysis/Paths.h"
#include "IR/Function.h"
#include "Support/Diagnostics.h"
#include "Support/Options.h"

#include <tuple>
#include <utility>
#include <vector>

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
  bool isOnTape = false;             // Tangent: shadows of what it allocates live on the tape of its caller
  bool isResultInPlace = false;      // Tangent: it builds the object that it returns in the memory of its caller
  analysis::ResultUses results = {}; // Pair: what the caller does with the result
  std::vector<bool> unseeded = {};   // Adjoint: by parameter: nothing but zeros is given in its bar
  std::vector<bool> told = {};       // Pair: by parameter: reverse says whether it, or what it leads to, was used
  auto all() const {
    return std::tie(primal, mode, active, resultActive, isOnTape, isResultInPlace, results, unseeded, told);
  }
  friend bool operator<(const DerivativeKey &a, const DerivativeKey &b) { return a.all() < b.all(); }
};

struct Derivative {
  ir::FunctionId function; // the adjoint, the tangent, or the forward function of a pair
  ir::FunctionId reverse;  // of a pair
  ir::TypeId record;       // of a pair: what forward hands to reverse
};

class DerivativeSource : public analysis::CalleeUses {
public:
  // The derivative for a key: its signature at once, its body when all are complete.
  virtual const Derivative &get(const DerivativeKey &key) = 0;
  // What is reached by name alone behind the parameters of the program's functions.
  virtual const analysis::NamedParameters &namedParameters() = 0;
  // In the order in which they were asked for.
  virtual const std::vector<std::pair<DerivativeKey, Derivative>> &all() const = 0;
};

// What every builder of a derivative works with.
struct DerivativeContext {
  ir::Module &module;
  const Options &options;
  DiagnosticSink &sink;
  DerivativeSource &derivatives;
};

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_DIFFERENTIATE_DERIVATIVESOURCE_H
