// What the lowering of all functions of a module shares: the map from declarations to functions, and the chain of calls
// that led to the one at work, for notes.
#ifndef CLANGENT_FRONTEND_CORE_CONTEXT_H
#define CLANGENT_FRONTEND_CORE_CONTEXT_H

#include "Frontend/Core/Lower.h"
#include "Frontend/Rules/DerivativeRules.h"
#include "Frontend/Types/TypeLowering.h"
#include "IR/Function.h"
#include "Support/Diagnostics.h"

#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Sema/Sema.h"

#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

namespace clangent::frontend {

inline SourceRef sourceRef(clang::SourceLocation at) { return {at.getRawEncoding()}; }

class LoweringContext {
public:
  LoweringContext(clang::Sema &sema, ir::Module &module, DiagnosticSink &sink, TypeSpeller speller);

  clang::Sema &sema;
  clang::ASTContext &ast;
  ir::Module &module;
  Models models;
  TypeLowering types;

  std::optional<ir::FunctionId> lowerRequest(const clang::FunctionDecl *function);
  const clang::FunctionDecl *declarationOf(ir::FunctionId id) const;

  // What is being lowered.
  struct Work {
    const clang::FunctionDecl *function = nullptr;
    clang::SourceLocation at;
  };
  Work work;

  // The declaration that has the body, instantiated if need be; null when there is none.
  const clang::FunctionDecl *definitionOf(const clang::FunctionDecl *function, clang::SourceLocation usedAt);
  // The destructor of a class, declared if need be; null if the class has none that may be called.
  const clang::CXXDestructorDecl *destructorOf(const clang::CXXRecordDecl *record);
  // The function that destroys an object of a class; null where there is none that can be looked into.
  const clang::FunctionDecl *destructionOf(const clang::CXXRecordDecl *record, clang::SourceLocation usedAt);
  // The function that a call of `definition` runs, lowered now unless it is at work already; nothing when it was
  // refused.
  std::optional<ir::FunctionId> callee(const clang::FunctionDecl *definition, const clang::FunctionDecl *caller,
                                       clang::SourceLocation calledAt);

  // The function that a call of what is not looked into runs: there is no body.
  ir::FunctionId closedCallee(const clang::FunctionDecl *function);
  // Is its last parameter where it builds the object that it returns?
  bool takesPlace(ir::FunctionId function) const { return placed.count(function) != 0; }
  // Why a function has no body, if it was to have one.
  ir::ReasonId reasonOf(ir::FunctionId function) const;
  bool isClosed(ir::FunctionId function) const { return reasons.count(function) != 0; }
  bool canBeRun(const clang::FunctionDecl *function);
  // A refusal that is told only if a derivative gets there.
  ir::ReasonId reason(DiagId id, clang::SourceLocation at, std::vector<std::string> args);

  // The derivative rules of an operation.
  std::optional<ir::RuleId> ruleFor(const clang::FunctionDecl *operation, clang::SourceLocation usedAt);
  // Has the program rules that are meant for it?
  bool isRuled(const clang::FunctionDecl *operation) { return rules.isMeant(operation); }

  void report(DiagId id, clang::SourceLocation at, std::vector<std::string> args);

  // "geo::area<double>"
  std::string nameForMessages(const clang::FunctionDecl *function) const;
  // ::geo::area<double>, as generated text calls it, cast to its type where another could be meant; what it names is
  // recorded.
  ir::Term termForCalls(const clang::FunctionDecl *function);
  // The same of an operation on values, or of a rule for one.
  ir::Term termOfOperation(const clang::FunctionDecl *function);
  // What generated text names, so that it can be compared with what the text comes to mean.
  std::vector<const clang::FunctionDecl *> calledByText;

  std::string qualifiedName(const clang::FunctionDecl *function) const;
  std::string memberName(const clang::CXXMethodDecl *method) const;
  std::string nameIn(std::string scope, const clang::FunctionDecl *function) const;

private:
  struct Known {
    ir::FunctionId id;
    bool isAtWork = false;
  };
  struct Call {
    std::string callee;
    SourceRef at;
  };

  using Told = std::tuple<unsigned, DiagId, std::string>; // where, what, about what

  ir::FunctionId declare(const clang::FunctionDecl *definition, bool isPlaced);
  bool buildsInPlace(const clang::FunctionDecl *definition);
  void declareParameters(const clang::FunctionDecl *definition, ir::Function &function);
  void declareResult(const clang::FunctionDecl *definition, ir::Function &function);
  void declarePlace(const clang::FunctionDecl *definition, ir::Function &function);
  std::string castFor(const clang::FunctionDecl *function, clang::QualType type);
  std::string signatureOf(const clang::FunctionDecl *definition) const;
  bool lowerBody(const clang::FunctionDecl *definition, ir::FunctionId id);
  bool lowerFromLibrary(const clang::FunctionDecl *definition, ir::FunctionId id, clang::SourceLocation calledAt);
  DiagnosticList listed(llvm::function_ref<void()> reports);
  void tell(const DiagnosticList &list);
  ir::ReasonId keep(const DiagnosticList &list);
  std::optional<ir::FunctionId> withOwnArguments(const clang::FunctionDecl *definition, ir::FunctionId id);
  std::optional<ir::FunctionId> copyOf(const clang::CXXRecordDecl *record, const clang::FunctionDecl *caller);
  bool canDestroy(const clang::CXXRecordDecl *record);
  const clang::CXXMethodDecl *modelled(const clang::FunctionDecl *function);
  bool isNews(SourceRef at, DiagId id, const std::vector<std::string> &args);
  void forgetSince(size_t mark);

  DiagnosticSink *sink;
  DerivativeRules rules;
  std::map<const clang::FunctionDecl *, std::optional<ir::RuleId>> knownRules; // looked up, never iterated
  std::map<const clang::FunctionDecl *, Known> known; // by definition; looked up, never iterated
  std::vector<const clang::FunctionDecl *> order;     // of their creation
  std::map<ir::FunctionId, const clang::FunctionDecl *> declarations;
  std::map<const clang::FunctionDecl *, ir::FunctionId> closed; // looked up, never iterated
  std::map<ir::FunctionId, ir::ReasonId> reasons; // of functions that are not looked into; looked up, never iterated
  std::map<const clang::CXXRecordDecl *, bool> destroyable; // looked up, never iterated
  std::set<ir::FunctionId> placed;                          // looked up, never iterated
  std::vector<Call> calls;
  std::set<Told> told; // looked up, never iterated
};

} // namespace clangent::frontend

#endif // CLANGENT_FRONTEND_CORE_CONTEXT_H
