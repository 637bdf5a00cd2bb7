// memcpy, memmove and memset as loops over elements.
#include "Frontend/Library/MemoryCalls.h"
#include "Frontend/Control/Regions.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Objects/Objects.h"

#include "llvm/ADT/StringSwitch.h"

namespace clangent::frontend {

using namespace clang;

const Expr *withoutPointerCasts(const Expr *e) {
  for (;;) {
    e = e->IgnoreParens();
    const auto *cast = dyn_cast<CastExpr>(e);
    if (!cast || !cast->getType()->isPointerType() || !cast->getSubExpr()->getType()->isPointerType())
      return e;
    if (cast->getCastKind() != CK_BitCast && cast->getCastKind() != CK_NoOp)
      return e;
    e = cast->getSubExpr();
  }
}

// A number of things as it was before it became a size: what is negative stays so.
ir::ValueId MemoryCalls::number(const Expr *e) {
  for (e = e->IgnoreParens();;) {
    const auto *cast = dyn_cast<ImplicitCastExpr>(e);
    if (!cast || cast->getCastKind() != CK_IntegralCast)
      return b.cast(rooms.expressions.rvalue(e), b.module.types.sizeType());
    e = cast->getSubExpr()->IgnoreParens();
  }
}

// A constant multiple of the element's size, or a product with one.
bool MemoryCalls::elementCount(const Expr *bytes, QualType element, ValueId &count) {
  const int64_t size = ast.getTypeSizeInChars(element).getQuantity();
  const TypeId type = b.module.types.sizeType();
  bytes = bytes->IgnoreParenImpCasts();
  Expr::EvalResult constant;
  if (bytes->EvaluateAsInt(constant, ast)) {
    const int64_t value = constant.Val.getInt().getExtValue();
    if (size == 0 || value % size != 0)
      return false;
    count = b.constantInt(type, value / size);
    return true;
  }
  const auto *product = dyn_cast<BinaryOperator>(bytes);
  if (!product || product->getOpcode() != BO_Mul)
    return false;
  for (bool isLeft : {true, false}) {
    const Expr *factor = isLeft ? product->getLHS() : product->getRHS();
    const Expr *other = isLeft ? product->getRHS() : product->getLHS();
    ValueId elements;
    if (!elementCount(factor, element, elements))
      continue;
    count = b.mul(number(other), elements);
    return true;
  }
  return false;
}

bool MemoryCalls::memoryCall(const CallExpr *e, const FunctionDecl *callee, ValueId &result) {
  llvm::StringRef name = callee->getName();
  name.consume_front("__builtin_");
  const bool isSet = name == "memset", isMove = name == "memmove";
  if ((!isSet && !isMove && name != "memcpy") || e->getNumArgs() != 3 ||
      !(callee->isExternC() || callee->isInStdNamespace() || callee->getBuiltinID()))
    return false;
  const Expr *to = withoutPointerCasts(e->getArg(0));
  const Expr *from = withoutPointerCasts(e->getArg(1));
  QualType element = to->getType()->getPointeeType(), other = from->getType()->getPointeeType();
  const TypeId resultType = types.lower(e->getType());
  // Between a matrix and a row of numbers: number by number.
  const bool isFlat = !isSet && !ast.hasSameUnqualifiedType(element, other);
  if (isFlat) {
    element = ast.getBaseElementType(element);
    other = ast.getBaseElementType(other);
  }
  if (!isSet && !ast.hasSameUnqualifiedType(element, other)) {
    result =
        refusals.refuse(e, DiagId::err_reinterpreted, {from->getType()->getPointeeType().getAsString(types.policy())});
    return true;
  }
  if (!refusals.isObjectType(element, e->getExprLoc())) {
    result = refusals.placeholder(e);
    return true;
  }
  const ValueId target = isFlat ? firstNumber(rooms.expressions.rvalue(to)) : rooms.expressions.rvalue(to);
  const ValueId source = isSet    ? ValueId()
                         : isFlat ? firstNumber(rooms.expressions.rvalue(from))
                                  : rooms.expressions.rvalue(from);
  Expr::EvalResult byte;
  if (isSet && (!e->getArg(1)->EvaluateAsInt(byte, ast) || byte.Val.getInt() != 0)) {
    result = refusals.refuse(e, DiagId::err_reinterpreted, {element.getAsString(types.policy())});
    return true;
  }
  ValueId count;
  if (!elementCount(e->getArg(2), element, count)) {
    result = refusals.refuse(e, DiagId::err_memory_size, {callee->getNameAsString()});
    return true;
  }
  if (isSet)
    rooms.objects.forEachIndex(count, [&](ValueId i) { rooms.objects.zeroObject(b.index(target, i)); });
  else if (isMove)
    moveElements(target, source, count);
  else
    rooms.objects.forEachIndex(count,
                               [&](ValueId i) { rooms.objects.copyObject(b.index(target, i), b.index(source, i)); });
  result = rooms.conversions.convert(target, resultType);
  return true;
}

ir::ValueId MemoryCalls::firstNumber(ValueId pointer) {
  const ir::TypeTable &table = b.module.types;
  while (table[table.pointee(function[pointer].type)].kind == ir::TypeKind::Array)
    pointer = b.element(pointer, b.constantInt(table.sizeType(), 0));
  return pointer;
}

// Overlapping ranges: upwards when the target comes first, downwards otherwise.
void MemoryCalls::moveElements(ValueId to, ValueId from, ValueId count) {
  const ValueId isUp = b.compare(ir::Predicate::Le, to, rooms.conversions.convert(from, function[to].type));
  auto copy = [&](ValueId i) { rooms.objects.copyObject(b.index(to, i), b.index(from, i)); };
  rooms.regions.branch(
      isUp, [&] { rooms.objects.forEachIndex(count, copy); },
      [&] {
        const ValueId last = b.sub(count, b.constantInt(b.module.types.sizeType(), 1));
        rooms.objects.forEachIndex(count, [&](ValueId i) { copy(b.sub(last, i)); });
      });
}

} // namespace clangent::frontend
