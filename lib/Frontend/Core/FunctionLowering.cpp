// One function from its parameters to its result. Statements and expressions are lowered in the files beside this one.
#include "Frontend/Core/FunctionLowering.h"
#include "Frontend/Core/At.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Support/Path.h"

namespace clangent::frontend {

using namespace clang;

FunctionLowering::FunctionLowering(LoweringContext &context, const FunctionDecl *decl, ir::FunctionId id)
    : context(context), ast(context.ast), types(context.types), decl(decl), id(id), function(context.module[id]),
      b(context.module, function, function.body) {}

bool FunctionLowering::run() {
  enterStatement(decl->getLocation(), decl->getLocation());
  if (decl->isVariadic()) {
    refuseStatement(decl->getLocation(), DiagId::err_variadic, {context.nameForMessages(decl)});
    return false;
  }
  bindParameters();
  prepareResult();
  if (!lowerByRule())
    lowerFunctionBody();
  yieldResult();
  refuseKeptElements();
  if (isRefused)
    return false;
  function.isComplete = true;
  context.module[id] = std::move(function);
  return true;
}

// ---- parameters

namespace {

using ParameterSet = llvm::DenseSet<const ParmVarDecl *>;

// The variable whose value, or a member of whose value, `e` denotes.
const Expr *rootOf(const Expr *e) {
  for (;;) {
    e = e->IgnoreParens();
    if (const auto *member = dyn_cast<MemberExpr>(e); member && !member->isArrow())
      e = member->getBase();
    else if (const auto *cast = dyn_cast<ImplicitCastExpr>(e); cast && cast->getCastKind() == CK_NoOp)
      e = cast->getSubExpr();
    else
      return e;
  }
}

bool isParameter(const Expr *e) {
  const auto *reference = dyn_cast<DeclRefExpr>(e);
  return reference && isa<ParmVarDecl>(reference->getDecl());
}

bool onlyReads(const Stmt *s) {
  if (const auto *cast = dyn_cast<ImplicitCastExpr>(s))
    return cast->getCastKind() == CK_LValueToRValue && isParameter(rootOf(cast->getSubExpr()));
  const auto *construct = dyn_cast<CXXConstructExpr>(s);
  return construct && construct->getNumArgs() == 1 && construct->getConstructor()->isTrivial() &&
         construct->getConstructor()->isCopyOrMoveConstructor() && isParameter(rootOf(construct->getArg(0)));
}

// Parameters that are used in any other way than being read: assigned, or their address taken.
void collectChanged(const Stmt *s, ParameterSet &changed) {
  if (!s || onlyReads(s))
    return;
  if (const auto *reference = dyn_cast<DeclRefExpr>(s))
    if (const auto *parameter = dyn_cast<ParmVarDecl>(reference->getDecl()))
      changed.insert(parameter);
  for (const Stmt *child : s->children())
    collectChanged(child, changed);
}

} // namespace

void FunctionLowering::bindParameters() {
  ParameterSet changed;
  collectChanged(decl->getBody(), changed);
  if (const auto *constructor = dyn_cast<CXXConstructorDecl>(decl))
    for (const CXXCtorInitializer *initializer : constructor->inits())
      collectChanged(initializer->getInit(), changed);

  size_t next = 0;
  const auto *method = dyn_cast<CXXMethodDecl>(decl);
  if (method && method->isInstance()) {
    self = function.parameters[next++].value;
    if (method->isVolatile())
      refuseStatement(decl->getLocation(), DiagId::err_unsupported, {"a volatile object"});
  }
  for (const ParmVarDecl *parameter : decl->parameters()) {
    ir::Parameter &as = function.parameters[next++];
    const bool isSeen = as.kind == ir::ParameterKind::Object && !types.isClosed(parameter->getType());
    const Problem problem =
        isSeen ? types.objectProblem(parameter->getType()) : types.valueProblem(parameter->getType());
    if (!problem.empty())
      refuseVariable(parameter, problem.id, problem.args);
    else if (refusesInactive(parameter))
      continue;
    else if (as.kind == ir::ParameterKind::Reference)
      places[parameter] = as.value;
    else if (changed.count(parameter))
      bindParameter(parameter, as);
    else if (as.kind == ir::ParameterKind::Object)
      places[parameter] = as.value;
    else
      values[parameter] = isInactive(parameter) ? stopped(as.value) : as.value;
  }
}

// A parameter that changes is a variable that starts with the argument's value.
void FunctionLowering::bindParameter(const ParmVarDecl *parameter, ir::Parameter &as) {
  const bool isObject = as.kind == ir::ParameterKind::Object;
  if (isObject && types.isClosed(parameter->getType())) {
    const Problem problem = types.objectProblem(parameter->getType());
    places[parameter] =
        b.object(types.pointerTo(parameter->getType()), as.name, Term::construct("", {Term::object(0)}), {as.value});
    function[function[places[parameter]].definition].reason =
        context.reason(problem.id, parameter->getLocation(), problem.args);
    as.isCopied = true;
    return;
  }
  const ValueId variable = b.local(types.lower(parameter->getType()), as.name);
  places[parameter] = variable;
  if (!isObject)
    b.store(variable, isInactive(parameter) ? stopped(as.value) : as.value);
  else if (types.objectProblem(parameter->getType()).empty())
    copyObject(variable, as.value);
  as.isCopied = isObject;
}

// ---- result

namespace {

// Is the only return the last statement of the body? Then no variable is needed for the result.
bool returnsAtEndOnly(const Stmt *body) {
  const auto *compound = dyn_cast_or_null<CompoundStmt>(body);
  return compound && !compound->body_empty() && isa<ReturnStmt>(compound->body_back()) && countReturns(compound) == 1;
}

} // namespace

void FunctionLowering::prepareResult() {
  const Stmt *body = decl->getBody();
  const QualType type = decl->getReturnType();
  const bool hasValue = function.resultKind != ir::ResultKind::Void;
  if (hasValue) {
    const Problem problem =
        function.resultKind == ir::ResultKind::Object ? types.objectProblem(type) : types.valueProblem(type);
    if (!problem.empty())
      refuseStatement(decl->getLocation(), problem.id, problem.args);
  }
  const bool isAtEnd = returnsAtEndOnly(body) && !declaresClosedInside(body);
  if (hasValue && (function.resultKind == ir::ResultKind::Object || !isAtEnd))
    resultPlace = b.local(function.resultType, "result");
  if (function.resultKind == ir::ResultKind::Object)
    function[function[resultPlace].definition].isElided = true;
  if (countReturns(body) && !returnsAtEndOnly(body))
    returned = flag("returned", false);
}

void FunctionLowering::yieldResult() {
  ValueId value;
  switch (function.resultKind) {
  case ir::ResultKind::Void:
  case ir::ResultKind::Multiple:
    return;
  case ir::ResultKind::Object:
    value = resultPlace;
    break;
  case ir::ResultKind::Scalar:
  case ir::ResultKind::Reference:
    value = directResult ? directResult : resultPlace ? b.load(resultPlace, "result") : b.undef(function.resultType);
    break;
  }
  function[function.body].yields = {value};
}

// ---- body

void FunctionLowering::lowerFunctionBody() {
  if (const auto *constructor = dyn_cast<CXXConstructorDecl>(decl))
    lowerInitializers(constructor);
  const Stmt *body = decl->getBody();
  if (!body)
    return;
  const auto *compound = dyn_cast<CompoundStmt>(body);
  if (!compound) {
    lowerStatement(body, jumpReturn);
    return;
  }
  lowerList(listOf(compound), jumpReturn);
}

void FunctionLowering::lowerInitializers(const CXXConstructorDecl *constructor) {
  for (const CXXCtorInitializer *initializer : constructor->inits())
    lowerInitializer(initializer, constructor);
}

void FunctionLowering::lowerInitializer(const CXXCtorInitializer *initializer, const CXXConstructorDecl *constructor) {
  const Expr *value = initializer->getInit();
  const Location at = initializer->isWritten() ? initializer->getSourceLocation() : constructor->getLocation();
  enterStatement(at, initializer->isWritten() ? initializer->getRParenLoc() : at);
  if (initializer->isDelegatingInitializer()) {
    initialize(self, value, ast.getTypeDeclType(constructor->getParent()));
    return;
  }
  if (initializer->isBaseInitializer()) {
    const QualType base(initializer->getBaseClass(), 0);
    const auto *construct = dyn_cast<CXXConstructExpr>(value->IgnoreImplicit());
    if (construct && construct->getConstructor()->isTrivial() && construct->getNumArgs() == 0)
      return;
    return initialize(basePlace(self, base), value, base);
  }
  const FieldDecl *field = initializer->getAnyMember();
  if (initializer->isIndirectMemberInitializer()) {
    refuseStatement(at, DiagId::err_unsupported, {"a member of an anonymous class"});
    return;
  }
  const ValueId place = fieldPlace(self, types.fieldNumber(field), field, at);
  if (field->getType()->isReferenceType())
    b.store(place, convert(this->place(value), types.lower(field->getType())));
  else
    initialize(place, value, field->getType());
}

// ---- places in the source

namespace {

// Source text on one line, shortened.
std::string lineOf(llvm::StringRef text) {
  std::string line;
  for (char c : text) {
    const bool isSpace = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!isSpace)
      line += c;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  constexpr size_t limit = 80;
  if (line.size() > limit)
    line = line.substr(0, limit - 3) + "...";
  return line;
}

} // namespace

ir::StatementId FunctionLowering::statementFor(Location begin, Location end) {
  const SourceManager &sources = ast.getSourceManager();
  ir::Statement statement;
  statement.at = sourceRef(begin);
  const Location first = sources.getExpansionLoc(begin);
  const Location last = sources.getExpansionRange(end).getEnd();
  if (first.isValid()) {
    statement.file = llvm::sys::path::filename(sources.getFilename(first)).str();
    statement.line = sources.getExpansionLineNumber(first);
    statement.text =
        lineOf(Lexer::getSourceText(CharSourceRange::getTokenRange(first, last), sources, ast.getLangOpts()));
  }
  const ir::StatementId result(b.module.statements.size());
  b.module.statements.push_back(std::move(statement));
  return result;
}

void FunctionLowering::enterStatement(Location begin, Location end) {
  b.setStatement(statementFor(begin, end), sourceRef(begin));
}

} // namespace clangent::frontend
