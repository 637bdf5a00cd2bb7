// What the program says has no derivative: clangent::stop_gradient, and [[clangent::inactive]] on functions, parameters
// and variables. The value goes on through text, which no derivative follows.
#include "Frontend/LowerAt.h"
#include "Frontend/LowerFunction.h"
#include "Frontend/Marks.h"

#include "clang/AST/Attr.h"
#include "clang/Sema/ParsedAttr.h"
#include "clang/Sema/Sema.h"

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

} // namespace

bool isMarked(const Decl *declared, llvm::StringRef mark) {
  for (const Decl *redeclaration : declared->redecls())
    if (llvm::is_contained(marksOf(*redeclaration), mark))
      return true;
  return false;
}

bool isInactive(const Decl *declared) { return isMarked(declared, inactiveMark); }

// The same number, without its derivative.
ir::ValueId FunctionLowering::stopped(ValueId v) {
  const TypeId type = function[v].type;
  if (!b.module.types.isReal(type))
    return v;
  const ir::OpId op = b.opaque("$0", {v}, type);
  function[op].isPureCall = true;
  return b.result(op);
}

bool FunctionLowering::stopCall(const CallExpr *e, const FunctionDecl *callee, ValueId &result) {
  const auto *space = dyn_cast<NamespaceDecl>(callee->getDeclContext()->getRedeclContext());
  if (!space || !callee->getDeclName().isIdentifier() || callee->getName() != "stop_gradient" ||
      space->getQualifiedNameAsString() != "clangent" || e->getNumArgs() != 1)
    return false;
  if (isValueType(e->getType())) {
    result = placeOfValue(stopped(valueOf(e->getArg(0))));
    return true;
  }
  result = e->getType()->isArithmeticType() || e->getType()->isEnumeralType()
               ? stopped(rvalue(e->getArg(0)))
               : refuse(e, "'clangent::stop_gradient' of anything but a number");
  return true;
}

// Marked variables are numbers; what could be reached under another name too is refused.
bool FunctionLowering::refusesInactive(const VarDecl *variable) {
  if (!isInactive(variable) || variable->getType()->isArithmeticType())
    return false;
  refuseVariable(variable, DiagId::err_inactive_variable, {variable->getNameAsString()});
  return true;
}

// Does `e` name a marked variable?
bool FunctionLowering::namesInactive(const Expr *e) const {
  const auto *reference = dyn_cast<DeclRefExpr>(e->IgnoreParens());
  return reference && isa<VarDecl>(reference->getDecl()) && isInactive(reference->getDecl());
}

// Could a function that is only run change numbers that nothing tracks?
bool FunctionLowering::writesNumbers(const CallExpr *e, const FunctionDecl *callee) {
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

ir::ValueId FunctionLowering::inactiveCall(const CallExpr *e, const FunctionDecl *callee) {
  if (writesNumbers(e, callee))
    return refuse(e, DiagId::err_inactive_writes, {context.nameForMessages(callee)});
  return opaqueCall(e, callee->hasAttr<PureAttr>() || callee->hasAttr<ConstAttr>());
}

} // namespace clangent::frontend
