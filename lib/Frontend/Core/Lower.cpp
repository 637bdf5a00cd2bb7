// The order of lowering: depth first along calls, so that a refused callee is known where it is called.
#include "Frontend/Core/Lower.h"
#include "Frontend/Core/Context.h"
#include "Frontend/Core/FunctionLowering.h"
#include "Frontend/Types/Tables.h"
#include "IR/Builder.h"

#include "clang/Basic/SourceManager.h"

#include <utility>

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
    : sema(sema), ast(sema.getASTContext()), module(module), models(sema),
      types(ast, module.types, models, std::move(speller)), sink(&sink),
      rules(
          sema,
          [this](DiagId id, SourceLocation at, std::vector<std::string> args) { report(id, at, std::move(args)); },
          [this](const FunctionDecl *function) { return termOfOperation(function); },
          [this](QualType type) { return types.spell(type); }) {
  types.canDestroy = [this](const CXXRecordDecl *record) { return canDestroy(record); };
}

const FunctionDecl *LoweringContext::declarationOf(FunctionId id) const {
  auto found = declarations.find(id);
  return found == declarations.end() ? nullptr : found->second;
}

namespace {

// Does an object of this type choose what it holds? Its tangent would have to choose alike.
bool holdsChoice(const TypeLowering &types, const ir::TypeTable &table, ir::TypeId id) {
  if (types.chooser(id))
    return true;
  const ir::Type &type = table[id];
  if (type.kind == ir::TypeKind::Array)
    return holdsChoice(types, table, type.element);
  return type.kind == ir::TypeKind::Struct &&
         llvm::any_of(type.fields, [&](const ir::Field &field) { return holdsChoice(types, table, field.type); });
}

} // namespace

std::optional<FunctionId> LoweringContext::lowerRequest(const FunctionDecl *function) {
  const FunctionDecl *definition = definitionOf(function, function->getLocation());
  if (!definition && ruleFor(function, function->getLocation()))
    definition = function;
  if (!definition) {
    report(DiagId::err_no_definition, function->getLocation(), {nameForMessages(function)});
    return std::nullopt;
  }
  std::optional<FunctionId> lowered = callee(definition, nullptr, function->getLocation());
  if (lowered && module[*lowered].resultKind == ir::ResultKind::Object &&
      holdsChoice(types, module.types, module[*lowered].resultType)) {
    report(DiagId::err_unsupported, function->getLocation(),
           {"'" + nameForMessages(function) + "', whose result of type '" +
            function->getReturnType().getAsString(types.policy()) + "' chooses what it holds"});
    return std::nullopt;
  }
  if (lowered)
    lowered = withOwnArguments(definition, *lowered);
  if (lowered)
    checkTables(module, [&](const std::string &type, const char *reason, SourceRef at) {
      report(DiagId::err_table, SourceLocation::getFromRawEncoding(at.raw), {type, reason});
      lowered.reset();
    });
  return lowered;
}

namespace {

// A constructor that hands everything on to that of a base class.
bool isInheriting(const FunctionDecl *function) {
  const auto *constructor = dyn_cast<CXXConstructorDecl>(function);
  return constructor && constructor->isInheritingConstructor();
}

} // namespace

// The model's function for one of the library that takes objects of a class that has a model, if it has one.
const CXXMethodDecl *LoweringContext::modelled(const FunctionDecl *function) {
  if (isa<CXXMethodDecl>(function) || !function->isInStdNamespace())
    return nullptr;
  for (const ParmVarDecl *parameter : function->parameters()) {
    QualType type = parameter->getType().getNonReferenceType();
    if (type->isPointerType())
      type = type->getPointeeType();
    const CXXRecordDecl *record = type->getAsCXXRecordDecl();
    if (record && record->hasDefinition() && types.isModelled(record))
      if (const CXXMethodDecl *found = models.functionFor(function, record))
        return found;
  }
  return nullptr;
}

namespace {

// A model may name what its class hides.
class ModelAccess {
public:
  ModelAccess(Sema &sema, const Models &models, const FunctionDecl *function)
      : options(const_cast<LangOptions &>(sema.getLangOpts())), isChecked(options.AccessControl) {
    const auto *member = dyn_cast<CXXMethodDecl>(function);
    if ((member && models.modelledBy(member->getParent())) || Models::standsForAnother(function))
      options.AccessControl = false;
  }
  ~ModelAccess() { options.AccessControl = isChecked; }

private:
  LangOptions &options;
  bool isChecked;
};

} // namespace

const FunctionDecl *LoweringContext::definitionOf(const FunctionDecl *function, SourceLocation usedAt) {
  const FunctionDecl *definition = nullptr;
  if (const auto *member = dyn_cast<CXXMethodDecl>(function)) {
    const bool isModelled = types.isModelled(member->getParent());
    if (isModelled || models.isOfFunctions(member->getParent()))
      if (const CXXMethodDecl *modelled = models.functionFor(member))
        return definitionOf(modelled, usedAt);
    if (isModelled)
      return nullptr;
  }
  if (const CXXMethodDecl *found = modelled(function))
    return definitionOf(found, usedAt);
  if (const FunctionDecl *found = models.functionFor(function))
    return definitionOf(found, usedAt);
  if (function->isDefined(definition) && definition->doesThisDeclarationHaveABody() && definition->getBody())
    return definition;
  auto *wanted = const_cast<FunctionDecl *>(function);
  if (function->isDeleted() || function->isPureVirtual() || function->isDependentContext())
    return nullptr;
  const ModelAccess access(sema, models, function);
  if (function->isTemplateInstantiation() && function->getTemplateInstantiationPattern())
    sema.InstantiateFunctionDefinition(usedAt, wanted, /*Recursive=*/true);
  else if (function->isDefaulted() || isInheriting(function))
    sema.MarkFunctionReferenced(usedAt, wanted);
  if (function->isDefined(definition) && definition->getBody())
    return definition;
  return nullptr;
}

const CXXDestructorDecl *LoweringContext::destructorOf(const CXXRecordDecl *record) {
  CXXDestructorDecl *destructor = sema.LookupDestructor(const_cast<CXXRecordDecl *>(record->getDefinition()));
  return destructor && !destructor->isDeleted() ? destructor : nullptr;
}

const FunctionDecl *LoweringContext::destructionOf(const CXXRecordDecl *record, SourceLocation usedAt) {
  const CXXDestructorDecl *destructor = destructorOf(record);
  return destructor ? definitionOf(destructor, usedAt) : nullptr;
}

// Can what the destructor does be looked into, its members' and bases' included? Of a class whose destructor destroys
// others of its kind it is taken for granted meanwhile: that decides nothing.
bool LoweringContext::canDestroy(const CXXRecordDecl *record) {
  auto [found, isNew] = destroyable.try_emplace(record->getDefinition(), true);
  if (!isNew)
    return found->second;
  bool isLowered = false;
  listed([&] {
    const FunctionDecl *definition = destructionOf(record, record->getLocation());
    const std::optional<FunctionId> id =
        definition ? callee(definition, work.function ? work.function : definition, work.at) : std::nullopt;
    isLowered = id && !isClosed(*id);
  });
  destroyable[record->getDefinition()] = isLowered;
  return isLowered;
}

std::optional<FunctionId> LoweringContext::callee(const FunctionDecl *definition, const FunctionDecl *caller,
                                                  SourceLocation calledAt) {
  auto found = known.find(definition);
  if (found != known.end())
    return found->second.id;
  const size_t mark = order.size();
  const bool isPlaced = caller && buildsInPlace(definition);
  const FunctionId id = declare(definition, isPlaced);
  known[definition] = {id, true};
  order.push_back(definition);
  declarations[id] = definition;
  if (caller)
    calls.push_back({nameForMessages(definition), sourceRef(calledAt)});

  const Work outside = work;
  const bool entersLibrary =
      caller && models.isOfLibrary(definition->getLocation()) && !models.isOfLibrary(caller->getLocation());
  bool isLowered = false;
  const auto lowerIt = [&] {
    sema.runWithSufficientStackSpace(calledAt, [&] {
      isLowered = entersLibrary ? lowerFromLibrary(definition, id, calledAt) : lowerBody(definition, id);
    });
  };
  DiagnosticList told;
  if (caller)
    told = listed(lowerIt);
  else
    lowerIt();
  if (caller)
    calls.pop_back();
  work = outside;
  if (isLowered) {
    tell(told);
    known[definition].isAtWork = false;
    return id;
  }
  forgetSince(mark);
  if (!caller)
    return std::nullopt;
  const FunctionDecl *own = models.memberFor(definition);
  if (!canBeRun(own ? own : definition)) {
    tell(told);
    return std::nullopt;
  }
  if (own) {
    const FunctionId member = closedCallee(own);
    // Without allocators, which are the default ones.
    module[member].parameters.resize(module[id].parameters.size() - (isPlaced ? 1 : 0));
    reasons[member] = keep(told);
    known[definition] = {member, false};
    order.push_back(definition);
    return member;
  }
  // It is run as it is, and what is wrong with it is told should a derivative get there.
  const FunctionId run = isPlaced ? closedCallee(definition) : id;
  known[definition] = {run, false};
  order.push_back(definition);
  reasons[run] = keep(told);
  return run;
}

// ---- what is not looked into

// What `reports` has to say, told to nobody yet.
DiagnosticList LoweringContext::listed(llvm::function_ref<void()> reports) {
  DiagnosticList list;
  std::set<Told> toldOutside;
  DiagnosticSink *outside = std::exchange(sink, &list);
  told.swap(toldOutside);
  reports();
  told.swap(toldOutside);
  sink = outside;
  return list;
}

void LoweringContext::tell(const DiagnosticList &list) {
  for (const DiagnosticList::Entry &entry : list.entries())
    if (isNews(entry.at, entry.id, entry.args))
      sink->report(entry.id, entry.at, entry.args, entry.notes);
}

// What is wrong with a callee that is lowered anew at its next call is told once.
bool LoweringContext::isNews(SourceRef at, DiagId id, const std::vector<std::string> &args) {
  return !SourceLocation::getFromRawEncoding(at.raw).isValid() ||
         told.emplace(at.raw, id, args.empty() ? "" : args.front()).second;
}

// Can a call of it be written whose arguments are scalars, and objects that the caller has?
bool LoweringContext::canBeRun(const FunctionDecl *function) {
  const auto isPassed = [&](QualType type) {
    return !type->isNullPtrType() && types.valueProblem(type).empty() &&
           !module.types.holdsTracked(types.lower(type.getNonReferenceType()));
  };
  return !function->isVariadic() && isPassed(function->getReturnType()) &&
         llvm::all_of(function->parameters(),
                      [&](const ParmVarDecl *parameter) { return isPassed(parameter->getType()); });
}

FunctionId LoweringContext::closedCallee(const FunctionDecl *function) {
  auto [known, isNew] = closed.try_emplace(function->getCanonicalDecl());
  if (isNew) {
    known->second = declare(function, false);
    // The class of the object may decide which function runs.
    if (module[known->second].callForm == ir::CallForm::Member)
      module[known->second].qualifiedName = nameIn("", function);
    declarations[known->second] = function;
    reasons[known->second] = ir::ReasonId(); // each call has its own
  }
  return known->second;
}

ir::ReasonId LoweringContext::reasonOf(FunctionId function) const {
  auto found = reasons.find(function);
  return found == reasons.end() ? ir::ReasonId() : found->second;
}

ir::ReasonId LoweringContext::reason(DiagId id, SourceLocation at, std::vector<std::string> args) {
  return keep(listed([&] { report(id, at, std::move(args)); }));
}

// What is wrong inside of a library is told as a refusal of the user's call.
ir::ReasonId LoweringContext::keep(const DiagnosticList &list) {
  const auto isOfLibrary = [&](SourceRef at) { return models.isOfLibrary(SourceLocation::getFromRawEncoding(at.raw)); };
  DiagnosticList kept;
  for (const DiagnosticList::Entry &entry : list.entries()) {
    const auto call = llvm::find_if(entry.notes, [&](const DiagNote &note) { return !isOfLibrary(note.at); });
    if (!isOfLibrary(entry.at) || call == entry.notes.end())
      kept.report(entry.id, entry.at, entry.args, entry.notes);
    else
      kept.report(DiagId::err_library_call, call->at, {call->args.front(), entry.text()},
                  {call + 1, entry.notes.end()});
  }
  module.reasons.push_back(std::move(kept));
  return ir::ReasonId(module.reasons.size() - 1);
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
  return lowerFunction(*this, definition, id);
}

// What is refused inside a library's function is told as a refusal of the user's call.
bool LoweringContext::lowerFromLibrary(const FunctionDecl *definition, FunctionId id, SourceLocation calledAt) {
  bool isLowered = false;
  const DiagnosticList inside = listed([&] { isLowered = lowerBody(definition, id); });
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
  if (!isNews(sourceRef(at), id, args))
    return;
  std::vector<DiagNote> notes;
  for (auto call = calls.rbegin(); call != calls.rend(); ++call)
    notes.push_back({DiagId::note_in_derivative_of, call->at, {call->callee}});
  sink->report(id, sourceRef(at), std::move(args), std::move(notes));
}

} // namespace clangent::frontend
