// Which values and objects carry derivatives: those that depend on an active input (varied) and that an active output
// depends on (useful). Flow-insensitive for memory, one answer per object (ADJOINT 4: activity belongs to the memory
// object, not to the pointer).
// Also finds what must be refused: derivatives that would flow into memory without a shadow.
#ifndef CLANGENT_ANALYSIS_ACTIVITY_H
#define CLANGENT_ANALYSIS_ACTIVITY_H

#include "Analysis/ContainerChanges.h"
#include "Analysis/Memory.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace clangent::analysis {

struct ActivitySeed {
  std::vector<bool> parameters; // by position: the parameter has a bar (or a dot)
  bool result = true;           // the result has an adjoint (or a tangent)
};

enum class ActivityProblemKind : uint8_t {
  StoreToUntracked, // a varied value is written where no shadow exists
  NotLookedInto,    // a varied value gets to what is only run, because it could not be looked into
  StoreToGlobal,    // the same, where that is a variable of the program's
  ReturnedPointer,  // a call that was not inlined returns a pointer to memory with a shadow
  InactiveWrites,   // a function that is run as it is may write to memory with a shadow
  SelfPointer,      // an object that points to itself is another one in the program
  UntrackedList,    // a varied number becomes part of a list of numbers, or one is read that is to be differentiated
  ContainerChanges, // one of the caller's with a shadow changes its structure, which leads to memory of others, too
  AllocationLeaves, // memory with a shadow is handed to the caller, which is none of the program's if this is asked for
  MixedPointer,     // a pointer is read or written through one that may refer to memory without a shadow
};

struct ActivityProblem {
  ActivityProblemKind kind;
  ir::OpId op;        // none: a parameter
  std::string object; // the name of the object without a shadow
  ir::ReasonId reason = {}; // NotLookedInto
};

class Activity {
public:
  // With `prune` off every value that could carry a derivative is taken to carry one.
  Activity(const ir::Module &module, const ir::Function &function, const Memory &memory, const ActivitySeed &seed,
           bool prune)
      : Activity(module, function, memory, seed, prune, asked) {}

  // A real value whose adjoint or tangent exists.
  bool isActive(ir::ValueId v) const;
  bool isVaried(ir::ValueId v) const { return varied[v.index]; }
  // A pointer that needs a shadow: it may refer to an object that has one.
  bool hasShadow(ir::ValueId pointer) const;
  // The same where nobody asks for the shadow: of memory in a dead end.
  bool leadsToShadow(ir::ValueId pointer) const;
  // A pointer that leads nowhere.
  bool isNull(ir::ValueId v) const { return v.index < varied.size() && isPointer(v) && memory.pointees(v).empty(); }
  // A pointer that may refer to memory with a shadow or to memory without: its shadow may be null.
  bool isMixed(ir::ValueId pointer) const;
  // In a region that control never comes to the end of nothing carries a derivative.
  bool isDeadEnd(ir::RegionId region) const { return memory.deadEnds().contains(region); }
  bool isObjectActive(unsigned o) const { return objectActive[o]; }
  // May the structure of containers of the caller's change that have a shadow and that this parameter leads to?
  bool isRestructured(unsigned parameter) const { return restructured[parameter]; }
  const std::vector<ActivityProblem> &problems() const { return found; }

private:
  // What calls hand on that varies, by callee and parameters, as far as it was asked what becomes of it.
  using HandedOn = std::set<std::pair<ir::FunctionId, std::vector<bool>>>;
  Activity(const ir::Module &module, const ir::Function &function, const Memory &memory, const ActivitySeed &seed,
           bool prune, HandedOn &handedOn);
  void seedInputs();
  void seedOutputs();
  void markHandedOut(const ObjectSet &objects);
  bool forward(ir::RegionId region);
  bool forwardOp(const ir::Op &op);
  bool backward(ir::RegionId region);
  bool backwardOp(const ir::Op &op);
  bool unify();
  ObjectSet givenAway() const;
  void decide();
  bool shadowHolders();
  void collectStored(ir::RegionId region);
  void check(ir::RegionId region);
  void checkCall(ir::OpId call);
  void checkLists(ir::OpId op);
  bool checkLoad(ir::OpId id, unsigned object);
  void checkReturned(ir::OpId op);
  void checkHandedOut();
  void checkContainers(ir::OpId op);
  bool ownsAll(unsigned parameter) const;
  void checkPublished(ir::OpId op);
  void checkOpaque(ir::OpId op);
  void checkClosed(ir::OpId op);
  void checkHandedOn(ir::OpId call);
  ir::ReasonId reasonOf(ir::ValueId place, unsigned object) const;
  bool holdsRealPointer(ir::TypeId id) const;
  bool isInDeadEnd(ir::ValueId v) const { return isDeadEnd(f[v].owner); }
  ObjectSet reachable(const ObjectSet &from) const { return memory.reachableLiving(from); }
  ObjectSet reachable(ir::ValueId v) const { return reachable(memory.pointees(v)); }
  bool mark(std::vector<bool> &set, size_t i);
  bool reachesVaried(ir::ValueId v) const;
  bool writesNumbers(ir::FunctionId callee);
  bool markOthers(ir::TypeId type);
  bool markObjects(std::vector<bool> &set, const ObjectSet &objects);
  bool any(const std::vector<bool> &set, const ObjectSet &objects) const;
  bool depends(const ir::Op &op, unsigned operand) const;
  bool isReal(ir::ValueId v) const { return module.types.isReal(f[v].type); }
  bool isPointer(ir::ValueId v) const { return module.types.isPointer(f[v].type); }

  HandedOn asked;
  HandedOn &handedOn; // that of the function where the question began
  const ir::Module &module;
  const ir::Function &f;
  const Memory &memory;
  const ActivitySeed &seed;
  bool prune;
  std::vector<bool> varied, useful;              // by value
  std::vector<bool> objectVaried, objectUseful;  // by object
  std::vector<bool> shadowable, objectActive;    // by object
  std::vector<bool> objectShadowed;              // by object: active, or holding pointers to what has a shadow
  std::vector<bool> restructured;                // by parameter
  ContainerChanges containerChanges;
  std::map<unsigned, ObjectSet> storedHere;
  std::map<ir::FunctionId, bool> writers; // as far as it was asked; looked up, never iterated
  std::vector<ActivityProblem> found;
};

} // namespace clangent::analysis

#endif // CLANGENT_ANALYSIS_ACTIVITY_H
