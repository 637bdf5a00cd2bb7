// Expressions that evaluate only some of their operands: && || ?:.
#include "Frontend/Core/At.h"
#include "Frontend/Core/FunctionLowering.h"

namespace clangent::frontend {

using namespace clang;

void FunctionLowering::branch(ValueId condition, llvm::function_ref<void()> whenTrue,
                              llvm::function_ref<void()> whenFalse) {
  const ir::OpId op = b.ifOp(condition);
  lowerRegion(function[op].regions[0], whenTrue);
  lowerRegion(function[op].regions[1], whenFalse);
}

// The first condition that holds decides. Each is asked in the other arm of the one before it, eight deep; what is then
// undecided is asked behind that, in the next group of eight, so that depth does not grow with the number.
void FunctionLowering::alternatives(size_t count, llvm::function_ref<ValueId(size_t)> condition,
                                    llvm::function_ref<void(size_t)> arm, llvm::function_ref<void()> otherwise) {
  const ValueId undecided = count > alternativesOfGroup ? flag("undecided", false) : ValueId();
  std::function<void(size_t)> ask = [&](size_t k) {
    const auto others = [&] {
      if (k + 1 == count)
        otherwise();
      else if ((k + 1) % alternativesOfGroup == 0)
        b.store(undecided, b.constantBool(true));
      else
        ask(k + 1);
    };
    branch(
        condition(k), [&] { arm(k); }, others);
  };
  ask(0);
  for (size_t k = alternativesOfGroup; k < count; k += alternativesOfGroup) {
    const auto group = [&] {
      b.store(undecided, b.constantBool(false));
      ask(k);
    };
    branch(b.load(undecided), group, [] {});
  }
}

ir::ValueId FunctionLowering::choose(ValueId condition, TypeId type, llvm::function_ref<ValueId()> whenTrue,
                                     llvm::function_ref<ValueId()> whenFalse) {
  const ir::OpId op = b.ifOp(condition);
  const ir::RegionId then = function[op].regions[0], otherwise = function[op].regions[1];
  auto arm = [&](llvm::function_ref<ValueId()> value) {
    const ValueId v = value();
    // An arm that throws yields nothing that anyone sees.
    function[b.region()].yields = {v ? convert(v, type) : b.undef(type)};
  };
  lowerRegion(then, [&] { arm(whenTrue); });
  lowerRegion(otherwise, [&] { arm(whenFalse); });
  return b.addResult(op, type);
}

ir::ValueId FunctionLowering::logical(const BinaryOperator *e) {
  const bool isAnd = e->getOpcode() == BO_LAnd;
  const TypeId type = b.module.types.boolType();
  const ValueId left = rvalue(e->getLHS());
  if (isSpeculatable(e->getRHS(), ast)) {
    const ValueId right = rvalue(e->getRHS());
    const ValueId settled = b.constantBool(!isAnd);
    return isAnd ? b.select(left, right, settled) : b.select(left, settled, right);
  }
  auto right = [&] { return rvalue(e->getRHS()); };
  auto settled = [&] { return b.constantBool(!isAnd); };
  return isAnd ? choose(left, type, right, settled) : choose(left, type, settled, right);
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
ir::ValueId FunctionLowering::chooseAmong(const AbstractConditionalOperator *e, TypeId type,
                                          llvm::function_ref<ValueId(const Expr *)> lowerArm) {
  const Choices choices = choicesOf(e);
  const ValueId chosen = b.local(type, "chosen");
  const auto leave = [&](const Expr *arm) {
    if (const ValueId v = lowerArm(arm))
      b.store(chosen, convert(v, type));
  };
  alternatives(
      choices.size(), [&](size_t k) { return rvalue(choices[k]->getCond()); },
      [&](size_t k) { leave(choices[k]->getTrueExpr()); }, [&] { leave(choices.back()->getFalseExpr()); });
  return b.load(chosen);
}

ir::ValueId FunctionLowering::conditional(const AbstractConditionalOperator *e, Chosen chosen) {
  const bool isPlace = chosen == Chosen::Place;
  const Expr *whenTrue = e->getTrueExpr(), *whenFalse = e->getFalseExpr();
  // a ?: b evaluates a once.
  if (const auto *binary = dyn_cast<BinaryConditionalOperator>(e)) {
    const OpaqueValueExpr *common = binary->getOpaqueValue();
    opaqueValues[common] = common->isGLValue() ? place(binary->getCommon()) : rvalue(binary->getCommon());
  }
  const bool isElement = isPlace && (namesElement(whenTrue) || namesElement(whenFalse));
  const QualType object = isElement ? e->getType().withConst() : e->getType();
  const TypeId type = isPlace ? types.pointerTo(object) : typeOf(object.getUnqualifiedType(), e->getExprLoc());
  auto lowerArm = [&](const Expr *arm) {
    if (isa<CXXThrowExpr>(arm->IgnoreParens())) {
      effect(arm);
      return ValueId();
    }
    if (chosen == Chosen::ValueOfPlace)
      return loadOf(arm);
    return isPlace ? place(arm) : rvalue(arm);
  };
  if (!isElement && isa<ConditionalOperator>(e) && choicesOf(e).size() > alternativesOfGroup)
    return chooseAmong(e, type, lowerArm);
  const ValueId condition = rvalue(e->getCond());
  const bool arePlain = isPlainArm(whenTrue, ast) && isPlainArm(whenFalse, ast);
  if (!isPlace && (arePlain || (isFloatingConstant(whenTrue) && isFloatingConstant(whenFalse)))) {
    const ValueId first = convert(rvalue(whenTrue), type);
    return b.select(condition, first, convert(rvalue(whenFalse), type));
  }
  const ValueId result = choose(
      condition, type, [&] { return lowerArm(whenTrue); }, [&] { return lowerArm(whenFalse); });
  if (isElement)
    elements[result] = {};
  return result;
}

void FunctionLowering::conditionalEffect(const AbstractConditionalOperator *e) {
  if (const auto *binary = dyn_cast<BinaryConditionalOperator>(e)) {
    const OpaqueValueExpr *common = binary->getOpaqueValue();
    opaqueValues[common] = common->isGLValue() ? place(binary->getCommon()) : rvalue(binary->getCommon());
  }
  const Choices choices = isa<ConditionalOperator>(e) ? choicesOf(e) : Choices{e};
  alternatives(
      choices.size(), [&](size_t k) { return rvalue(choices[k]->getCond()); },
      [&](size_t k) { effect(choices[k]->getTrueExpr()); }, [&] { effect(choices.back()->getFalseExpr()); });
}

} // namespace clangent::frontend
