// What the table of operations says of each: the columns of IR/Opcodes.def.
#ifndef CLANGENT_IR_OPERATION_H
#define CLANGENT_IR_OPERATION_H

#include <cstdint>

namespace clangent::ir {

enum class Opcode : uint8_t {
#define OPERATION(name, word, family, effect, pointers, numbers, defined, cost, leaves) name,
#include "IR/Opcodes.def"
};

enum class Family : uint8_t {
  Leaf,       // has no operands, and gives the same everywhere
  Arithmetic, // on numbers and bits, of the type of the result
  Scalar,     // any other function of scalars
  Address,    // from one place to another
  Object,     // a new object
  Access,     // to the place that is operand 0
  Heap,       // the end of an object
  Branch,
  Loop,
  Call,  // of a function of the module
  Term,  // runs C++ that the program or the library gives
  Stack, // of the stack that is operand 0
};

enum class Effect : uint8_t {
  None,     // none, and its results depend on its operands alone
  Reads,    // reads *(operand 0)
  Writes,   // writes *(operand 0)
  Makes,    // makes an object: its result, or what that points to
  Releases, // *(operand 0) is gone: nobody reads or writes it any more
  Changes,  // its results are new values of some of its operands, which are given up
  Through,  // the same, and it writes to what its operands point to
  Records,  // puts something on the stack that is operand 0, or takes it off
  Inner,    // what the operations in its regions do
  Calls,    // what its callee does
  Runs,     // whatever C++ does that is not looked into; memory of numbers that are differentiated is not written
  Ends,     // the same, and nothing behind it is executed
};

enum class PointerFlow : uint8_t {
  None,    // no pointers, or null
  Base,    // from operand 0
  Chosen,  // from operand 1 or 2
  Loaded,  // from the memory of operand 0
  Stored,  // from operand 1 into the memory of operand 0
  New,     // to the object that it makes
  Holding, // to the object that it makes, which holds its operands
  Named,   // to a variable that is not local
  Inner,   // what its regions yield
  Callee,  // from everything that its operands reach, also into their memory
};

enum class NumberFlow : uint8_t {
  None,
  Operands, // from each operand, by the partial derivative that Rules knows
  Ruled,    // by the functions that its `rule` names
  Loaded,   // from the memory of operand 0
  Stored,   // from operand 1 into the memory of operand 0, whose number before is gone
  Added,    // from operand 1 into the memory of operand 0
  Inner,    // what its regions yield
  Callee,   // as in its callee
};

enum class Definedness : uint8_t {
  Always,
  Wraps,  // of real and of modular numbers: what overflows otherwise is undefined
  Reals,  // of real numbers
  Casts,  // but from real numbers to integers, which may be too large
  Partly, // not for all operands, or not everywhere in the program
};

enum class Cost : uint8_t {
  Nothing,
  Little,
  Exact,   // little, but of real numbers another evaluation may be rounded otherwise
  OfReals, // little, but not of real numbers
  Ruled,   // as its rule says
  Much,
};

enum class Leaving : uint8_t {
  Never,
  Inside,  // what its regions do
  Perhaps, // it may throw
  Surely,
};

struct OperationInfo {
  const char *word;
  Family family;
  Effect effect;
  PointerFlow pointers;
  NumberFlow numbers;
  Definedness defined;
  Cost cost;
  Leaving leaves;
};

// The row of an operation.
const OperationInfo &infoOf(Opcode code);

inline Family familyOf(Opcode code) { return infoOf(code).family; }
// An address in the object that operand 0 points to, or beside it.
inline bool isAddress(Opcode code) { return familyOf(code) == Family::Address; }
inline bool isLeaf(Opcode code) { return familyOf(code) == Family::Leaf; }
inline bool isLoop(Opcode code) { return familyOf(code) == Family::Loop; }
// To another place, or the same as another type: the result points where operand 0 points.
inline bool isStep(Opcode code) { return infoOf(code).pointers == PointerFlow::Base; }
// Makes an object that has a name in the text; the result is its address.
inline bool isNamedObject(Opcode code) { return code == Opcode::Local || code == Opcode::Object; }
// Reads or writes the place that is operand 0.
inline bool isAccess(Opcode code) { return familyOf(code) == Family::Access; }
// Writes to the place that is operand 0.
inline bool isWrite(Opcode code) { return infoOf(code).effect == Effect::Writes; }

} // namespace clangent::ir

#endif // CLANGENT_IR_OPERATION_H
