// [[clangent::adjoint_of("ns::f")]] and [[clangent::tangent_of("ns::f")]]: functions of the program that are called
// instead of generated derivatives (DESIGN 1.3). Found by the name of the operation, chosen by overload resolution.
#ifndef CLANGENT_FRONTEND_RULES_DERIVATIVERULES_H
#define CLANGENT_FRONTEND_RULES_DERIVATIVERULES_H

#include "IR/Rule.h"
#include "Support/Diagnostics.h"

#include "clang/AST/Decl.h"
#include "clang/Sema/Sema.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace clangent::frontend {

// "ns::f", "ns::Class::member" without template arguments and inline namespaces.
std::string operationName(const clang::FunctionDecl *function);
// Are there rules under its name, for it or for an overload?
bool hasRules(const clang::FunctionDecl &operation);

// What a std::initializer_list holds; null for any other type.
clang::QualType elementOfBraces(clang::QualType type);
// Is it a std::initializer_list or std::vector of real numbers, or a std::initializer_list of such lists?
bool holdsListedNumbers(clang::QualType type);

class DerivativeRules {
public:
  // `report` tells what is wrong with a rule; `termForCalls` is a function as generated text calls it.
  using Report = std::function<void(DiagId, clang::SourceLocation, std::vector<std::string>)>;
  using Spell = std::function<ir::Term(const clang::FunctionDecl *)>;
  using SpellType = std::function<std::string(clang::QualType)>;
  DerivativeRules(clang::Sema &sema, Report report, Spell termForCalls, SpellType spellType)
      : sema(sema), report(std::move(report)), termForCalls(std::move(termForCalls)), spellType(std::move(spellType)) {}

  // The rules that apply to a call of `operation`; nothing if there are none.
  std::optional<ir::Rule> rulesFor(const clang::FunctionDecl *operation, clang::SourceLocation usedAt);
  // Is there a rule under its name with parameters that are all its own, whether it can be called or not?
  bool isMeant(const clang::FunctionDecl *operation);

private:
  struct Argument {
    ir::RuleArgument as;
    clang::QualType type;
    bool isPlace = false; // an lvalue that the rule may change
  };

  std::vector<ir::RuleCall> resolve(const clang::FunctionDecl *operation, const char *mark,
                                    clang::SourceLocation usedAt);
  std::optional<std::vector<Argument>> match(const clang::FunctionDecl *operation, const clang::FunctionDecl *rule);
  clang::QualType bracesOf(clang::QualType list, bool ofPlaces);
  std::optional<Argument> matchOne(const clang::FunctionDecl *operation, const clang::ParmVarDecl *parameter);
  clang::FunctionDecl *select(clang::FunctionDecl *rule, const std::vector<Argument> &arguments,
                              clang::SourceLocation usedAt);
  bool fits(const clang::FunctionDecl *rule, const std::vector<Argument> &arguments) const;
  bool returnsResult(const clang::FunctionDecl *operation, clang::FunctionDecl *rule, clang::SourceLocation usedAt);
  bool isPlaceNeeded(const Argument &argument, clang::QualType parameter, clang::SourceLocation usedAt);
  clang::FunctionDecl *callable(const clang::FunctionDecl *operation, clang::FunctionDecl *rule, const char *mark,
                                clang::SourceLocation usedAt, std::vector<Argument> &arguments);
  bool isOfAnother(const clang::FunctionDecl *operation, clang::FunctionDecl *rule, const char *mark,
                   clang::SourceLocation usedAt);
  void reportUnfit(const clang::FunctionDecl *operation, clang::FunctionDecl *rule, const char *mark,
                   clang::SourceLocation usedAt);

  clang::Sema &sema;
  bool isExcluded = false; // says the rule itself of what was last tried with it, by its constraints
  Report report;
  Spell termForCalls;
  SpellType spellType;
};

// The operands of an operation in order: the object of a member function as "self", then its parameters.
struct OperationOperand {
  std::string name;
  clang::QualType type; // of the parameter, without reference
};
std::vector<OperationOperand> operandsOf(const clang::FunctionDecl *operation);

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_RULES_DERIVATIVERULES_H
