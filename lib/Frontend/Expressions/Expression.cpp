// Expressions for their value and for their effect. The default of every switch is a refusal.
#include "Frontend/Core/At.h"
#include "Frontend/Core/FunctionLowering.h"
#include "Frontend/Types/Captures.h"

#include <cstring>

namespace clangent::frontend {

using namespace clang;

ir::ValueId FunctionLowering::rvalue(const Expr *e) {
  At at(*this, e->getExprLoc());
  // A class object stands for itself by its address.
  if (!e->isGLValue() && (e->getType()->isRecordType() || e->getType()->isArrayType()))
    return object(e);
  if (e->isGLValue() && !e->getType()->isFunctionType())
    return place(e);
  const Problem problem = types.valueProblem(e->getType());
  if (!problem.empty())
    return refuse(e, problem);
  return rvalueOf(e);
}

const Expr *unwrapped(const Expr *e) {
  switch (e->getStmtClass()) {
  case Stmt::ParenExprClass:
    return cast<ParenExpr>(e)->getSubExpr();
  case Stmt::ExprWithCleanupsClass:
  case Stmt::ConstantExprClass:
    return cast<FullExpr>(e)->getSubExpr();
  case Stmt::CXXDefaultArgExprClass:
    return cast<CXXDefaultArgExpr>(e)->getExpr();
  case Stmt::SubstNonTypeTemplateParmExprClass:
    return cast<SubstNonTypeTemplateParmExpr>(e)->getReplacement();
  case Stmt::CXXBindTemporaryExprClass:
    return cast<CXXBindTemporaryExpr>(e)->getSubExpr();
  case Stmt::CXXRewrittenBinaryOperatorClass:
    return cast<CXXRewrittenBinaryOperator>(e)->getSemanticForm();
  case Stmt::GenericSelectionExprClass:
    return cast<GenericSelectionExpr>(e)->getResultExpr();
  case Stmt::ChooseExprClass:
    return cast<ChooseExpr>(e)->getChosenSubExpr();
  default:
    return nullptr;
  }
}

ir::ValueId FunctionLowering::rvalueOf(const Expr *e) {
  if (const Expr *inside = unwrapped(e))
    return rvalue(inside);
  ValueId constant;
  if (constantValue(e, constant))
    return constant;
  if (const auto *cast = dyn_cast<CastExpr>(e))
    return castOf(cast);
  if (const auto *call = dyn_cast<CallExpr>(e))
    return this->call(call);
  if (const auto *assignment = dyn_cast<CompoundAssignOperator>(e))
    return compoundAssign(assignment, true);
  switch (e->getStmtClass()) {
  case Stmt::UnaryOperatorClass:
    return unary(cast<UnaryOperator>(e));
  case Stmt::BinaryOperatorClass:
    return binary(cast<BinaryOperator>(e));
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass:
    if (e->getType()->isVoidType())
      return conditionalEffect(cast<AbstractConditionalOperator>(e)), ValueId();
    return conditional(cast<AbstractConditionalOperator>(e), Chosen::Value);
  case Stmt::CXXThisExprClass:
    return thisPointer(e);
  case Stmt::CXXThrowExprClass:
    return throwExpression(cast<CXXThrowExpr>(e)), ValueId();
  case Stmt::InitListExprClass: {
    const auto *list = cast<InitListExpr>(e);
    return list->getNumInits() ? rvalue(list->getInit(0)) : b.zero(types.lower(e->getType()));
  }
  case Stmt::ImplicitValueInitExprClass:
  case Stmt::CXXScalarValueInitExprClass:
    return e->getType()->isVoidType() ? ValueId() : b.zero(types.lower(e->getType()));
  case Stmt::OpaqueValueExprClass: {
    auto found = opaqueValues.find(cast<OpaqueValueExpr>(e));
    if (found != opaqueValues.end())
      return found->second;
    const Expr *source = cast<OpaqueValueExpr>(e)->getSourceExpr();
    return source ? rvalue(source) : refuse(e, "this expression");
  }
  case Stmt::CXXNewExprClass:
    return closedNew(cast<CXXNewExpr>(e));
  case Stmt::CXXDeleteExprClass:
    return closedDelete(cast<CXXDeleteExpr>(e)), ValueId();
  case Stmt::CXXDefaultInitExprClass:
    return rvalue(cast<CXXDefaultInitExpr>(e)->getExpr());
  case Stmt::ArrayInitIndexExprClass:
    return arrayLoopIndices.empty() ? refuse(e, "this array initializer")
                                    : b.cast(arrayLoopIndices.back(), types.lower(e->getType()));
  default:
    return refuseExpression(e);
  }
}

// In the body of a lambda expression `this` is what the closure captured.
ir::ValueId FunctionLowering::thisPointer(const Expr *e) {
  if (defaultObject)
    return defaultObject;
  const auto *method = dyn_cast<CXXMethodDecl>(decl);
  const FieldDecl *field = method && method->getParent()->isLambda() ? capturedThis(method->getParent()) : nullptr;
  if (field && self) {
    const ValueId slot = fieldPlace(self, types.fieldNumber(field), field, e->getExprLoc());
    return field->getType()->isPointerType() ? b.load(slot) : slot;
  }
  return self ? self : refuse(e, "'this' here");
}

// ---- for effect

void FunctionLowering::effect(const Expr *e) {
  At at(*this, e->getExprLoc());
  effectOf(e);
}

void FunctionLowering::effectOf(const Expr *e) {
  if (const Expr *inside = unwrapped(e))
    return effect(inside);
  if (const auto *cast = dyn_cast<CastExpr>(e)) {
    const CastKind kind = cast->getCastKind();
    // (void)x does not read x, and neither does a discarded conversion change what its operand does.
    if (kind == CK_ToVoid || kind == CK_NoOp || kind == CK_LValueToRValue || kind == CK_IntegralCast ||
        kind == CK_FloatingCast)
      return effect(cast->getSubExpr());
  }
  if (const auto *choice = dyn_cast<AbstractConditionalOperator>(e); choice && e->getType()->isVoidType())
    return conditionalEffect(choice);
  if (const auto *assignment = dyn_cast<CompoundAssignOperator>(e))
    return void(compoundAssign(assignment, false));
  if (const auto *unary = dyn_cast<UnaryOperator>(e); unary && unary->isIncrementDecrementOp())
    return void(step(unary, false));
  if (const auto *binary = dyn_cast<BinaryOperator>(e); binary && binary->getOpcode() == BO_Comma) {
    effect(binary->getLHS());
    return effect(binary->getRHS());
  }
  if (isa<DeclRefExpr>(e) || isa<CXXPseudoDestructorExpr>(e) || !e->HasSideEffects(ast))
    return;
  if (const auto *thrown = dyn_cast<CXXThrowExpr>(e))
    return throwExpression(thrown);
  if (const auto *member = dyn_cast<MemberExpr>(e); member && !e->getType()->isFunctionType())
    return member->isArrow() ? void(rvalue(member->getBase())) : effect(member->getBase());
  discarded = e;
  if (e->isGLValue())
    return void(place(e));
  rvalue(e);
}

// ---- constants

ir::ValueId FunctionLowering::floating(const llvm::APFloat &value, TypeId type) {
  llvm::APFloat extended = value;
  bool losesInfo = false;
  extended.convert(llvm::APFloat::x87DoubleExtended(), llvm::APFloat::rmNearestTiesToEven, &losesInfo);
  const llvm::APInt bits = extended.bitcastToAPInt();
  long double number = 0;
  static_assert(sizeof(number) >= 10, "long double must hold the x87 format");
  std::memcpy(&number, bits.getRawData(), 10);
  return b.constantFloat(type, number);
}

ir::ValueId FunctionLowering::constantFrom(const APValue &value, TypeId type) {
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

bool FunctionLowering::constantValue(const Expr *e, ValueId &v) {
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
