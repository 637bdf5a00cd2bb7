// Functions of the IR: structured regions of operations over SSA values, with memory reached through pointers.
// Nothing here knows Clang; docs/internals/ir.md tells the meaning of every operation.
#ifndef CLANGENT_IR_FUNCTION_H
#define CLANGENT_IR_FUNCTION_H

#include "IR/Operation.h"
#include "IR/Rule.h"
#include "IR/Type.h"
#include "Support/Diagnostics.h"
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

enum class Predicate : uint8_t { Eq, Ne, Lt, Le, Gt, Ge };
// That which holds where this one does not; of floats only equality has one, for a NaN is in no order.
Predicate inverse(Predicate predicate);
// That which holds of b and a where this one holds of a and b.
Predicate swapped(Predicate predicate);

// By which of the program's functions memory is allocated, and so by which it is given back.
enum class Heap : uint8_t {
  New,      // new T, delete
  NewArray, // new T[n], delete[]
  Malloc,   // malloc, calloc, free
  Operator, // ::operator new, ::operator delete
  Aligned,  // the same, with the alignment of the type
  Library,  // functions of a library that the term names
  Tape,     // borrowed from the frame of the tape and handed back to it
};

// What a value is for. Of an address: what lies there, so an address of adjoints or tangents is a shadow.
enum class Role : uint8_t {
  Primal,  // the program's own, also where it is computed again, and what is on the way to the others
  Adjoint, // how the result changes with a value of the program
  Tangent, // how a value of the program changes with the parameters
  Tape,    // where values of the program are recorded
};

struct Value {
  TypeId type;
  OpId definition;  // invalid for a region's argument and a parameter
  RegionId owner;   // the region whose argument or operation it is
  std::string name; // the user's name it came from ("x"); may be empty; need not be unique
  Role role = Role::Primal;
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
  bool isDerivative = false;   // made by differentiation, and not there before
  SourceRef at;                // where an error about it belongs
  StatementId statement;       // the statement of the program it came from
  // What the opcode needs besides; see Opcode.
  Predicate predicate = Predicate::Eq;
  MathFunction function = MathFunction::Sin;
  bool isOfProgram = false; // TapeArray: it stands for memory that the program allocates
  bool reversed = false;
  int64_t integer = 0;         // Constant: its value, of any type but a real one
  long double real = 0;        // Constant: its value, of a real type
  Heap heap = Heap::New;       // Allocate, Release; of a library, the term is the class that has both functions
  bool isOwn = false;          // Allocate, Release: only this function reaches the memory
  bool isPutOff = false;       // Release: until the frame of the tape closes
  bool isZeroed = false;       // Local, Allocate, TapeArray
  bool isElided = false;       // Local: the program has no such object; it is the one that this one is copied to
  unsigned field = 0;          // Field: its number
  unsigned firstChanged = 0;   // InPlace: the number of the first operand that it changes; from there on it changes all
  FunctionId callee;
  RuleId rule;
  Term term;                   // what operations of the family Text run; Global: its name
  bool isPureCall = false;     // Opaque: reads nothing that changes and writes nothing; may be dropped when unused.
                               // InPlace: changes nothing but its results
  bool mayWriteNumbers = false; // Opaque, Object: it is handed addresses of real numbers that it could write to
  bool isClosed = false; // Call, Opaque, Object: it was to be looked into, and could not be: what it is handed, it
                         // may keep and change
  ReasonId reason;       // the refusals, should a derivative get there
  bool isElementwise = false;  // Rule, InPlace: of parts of its operands it makes the same part of its results
  bool isTotal = false;        // Rule: it reduces its first operand, and can take what Blocks::reduce made of the parts
  bool isShape = false;        // Rule: the shape of a value, or that to which several broadcast
  bool isSum = false;          // InPlace: adds operand 0 to operand 1, two objects of a Value type
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
  bool isCopied = false; // Object: the function has one of its own, which the program takes for the argument itself
  bool isMade = false;   // Object, Reference: the program makes an object for the call, which is destroyed behind it
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
  std::string calledAs;      // the type of pointer that calls cast it to, where its name means other functions, too
  CallForm callForm = CallForm::Free;
  std::string signature;     // for the header comment: "compute_s(double x, double y, double z)"
  std::vector<Parameter> parameters;
  ResultKind resultKind = ResultKind::Void;
  TypeId resultType;         // Scalar, Object: its type; Reference: pointer to the object
  std::string resultSpelling;// C++ spelling of the return type
  RegionId body;
  SourceRef at;
  bool isOfLibrary = false;  // it stands in a header that is not the user's: errors about it belong to calls of it
  bool isOfModel =
      false; // it stands for a member of a container; without a qualified name, for none that text can call
  std::string givenBy;       // the class whose functions `forward`, `reverse` and `tangent` are its derivatives, and of
                             // such a derivative too; the body only says what it does to memory
  bool isRecursive = false;  // set by the call graph
  OpId selfPointing;         // an elided object that a pointer to itself was stored in, if there is one; set by inlining
  bool isComplete = false;   // the body was lowered
  bool isDerivative = false; // made by differentiation: so is every operation that is added to it

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
  // Calls v by this name, and says what it is for.
  void describe(ValueId v, std::string name, Role role) {
    values[v.index].name = std::move(name);
    values[v.index].role = role;
  }
  // `to` stands for `from`: it is called the same and for the same.
  void describeAs(ValueId to, ValueId from) {
    describe(to, std::string(values[from.index].name), values[from.index].role);
  }
  // Where an address was stepped from: a base that is no step itself.
  ValueId baseOf(ValueId address) const {
    const Op *op = definingOp(address);
    for (; op && isStep(op->code); op = definingOp(address))
      address = op->operands[0];
    return address;
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
  std::vector<DiagnosticList> reasons; // why something is only run: the refusals, should a derivative flow there

  Function &operator[](FunctionId id) { return functions[id.index]; }
  const Function &operator[](FunctionId id) const { return functions[id.index]; }
  const Rule &operator[](RuleId id) const { return rules[id.index]; }
  const Statement &operator[](StatementId id) const { return statements[id.index]; }
};

// Where the carried values of a loop begin among its operands, and among the arguments of its first region.
inline size_t firstCarriedOperand(const Op &loop) { return loop.code == Opcode::For ? 3 : 0; }
inline size_t firstCarriedArgument(const Op &loop) { return loop.code == Opcode::For ? 1 : 0; }

// Is an object declared in the region itself, which dies where it ends?
bool declaresObject(const Module &module, const Function &function, RegionId region);
// Does the operation declare one?
bool declaresObject(const Module &module, const Op &op);
// Is it an `if` that is always taken, and is there for the objects in it?
bool isScope(const Module &module, const Function &function, OpId branch);

// Is it the constant zero, of either sign? A Value as its class makes it by default counts as one.
bool isZeroConstant(const Function &function, ValueId v);

// What this operation does: the table's effect, without what is known not to happen here.
Effect effectOf(const Op &op);
// Does it do something besides giving its results, its regions left aside, that somebody could notice?
bool hasEffect(const Op &op);
// Does control come back from it, whatever its regions do?
Leaving leavingOf(const Op &op);
// Do they do the same to their operands? The operands are not compared; what runs the same has equal rules.
bool isSameOperation(const Op &a, const Op &b);
// No effect besides its result, and the same result for the same operands as long as no memory is written.
bool isPure(const Op &op);
// Pure and independent of memory.
bool isValueOnly(const Op &op);
// A value-only operation that is defined for all operands: nothing that overflows, traps, or leaves an object.
bool isTotal(const Module &module, const Function &function, const Op &op);

} // namespace clangent::ir

#endif // CLANGENT_IR_FUNCTION_H
