// Names that collide with nothing that is visible where they are: no keyword, no name that the text uses, no other
// variable.
#ifndef CLANGENT_EMIT_UNIQUENAMES_H
#define CLANGENT_EMIT_UNIQUENAMES_H

#include "Emit/Plan.h"

#include <map>

namespace clangent::emit {

class UniqueNames {
public:
  explicit UniqueNames(Plan &plan);

  // The wish, with a number if it is taken somewhere in the region or around it.
  std::string unique(const std::string &wish, ir::RegionId scope);

private:
  void reserve(const std::string &text);
  void reserve(const ir::Term &term);
  void reserveWhatTheTextNames();
  void numberScopes();
  bool isTaken(const std::string &name, ir::RegionId scope) const;

  // The regions that see what a region declares, as a range of numbers.
  struct Scope {
    unsigned first = 0, last = 0;
  };

  Plan &plan;
  const ir::Function &f;
  std::vector<Scope> scopes;                                  // by region; two are nested or disjoint
  std::map<std::string, std::map<unsigned, unsigned>> taken;  // the scopes of a name, disjoint, by their first number
  std::map<std::pair<std::string, uint32_t>, unsigned> tried; // by wish and region: all smaller numbers are taken
  std::map<std::string, unsigned> highest;                    // by wish: no greater number was given
};

} // namespace clangent::emit

#endif // CLANGENT_EMIT_UNIQUENAMES_H
