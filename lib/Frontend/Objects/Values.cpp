// Values of class type where they are made, named and handed over.
#include "Frontend/Objects/Values.h"
#include "Frontend/Calls/Calls.h"
#include "Frontend/Control/Regions.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Expressions/Places.h"
#include "Frontend/Objects/Elements.h"
#include "Frontend/Objects/Lists.h"
#include "Frontend/Objects/Operations.h"
#include "Frontend/Objects/Parts.h"
#include "Frontend/Rules/DerivativeRules.h"

namespace clangent::frontend {

using namespace clang;

bool Values::isValueType(QualType type) {
  type = type.getNonReferenceType();
  return type->isRecordType() && b.module.types.isValue(types.lower(type));
}

ir::ValueId Values::valueOf(const Expr *e) {
  // Of two elements of lists, the value is chosen and not the place.
  if (const auto *choice = dyn_cast<ConditionalOperator>(e->IgnoreParenImpCasts());
      choice && e->isGLValue() &&
      (rooms.elements.namesElement(choice->getTrueExpr()) || rooms.elements.namesElement(choice->getFalseExpr()))) {
    const ValueId condition = rooms.expressions.rvalue(choice->getCond());
    return rooms.regions.choose(
        condition, types.lower(e->getType()), [&] { return valueOf(choice->getTrueExpr()); },
        [&] { return valueOf(choice->getFalseExpr()); });
  }
  const ValueId object = rooms.places.object(e);
  const ir::TypeTable &table = b.module.types;
  const bool isPlace = table.isPointer(function[object].type) && table.isValue(table.pointee(function[object].type));
  return isPlace ? b.load(object) : b.undef(types.lower(e->getType()));
}

// An object of its own for what an operation returned.
ir::ValueId Values::placeOfValue(ValueId v) {
  const ValueId place = b.local(function[v].type, "");
  b.store(place, v);
  return place;
}

void Values::constructValue(ValueId place, const CXXConstructExpr *e) {
  const CXXConstructorDecl *constructor = e->getConstructor();
  const TypeId type = b.module.types.pointee(function[place].type);
  if (constructor->isDefaultConstructor())
    return void(b.store(place, b.zero(type)));
  if (constructor->isCopyOrMoveConstructor())
    return void(b.store(place, valueOf(e->getArg(0))));
  ValueId result;
  if (rooms.lists.isListType(e->getType()) && e->isStdInitListInitialization())
    if (const auto *list = dyn_cast<CXXStdInitializerListExpr>(e->getArg(0)->IgnoreImplicit()))
      return void(b.store(place, rooms.lists.packedList(list, type)));
  if (rooms.lists.isListType(e->getType()) && rooms.lists.countedList(e, type, result))
    return void(b.store(place, result));
  if (rooms.operations.operation(constructor, nullptr, llvm::ArrayRef(e->getArgs(), e->getNumArgs()), e, result))
    return void(b.store(place, result));
  if (rooms.lists.isListType(e->getType()))
    return void(refusals.refuse(e, DiagId::err_list_made));
  refusals.refuse(e, DiagId::err_constructor_unknown, {context.nameForMessages(constructor)});
}

bool Values::valueCall(const CallExpr *e, const FunctionDecl *callee, ValueId &result) {
  const auto *method = dyn_cast<CXXMethodDecl>(callee);
  const bool isInstance = method && method->isInstance();
  // A view that has a name is assigned to like any value.
  const bool isAssignment =
      isInstance && (method->isCopyAssignmentOperator() || method->isMoveAssignmentOperator() ||
                     (method->getOverloadedOperator() == OO_Equal && TypeLowering::valueOfView(method->getParent())));
  if (isAssignment && isValueType(method->getThisType()->getPointeeType())) {
    result = rooms.calls.assignObject(e, method);
    return true;
  }
  if (isInstance && rooms.lists.isListType(ast.getTypeDeclType(method->getParent())))
    return rooms.lists.listCall(e, method, result);
  if (const CXXRecordDecl *closed = isInstance ? types.closedElement(method->getParent()) : nullptr) {
    result = refusals.refuse(e, DiagId::err_list_of_closed, {types.spell(ast.getTypeDeclType(closed))});
    return true;
  }
  llvm::ArrayRef<const Expr *> arguments(e->getArgs(), e->getNumArgs());
  const Expr *object = nullptr;
  if (isInstance && isa<CXXOperatorCallExpr>(e)) {
    object = arguments.front();
    arguments = arguments.drop_front();
  } else if (isInstance) {
    object = cast<CXXMemberCallExpr>(e)->getImplicitObjectArgument();
  }
  ValueId value;
  if (!rooms.operations.operation(callee, object, arguments, e, value))
    return false;
  const bool isClass = e->getType()->isRecordType() || e->isGLValue();
  if (value && isClass && !b.module.types.isNameable(types.lower(e->getType()))) {
    result = b.local(types.lower(e->getType()), "");
    rooms.parts.unpack(value, result);
  } else {
    result = value && isClass ? placeOfValue(value) : value;
  }
  return true;
}

} // namespace clangent::frontend
