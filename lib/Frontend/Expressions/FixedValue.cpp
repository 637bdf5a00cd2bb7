#include "Frontend/Expressions/FixedValue.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/Builtins.h"

namespace clangent::frontend {

using namespace clang;

namespace {

bool isConstant(const VarDecl *variable) {
  return variable->getType().isConstQualified() ||
         variable->getASTContext().getBaseElementType(variable->getType()).isConstQualified();
}

// Functions that depend on their arguments alone, but for errno.
bool isElementary(const FunctionDecl *callee) {
  const unsigned id = callee ? callee->getBuiltinID() : 0;
  if (!id)
    return false;
  const Builtin::Context &builtins = callee->getASTContext().BuiltinInfo;
  return builtins.isConst(id) || builtins.isConstWithoutErrnoAndExceptions(id);
}

// Has the expression itself, its operands left aside, the same value whenever it is evaluated, and no effect?
bool isFixedOperation(const Expr *e) {
  if (const auto *reference = dyn_cast<DeclRefExpr>(e)) {
    const auto *variable = dyn_cast<VarDecl>(reference->getDecl());
    return variable ? variable->hasGlobalStorage() && isConstant(variable) && variable->hasInit() &&
                          variable->hasConstantInitialization()
                    : isa<FunctionDecl, EnumConstantDecl>(reference->getDecl());
  }
  if (const auto *call = dyn_cast<CallExpr>(e))
    return isElementary(call->getDirectCallee());
  if (const auto *unary = dyn_cast<UnaryOperator>(e))
    return !unary->isIncrementDecrementOp();
  if (const auto *binary = dyn_cast<BinaryOperator>(e))
    return !binary->isAssignmentOp();
  return isa<IntegerLiteral, FloatingLiteral, CXXBoolLiteralExpr, CastExpr, ParenExpr, ConditionalOperator,
             InitListExpr, ArraySubscriptExpr, ConstantExpr>(e);
}

bool isFixed(const Expr *e) {
  return isFixedOperation(e) &&
         llvm::all_of(e->children(), [](const Stmt *child) { return isFixed(cast<Expr>(child)); });
}

} // namespace

bool isFixed(const VarDecl *constant) {
  return constant->isStaticLocal() && isConstant(constant) && constant->hasInit() &&
         constant->getASTContext().getBaseElementType(constant->getType())->isArithmeticType() &&
         isFixed(constant->getInit());
}

} // namespace clangent::frontend
