// Executes IR on doubles, ints, bools and arrays of doubles, and writes down everything that can be seen from outside,
// so that a function can be compared with its simplified form.
#pragma once

#include "IR/Function.h"

#include <string>
#include <vector>

namespace clangent::test {

class Machine {
public:
  struct Datum {
    double real = 0;
    int64_t integer = 0; // of ints and bools; the object of a pointer or stack
    int64_t offset = 0;  // of a pointer
  };

  Machine(const ir::Module &module, const ir::Function &function) : module(module), f(function) {}

  // Runs on these parameters, of which the last points to `memory`. Returns results, effects in their order, and the
  // final memory, as text.
  std::string run(const std::vector<Datum> &parameters, const std::vector<double> &memory);

private:
  void runRegion(ir::RegionId region);
  void runOp(const ir::Op &op);
  void runFor(const ir::Op &op);
  void runWhile(const ir::Op &op);
  void scalar(const ir::Op &op, Datum &out);
  void arithmetic(const ir::Op &op, Datum &out);
  void write(const ir::Op &op);
  Datum make(int64_t count);
  Datum &at(ir::ValueId v) { return values[v.index]; }
  double &cell(const Datum &pointer) { return objects.at(pointer.integer).at(pointer.offset); }
  bool isFloat(ir::ValueId v) const { return module.types.isFloat(f[v].type); }
  std::string text(ir::ValueId v);

  const ir::Module &module;
  const ir::Function &f;
  std::vector<Datum> values;
  std::vector<std::vector<double>> objects;
  std::string seen;
};

} // namespace clangent::test
