// Conversions.
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Calls/InactiveCalls.h"
#include "Frontend/Calls/OpaqueCalls.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Conditions.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Expressions/Places.h"
#include "Frontend/Library/LibraryCalls.h"
#include "Frontend/Objects/Elements.h"
#include "Frontend/Objects/HeapMemory.h"

#include <utility>

namespace clangent::frontend {

using namespace clang;

ir::ValueId Conversions::toBool(ValueId v) {
  const TypeId type = function[v].type;
  return b.module.types.isBool(type) ? v : b.compare(ir::Predicate::Ne, v, b.zero(type));
}

// To a type that the value's converts to implicitly.
ir::ValueId Conversions::convert(ValueId v, TypeId to) {
  if (!v || function[v].type == to)
    return v;
  const ir::TypeTable &table = b.module.types;
  const TypeId from = function[v].type;
  const bool dropsConst = table.isPointer(from) && table.isPointer(to) && table[from].toConst && !table[to].toConst;
  if (dropsConst && rooms.elements.refusesWrite(v))
    return b.undef(to);
  return table.isBool(to) ? toBool(v) : b.cast(v, to);
}

ir::ValueId Conversions::castOf(const CastExpr *e) {
  const Expr *from = e->getSubExpr();
  switch (e->getCastKind()) {
  case CK_LValueToRValue:
    return loadOf(from);
  case CK_NoOp:
    return e->isGLValue() ? convert(rooms.places.place(from), types.pointerTo(e->getType()))
                          : convert(rooms.expressions.rvalue(from), types.lower(e->getType()));
  case CK_IntegralCast:
  case CK_FloatingCast:
  case CK_IntegralToFloating:
  case CK_FloatingToIntegral:
  case CK_BooleanToSignedIntegral:
    return convert(rooms.expressions.rvalue(from), refusals.typeOf(e->getType(), e->getExprLoc()));
  case CK_IntegralToBoolean:
  case CK_FloatingToBoolean:
  case CK_PointerToBoolean:
    return toBool(rooms.expressions.rvalue(from));
  case CK_NullToPointer:
    rooms.expressions.effect(from);
    return b.zero(types.lower(e->getType()));
  case CK_ArrayToPointerDecay:
    return decayed(e);
  case CK_UserDefinedConversion:
  case CK_ConstructorConversion:
    return e->isGLValue() ? rooms.places.place(from) : rooms.expressions.rvalue(from);
  case CK_ToVoid:
    rooms.expressions.effect(from);
    return ValueId();
  case CK_BitCast:
    return pointerCast(e);
  case CK_LValueBitCast:
    // A class and its model are one.
    if (types.lower(from->getType()) == types.lower(e->getType()) && !types.isOpaque(e->getType()))
      return convert(rooms.places.place(from), types.pointerTo(e->getType()));
    return refusals.refuse(e, DiagId::err_reinterpreted, {from->getType().getAsString(types.policy())});
  case CK_LValueToRValueBitCast:
  case CK_IntegralToPointer:
  case CK_PointerToIntegral:
    return refusals.refuse(e, DiagId::err_reinterpreted, {from->getType().getAsString(types.policy())});
  case CK_DerivedToBase:
  case CK_UncheckedDerivedToBase:
  case CK_BaseToDerived:
    return classCast(e);
  case CK_Dynamic:
    return refusals.refuse(e, "'dynamic_cast'");
  case CK_FunctionToPointerDecay:
  case CK_BuiltinFnToFnPtr:
    return refusals.refuse(e, DiagId::err_function_pointer);
  default:
    return refusals.refuse(e, std::string("a conversion of kind '") + e->getCastKindName() + "'");
  }
}

ir::ValueId Conversions::loadOf(const Expr *from) {
  // Of two variables the value of one is chosen, not the variable: neither needs an address.
  if (const auto *choice = dyn_cast<ConditionalOperator>(from->IgnoreParens());
      choice && from->getType()->isArithmeticType() && !from->getType().isVolatileQualified())
    return rooms.conditions.conditional(choice, Chosen::ValueOfPlace);
  std::string name;
  if (const auto *reference = dyn_cast<DeclRefExpr>(from->IgnoreParens())) {
    auto unchanged = state.values.find(reference->getDecl());
    if (unchanged != state.values.end())
      return unchanged->second; // without its derivative already, if it is marked so
    name = reference->getDecl()->getNameAsString();
  }
  if (const auto *call = dyn_cast<CallExpr>(from->IgnoreParens())) {
    ValueId value;
    if (rooms.libraryCalls.extremumValue(call, value))
      return value;
  }
  const ValueId pointer = rooms.places.place(from);
  if (!b.module.types.isPointer(function[pointer].type))
    return b.undef(types.lower(from->getType().getUnqualifiedType()));
  const ValueId value = b.load(pointer, name);
  return rooms.inactiveCalls.namesInactive(from) ? rooms.inactiveCalls.stopped(value) : value;
}

ir::ValueId Conversions::decayed(const CastExpr *e) {
  const Expr *from = e->getSubExpr();
  // Characters hold no derivative: a message is handed on as it is written.
  if (isa<clang::StringLiteral, PredefinedExpr>(from->IgnoreParens())) {
    std::vector<ValueId> none;
    if (std::optional<Term> text = rooms.opaqueCalls.opaqueTerm(from, none)) {
      const ir::OpId op = b.opaque(std::move(*text), {}, types.lower(e->getType()));
      function[op].isPureCall = true;
      return b.result(op);
    }
  }
  if (!from->getType()->isConstantArrayType())
    return refusals.refuse(e, "an array without a bound");
  const ValueId array = rooms.places.object(from);
  const ValueId first = b.element(array, b.constantInt(b.module.types.sizeType(), 0));
  return convert(first, types.lower(e->getType()));
}

// Between a class and its base: another view of the same object.
ir::ValueId Conversions::classCast(const CastExpr *e) {
  const Expr *from = e->getSubExpr();
  const ir::TypeTable &table = b.module.types;
  const TypeId to = e->isGLValue() ? types.pointerTo(e->getType()) : types.lower(e->getType());
  const ValueId object = e->isGLValue() ? rooms.places.place(from) : rooms.expressions.rvalue(from);
  if (function[object].type == to || (table.isPointer(to) && table.isValue(table.pointee(to))))
    return convert(object, to); // a view is the value that it derives from
  auto isClass = [&](TypeId type) {
    return table.isPointer(type) && (table[table.pointee(type)].kind == ir::TypeKind::Struct ||
                                     table[table.pointee(type)].kind == ir::TypeKind::Opaque);
  };
  if (!isClass(function[object].type) || !isClass(to))
    return refusals.refuse(e, "a conversion between classes that cannot be looked into");
  return convert(object, to);
}

// Between pointers to the same type, and to void. Anything else would look at bytes.
ir::ValueId Conversions::pointerCast(const CastExpr *e) {
  const QualType from = e->getSubExpr()->getType(), to = e->getType();
  if (!from->isPointerType() || !to->isPointerType())
    return refusals.refuse(e, DiagId::err_reinterpreted, {from.getAsString(types.policy())});
  const bool isSame = ast.hasSameUnqualifiedType(from->getPointeeType(), to->getPointeeType());
  if (ValueId memory; from->isVoidPointerType() && !isSame && rooms.heapMemory.allocatedAs(e, memory))
    return memory;
  if (from->isVoidPointerType() && !isSame) {
    const ValueId memory = rooms.expressions.rvalue(e->getSubExpr());
    const ir::Op *made = function.definingOp(memory);
    // Memory that is only used where no derivative flows.
    return made && made->isClosed ? b.cast(memory, types.lower(to)) : refusals.refuse(e, DiagId::err_void_pointer);
  }
  if (!isSame && !to->isVoidPointerType())
    return refusals.refuse(e, DiagId::err_reinterpreted, {from->getPointeeType().getAsString(types.policy())});
  return convert(rooms.expressions.rvalue(e->getSubExpr()), types.lower(to));
}

} // namespace clangent::frontend
