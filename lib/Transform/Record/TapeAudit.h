// The audit of ADJOINT 11, "stored once, read once", on a finished pair of sweeps: what the forward sweep puts on the
// tape is put there once per visit and taken back once per visit of the region that undoes it, and the loops and
// branches around both run alike. Changes nothing; an answer that is not empty is an error of the compiler.
#ifndef CLANGENT_TRANSFORM_RECORD_TAPEAUDIT_H
#define CLANGENT_TRANSFORM_RECORD_TAPEAUDIT_H

#include "IR/Function.h"

#include <string>
#include <vector>

namespace clangent::transform {

// The sweeps of a function that are to be split: where the reverse sweep stands, and what its arguments behind the
// first `seeds` stand for. Both sweeps of a joint adjoint stand in the body.
struct SplitSweeps {
  ir::RegionId reverseRoot;
  size_t seeds = 0;
  std::vector<ir::ValueId> residual;
};

// Before simplification, which may well join what is audited here. One line per violation.
std::vector<std::string> auditTape(const ir::Module &module, const ir::Function &function,
                                   const SplitSweeps &split = {});

} // namespace clangent::transform

#endif // CLANGENT_TRANSFORM_RECORD_TAPEAUDIT_H
