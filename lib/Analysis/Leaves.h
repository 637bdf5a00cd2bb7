// The real numbers in objects that are reached by name alone: in those that calls return, in that which a function
// returns itself, in local ones, and in those of the caller that it is handed the address of. Such a number is like a
// value: there are conditions under which it is used (Paths.h), which other memory has not.
#ifndef CLANGENT_ANALYSIS_LEAVES_H
#define CLANGENT_ANALYSIS_LEAVES_H

#include "IR/Function.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace clangent::analysis {

// The parameters through which functions, and those that they call, reach what they refer to by name alone.
class NamedParameters {
public:
  explicit NamedParameters(const ir::Module &module);
  bool isNamed(ir::FunctionId f, size_t parameter) const { return at(named, f, parameter); }
  // May a number be written through it, or added to?
  bool isWritten(ir::FunctionId f, size_t parameter) const { return at(written, f, parameter); }

private:
  using Table = std::vector<std::vector<bool>>; // by function and parameter
  bool review(const ir::Module &module, ir::FunctionId f);
  static bool at(const Table &table, ir::FunctionId f, size_t parameter) {
    return f.index < table.size() && table[f.index][parameter];
  }

  Table named, written;
};

class Leaves {
public:
  // `referred`: the parameters, by position, that what they refer to takes part.
  Leaves(const ir::Module &module, const ir::Function &function, const NamedParameters &callees,
         const std::vector<bool> &referred);

  struct Range {
    unsigned first = 0, count = 0;
    unsigned end() const { return first + count; }
  };
  struct Object {
    ir::ValueId address;
    Range range;
    bool isParameter = false;
    bool isPassed = false; // to a function that is called
  };
  size_t size() const { return loaded.size(); }
  // Is everything behind the pointer reached by name?
  bool has(ir::ValueId pointer) const { return places.count(pointer) != 0; }
  // The leaf that a pointer leads to.
  std::optional<unsigned> at(ir::ValueId pointer) const;
  // The leaves behind a pointer; none if they are not told apart.
  Range behind(ir::ValueId pointer) const;
  const Object &objectOf(unsigned leaf) const { return objects[objectOfLeaf[leaf]]; }
  const std::vector<Object> &all() const { return objects; }
  // By the function, or by one that it calls.
  bool isLoaded(unsigned leaf) const { return loaded[leaf]; }
  bool isStored(unsigned leaf) const { return stored[leaf]; }
  // Those that a called function may write, or add to, through this operand.
  Range writtenBy(const ir::Op &call, size_t operand) const;

private:
  void collectUses();
  bool visit(ir::ValueId pointer, unsigned first);
  bool visitUse(ir::OpId use, unsigned operand, unsigned first);
  bool visitCast(const ir::Op &op, unsigned first);
  bool visitCall(const ir::Op &op, unsigned operand, unsigned first);
  void add(ir::ValueId object, bool isParameter);

  struct Use {
    ir::OpId op; // none: a region yields it
    unsigned operand = 0;
    bool isResult = false; // the function returns it
  };
  const ir::Module &module;
  const ir::Function &f;
  const NamedParameters &callees;
  std::vector<std::vector<Use>> uses; // by value
  std::map<ir::ValueId, unsigned> places;
  std::vector<Object> objects;
  std::vector<size_t> objectOfLeaf;
  std::vector<bool> loaded, stored;
};

// How many real numbers an object of this type consists of, which is the number of leaves; nothing if there are too
// many to tell them apart, or what is no number.
std::optional<unsigned> countLeaves(const ir::TypeTable &types, ir::TypeId object);
// "corner_x"
std::string leafName(const ir::TypeTable &types, ir::TypeId object, unsigned leaf);

} // namespace clangent::analysis

#endif // CLANGENT_ANALYSIS_LEAVES_H
