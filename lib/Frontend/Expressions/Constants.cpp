// Constants, as numbers.
#include "Frontend/Expressions/Constants.h"

#include <cstring>

namespace clangent::frontend {

using namespace clang;

ir::ValueId Constants::floating(const llvm::APFloat &value, TypeId type) {
  llvm::APFloat extended = value;
  bool losesInfo = false;
  extended.convert(llvm::APFloat::x87DoubleExtended(), llvm::APFloat::rmNearestTiesToEven, &losesInfo);
  const llvm::APInt bits = extended.bitcastToAPInt();
  long double number = 0;
  static_assert(sizeof(number) >= 10, "long double must hold the x87 format");
  std::memcpy(&number, bits.getRawData(), 10);
  return b.constantFloat(type, number);
}

ir::ValueId Constants::constantFrom(const APValue &value, TypeId type) {
  const ir::Type &of = b.module.types[type];
  if (value.isInt() && (of.kind == ir::TypeKind::Int || of.kind == ir::TypeKind::Bool)) {
    const llvm::APSInt number = value.getInt();
    return b.constantInt(type, number.isSigned() ? number.getSExtValue() : static_cast<int64_t>(number.getZExtValue()));
  }
  if (value.isFloat() && of.kind == ir::TypeKind::Float)
    return floating(value.getFloat(), type);
  return ValueId();
}

namespace {

// A constant with a name that generated text need not keep: not local, or of the compile-time kind.
bool isNamedConstant(const Expr *e) {
  const auto *cast = dyn_cast<ImplicitCastExpr>(e);
  if (!cast || cast->getCastKind() != CK_LValueToRValue)
    return false;
  const Expr *source = cast->getSubExpr()->IgnoreParens();
  const ValueDecl *declared = nullptr;
  if (const auto *reference = dyn_cast<DeclRefExpr>(source))
    declared = reference->getDecl();
  else if (const auto *member = dyn_cast<MemberExpr>(source))
    declared = member->getMemberDecl();
  const auto *variable = dyn_cast_or_null<VarDecl>(declared);
  if (!variable || !variable->getType().isConstQualified() || variable->getType().isVolatileQualified())
    return false;
  return variable->isConstexpr() || variable->hasGlobalStorage() ||
         (variable->getType()->isIntegralOrEnumerationType() && variable->getAnyInitializer());
}

// A number as written, with its sign and conversions.
bool isLiteral(const Expr *e) {
  e = e->IgnoreParens();
  if (const auto *unary = dyn_cast<UnaryOperator>(e))
    return (unary->getOpcode() == UO_Minus || unary->getOpcode() == UO_Plus) && isLiteral(unary->getSubExpr());
  if (const auto *cast = dyn_cast<CastExpr>(e))
    return (cast->getCastKind() == CK_IntegralCast || cast->getCastKind() == CK_IntegralToFloating ||
            cast->getCastKind() == CK_FloatingCast) &&
           isLiteral(cast->getSubExpr());
  return isa<IntegerLiteral, FloatingLiteral, CharacterLiteral, CXXBoolLiteralExpr>(e);
}

// The address of a string literal as a condition, as in assert(x > 0 && "positive").
bool isStringCondition(const Expr *e) {
  const auto *cast = dyn_cast<ImplicitCastExpr>(e);
  return cast && cast->getCastKind() == CK_PointerToBoolean &&
         isa<clang::StringLiteral>(cast->getSubExpr()->IgnoreParenImpCasts());
}

bool isConstantKind(const Expr *e) {
  if (isLiteral(e) || isStringCondition(e))
    return true;
  switch (e->getStmtClass()) {
  case Stmt::UnaryExprOrTypeTraitExprClass:
  case Stmt::OffsetOfExprClass:
  case Stmt::SizeOfPackExprClass:
  case Stmt::TypeTraitExprClass:
  case Stmt::ArrayTypeTraitExprClass:
  case Stmt::ExpressionTraitExprClass:
  case Stmt::CXXNoexceptExprClass:
  case Stmt::ConceptSpecializationExprClass:
  case Stmt::RequiresExprClass:
    return true;
  case Stmt::DeclRefExprClass:
    return isa<EnumConstantDecl>(cast<DeclRefExpr>(e)->getDecl());
  default:
    break;
  }
  const auto *call = dyn_cast<CallExpr>(e);
  const FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  if (callee && (callee->isConstexpr() || callee->getBuiltinID()))
    return true;
  return isNamedConstant(e);
}

} // namespace

bool Constants::constantValue(const Expr *e, ValueId &v) {
  const TypeId type = types.lower(e->getType());
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr>(e)) {
    v = b.zero(type);
    return true;
  }
  if (e->isValueDependent() || !isConstantKind(e) ||
      !(e->getType()->isArithmeticType() || e->getType()->isEnumeralType()))
    return false;
  Expr::EvalResult result;
  if (!e->EvaluateAsRValue(result, ast) || result.HasSideEffects)
    return false;
  v = constantFrom(result.Val, type);
  return v.valid();
}

} // namespace clangent::frontend
