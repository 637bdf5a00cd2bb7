// Glvalues: the pointer to the object that an expression denotes.
#include "Frontend/Expressions/Places.h"
#include "Frontend/Calls/Calls.h"
#include "Frontend/Calls/ClosedCalls.h"
#include "Frontend/Calls/OpaqueCalls.h"
#include "Frontend/Control/Regions.h"
#include "Frontend/Core/Aliases.h"
#include "Frontend/Core/At.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Conditions.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Expressions/Operators.h"
#include "Frontend/Objects/Elements.h"
#include "Frontend/Objects/Initialization.h"
#include "Frontend/Objects/Lifetimes.h"

#include "clang/AST/DeclTemplate.h"

#include <algorithm>

namespace clangent::frontend {

using namespace clang;

ir::ValueId Places::place(const Expr *e) {
  At at(b, e->getExprLoc());
  if (!e->isGLValue())
    return temporary(e);
  const Problem problem = types.valueProblem(e->getType());
  if (!problem.empty())
    return refusals.refuse(e, problem);
  return placeOf(e);
}

ir::ValueId Places::object(const Expr *e) { return e->isGLValue() ? place(e) : temporary(e); }

// A prvalue needs an object; a call that returns one has made it already. `isExtended`: it does not die with its full
// expression.
ir::ValueId Places::temporary(const Expr *e, bool isExtended) {
  if (const Expr *inside = unwrapped(e))
    return temporary(inside, isExtended);
  if (e->getType()->isRecordType()) {
    if (const auto *call = dyn_cast<CallExpr>(e))
      return rooms.lifetimes.destroyTemporary(rooms.calls.call(call), e->getType(), isExtended);
    if (const auto *construct = dyn_cast<CXXConstructExpr>(e); construct && construct->isElidable() &&
                                                               construct->getNumArgs() == 1 &&
                                                               !rooms.lifetimes.isDestroyed(e->getType()))
      return object(construct->getArg(0));
  }
  if (types.isClosed(e->getType()))
    return rooms.closedCalls.closedTemporary(e);
  if (!refusals.isObjectType(e->getType(), e->getExprLoc()))
    return refusals.placeholder(e);
  const ValueId object = rooms.lifetimes.temporary(e->getType(), isExtended);
  rooms.initialization.initialize(object, e, e->getType());
  return rooms.lifetimes.destroyTemporary(object, e->getType(), isExtended);
}

ir::ValueId Places::materialized(const MaterializeTemporaryExpr *e) {
  const Expr *made = e->getSubExpr();
  At at(b, made->getExprLoc());
  return made->isGLValue() ? place(made) : temporary(made, e->getStorageDuration() == SD_Automatic);
}

ir::ValueId Places::operatorPlace(const Expr *e) {
  if (const auto *unary = dyn_cast<UnaryOperator>(e)) {
    if (unary->getOpcode() == UO_Deref)
      return rooms.expressions.rvalue(unary->getSubExpr());
    if (unary->getOpcode() == UO_Extension)
      return place(unary->getSubExpr());
    return unary->isIncrementDecrementOp() ? rooms.operators.step(unary, true) : refusals.refuseExpression(e);
  }
  const auto *binary = cast<BinaryOperator>(e);
  if (binary->getOpcode() == BO_Assign)
    return rooms.operators.assign(binary);
  if (binary->getOpcode() != BO_Comma)
    return refusals.refuseExpression(e);
  rooms.expressions.effect(binary->getLHS());
  return place(binary->getRHS());
}

ir::ValueId Places::placeOf(const Expr *e) {
  if (const auto *full = dyn_cast<ExprWithCleanups>(e)) {
    ValueId object;
    rooms.lifetimes.inExpression([&] { object = place(full->getSubExpr()); });
    return object;
  }
  if (const Expr *inside = unwrapped(e))
    return place(inside);
  if (const auto *cast = dyn_cast<CastExpr>(e))
    return rooms.conversions.castOf(cast);
  if (const auto *call = dyn_cast<CallExpr>(e))
    return rooms.calls.call(call);
  if (const auto *assignment = dyn_cast<CompoundAssignOperator>(e))
    return rooms.operators.compoundAssign(assignment, true);
  switch (e->getStmtClass()) {
  case Stmt::DeclRefExprClass:
    return variable(cast<DeclRefExpr>(e));
  case Stmt::MemberExprClass:
    return member(cast<MemberExpr>(e));
  case Stmt::ArraySubscriptExprClass:
    return subscript(cast<ArraySubscriptExpr>(e));
  case Stmt::UnaryOperatorClass:
  case Stmt::BinaryOperatorClass:
    return operatorPlace(e);
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass:
    return rooms.conditions.conditional(cast<AbstractConditionalOperator>(e), Chosen::Place);
  case Stmt::MaterializeTemporaryExprClass:
    return materialized(cast<MaterializeTemporaryExpr>(e));
  case Stmt::OpaqueValueExprClass: {
    auto found = state.opaqueValues.find(cast<OpaqueValueExpr>(e));
    if (found != state.opaqueValues.end())
      return found->second;
    const Expr *source = cast<OpaqueValueExpr>(e)->getSourceExpr();
    return source ? place(source) : refusals.refuse(e, "this expression");
  }
  case Stmt::InitListExprClass:
    if (cast<InitListExpr>(e)->getNumInits() == 1)
      return place(cast<InitListExpr>(e)->getInit(0));
    return refusals.refuseExpression(e);
  case Stmt::StringLiteralClass:
    return textPlace(cast<clang::StringLiteral>(e));
  case Stmt::PredefinedExprClass:
    if (const clang::StringLiteral *name = cast<PredefinedExpr>(e)->getFunctionName())
      return textPlace(name);
    return refusals.refuseExpression(e);
  case Stmt::CXXDefaultInitExprClass:
    return place(cast<CXXDefaultInitExpr>(e)->getExpr());
  case Stmt::CXXThrowExprClass:
    rooms.opaqueCalls.throwExpression(cast<CXXThrowExpr>(e));
    return refusals.placeholder(e);
  default:
    return refusals.refuseExpression(e);
  }
}

// A string literal is a constant array that is spelled as the program spells it.
ir::ValueId Places::textPlace(const clang::StringLiteral *literal) {
  std::string text;
  llvm::raw_string_ostream out(text);
  literal->outputString(out);
  out.flush();
  return b.global(types.pointerTo(literal->getType()), text);
}

// ---- variables

namespace {

// The words for a use of a variable, which need not have a name.
std::string useOf(const ValueDecl *declared) {
  if (isa<DecompositionDecl>(declared))
    return "a use of this structured binding";
  return declared->getDeclName().isEmpty() ? "a use of a variable without a name"
                                           : "a use of '" + declared->getNameAsString() + "'";
}

} // namespace

ir::ValueId Places::variable(const DeclRefExpr *e) {
  const ValueDecl *declared = e->getDecl();
  auto known = state.places.find(declared);
  if (known != state.places.end())
    return rooms.elements.refreshed(known->second);
  auto unchanged = state.values.find(declared);
  if (unchanged != state.values.end()) {
    // Something wants the address of a parameter that was thought only to be read: give it a copy.
    const ValueId copy = b.local(function[unchanged->second].type, declared->getNameAsString());
    b.store(copy, unchanged->second);
    return copy;
  }
  if (const auto *binding = dyn_cast<BindingDecl>(declared))
    return bound(binding, e);
  if (const auto *parameter = dyn_cast<TemplateParamObjectDecl>(declared))
    return refusals.refuse(e, "a template argument of the class '" + parameter->getType().getAsString(types.policy()) +
                                  "'");
  const auto *variable = dyn_cast<VarDecl>(declared);
  if (!variable)
    return refusals.refuse(e, useOf(declared));
  if (variable->hasGlobalStorage())
    return global(variable, e);
  return captured(variable, e);
}

ir::ValueId Places::global(const VarDecl *variable, const Expr *e) {
  const std::string name = variable->getNameAsString();
  if (variable->getTLSKind() != VarDecl::TLS_None)
    return refusals.refuse(e, DiagId::err_thread_local, {name});
  if (variable->isStaticLocal())
    return staticTable(variable, e);
  if (const auto *specialization = dyn_cast<VarTemplateSpecializationDecl>(variable))
    return refusals.refuse(e, "a use of the variable template '" + specialization->getNameAsString() + "'");
  return globalByName(variable);
}

ir::ValueId Places::globalByName(const ValueDecl *declared) {
  if (isHiddenOutside(declared))
    return b.global(types.pointerTo(declared->getType().getNonReferenceType()), aliasOf(context.sema, declared));
  std::string qualified = "::";
  llvm::raw_string_ostream out(qualified);
  declared->printQualifiedName(out, types.policy());
  out.flush();
  return b.global(types.pointerTo(declared->getType().getNonReferenceType()), qualified);
}

// A constant table inside a function has no name outside of it: it becomes a local of the same content.
ir::ValueId Places::staticTable(const VarDecl *variable, const Expr *e) {
  const QualType type = variable->getType();
  const QualType element = ast.getBaseElementType(type);
  const bool isConstant = (type.isConstQualified() || element.isConstQualified()) && !type->isReferenceType();
  if (!isConstant || !variable->getInit() || !types.objectProblem(type).empty()) {
    const ValueId result = refusals.refuse(e, DiagId::err_static_local, {variable->getNameAsString()});
    refusals.markRefused(variable);
    return result;
  }
  auto known = tables.find(variable);
  if (known != tables.end())
    return known->second;
  // Made before everything else, so that every use sees it.
  ValueId table;
  const size_t end = function[function.body].ops.size();
  rooms.regions.lowerRegion(function.body, [&] {
    table = b.local(types.lower(type), variable->getNameAsString());
    rooms.initialization.initialize(table, variable->getInit(), type);
  });
  std::vector<ir::OpId> &ops = function[function.body].ops;
  std::rotate(ops.begin(), ops.begin() + static_cast<std::ptrdiff_t>(end), ops.end());
  tables[variable] = table;
  return table;
}

namespace {

// The field that holds a variable or a binding in the closure that `function` belongs to, if it is one's and holds it.
const FieldDecl *fieldOfCaptured(const FunctionDecl *function, const ValueDecl *captured) {
  const auto *method = dyn_cast<CXXMethodDecl>(function);
  if (!method || !method->getParent()->isLambda())
    return nullptr;
  llvm::DenseMap<const ValueDecl *, FieldDecl *> fields;
  FieldDecl *capturedThis = nullptr;
  method->getParent()->getCaptureFields(fields, capturedThis);
  return fields.lookup(captured);
}

} // namespace

// A name of a structured binding: a part of an object, or what a variable behind it refers to. Captured, it is a field
// of the closure.
ir::ValueId Places::bound(const BindingDecl *binding, const Expr *e) {
  const VarDecl *variable = binding->getHoldingVar();
  if (fieldOfCaptured(state.decl, binding) || (variable && fieldOfCaptured(state.decl, variable)))
    return captured(fieldOfCaptured(state.decl, binding) ? static_cast<const ValueDecl *>(binding) : variable, e);
  const auto *whole = dyn_cast<VarDecl>(binding->getDecomposedDecl());
  if (whole && whole->isFileVarDecl() && whole->getTLSKind() == VarDecl::TLS_None)
    return globalByName(binding); // what it is a part of has no name
  if (whole && whole->hasGlobalStorage())
    return refusals.refuse(e, DiagId::err_static_local, {binding->getNameAsString()});
  return binding->getBinding() ? place(binding->getBinding()) : refusals.refuse(e, "a structured binding");
}

// A variable of the function around a closure: the closure's field.
ir::ValueId Places::captured(const ValueDecl *variable, const Expr *e) {
  const FieldDecl *field = fieldOfCaptured(state.decl, variable);
  if (!field || !state.self)
    return refusals.refuse(e, useOf(variable));
  const ValueId slot = fieldPlace(state.self, types.fieldNumber(field), field, e->getExprLoc());
  return field->getType()->isReferenceType() ? b.load(slot) : slot;
}

// ---- parts of objects

// The object of a member access, and the number of the first field that belongs to the class of `e`: conversions to
// base classes only move that number.
ir::ValueId Places::baseObject(const Expr *e, unsigned &offset) {
  e = e->IgnoreParens();
  const auto *cast = dyn_cast<ImplicitCastExpr>(e);
  const bool isToBase =
      cast && (cast->getCastKind() == CK_UncheckedDerivedToBase || cast->getCastKind() == CK_DerivedToBase);
  if (!isToBase) {
    const bool isPointer = e->getType()->isPointerType();
    return isPointer ? rooms.expressions.rvalue(e) : object(e);
  }
  const Expr *derived = cast->getSubExpr();
  QualType type = derived->getType();
  if (type->isPointerType())
    type = type->getPointeeType();
  const CXXRecordDecl *from = type->getAsCXXRecordDecl();
  for (const CXXBaseSpecifier *step : cast->path()) {
    const CXXRecordDecl *base = step->getType()->getAsCXXRecordDecl();
    offset += types.baseOffset(from, base);
    from = base;
  }
  return baseObject(derived, offset);
}

ir::ValueId Places::fieldPlace(ValueId object, unsigned number, const FieldDecl *field, Location at) {
  ir::TypeTable &table = b.module.types;
  const TypeId pointer = function[object].type;
  const bool isStruct = table.isPointer(pointer) && table[table.pointee(pointer)].kind == ir::TypeKind::Struct;
  if (isStruct && number < table[table.pointee(pointer)].fields.size())
    return b.field(object, number);
  const ir::Op *origin = function.definingOp(object);
  const bool isPlaceholder = state.isRefused && origin && origin->code == ir::Opcode::Undef;
  if (!isPlaceholder) {
    const QualType owner = ast.getTypeDeclType(field->getParent());
    refusals.refuseStatement(at, DiagId::err_unsupported,
                             {"a member of an object of type '" + owner.getAsString(types.policy()) + "'"});
  }
  const TypeId slot = types.lower(field->getType());
  return b.undef(table.pointer(slot));
}

ir::ValueId Places::member(const MemberExpr *e) {
  const ValueDecl *declared = e->getMemberDecl();
  if (const auto *variable = dyn_cast<VarDecl>(declared)) {
    rooms.expressions.effect(e->getBase());
    return global(variable, e);
  }
  const auto *field = dyn_cast<FieldDecl>(declared);
  if (!field)
    return refusals.refuse(e, "a use of the member '" + declared->getNameAsString() + "'");
  if (field->isBitField())
    return refusals.refuse(e, DiagId::err_bit_field);
  const auto *owner = dyn_cast<CXXRecordDecl>(field->getParent());
  if (owner && owner->isUnion() && !types.isOfAlternatives(owner))
    return refusals.refuse(e, DiagId::err_union);
  if (field->getParent()->isAnonymousStructOrUnion() && !field->getParent()->isUnion())
    return refusals.refuse(e, "a member of an anonymous class");
  unsigned offset = 0;
  const ValueId object = baseObject(e->getBase(), offset);
  const ValueId slot = fieldPlace(object, offset + types.fieldNumber(field), field, e->getExprLoc());
  if (field->getType()->isReferenceType())
    return b.load(slot);
  if (field->isMutable() && b.module.types[function[slot].type].toConst)
    return refusals.refuse(e, "the mutable member '" + field->getNameAsString() + "' of a constant object");
  return slot;
}

ir::ValueId Places::subscript(const ArraySubscriptExpr *e) {
  const Expr *left = e->getLHS(), *base = e->getBase();
  const auto *decay = dyn_cast<ImplicitCastExpr>(base->IgnoreParens());
  const bool isArray =
      decay && decay->getCastKind() == CK_ArrayToPointerDecay && decay->getSubExpr()->getType()->isConstantArrayType();
  auto lowerBase = [&] { return isArray ? object(decay->getSubExpr()) : rooms.expressions.rvalue(base); };
  ValueId pointer, index;
  if (left == base) {
    pointer = lowerBase();
    index = rooms.expressions.rvalue(e->getIdx());
  } else {
    index = rooms.expressions.rvalue(e->getIdx());
    pointer = lowerBase();
  }
  ir::TypeTable &table = b.module.types;
  if (!table.isPointer(function[pointer].type))
    return refusals.placeholder(e);
  return isArray && table[table.pointee(function[pointer].type)].kind == ir::TypeKind::Array ? b.element(pointer, index)
                                                                                             : b.index(pointer, index);
}

} // namespace clangent::frontend
