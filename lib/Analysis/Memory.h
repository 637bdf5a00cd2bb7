// Which objects a pointer may refer to, and which accesses may touch the same memory. Flow-insensitive: one set of
// objects per pointer value, one set of pointees per object.
// An object is a Local, a Global, an array of the tape, what an Allocate makes each time that it runs, what a parameter
// points to, or what a call returned. What a class that is not looked into holds inside of another object is one of its
// own: code of that class gets no hold of what lies beside.
#ifndef CLANGENT_ANALYSIS_MEMORY_H
#define CLANGENT_ANALYSIS_MEMORY_H

#include "Analysis/DeadEnds.h"
#include "Analysis/Sources.h"
#include "IR/Function.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace clangent::analysis {

struct Object {
  enum class Kind : uint8_t { Local, Global, Parameter, Tape, Heap, External, Closed };
  Kind kind;
  ir::ValueId origin;    // the pointer value that introduces it
  unsigned parameter = 0;// Parameter: its position
  bool isRestrict = false;
  bool isOfCallee = false; // Heap: allocated by a function that is called; the origin only leads there
  bool escapes = false;  // its address is stored, or handed to a call
};

using ObjectSet = std::set<unsigned>;

class Memory {
public:
  Memory(const ir::Module &module, const ir::Function &function);

  const std::vector<Object> &objects() const { return table; }
  // The objects that pointer v may refer to.
  const ObjectSet &pointees(ir::ValueId v) const;
  // The objects that pointers stored in object o may refer to.
  const ObjectSet &contents(unsigned o) const { return stored[o]; }
  // Everything reachable from the objects of v, through stored pointers too.
  ObjectSet reachable(ir::ValueId v) const { return reachable(pointees(v)); }
  ObjectSet reachable(const ObjectSet &from) const { return reachable(from, stored); }

  // The regions that are never left at their ends, and what the rest of the function knows of memory: nothing that is
  // stored or handed away there ever gets out.
  const DeadEnds &deadEnds() const { return ends; }
  const ObjectSet &livingContents(unsigned o) const { return living[o]; }
  ObjectSet reachableLiving(const ObjectSet &from) const { return reachable(from, living); }

  // May a write through `write` change what a read of type `readType` through `read` sees?
  bool mayAlias(ir::ValueId write, ir::ValueId read) const;
  // May the operation, or one inside its regions, write what a load from `read` in region `at` sees? What is written in
  // a dead end is seen in one only.
  bool mayWrite(ir::OpId op, ir::ValueId read, ir::RegionId at) const;

private:
  unsigned addObject(Object object);
  void addBehind(unsigned o, Object object);
  void seed();
  bool entersHolders() const;
  // `isRun`: what is not looked into is reached as well.
  ObjectSet reachable(const ObjectSet &from, const std::vector<ObjectSet> &contents, bool isRun = true) const;
  bool propagate(ir::RegionId region, bool inDeadEnds);
  bool transfer(ir::OpId op);
  bool transferCall(const ir::Op &op);
  const Sources &sourcesOfCallee(ir::FunctionId callee);
  bool hasPointers(const ir::Op &op) const;
  unsigned allocatedBy(const ir::Op &call);
  bool isClosed(ir::TypeId type) const;
  ObjectSet closedPartsOf(const ObjectSet &objects, ir::ValueId place);
  ObjectSet seenThrough(ir::ValueId pointer, ObjectSet objects) const;
  bool introduce(Object::Kind kind, ir::ValueId v);
  bool introduceGlobal(const ir::Op &op);
  ObjectSet loadedFrom(ir::ValueId place) const;
  bool flow(ir::ValueId from, ir::ValueId to);
  bool add(ObjectSet &to, const ObjectSet &from);
  bool carryRegions(const ir::Op &op);
  void markEscapes(ir::RegionId region);
  bool mayHoldPointers(ir::TypeId type) const;
  bool mayReachGlobals(ir::FunctionId callee, std::set<ir::FunctionId> &seen) const;
  bool mayReachGlobals(const ir::Function &function, ir::RegionId region, std::set<ir::FunctionId> &seen) const;
  bool objectsMayOverlap(unsigned a, unsigned b) const;

  const ir::Module &module;
  const ir::Function &f;
  DeadEnds ends;
  std::vector<Object> table;
  std::vector<ObjectSet> points; // by value
  std::vector<ObjectSet> stored; // by object
  std::vector<ObjectSet> living; // by object
  std::map<ir::ValueId, unsigned> byOrigin;
  std::map<const ir::Op *, unsigned> allocated; // by call
  std::map<unsigned, unsigned> closedParts;     // by the object that they lie in
  std::map<ir::FunctionId, Sources> sources;
  std::map<std::string, unsigned> globals; // by qualified name
  bool isHeapUsed = false;
  ObjectSet none;
};

} // namespace clangent::analysis

#endif // CLANGENT_ANALYSIS_MEMORY_H
