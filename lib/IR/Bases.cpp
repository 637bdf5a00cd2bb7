#include "IR/Bases.h"

#include <algorithm>

namespace clangent::ir {

namespace {

// Is it the field of a class derived from `base` that a field of `base` is there? See Field::name.
bool isInherited(const Field &inDerived, const Field &field, const std::string &base) {
  if (inDerived.type != field.type)
    return false;
  if (field.name.find("::") != std::string::npos)
    return inDerived.name == field.name;
  const bool isTemplate = base.find('<') != std::string::npos;
  const std::string name = isTemplate ? base : base.substr(base.rfind(':') + 1);
  return inDerived.name == name + "::" + field.name;
}

} // namespace

std::optional<unsigned> firstFieldOfBase(const TypeTable &types, TypeId derived, TypeId base) {
  const std::vector<Field> &all = types[derived].fields, &inherited = types[base].fields;
  std::optional<unsigned> found;
  for (size_t first = 0; !inherited.empty() && first + inherited.size() <= all.size(); ++first) {
    const auto isHere = [&](const Field &there, const Field &field) {
      return isInherited(there, field, types[base].spelling);
    };
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(first);
    if (!std::equal(inherited.begin(), inherited.end(), begin,
                    [&](const Field &field, const Field &there) { return isHere(there, field); }))
      continue;
    if (found)
      return std::nullopt;
    found = static_cast<unsigned>(first);
  }
  return found;
}

} // namespace clangent::ir
