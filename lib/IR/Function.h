// Functions of the IR: structured regions of operations over SSA values, with memory reached through pointers.
// Nothing here knows Clang; docs/internals/ir.md tells the meaning of every operation.
#pragma once

#include "IR/Rule.h"
#include "IR/Type.h"
#include "Support/SourceRef.h"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace clangent::ir {

enum class MathFunction : uint8_t {
#define MATH(name, spelling, arity) name,
#include "IR/MathFunctions.def"
};

struct MathInfo {
  const char *enumerator; // "Sin"
  const char *spelling;   // "sin"; a qualified name when it is not a function of <cmath>
  unsigned arity;
};
const MathInfo &mathInfo(MathFunction function);

enum class Opcode : uint8_t {
  // Constants
  Constant, // bool, integer or floating number; a null pointer; a Value as its class makes it by default
  Undef,    // an unspecified value (of an uninitialised variable, or on a path that does not define one)

  // Pure scalar operations. Operands of arithmetic have the result's type; conversions are explicit Casts.
  Neg, Add, Sub, Mul, Div, Rem,
  BitNot, BitAnd, BitOr, BitXor, Shl, Shr, // Shl/Shr: the second operand may be of any integer type
  Not,                                     // of a bool
  Compare,                                 // (a, b) -> bool; predicate
  Cast,                                    // between scalar types; between pointers that differ in const, or void *
  Select,                                  // (condition, a, b); both are evaluated
  Math,                                    // elementary function; function
  GuardedMul,                              // (d, p): d == 0 ? 0 : d * p, for partials p that may be infinite or NaN

  // Addresses (pure). A place is a pointer built by these from a base.
  Local,    // a new object of the pointee type of the result; integer == 1: zero-initialised
  Global,   // the address of a variable that is not local; text: its qualified name
  Index,    // (p, i): p + i
  Field,    // (p): the address of field number `integer` of *p
  Element,  // (p, i): p points to an array; the address of (*p)[i]
  PtrDiff,  // (p, q): p - q, as long

  // Memory
  Load,   // (p)
  Store,  // (p, v): *p = v
  Update, // (p, v): *p += v; the old value is not needed by anyone

  // Regions
  If,    // (condition); regions {then, else}; results = the yields of the region taken
  For,   // (lower, upper, step, initial values of the carried...); region {body(iv, carried...)} yields the next carried;
         // runs for (iv = lower; iv predicate upper; iv += step), backwards through the same range when `reversed`
  While, // (initial values of the carried...); regions {before(carried...) yields (condition), body() yields the next
         // carried}; results = the carried values at exit. `before` is pure; the body sees its values.

  // Calls
  Call,   // of function `callee` of the module, operands as its parameters; results as its results
  Opaque, // C++ that is run but not looked into; text with $0, $1 … for the operands. Has side effects.
  Trap,   // as Opaque, and control does not come back (throw, abort, a failed assertion)
  Rule,   // text as of Opaque; a pure function of its operands. Its derivatives are functions of the program: `rule`;
          // without one it has none, or zero
  InPlace, // text as of Opaque; changes values: operand number `integer` + k before is result number k behind

  // Tape
  Trips,      // (lower, upper, step): the number of iterations of a For with this predicate, as long, >= 0
  TapeArray,  // (n...): pointer to uninitialised elements, as many as the product of the operands says, none if one is
              // not positive; they live as long as the derivative's frame; integer == 1: zeroed
  StackNew,   // an empty stack
  Push,       // (stack, v)
  Pop,        // (stack)
  Residual,   // (values...): pointer to a new generated record holding them
};

enum class Predicate : uint8_t { Eq, Ne, Lt, Le, Gt, Ge };

struct Value {
  TypeId type;
  OpId definition;  // invalid for a region's argument and a parameter
  RegionId owner;   // the region whose argument or operation it is
  std::string name; // the user's name it came from ("x"); may be empty; need not be unique
};

struct Region {
  OpId parent;                 // invalid for a function's body
  std::vector<ValueId> arguments;
  std::vector<OpId> ops;       // in execution order
  std::vector<ValueId> yields;
  RegionId mirror;             // a region of the reverse sweep: the forward region whose visits it undoes
};

struct Op {
  Opcode code = Opcode::Constant;
  std::vector<ValueId> operands;
  std::vector<ValueId> results;
  std::vector<RegionId> regions;
  RegionId parent;
  SourceRef at;                // where an error about it belongs
  StatementId statement;       // the statement of the program it came from
  // What the opcode needs besides; see Opcode.
  Predicate predicate = Predicate::Eq;
  MathFunction function = MathFunction::Sin;
  bool reversed = false;
  int64_t integer = 0;
  long double real = 0;
  FunctionId callee;
  RuleId rule;
  std::string text;
  bool isPureCall = false;     // Opaque: reads nothing that changes and writes nothing; may be dropped when unused.
                               // InPlace: changes nothing but its results
  bool isElementwise = false;  // Rule, InPlace: of parts of its operands it makes the same part of its results
  bool isTotal = false;        // Rule: it reduces its first operand, and can take what Blocks::reduce made of the parts
};

enum class ParameterKind : uint8_t {
  Value,     // a scalar by value (pointers included)
  Reference, // a C++ reference; the IR value is a pointer to the object, the text declares `T &x`
  Object,    // a class object by value; the IR value is a pointer to it, read-only; the text declares `const T &x`, and
             // callers make the object
};

struct Parameter {
  ValueId value;
  std::string name;
  ParameterKind kind = ParameterKind::Value;
  std::string castTo;   // the type that a call of the program's own function gives the argument: of an object that moves,
                        // or for which overloads differ; empty if it is passed as it stands
  std::string spelling; // the declared C++ type, with a `@` where the name goes if it is not simply last: "double (&@)[3]"
  bool isRestrict = false;
  bool isShadow = false; // memory of adjoints or tangents, which overlaps no other parameter's
  SourceRef at;
};

enum class ResultKind : uint8_t {
  Void,
  Scalar,    // the body yields the value
  Reference, // the body yields a pointer to the object returned by reference
  Object,    // the body yields a pointer to a Local of its top region, which is returned by value
  Multiple,  // several scalars, returned through reference parameters by the text (forward functions of a pair)
};

// How the text calls a function that has a qualified name: f(a, b), a.f(b), or as the constructor of a.
enum class CallForm : uint8_t { Free, Member, Constructor };

struct Function {
  std::string name;          // plain: "compute_s"
  std::string qualifiedName; // for calls in the text: "::geo::area<double>"; of a constructor, its class
  CallForm callForm = CallForm::Free;
  std::string signature;     // for the header comment: "compute_s(double x, double y, double z)"
  std::vector<Parameter> parameters;
  ResultKind resultKind = ResultKind::Void;
  TypeId resultType;         // Scalar, Object: its type; Reference: pointer to the object
  std::string resultSpelling;// C++ spelling of the return type
  RegionId body;
  SourceRef at;
  bool isRecursive = false;  // set by the call graph
  bool isComplete = false;   // the body was lowered
  size_t firstDerivativeOp = SIZE_MAX; // operations from here on were added by differentiation

  std::vector<Value> values;
  std::vector<Op> ops;
  std::vector<Region> regions;

  Value &operator[](ValueId id) { return values[id.index]; }
  const Value &operator[](ValueId id) const { return values[id.index]; }
  Op &operator[](OpId id) { return ops[id.index]; }
  const Op &operator[](OpId id) const { return ops[id.index]; }
  Region &operator[](RegionId id) { return regions[id.index]; }
  const Region &operator[](RegionId id) const { return regions[id.index]; }

  // The region that contains region r; invalid for the body.
  RegionId enclosing(RegionId r) const {
    OpId parent = regions[r.index].parent;
    return parent ? ops[parent.index].parent : RegionId();
  }
  // Is region `outer` the same as `inner` or around it?
  bool encloses(RegionId outer, RegionId inner) const;
  const Op *definingOp(ValueId v) const {
    OpId d = values[v.index].definition;
    return d ? &ops[d.index] : nullptr;
  }
};

// A statement of the user's program, for comments in the text and remarks.
struct Statement {
  SourceRef at;
  std::string file;
  unsigned line = 0;
  std::string text; // on one line, shortened
};

struct Module {
  TypeTable types;
  std::deque<Function> functions; // stays where it is when functions are added
  std::vector<Statement> statements;
  std::vector<Rule> rules;

  Function &operator[](FunctionId id) { return functions[id.index]; }
  const Function &operator[](FunctionId id) const { return functions[id.index]; }
  const Rule &operator[](RuleId id) const { return rules[id.index]; }
  const Statement &operator[](StatementId id) const { return statements[id.index]; }
};

// Where the carried values of a loop begin among its operands, and among the arguments of its first region.
inline size_t firstCarriedOperand(const Op &loop) { return loop.code == Opcode::For ? 3 : 0; }
inline size_t firstCarriedArgument(const Op &loop) { return loop.code == Opcode::For ? 1 : 0; }

// Is it the constant zero, of either sign? A Value as its class makes it by default counts as one.
bool isZeroConstant(const Function &function, ValueId v);

// No effect besides its result, and the same result for the same operands as long as no memory is written.
bool isPure(const Op &op);
// Pure and independent of memory.
bool isValueOnly(const Op &op);
// A value-only operation that is defined for all operands: nothing that overflows, traps, or leaves an object.
bool isTotal(const Module &module, const Function &function, const Op &op);

} // namespace clangent::ir
