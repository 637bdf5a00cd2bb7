// Initialisation of objects: lists, constructors, closures, results of calls.
#include "Frontend/Objects/Initialization.h"
#include "Frontend/Calls/Calls.h"
#include "Frontend/Calls/ClosedCalls.h"
#include "Frontend/Calls/OpaqueCalls.h"
#include "Frontend/Control/Regions.h"
#include "Frontend/Core/At.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Expressions/Places.h"
#include "Frontend/Objects/Lifetimes.h"
#include "Frontend/Objects/Objects.h"
#include "Frontend/Objects/Values.h"

namespace clangent::frontend {

using namespace clang;

void Initialization::initialize(ValueId place, const Expr *e, QualType type) {
  At at(b, e->getExprLoc());
  if (rooms.closedCalls.hasClosedTemporaries(e))
    return rooms.closedCalls.inScope([&] { initializeBehind(place, cast<ExprWithCleanups>(e), type); });
  if (isa<ExprWithCleanups>(e))
    return initializeBehind(place, cast<ExprWithCleanups>(e), type);
  if (const Expr *inside = unwrapped(e))
    return initialize(place, inside, type);
  if (type->isScalarType()) {
    const TypeId target = b.module.types.pointee(function[place].type);
    const ValueId value = rooms.conversions.convert(rooms.expressions.rvalue(e), target);
    if (value)
      b.store(place, value);
    return;
  }
  if (types.isClosedPart(type) && !type->isArrayType())
    return rooms.closedCalls.makePart(place, e, type);
  if (!types.isClosedPart(type) && !refusals.isObjectType(type, e->getExprLoc()))
    return;
  if (e->isGLValue() && !isa<StringLiteral>(e))
    return rooms.objects.copyObject(place, rooms.places.place(e));
  initializeWith(place, e, type);
}

// The temporaries of a full expression die when the object has its value.
void Initialization::initializeBehind(ValueId place, const ExprWithCleanups *e, QualType type) {
  rooms.lifetimes.inExpression([&] { initialize(place, e->getSubExpr(), type); });
}

void Initialization::initializeWith(ValueId place, const Expr *e, QualType type) {
  if (const auto *list = dyn_cast<InitListExpr>(e))
    return initializeList(place, list, type);
  if (const auto *construct = dyn_cast<CXXConstructExpr>(e))
    return this->construct(place, construct);
  if (const auto *call = dyn_cast<CallExpr>(e)) {
    state.placed = call;
    state.placedAt = place;
    const ValueId made = rooms.calls.call(call);
    state.placed = nullptr;
    return made == place ? void() : rooms.objects.takeObject(place, made, type);
  }
  if (const auto *cast = dyn_cast<CastExpr>(e); cast && cast->getSubExpr()->getType()->isRecordType()) {
    if (cast->getCastKind() == CK_NoOp || cast->getCastKind() == CK_ConstructorConversion ||
        cast->getCastKind() == CK_UserDefinedConversion)
      return initialize(place, cast->getSubExpr(), type);
  }
  if (const auto *cast = dyn_cast<CastExpr>(e); cast && cast->getCastKind() == CK_ConstructorConversion)
    return initialize(place, cast->getSubExpr(), type);
  switch (e->getStmtClass()) {
  case Stmt::ImplicitValueInitExprClass:
  case Stmt::CXXScalarValueInitExprClass:
    return rooms.objects.zeroObject(place);
  case Stmt::ArrayInitLoopExprClass:
    return initializeArrayLoop(place, cast<ArrayInitLoopExpr>(e), type);
  case Stmt::StringLiteralClass:
    return initializeCharacters(place, cast<StringLiteral>(e));
  case Stmt::CXXStdInitializerListExprClass:
    return initializeListView(place, cast<CXXStdInitializerListExpr>(e));
  case Stmt::LambdaExprClass:
    return initializeClosure(place, cast<LambdaExpr>(e));
  case Stmt::CXXParenListInitExprClass:
    return initializeAggregate(place, *aggregateOf(e), type);
  case Stmt::CXXDefaultInitExprClass:
    return initialize(place, cast<CXXDefaultInitExpr>(e)->getExpr(), type);
  case Stmt::ConditionalOperatorClass: {
    const auto *choice = cast<ConditionalOperator>(e);
    const ValueId condition = rooms.expressions.rvalue(choice->getCond());
    return rooms.regions.branch(
        condition, [&] { initialize(place, choice->getTrueExpr(), type); },
        [&] { initialize(place, choice->getFalseExpr(), type); });
  }
  case Stmt::BinaryOperatorClass:
    if (const auto *comma = cast<BinaryOperator>(e); comma->getOpcode() == BO_Comma) {
      rooms.expressions.effect(comma->getLHS());
      return initialize(place, comma->getRHS(), type);
    }
    break;
  case Stmt::CXXInheritedCtorInitExprClass:
    return constructInherited(place, cast<CXXInheritedCtorInitExpr>(e));
  case Stmt::CXXThrowExprClass:
    return rooms.opaqueCalls.throwExpression(cast<CXXThrowExpr>(e));
  default:
    break;
  }
  refusals.refuseExpression(e);
}

void Initialization::initializeList(ValueId place, const InitListExpr *list, QualType type) {
  if (list->isTransparent())
    return initialize(place, list->getInit(0), type);
  if (type->isArrayType() && list->isStringLiteralInit())
    return initializeCharacters(place, cast<StringLiteral>(list->getInit(0)->IgnoreParens()));
  initializeAggregate(place, *aggregateOf(list), type);
}

void Initialization::initializeAggregate(ValueId place, const Aggregate &written, QualType type) {
  const auto *array = ast.getAsConstantArrayType(type);
  if (!array)
    return initializeRecord(place, written, type);
  const QualType element = array->getElementType();
  const TypeId indexType = b.module.types.sizeType();
  for (size_t i = 0; i < written.parts.size(); ++i)
    initialize(b.element(place, b.constantInt(indexType, static_cast<int64_t>(i))), written.parts[i], element);
  if (written.parts.size() < array->getZExtSize() && written.filler)
    rooms.objects.forEachElement(place, written.parts.size(),
                                 [&](ValueId i) { initialize(b.element(place, i), written.filler, element); });
}

// std::initializer_list: where its array begins, and its length or its end.
void Initialization::initializeListView(ValueId place, const CXXStdInitializerListExpr *e) {
  const ir::TypeTable &table = b.module.types;
  const auto fields = table[table.pointee(function[place].type)].fields;
  const auto *array = ast.getAsConstantArrayType(e->getSubExpr()->getType());
  if (!array || fields.size() != 2 || !table.isPointer(fields[0].type))
    return void(refusals.refuse(e, "this std::initializer_list"));
  const ValueId elements = rooms.places.object(e->getSubExpr());
  const ValueId length = b.constantInt(table.sizeType(), static_cast<int64_t>(array->getZExtSize()));
  const ValueId first = b.element(elements, b.constantInt(table.sizeType(), 0));
  b.store(b.field(place, 0), rooms.conversions.convert(first, fields[0].type));
  const bool hasEnd = table.isPointer(fields[1].type);
  b.store(b.field(place, 1), rooms.conversions.convert(hasEnd ? b.index(first, length) : length, fields[1].type));
}

void Initialization::initializeCharacters(ValueId place, const StringLiteral *text) {
  const ir::TypeTable &table = b.module.types;
  const ir::Type array = table[table.pointee(function[place].type)];
  for (uint64_t i = 0; i < array.count; ++i) {
    const int64_t unit = i < text->getLength() ? text->getCodeUnit(static_cast<size_t>(i)) : 0;
    b.store(b.element(place, b.constantInt(table.sizeType(), static_cast<int64_t>(i))),
            b.constantInt(array.element, unit));
  }
}

void Initialization::initializeRecord(ValueId place, const Aggregate &written, QualType type) {
  const auto *record = type->getAsCXXRecordDecl();
  if (!record)
    return void(refusals.refuseExpression(written.expression));
  const ValueId outer = state.defaultObject;
  size_t next = 0;
  for (const CXXBaseSpecifier &base : record->getDefinition()->bases())
    if (next < written.parts.size())
      initialize(basePlace(place, base.getType()), written.parts[next++], base.getType());
  for (const FieldDecl *field : record->getDefinition()->fields()) {
    if (field->isUnnamedBitField() || next >= written.parts.size() || (record->isUnion() && field != written.ofUnion))
      continue;
    const Expr *value = written.parts[next++];
    const ValueId slot = rooms.places.fieldPlace(place, types.fieldNumber(field), field, value->getExprLoc());
    // `this` in a default member initializer is the object that is being made.
    if (isa<CXXDefaultInitExpr>(value))
      state.defaultObject = place;
    initializeField(slot, field, value);
    state.defaultObject = outer;
  }
}

// The part of an object that is its base.
ir::ValueId Initialization::basePlace(ValueId object, QualType base) {
  return rooms.conversions.convert(object, types.pointerTo(base));
}

void Initialization::initializeField(ValueId slot, const FieldDecl *field, const Expr *value) {
  if (field->getType()->isReferenceType())
    b.store(slot, rooms.conversions.convert(rooms.places.place(value), types.lower(field->getType())));
  else
    initialize(slot, value, field->getType());
}

void Initialization::initializeArrayLoop(ValueId place, const ArrayInitLoopExpr *e, QualType type) {
  const auto *array = ast.getAsConstantArrayType(type);
  if (!array)
    return void(refusals.refuseExpression(e));
  const OpaqueValueExpr *common = e->getCommonExpr();
  state.opaqueValues[common] = common->isGLValue() ? rooms.places.place(common->getSourceExpr())
                                                   : rooms.expressions.rvalue(common->getSourceExpr());
  rooms.objects.forEachElement(place, 0, [&](ValueId i) {
    state.arrayLoopIndices.push_back(i);
    initialize(b.element(place, i), e->getSubExpr(), array->getElementType());
    state.arrayLoopIndices.pop_back();
  });
}

void Initialization::construct(ValueId place, const CXXConstructExpr *e) {
  if (rooms.values.isValueType(e->getType()))
    return rooms.values.constructValue(place, e);
  const CXXConstructorDecl *constructor = e->getConstructor();
  if (const auto *array = ast.getAsConstantArrayType(e->getType())) {
    if (e->requiresZeroInitialization())
      rooms.objects.zeroObject(place);
    if (constructor->isTrivial() && !rooms.values.isValueType(ast.getBaseElementType(array)))
      return;
    return constructElements(place, array, e);
  }
  if (e->requiresZeroInitialization())
    rooms.objects.zeroObject(place);
  constructOne(place, e);
}

// Is an object made in place of another? Only of objects that are destroyed does it matter that both are there.
bool Initialization::isElided(const CXXConstructExpr *e) {
  const QualType type = ast.getTypeDeclType(e->getConstructor()->getParent());
  return e->isElidable() && (!rooms.lifetimes.isDestroyed(type) ||
                             (ast.getLangOpts().ElideConstructors &&
                              e->getArg(0)->isTemporaryObject(ast, e->getConstructor()->getParent())));
}

void Initialization::constructElements(ValueId place, const ConstantArrayType *array, const CXXConstructExpr *e) {
  rooms.objects.forEachElement(place, 0, [&](ValueId i) {
    if (const auto *row = ast.getAsConstantArrayType(array->getElementType()))
      constructElements(b.element(place, i), row, e);
    else
      constructOne(b.element(place, i), e);
  });
}

void Initialization::constructOne(ValueId place, const CXXConstructExpr *e) {
  const CXXConstructorDecl *constructor = e->getConstructor();
  if (rooms.values.isValueType(ast.getTypeDeclType(constructor->getParent())))
    return rooms.values.constructValue(place, e);
  if (types.isClosedPart(ast.getTypeDeclType(constructor->getParent())))
    return rooms.closedCalls.makePart(place, e, e->getType());
  if (constructor->isTrivial() || isElided(e)) {
    if (constructor->isDefaultConstructor())
      return;
    if (e->getNumArgs() >= 1)
      return initialize(place, e->getArg(0), ast.getTypeDeclType(constructor->getParent()));
  }
  const FunctionDecl *definition = context.definitionOf(constructor, e->getExprLoc());
  if (!definition)
    return rooms.closedCalls.makeIn(place, e, types.spell(ast.getTypeDeclType(constructor->getParent())),
                                    {DiagId::err_constructor_unknown, {context.nameForMessages(constructor)}});
  rooms.calls.callBody(definition, llvm::ArrayRef(e->getArgs(), e->getNumArgs()), place, e);
}

// What the constructor was given goes on to that of the base.
void Initialization::constructInherited(ValueId place, const CXXInheritedCtorInitExpr *e) {
  const FunctionDecl *definition = context.definitionOf(e->getConstructor(), e->getExprLoc());
  if (!definition)
    return void(refusals.refuse(e, DiagId::err_constructor_unknown, {context.nameForMessages(e->getConstructor())}));
  std::vector<ValueId> operands;
  for (size_t i = 1; i < function.parameters.size() && operands.size() < definition->getNumParams(); ++i)
    operands.push_back(function.parameters[i].value);
  rooms.calls.callConstructor(definition, place, std::move(operands), e->getExprLoc());
}

void Initialization::initializeClosure(ValueId place, const LambdaExpr *e) {
  auto field = e->getLambdaClass()->field_begin();
  for (const Expr *value : e->capture_inits()) {
    if (!value || field->hasCapturedVLAType())
      return void(refusals.refuse(e, DiagId::err_variable_length));
    const ValueId slot = rooms.places.fieldPlace(place, types.fieldNumber(*field), *field, e->getExprLoc());
    initializeField(slot, *field, value);
    ++field;
  }
}

} // namespace clangent::frontend
