// Which writes can change what a load reads. Two objects are told apart only when one of them is made here and its
// address goes nowhere else.
#ifndef CLANGENT_EMIT_MEMORY_H
#define CLANGENT_EMIT_MEMORY_H

#include "Emit/Plan.h"

namespace clangent::emit {

class Memory {
public:
  explicit Memory(const Plan &plan);

  // Can something between the two points write what the expression of `reader` (a load, or an If that contains loads)
  // reads?
  bool mayChangeBetween(ir::OpId reader, int from, int to) const;

private:
  struct Write {
    int position;
    ir::ValueId base; // none: anywhere that is reachable from outside
    bool isShadow = false; // through a parameter that is
    bool isNumber = false; // what is written: no pointer reads otherwise for it
  };
  ir::ValueId baseOf(ir::ValueId pointer) const;
  bool isPrivate(ir::ValueId base) const { return base && !escapes[base.index]; }
  bool isOfShadow(ir::ValueId pointer) const;
  const ir::Parameter *parameterOf(ir::ValueId pointer) const;
  void findEscapes();

  const Plan &plan;
  std::vector<bool> escapes; // of each value that is an object made by this function
  std::vector<Write> writes; // in the order of the text
};

} // namespace clangent::emit

#endif // CLANGENT_EMIT_MEMORY_H
