// Expressions that evaluate only some of their operands: && || ?:.
#include "Frontend/Expressions/Conditions.h"
#include "Frontend/Control/Jumps.h"
#include "Frontend/Control/Regions.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Expressions/Places.h"
#include "Frontend/Objects/Elements.h"

namespace clangent::frontend {

using namespace clang;

ir::ValueId Conditions::logical(const BinaryOperator *e) {
  const bool isAnd = e->getOpcode() == BO_LAnd;
  const TypeId type = b.module.types.boolType();
  const ValueId left = rooms.expressions.rvalue(e->getLHS());
  if (isSpeculatable(e->getRHS(), ast)) {
    const ValueId right = rooms.expressions.rvalue(e->getRHS());
    const ValueId settled = b.constantBool(!isAnd);
    return isAnd ? b.select(left, right, settled) : b.select(left, settled, right);
  }
  auto right = [&] { return rooms.expressions.rvalue(e->getRHS()); };
  auto settled = [&] { return b.constantBool(!isAnd); };
  return isAnd ? rooms.regions.choose(left, type, right, settled) : rooms.regions.choose(left, type, settled, right);
}

namespace {

// Nothing that has a derivative, nothing that must not run when the other arm is taken.
bool isPlainArm(const Expr *e, const ASTContext &ast) {
  return !e->isGLValue() && !e->getType()->isRealFloatingType() && e->getType()->isScalarType() &&
         isSpeculatable(e, ast);
}

bool isFloatingConstant(const Expr *e) { return isa<FloatingLiteral>(e->IgnoreParenImpCasts()); }

using Choices = llvm::SmallVector<const AbstractConditionalOperator *, 8>;

// a ? b : c ? d : e ..., as far as all have one type.
Choices choicesOf(const AbstractConditionalOperator *e) {
  Choices choices{e};
  while (const auto *next = dyn_cast<ConditionalOperator>(choices.back()->getFalseExpr()->IgnoreParens())) {
    if (next->getType().getCanonicalType() != e->getType().getCanonicalType() ||
        next->getValueKind() != e->getValueKind())
      break;
    choices.push_back(next);
  }
  return choices;
}

} // namespace

// A long chain leaves its value in a variable.
ir::ValueId Conditions::chooseAmong(const AbstractConditionalOperator *e, TypeId type,
                                    llvm::function_ref<ValueId(const Expr *)> lowerArm) {
  const Choices choices = choicesOf(e);
  const ValueId chosen = b.local(type, "chosen");
  const auto leave = [&](const Expr *arm) {
    if (const ValueId v = lowerArm(arm))
      b.store(chosen, rooms.conversions.convert(v, type));
  };
  rooms.regions.alternatives(
      choices.size(), [&](size_t k) { return rooms.expressions.rvalue(choices[k]->getCond()); },
      [&](size_t k) { leave(choices[k]->getTrueExpr()); }, [&] { leave(choices.back()->getFalseExpr()); });
  return b.load(chosen);
}

ir::ValueId Conditions::conditional(const AbstractConditionalOperator *e, Chosen chosen) {
  const bool isPlace = chosen == Chosen::Place;
  const Expr *whenTrue = e->getTrueExpr(), *whenFalse = e->getFalseExpr();
  // a ?: b evaluates a once.
  if (const auto *binary = dyn_cast<BinaryConditionalOperator>(e)) {
    const OpaqueValueExpr *common = binary->getOpaqueValue();
    state.opaqueValues[common] =
        common->isGLValue() ? rooms.places.place(binary->getCommon()) : rooms.expressions.rvalue(binary->getCommon());
  }
  const bool isElement = isPlace && (rooms.elements.namesElement(whenTrue) || rooms.elements.namesElement(whenFalse));
  const QualType object = isElement ? e->getType().withConst() : e->getType();
  const TypeId type = isPlace ? types.pointerTo(object) : refusals.typeOf(object.getUnqualifiedType(), e->getExprLoc());
  auto lowerArm = [&](const Expr *arm) {
    if (isa<CXXThrowExpr>(arm->IgnoreParens())) {
      rooms.expressions.effect(arm);
      return ValueId();
    }
    if (chosen == Chosen::ValueOfPlace)
      return rooms.conversions.loadOf(arm);
    return isPlace ? rooms.places.place(arm) : rooms.expressions.rvalue(arm);
  };
  if (!isElement && isa<ConditionalOperator>(e) && choicesOf(e).size() > Regions::alternativesOfGroup)
    return chooseAmong(e, type, lowerArm);
  const ValueId condition = rooms.expressions.rvalue(e->getCond());
  const bool arePlain = isPlainArm(whenTrue, ast) && isPlainArm(whenFalse, ast);
  if (!isPlace && (arePlain || (isFloatingConstant(whenTrue) && isFloatingConstant(whenFalse)))) {
    const ValueId first = rooms.conversions.convert(rooms.expressions.rvalue(whenTrue), type);
    return b.select(condition, first, rooms.conversions.convert(rooms.expressions.rvalue(whenFalse), type));
  }
  const ValueId result = rooms.regions.choose(
      condition, type, [&] { return lowerArm(whenTrue); }, [&] { return lowerArm(whenFalse); });
  if (isElement)
    rooms.elements.addChosen(result);
  return result;
}

namespace {

bool looksAtAddress(const Stmt *e) {
  if (const auto *cast = dyn_cast_or_null<CastExpr>(e); cast && cast->getCastKind() == CK_PointerToIntegral)
    return true;
  return e && llvm::any_of(e->children(), looksAtAddress);
}

// assert(condition), where the condition is about the bits of an address. The program stops where that fails; where
// the derivative's objects lie is not for it to say.
bool assertsAddress(const AbstractConditionalOperator *e) {
  const auto *call = dyn_cast<CallExpr>(e->getFalseExpr()->IgnoreParens());
  const FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  return callee && callee->isNoReturn() && looksAtAddress(e->getCond());
}

} // namespace

void Conditions::conditionalEffect(const AbstractConditionalOperator *e) {
  if (assertsAddress(e))
    return;
  if (const auto *binary = dyn_cast<BinaryConditionalOperator>(e)) {
    const OpaqueValueExpr *common = binary->getOpaqueValue();
    state.opaqueValues[common] =
        common->isGLValue() ? rooms.places.place(binary->getCommon()) : rooms.expressions.rvalue(binary->getCommon());
  }
  const Choices choices = isa<ConditionalOperator>(e) ? choicesOf(e) : Choices{e};
  rooms.regions.alternatives(
      choices.size(), [&](size_t k) { return rooms.expressions.rvalue(choices[k]->getCond()); },
      [&](size_t k) { rooms.expressions.effect(choices[k]->getTrueExpr()); },
      [&] { rooms.expressions.effect(choices.back()->getFalseExpr()); });
}

} // namespace clangent::frontend
