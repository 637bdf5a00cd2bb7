// What the program says has no derivative: clangent::stop_gradient, and [[clangent::inactive]] on functions, parameters
// and variables. The value goes on through an operation that no derivative follows.
#include "Frontend/Calls/InactiveCalls.h"
#include "Frontend/Calls/OpaqueCalls.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Objects/Values.h"
#include "Frontend/Requests/Marks.h"
#include "Frontend/Requests/NamedFunctions.h"

#include "clang/AST/Attr.h"
#include "clang/Sema/ParsedAttr.h"
#include "clang/Sema/Sema.h"

#include <set>
#include <tuple>

namespace clangent::frontend {

using namespace clang;

namespace {

constexpr const char *inactiveMark = "clangent::inactive";

struct InactiveAttribute : ParsedAttrInfo {
  InactiveAttribute() {
    static constexpr Spelling spellings[] = {{ParsedAttr::AS_CXX11, inactiveMark},
                                             {ParsedAttr::AS_GNU, "clangent_inactive"}};
    Spellings = spellings;
  }

  bool diagAppertainsToDecl(Sema &sema, const ParsedAttr &attribute, const Decl *decl) const override {
    if (isa<FunctionDecl, VarDecl>(decl))
      return true;
    const unsigned id = sema.getDiagnostics().getCustomDiagID(DiagnosticsEngine::Error, "%0");
    sema.Diag(attribute.getLoc(), id) << formatDiagText(diagInfo(DiagId::err_inactive_subject).text, {});
    return false;
  }

  AttrHandling handleDeclAttribute(Sema &, Decl *decl, const ParsedAttr &attribute) const override {
    addMark(*decl, inactiveMark, attribute.getRange());
    return AttributeApplied;
  }
};

ParsedAttrInfoRegistry::Add<InactiveAttribute> registration("clangent_inactive", "marks what has no derivative");

// CLANGENT_INACTIVE_FUNCTION declares a class of this attribute, which marks functions that stand elsewhere.
struct InactiveFunctionAttribute : ParsedAttrInfo {
  InactiveFunctionAttribute() {
    static constexpr Spelling spellings[] = {{ParsedAttr::AS_GNU, "clangent_inactive_function"}};
    Spellings = spellings;
    NumArgs = 1;
  }

  AttrHandling handleDeclAttribute(Sema &sema, Decl *decl, const ParsedAttr &attribute) const override {
    const Expr *given = attribute.isArgExpr(0) ? attribute.getArgAsExpr(0)->IgnoreParenCasts() : nullptr;
    const auto *name = dyn_cast_or_null<StringLiteral>(given);
    const std::vector<FunctionDecl *> found =
        name ? functionsNamed(decl->getDeclContext(), name->getString()) : std::vector<FunctionDecl *>();
    if (found.empty()) {
      const unsigned id = sema.getDiagnostics().getCustomDiagID(DiagnosticsEngine::Error, "%0");
      sema.Diag(attribute.getLoc(), id) << formatDiagText(diagInfo(DiagId::err_inactive_function).text,
                                                          {name ? name->getString().str() : ""});
      return AttributeNotApplied;
    }
    for (FunctionDecl *function : found)
      addMark(*function, inactiveMark, attribute.getRange());
    return AttributeApplied;
  }
};

ParsedAttrInfoRegistry::Add<InactiveFunctionAttribute> functionRegistration("clangent_inactive_function",
                                                                            "marks functions without derivative");

} // namespace

// Instances of what was marked after they came into being do not carry the mark.
bool isInactive(const Decl *declared) {
  const auto *function = dyn_cast<FunctionDecl>(declared);
  const FunctionDecl *pattern = function ? function->getTemplateInstantiationPattern(/*ForDefinition=*/false) : nullptr;
  return isMarked(declared, inactiveMark) || (pattern && isMarked(pattern, inactiveMark));
}

// The same number, without its derivative.
ir::ValueId InactiveCalls::stopped(ValueId v) {
  const TypeId type = function[v].type;
  if (!b.module.types.isReal(type))
    return v;
  const ir::OpId op = b.opaque(Term::operand(0), {v}, type);
  function[op].isPureCall = true;
  return b.result(op);
}

bool InactiveCalls::stopCall(const CallExpr *e, const FunctionDecl *callee, ValueId &result) {
  const auto *space = dyn_cast<NamespaceDecl>(callee->getDeclContext()->getRedeclContext());
  if (!space || !callee->getDeclName().isIdentifier() || callee->getName() != "stop_gradient" ||
      space->getQualifiedNameAsString() != "clangent" || e->getNumArgs() != 1)
    return false;
  if (rooms.values.isValueType(e->getType())) {
    result = rooms.values.placeOfValue(stopped(rooms.values.valueOf(e->getArg(0))));
    return true;
  }
  result = e->getType()->isArithmeticType() || e->getType()->isEnumeralType()
               ? stopped(rooms.expressions.rvalue(e->getArg(0)))
               : refusals.refuse(e, "'clangent::stop_gradient' of anything but a number");
  return true;
}

// Marked variables are numbers; what could be reached under another name too is refused.
bool InactiveCalls::refusesInactive(const VarDecl *variable) {
  if (!isInactive(variable) || variable->getType()->isArithmeticType())
    return false;
  refusals.refuseVariable(variable, DiagId::err_inactive_variable, {variable->getNameAsString()});
  return true;
}

// Does `e` name a marked variable?
bool InactiveCalls::namesInactive(const Expr *e) const {
  const auto *reference = dyn_cast<DeclRefExpr>(e->IgnoreParens());
  return reference && isa<VarDecl>(reference->getDecl()) && isInactive(reference->getDecl());
}

// Could a function that is only run change numbers that nothing tracks?
bool InactiveCalls::writesNumbers(const CallExpr *e, const FunctionDecl *callee) {
  const bool hasObject = isa<CXXOperatorCallExpr>(e) && isa<CXXMethodDecl>(callee);
  for (const ParmVarDecl *parameter : callee->parameters()) {
    const QualType type = parameter->getType();
    if (!type->isPointerType() && !type->isReferenceType())
      continue;
    // What it does to a temporary is not seen any more.
    const unsigned at = parameter->getFunctionScopeIndex() + (hasObject ? 1 : 0);
    const auto *temporary = at < e->getNumArgs() ? dyn_cast<MaterializeTemporaryExpr>(e->getArg(at)) : nullptr;
    if (temporary && type->isRValueReferenceType() && type->getPointeeType()->isScalarType())
      continue;
    const QualType behind = type->getPointeeType();
    if (!behind.isConstQualified() && !behind->isVoidType() && !behind->isFunctionType() &&
        b.module.types.holdsReal(types.lower(behind)))
      return true;
  }
  return false;
}

namespace {

// Classes, with whether it was constant there, and whether the callee's own.
using SeenClasses = std::set<std::tuple<const CXXRecordDecl *, bool, bool>>;

// Does an object of this type lead to real numbers that may be written, by a pointer in it or a mutable member? As a
// part of a constant object its own members may not; of the callee's own copy nobody sees what is written to members.
bool leadsToNumbers(const ASTContext &ast, QualType type, bool isConst, SeenClasses &seen, bool isOwn = false) {
  type = ast.getBaseElementType(type);
  isConst |= type.isConstQualified();
  if (type->isRealFloatingType())
    return !isConst;
  if (type->isPointerType() || type->isReferenceType()) {
    const QualType behind = type->getPointeeType();
    return leadsToNumbers(ast, behind, false, seen);
  }
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (!record || !record->hasDefinition())
    return false;
  record = record->getDefinition();
  if (!seen.emplace(record, isConst, isOwn).second)
    return false;
  return llvm::any_of(
             record->bases(),
             [&](const CXXBaseSpecifier &base) { return leadsToNumbers(ast, base.getType(), isConst, seen, isOwn); }) ||
         llvm::any_of(record->fields(), [&](const FieldDecl *field) {
           return leadsToNumbers(ast, field->getType(), isConst && (isOwn || !field->isMutable()), seen, isOwn);
         });
}

} // namespace

// Is the function handed addresses by which it could write to numbers? If derivatives pass through those, Analysis
// refuses the call.
bool InactiveCalls::reachesNumbers(const CallExpr *e, const FunctionDecl *callee) {
  SeenClasses seen;
  const auto *method = dyn_cast<CXXMethodDecl>(callee);
  if (method && method->isInstance() &&
      leadsToNumbers(ast, ast.getTypeDeclType(method->getParent()), method->isConst(), seen))
    return true;
  return llvm::any_of(e->arguments(),
                      [&](const Expr *argument) {
                        return argument->IgnoreParenImpCasts()->getType()->isPointerType() &&
                               argument->getType()->isVoidPointerType() &&
                               leadsToNumbers(ast, argument->IgnoreParenImpCasts()->getType(), false, seen);
                      }) ||
         llvm::any_of(callee->parameters(), [&](const ParmVarDecl *parameter) {
           // Of what it is handed by value it has a copy of its own.
           const QualType type = parameter->getType();
           return leadsToNumbers(ast, type, true, seen, /*isOwn=*/type.isTriviallyCopyableType(ast));
         });
}

ir::ValueId InactiveCalls::inactiveCall(const CallExpr *e, const FunctionDecl *callee) {
  if (writesNumbers(e, callee))
    return refusals.refuse(e, DiagId::err_inactive_writes, {context.nameForMessages(callee)});
  return rooms.opaqueCalls.opaqueCall(e, callee->hasAttr<PureAttr>() || callee->hasAttr<ConstAttr>(),
                                      reachesNumbers(e, callee));
}

} // namespace clangent::frontend
