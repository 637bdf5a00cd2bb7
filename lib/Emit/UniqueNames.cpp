// Collisions are numbered. Two scopes are nested or disjoint, so they are ranges of numbers.
#include "Emit/UniqueNames.h"

#include "Emit/Words.h"

#include <algorithm>
#include <cctype>

namespace clangent::emit {

using namespace ir;

namespace {

bool isIdentifierPart(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

} // namespace

UniqueNames::UniqueNames(Plan &plan) : plan(plan), f(plan.function) {
  numberScopes();
  reserveWhatTheTextNames();
}

// Every identifier of a piece of C++, string literals excepted.
void UniqueNames::reserve(const std::string &text) {
  bool quoted = false;
  for (size_t i = 0; i < text.size();) {
    if (text[i] == '"' && (i == 0 || text[i - 1] != '\\'))
      quoted = !quoted;
    if (quoted || !isIdentifierPart(text[i])) {
      ++i;
      continue;
    }
    size_t end = i;
    while (end < text.size() && isIdentifierPart(text[end]))
      ++end;
    plan.reserved.insert(text.substr(i, end - i));
    i = end;
  }
}

void UniqueNames::reserve(const ir::Term &term) {
  reserve(term.spelling);
  for (const ir::Term &part : term.parts)
    reserve(part);
}

void UniqueNames::reserveWhatTheTextNames() {
  plan.reserved.insert(std::begin(keywords), std::end(keywords));
  plan.reserved.insert(plan.options.reservedNames.begin(), plan.options.reservedNames.end());
  reserve(f.name);
  reserve(f.resultSpelling);
  for (const Parameter &parameter : f.parameters)
    reserve(parameter.spelling);
  for (const Op &op : f.ops) {
    if (familyOf(op.code) == Family::Term ||
        (op.code == Opcode::Global && plan.module.types[f[op.results[0]].type].kind != TypeKind::Opaque))
      reserve(op.term);
    if (op.code == Opcode::Call)
      reserve(plan.module[op.callee].qualifiedName + " " + plan.module[op.callee].name + " " +
              plan.module[op.callee].calledAs);
  }
  for (const Value &value : f.values)
    for (TypeId t = value.type; t; t = plan.module.types[t].element)
      reserve(plan.module.types[t].spelling);
}

void UniqueNames::numberScopes() {
  scopes.resize(f.regions.size());
  struct Visit {
    RegionId region;
    bool isLeft;
  };
  std::vector<Visit> pending{{f.body, false}};
  unsigned next = 0;
  while (!pending.empty()) {
    const auto [region, isLeft] = pending.back();
    pending.pop_back();
    if (isLeft) {
      scopes[region.index].last = next - 1;
      continue;
    }
    scopes[region.index].first = next++;
    pending.push_back({region, true});
    for (OpId id : f[region].ops) {
      const Op &op = f[id];
      if (op.code != Opcode::While) {
        for (RegionId inner : op.regions)
          pending.push_back({inner, false});
        continue;
      }
      // The condition's values of a While are visible in its body, which is numbered right behind the condition.
      pending.push_back({op.regions[1], false});
      pending.push_back({op.regions[0], false});
    }
  }
  for (const Op &op : f.ops)
    if (op.code == Opcode::While)
      scopes[op.regions[0].index].last = scopes[op.regions[1].index].last;
}

// The scopes of one name are disjoint, so only the one that begins last before the end of `scope` may meet it.
bool UniqueNames::isTaken(const std::string &name, RegionId scope) const {
  if (plan.reserved.count(name))
    return true;
  auto found = taken.find(name);
  if (found == taken.end())
    return false;
  auto behind = found->second.upper_bound(scopes[scope.index].last);
  return behind != found->second.begin() && std::prev(behind)->second >= scopes[scope.index].first;
}

// The least free number, as long as that is soon found. Numbers are not reused in other scopes without end: then each
// would try all that the scopes around it hold.
std::string UniqueNames::unique(const std::string &wish, RegionId scope) {
  constexpr unsigned patience = 32;
  unsigned &n = tried[{wish, scope.index}];
  unsigned &top = highest[wish];
  std::string name = n == 0 ? wish : wish + "_" + std::to_string(n);
  for (unsigned attempts = 0; isTaken(name, scope); name = wish + "_" + std::to_string(n))
    n = ++attempts < patience ? n + 1 : std::max(n, top) + 1;
  top = std::max(top, n);
  taken[name][scopes[scope.index].first] = scopes[scope.index].last;
  return name;
}

} // namespace clangent::emit
