#include "Driver/UniqueNames.h"

namespace clangent {

std::string UniqueNames::take(const std::string &base) {
  std::string name = base;
  for (unsigned number = 2; !taken.insert(name).second; ++number)
    name = base + "_" + std::to_string(number);
  return name;
}

} // namespace clangent
