// The order of lowering: depth first along calls, so that a refused callee is known where it is called.
#include "Frontend/Core/Lower.h"
#include "Frontend/Core/Context.h"
#include "Frontend/Core/FunctionLowering.h"
#include "Frontend/Types/Tables.h"
#include "IR/Builder.h"

#include "clang/Basic/SourceManager.h"

namespace clangent::frontend {

using namespace clang;
using ir::FunctionId;

Lowering::Lowering(Sema &sema, ir::Module &module, DiagnosticSink &sink, TypeSpeller speller)
    : context(std::make_unique<LoweringContext>(sema, module, sink, std::move(speller))) {}

Lowering::~Lowering() = default;

std::optional<FunctionId> Lowering::lower(const FunctionDecl *function) { return context->lowerRequest(function); }

const FunctionDecl *Lowering::declarationOf(FunctionId id) const { return context->declarationOf(id); }

const std::vector<const FunctionDecl *> &Lowering::calledByText() const { return context->calledByText; }

ir::TypeId Lowering::typeOf(QualType type) { return context->types.lower(type); }

std::string Lowering::spell(QualType type) { return context->types.spell(type); }

LoweringContext::LoweringContext(Sema &sema, ir::Module &module, DiagnosticSink &sink, TypeSpeller speller)
    : sema(sema), ast(sema.getASTContext()), module(module), types(ast, module.types, std::move(speller)), sink(&sink),
      rules(
          sema,
          [this](DiagId id, SourceLocation at, std::vector<std::string> args) { report(id, at, std::move(args)); },
          [this](const FunctionDecl *function) { return termOfOperation(function); },
          [this](QualType type) { return types.spell(type); }) {}

const FunctionDecl *LoweringContext::declarationOf(FunctionId id) const {
  auto found = declarations.find(id);
  return found == declarations.end() ? nullptr : found->second;
}

std::optional<FunctionId> LoweringContext::lowerRequest(const FunctionDecl *function) {
  const FunctionDecl *definition = definitionOf(function, function->getLocation());
  if (!definition && ruleFor(function, function->getLocation()))
    definition = function;
  if (!definition) {
    report(DiagId::err_no_definition, function->getLocation(), {nameForMessages(function)});
    return std::nullopt;
  }
  std::optional<FunctionId> lowered = callee(definition, nullptr, function->getLocation());
  if (lowered)
    checkTables(module, [&](const std::string &type, const char *reason, SourceRef at) {
      report(DiagId::err_table, SourceLocation::getFromRawEncoding(at.raw), {type, reason});
      lowered.reset();
    });
  return lowered;
}

const FunctionDecl *LoweringContext::definitionOf(const FunctionDecl *function, SourceLocation usedAt) {
  const FunctionDecl *definition = nullptr;
  if (function->isDefined(definition) && definition->doesThisDeclarationHaveABody() && definition->getBody())
    return definition;
  auto *wanted = const_cast<FunctionDecl *>(function);
  if (function->isDeleted() || function->isPureVirtual() || function->isDependentContext())
    return nullptr;
  if (function->isTemplateInstantiation() && function->getTemplateInstantiationPattern())
    sema.InstantiateFunctionDefinition(usedAt, wanted, /*Recursive=*/true);
  else if (function->isDefaulted())
    sema.MarkFunctionReferenced(usedAt, wanted);
  if (function->isDefined(definition) && definition->getBody())
    return definition;
  return nullptr;
}

std::optional<FunctionId> LoweringContext::callee(const FunctionDecl *definition, const FunctionDecl *caller,
                                                  SourceLocation calledAt) {
  auto found = known.find(definition);
  if (found != known.end())
    return found->second.id;
  const size_t mark = order.size();
  const FunctionId id = declare(definition);
  known[definition] = {id, true};
  order.push_back(definition);
  declarations[id] = definition;
  if (caller)
    calls.push_back({nameForMessages(definition), sourceRef(calledAt)});

  const SourceManager &sources = ast.getSourceManager();
  const bool entersLibrary =
      caller && sources.isInSystemHeader(definition->getLocation()) && !sources.isInSystemHeader(caller->getLocation());
  bool isLowered = false;
  sema.runWithSufficientStackSpace(calledAt, [&] {
    isLowered = entersLibrary ? lowerFromLibrary(definition, id, calledAt) : lowerBody(definition, id);
  });
  if (caller)
    calls.pop_back();
  if (!isLowered) {
    forgetSince(mark);
    return std::nullopt;
  }
  known[definition].isAtWork = false;
  return id;
}

std::optional<ir::RuleId> LoweringContext::ruleFor(const FunctionDecl *operation, SourceLocation usedAt) {
  auto [known, isNew] = knownRules.try_emplace(operation->getCanonicalDecl());
  if (!isNew)
    return known->second;
  if (std::optional<ir::Rule> rule = rules.rulesFor(operation, usedAt)) {
    known->second = ir::RuleId(module.rules.size());
    module.rules.push_back(std::move(*rule));
  }
  return known->second;
}

bool LoweringContext::lowerBody(const FunctionDecl *definition, FunctionId id) {
  return FunctionLowering(*this, definition, id).run();
}

// What is refused inside a library's function is told as a refusal of the user's call.
bool LoweringContext::lowerFromLibrary(const FunctionDecl *definition, FunctionId id, SourceLocation calledAt) {
  DiagnosticList inside;
  DiagnosticSink *outside = sink;
  std::set<Told> toldOutside;
  sink = &inside;
  told.swap(toldOutside);
  const bool isLowered = lowerBody(definition, id);
  told.swap(toldOutside);
  sink = outside;
  if (isLowered)
    return true;
  const std::string reason = inside.entries().empty() ? "" : inside.entries().front().text();
  const std::string name = calls.back().callee;
  calls.pop_back();
  report(DiagId::err_library_call, calledAt, {name, reason});
  calls.push_back({name, sourceRef(calledAt)});
  return false;
}

// Functions lowered under one that was refused may call it: they are lowered anew when asked for again.
void LoweringContext::forgetSince(size_t mark) {
  for (size_t i = mark; i < order.size(); ++i)
    known.erase(order[i]);
  order.resize(mark);
}

void LoweringContext::report(DiagId id, SourceLocation at, std::vector<std::string> args) {
  // A callee that was refused is lowered anew at its next call: what is wrong with it is told once.
  if (at.isValid() && !told.emplace(at.getRawEncoding(), id, args.empty() ? "" : args.front()).second)
    return;
  std::vector<DiagNote> notes;
  for (auto call = calls.rbegin(); call != calls.rend(); ++call)
    notes.push_back({DiagId::note_in_derivative_of, call->at, {call->callee}});
  sink->report(id, sourceRef(at), std::move(args), std::move(notes));
}

} // namespace clangent::frontend
