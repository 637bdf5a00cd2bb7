// Adjoints and tangents of objects of the caller's that own memory. They have the sizes of these. Where what was asked
// for changes the structure of such an object, the derivative works on a shadow of its own: a bar has the final
// structure on entry and that from before on return, a dot the other way.
#ifndef CLANGENT_TRANSFORM_DIFFERENTIATE_CALLERSHADOWS_H
#define CLANGENT_TRANSFORM_DIFFERENTIATE_CALLERSHADOWS_H

#include "Analysis/Activity.h"
#include "IR/Builder.h"
#include "Transform/Differentiate/DerivativeSource.h"

namespace clangent::transform {

class CallerShadows {
public:
  // Of a derivative that has its parameters; of none that only others of the request call is anything done.
  CallerShadows(ir::Module &module, const DerivativeKey &key, ir::Function &f, const analysis::Activity &activity,
                bool isAskedFor);

  // What stands for the parameter's memory: its bar or dot, or a shadow of the function's own.
  ir::ValueId of(size_t parameter) const { return own[parameter] ? own[parameter] : given[parameter]; }

  // In front of the body: checks sizes, and fills shadows of the function's own.
  void open();
  // Adjoints, between the sweeps: adds what was given to them.
  void seed(ir::Builder &b) const;
  // At the end: gives them back in what was given.
  void giveBack(ir::Builder &b) const;

private:
  void make(ir::Builder &b, size_t parameter);
  void expectApart(ir::Builder &b, size_t parameter) const;
  bool hasPlace(size_t parameter) const;
  ir::Role role() const { return key.mode == Mode::Tangent ? ir::Role::Tangent : ir::Role::Adjoint; }

  ir::Module &module;
  const DerivativeKey &key;
  ir::Function &f;
  bool isAskedFor;
  std::vector<ir::ValueId> given, own, entry; // by parameter
  std::vector<bool> changes;                  // by parameter: has a shadow of the function's own
};

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_DIFFERENTIATE_CALLERSHADOWS_H
