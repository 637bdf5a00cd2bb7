// Builds the bodies of reverse-mode derivatives. `f` comes as the primal's copy with the derivative's parameters
// added (Derivatives declares it so) and leaves as the derivative.
#ifndef CLANGENT_TRANSFORM_DIFFERENTIATE_ADJOINT_H
#define CLANGENT_TRANSFORM_DIFFERENTIATE_ADJOINT_H

#include "Transform/Differentiate/DerivativeSource.h"

namespace clangent::transform {

// Both sweeps in one function. False after a refusal.
bool buildAdjoint(DerivativeContext &context, const DerivativeKey &key, ir::Function &f);
// The sweeps of a call as two functions; `reverse` is declared and gets its body here.
bool buildPair(DerivativeContext &context, const DerivativeKey &key, const Derivative &pair);
bool buildTangent(DerivativeContext &context, const DerivativeKey &key, ir::Function &f);

// Reports what activity analysis found, and rules that are not there; true if there was anything.
bool refuse(DerivativeContext &context, const ir::Function &f, const analysis::Activity &activity,
            const DerivativeKey &key);

// Was it asked for itself?
bool isEntry(const DerivativeContext &context, const DerivativeKey &key);

class Recording;
struct SplitSweeps;
// Reports what recording and the audit of the tape found wrong, which is never the user's doing; false if anything was.
bool passesAudit(DerivativeContext &context, const ir::Function &f, const Recording &recording,
                 const SplitSweeps &split);

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_DIFFERENTIATE_ADJOINT_H
