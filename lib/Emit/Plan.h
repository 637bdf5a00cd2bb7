// What the text of one function will look like, decided before a line of it is printed: which operations vanish,
// which values are part of another value's expression, which share a C++ variable, and what everything is called.
// A plan refers to the IR and never changes it.
#ifndef CLANGENT_EMIT_PLAN_H
#define CLANGENT_EMIT_PLAN_H

#include "Emit/Layout.h"
#include "Emit/Options.h"

#include <map>
#include <set>

namespace clangent::emit {

// One reading of a value: operand `index` of `op`, or yield `index` of region `yield`.
struct Use {
  ir::OpId op;
  ir::RegionId yield;
  unsigned index = 0;
};

// A C++ variable or object, and the SSA values that live in it one after the other.
struct Variable {
  std::vector<ir::ValueId> members;
  std::string name;
  bool isMutable = false; // more than one assignment
  bool isZeroed = false;  // declared bare, and an unspecified value flows into it
  bool isBare = false;    // declared before operation `declaredAt` without a value
  bool isParameter = false;
  ir::OpId declaredAt; // the operation that declares it (a loop: by the copies at its entry); none: a loop counter
  ir::RegionId scope;  // the region in which its name is visible
  ir::Role role = ir::Role::Primal; // of what it is named after
};

struct Plan {
  Plan(const ir::Module &module, const ir::Function &function, const Options &options)
      : module(module), function(function), options(options), layout(function) {}

  const ir::Module &module;
  const ir::Function &function;
  const Options &options;
  Layout layout;

  std::vector<std::vector<Use>> uses; // of each value, by operations that are printed
  std::vector<bool> isDead;           // of each operation: not printed
  std::vector<bool> isTernary;        // of each If: an expression c ? a : b
  std::vector<bool> isFolded;         // of each value: printed inside the expressions that use it
  std::vector<unsigned> restriction;  // of a folded value: > 0 if its text is printed in several places or repeatedly
  std::vector<std::vector<Point>> sites; // of a folded value: where its expression is evaluated
  std::vector<int> variableOf;           // of each value that is not folded; -1: none
  std::vector<Variable> variables;
  std::map<uint32_t, std::vector<size_t>> releases; // behind an operation: variables that nobody reads any more
  std::set<std::string> reserved;   // names that no variable may have
  std::vector<std::string> outputs; // reference parameters for the results beyond the first
  std::string tape;                 // the frame of the tape; empty if the function needs none
  bool ownsTape = false;            // it is declared by the function

  const Variable &variable(ir::ValueId v) const { return variables[variableOf[v.index]]; }
  const std::string &nameOf(ir::ValueId v) const { return variable(v).name; }
  bool sameVariable(ir::ValueId a, ir::ValueId b) const {
    return variableOf[a.index] >= 0 && variableOf[a.index] == variableOf[b.index];
  }
  // The operation whose result v is, if its text stands where v is used.
  const ir::Op *foldedOp(ir::ValueId v) const { return isFolded[v.index] ? function.definingOp(v) : nullptr; }
  bool isUsed(ir::ValueId v) const { return !uses[v.index].empty(); }
};

Plan prepare(const ir::Module &module, const ir::Function &function, const Options &options);

// ---- What the parts of the preparation know of operations.

// Does the value bear the name of an adjoint? Text and comments go by those: what has no name is on the way to one.
bool isNamedAdjoint(const ir::Function &function, ir::ValueId v);

// Does the operation, or one inside it, write memory or do something else that must be printed?
bool hasEffect(const ir::Function &function, ir::OpId op);

} // namespace clangent::emit

#endif // CLANGENT_EMIT_PLAN_H
