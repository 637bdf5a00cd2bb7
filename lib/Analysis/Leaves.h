// The real members of objects that come out of calls, and of the object that a function returns itself, where they are
// reached by name alone. Such a member is like a value: there are conditions under which it is used (Paths.h), which
// other memory has not.
#ifndef CLANGENT_ANALYSIS_LEAVES_H
#define CLANGENT_ANALYSIS_LEAVES_H

#include "IR/Function.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace clangent::analysis {

class Leaves {
public:
  // `ownResult`: those of the object that the function returns, too.
  Leaves(const ir::Module &module, const ir::Function &function, bool ownResult);

  struct Range {
    unsigned first = 0, count = 0;
  };
  size_t size() const { return loaded.size(); }
  // The leaf that a pointer leads to.
  std::optional<unsigned> at(ir::ValueId pointer) const;
  // The leaves of the object that a call of the function makes, or that the function returns; none if they are not told
  // apart.
  Range of(ir::ValueId object) const;
  bool isLoaded(unsigned leaf) const { return loaded[leaf]; }

private:
  bool visit(ir::ValueId pointer, unsigned first, bool isOwn);
  bool visitUse(ir::OpId use, unsigned operand, unsigned first);
  void add(ir::ValueId object, bool isOwn);

  struct Use {
    ir::OpId op; // none: the function returns it
    unsigned operand = 0;
  };
  const ir::Module &module;
  const ir::Function &f;
  std::vector<std::vector<Use>> uses; // by value
  std::map<ir::ValueId, unsigned> places;
  std::map<ir::ValueId, Range> objects;
  std::vector<bool> loaded;
};

// How many real numbers an object of this type consists of, which is the number of leaves; nothing if there are too
// many to tell them apart, or what is no number.
std::optional<unsigned> countLeaves(const ir::TypeTable &types, ir::TypeId object);
// "corner_x"
std::string leafName(const ir::TypeTable &types, ir::TypeId object, unsigned leaf);

} // namespace clangent::analysis

#endif // CLANGENT_ANALYSIS_LEAVES_H
