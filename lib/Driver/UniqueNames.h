// Names of generated functions.
#ifndef CLANGENT_DRIVER_UNIQUENAMES_H
#define CLANGENT_DRIVER_UNIQUENAMES_H

#include <set>
#include <string>

namespace clangent {

// Hands out names for generated functions, each once in a translation unit.
class UniqueNames {
public:
  // `base`, or base_2, base_3 ... if that is taken.
  std::string take(const std::string &base);

private:
  std::set<std::string> taken;
};

} // namespace clangent

#endif // CLANGENT_DRIVER_UNIQUENAMES_H
