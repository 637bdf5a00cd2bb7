// Parts of variables: what is assigned to a view that has no name, as in `x[i].slice(0, 1, 3) = y`, becomes a new value
// of the variable, through the path from it to the part. Everywhere else a view is the value that its class derives
// from.
#include "Frontend/Objects/Views.h"
#include "Frontend/Calls/Calls.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Expressions/Places.h"
#include "Frontend/Objects/Elements.h"
#include "Frontend/Objects/Operations.h"
#include "Frontend/Objects/Parts.h"
#include "Frontend/Objects/Values.h"

#include "clang/Basic/OperatorKinds.h"
#include "llvm/ADT/StringSwitch.h"

namespace clangent::frontend {

using namespace clang;
using ir::Term;

namespace {

const CXXRecordDecl *viewClass(QualType type) {
  const CXXRecordDecl *record = type.getNonReferenceType()->getAsCXXRecordDecl();
  return record && TypeLowering::valueOfView(record) ? record : nullptr;
}

} // namespace

// Parts are written to by the library's compound assignments alone of what takes them by reference: they replace the
// whole part, at their end. What others do could be seen through the variable meanwhile; to them a part is a value, and
// an assignment to it is refused there.
bool isUpdatedPart(const ParmVarDecl *parameter) {
  const auto *function = dyn_cast<FunctionDecl>(parameter->getDeclContext());
  if (!function || !parameter->getType()->isRValueReferenceType() || !viewClass(parameter->getType()))
    return false;
  const auto *space = dyn_cast<NamespaceDecl>(function->getDeclContext()->getRedeclContext());
  const OverloadedOperatorKind kind = function->getOverloadedOperator();
  const bool isCompound =
      kind == OO_PlusEqual || kind == OO_MinusEqual || kind == OO_StarEqual || kind == OO_SlashEqual;
  return isCompound && space && space->getName() == "clangent" && space->getParent()->isTranslationUnit();
}

namespace {

// A member function that makes a part of its object's variable, or of the variable that its object is a part of.
const CXXMethodDecl *stepOf(const FunctionDecl *callee) {
  const auto *method = dyn_cast_or_null<CXXMethodDecl>(callee);
  if (!method || !method->isInstance() || method->getReturnType()->isReferenceType() ||
      !viewClass(method->getReturnType()) || method->getRefQualifier() == RQ_None)
    return nullptr;
  const CXXRecordDecl *of = method->getParent();
  return TypeLowering::valueOfView(of) || TypeLowering::isValueClass(of) ? method : nullptr;
}

const Expr *viewedObject(const CallExpr *e) {
  const auto *member = dyn_cast<CXXMemberCallExpr>(e);
  return member ? member->getImplicitObjectArgument() : e->getArg(0);
}
llvm::ArrayRef<const Expr *> argumentsOf(const CallExpr *e) {
  const llvm::ArrayRef<const Expr *> all(e->getArgs(), e->getNumArgs());
  return isa<CXXOperatorCallExpr>(e) ? all.drop_front() : all;
}

// The member of a value's class with this name and these parameters.
const CXXMethodDecl *constOverload(const CXXMethodDecl *method) {
  const CXXRecordDecl *record = method->getParent();
  if (const CXXRecordDecl *value = TypeLowering::valueOfView(record))
    record = value;
  for (NamedDecl *found : record->lookup(method->getDeclName())) {
    const auto *overload = dyn_cast<CXXMethodDecl>(found);
    if (!overload || !overload->isConst() || overload->getNumParams() != method->getNumParams())
      continue;
    bool isSame = true;
    for (unsigned i = 0; i < method->getNumParams(); ++i)
      isSame &= overload->getParamDecl(i)->getType().getCanonicalType() ==
                method->getParamDecl(i)->getType().getCanonicalType();
    if (isSame)
      return overload;
  }
  return nullptr;
}

const Expr *stripped(const Expr *e) {
  for (;;) {
    if (const Expr *inside = unwrapped(e))
      e = inside;
    else if (const auto *temporary = dyn_cast<MaterializeTemporaryExpr>(e))
      e = temporary->getSubExpr();
    else if (const auto *cast = dyn_cast<ImplicitCastExpr>(e); cast && cast->getType()->isRecordType())
      e = cast->getSubExpr();
    else
      return e;
  }
}

// The call that makes a part, if `e` is one.
const CallExpr *stepCall(const Expr *e) {
  const auto *call = dyn_cast<CallExpr>(stripped(e));
  return call && stepOf(call->getDirectCallee()) ? call : nullptr;
}

// The name of the variable, member or list that the part is in; null if there is none.
const ValueDecl *nameOfVariable(const Expr *e) {
  while (const CallExpr *step = stepCall(e))
    e = viewedObject(step);
  e = e->IgnoreParenImpCasts();
  if (const auto *element = dyn_cast<CXXOperatorCallExpr>(e); element && element->getNumArgs() > 0)
    return nameOfVariable(element->getArg(0));
  if (const auto *subscript = dyn_cast<ArraySubscriptExpr>(e))
    return nameOfVariable(subscript->getBase());
  if (const auto *member = dyn_cast<MemberExpr>(e))
    return member->getMemberDecl();
  const auto *reference = dyn_cast<DeclRefExpr>(e);
  return reference ? reference->getDecl() : nullptr;
}

// Is it less than the whole variable, as far as the chain of views says?
bool isSmaller(const CallExpr *step) {
  for (; step; step = stepCall(viewedObject(step))) {
    const FunctionDecl *callee = step->getDirectCallee();
    if (callee->getOverloadedOperator() == OO_Subscript || callee->getName() == "select" ||
        callee->getName() == "slice")
      return true;
  }
  return false;
}

// Is the chain made of steps that never copy, with integers as arguments?
bool isPathOfIndices(const CallExpr *step) {
  for (; step; step = stepCall(viewedObject(step))) {
    const FunctionDecl *callee = step->getDirectCallee();
    const bool isKnown = callee->getOverloadedOperator() == OO_Subscript ||
                         llvm::StringSwitch<bool>(callee->getDeclName().isIdentifier() ? callee->getName() : "")
                             .Cases("select", "slice", "transpose", "t", "squeeze", "unsqueeze", true)
                             .Default(false);
    if (!isKnown)
      return false;
  }
  return true;
}

// Does the call write to the part that is its argument number k?
bool writesPart(const CallExpr *e, unsigned k) {
  const FunctionDecl *callee = e->getDirectCallee();
  const auto *method = dyn_cast_or_null<CXXMethodDecl>(callee);
  const bool isOfObject = method && isa<CXXOperatorCallExpr>(e);
  if (isOfObject && k == 0)
    return method->getOverloadedOperator() == OO_Equal && method->getRefQualifier() == RQ_RValue;
  const unsigned parameter = k - (isOfObject ? 1 : 0);
  return callee && parameter < callee->getNumParams() && isUpdatedPart(callee->getParamDecl(parameter));
}

void collectVariables(const Stmt *s, llvm::DenseSet<const ValueDecl *> &variables) {
  if (const auto *call = dyn_cast<CallExpr>(s))
    for (unsigned k = 0; k < call->getNumArgs(); ++k)
      if (const ValueDecl *variable = writesPart(call, k) ? nameOfVariable(call->getArg(k)) : nullptr)
        variables.insert(variable);
  for (const Stmt *child : s->children())
    if (child)
      collectVariables(child, variables);
}

// The parameter of a compound assignment that is moved from.
const ParmVarDecl *referenceToPart(const Expr *e) {
  if (const auto *call = dyn_cast<CallExpr>(e); call && call->isCallToStdMove())
    e = call->getArg(0);
  else if (const auto *cast = dyn_cast<ExplicitCastExpr>(e); cast && cast->isXValue())
    e = cast->getSubExpr();
  else
    return nullptr;
  const auto *reference = dyn_cast<DeclRefExpr>(e->IgnoreParenImpCasts());
  const auto *parameter = reference ? dyn_cast<ParmVarDecl>(reference->getDecl()) : nullptr;
  return parameter && isUpdatedPart(parameter) ? parameter : nullptr;
}

} // namespace

// What a view is taken for where nothing is assigned to it: the same view of a constant.
const FunctionDecl *asConstantView(const FunctionDecl *callee) {
  const CXXMethodDecl *method = stepOf(callee);
  const CXXMethodDecl *overload = method ? constOverload(method) : nullptr;
  return overload ? overload : callee;
}

// ---- from the variable to the part

// The variable and the path; nothing if the expression was refused.
std::optional<Views::Part> Views::partOfVariable(const Expr *e) {
  e = stripped(e);
  const TypeId path = b.module.types.value("::clangent::ViewPath", false);
  const auto *call = dyn_cast<CallExpr>(e);
  const CXXMethodDecl *step = call ? stepOf(call->getDirectCallee()) : nullptr;
  if (!step) {
    refusals.refuse(e, DiagId::err_view_write);
    return std::nullopt;
  }
  std::optional<Part> part;
  if (step->getRefQualifier() == RQ_RValue) {
    part = partOfVariable(viewedObject(call));
  } else {
    const Expr *of = viewedObject(call);
    const ValueId variable = of->getType()->isPointerType() ? rooms.expressions.rvalue(of) : rooms.places.place(of);
    part = Part{variable, b.rule(ir::RuleId(), Term::construct("::clangent::ViewPath", {}), {}, path)};
  }
  if (!part)
    return std::nullopt;
  std::vector<ValueId> operands{part->path};
  std::vector<Term> arguments;
  for (const Expr *argument : argumentsOf(call)) {
    std::optional<Term> term = rooms.operations.operandTerm(argument, operands);
    if (!term) {
      refusals.refuse(e, DiagId::err_view_write);
      return std::nullopt;
    }
    arguments.push_back(std::move(*term));
  }
  Term next = step->getOverloadedOperator() == OO_Subscript
                  ? Term::element(Term::operand(0), std::move(arguments[0]))
                  : Term::call(Term::member(Term::operand(0), step->getNameAsString()), std::move(arguments));
  part->path = b.rule(ir::RuleId(), std::move(next), std::move(operands), path);
  return part;
}

// ---- parts that are read

// A part of a variable that this function writes parts of is copied: if it shared the variable's memory, to keep it
// would be to keep all of the variable, and to copy that with the next write.
bool Views::isReadApart(const CallExpr *e) {
  if (!stepOf(e->getDirectCallee()) || innerSteps.count(e) || !isSmaller(e))
    return false;
  if (!writtenInParts) {
    writtenInParts.emplace();
    if (const Stmt *body = state.decl->getBody())
      collectVariables(body, *writtenInParts);
  }
  const ValueDecl *variable = nameOfVariable(e);
  return variable && writtenInParts->count(variable);
}

// What a view is taken for where nothing is assigned to it. The views on the way to a copied part would share the
// memory as well until the end of their scope, so that such a part is read at once.
ir::ValueId Views::viewAsValue(const CallExpr *e, const FunctionDecl *constant) {
  enterStep(e);
  if (!isReadApart(e))
    return rooms.calls.callOf(e, constant);
  const CXXRecordDecl *view = viewClass(e->getType());
  const ir::TypeTable &table = b.module.types;
  if (stepCall(viewedObject(e)) && isPathOfIndices(e)) {
    const std::optional<Part> part = partOfVariable(e);
    return part && table.isPointer(function[part->variable].type) ? rooms.values.placeOfValue(readPart(*part, view, e))
                                                                  : refusals.placeholder(e);
  }
  const ValueId part = rooms.calls.callOf(e, constant);
  if (!table.isPointer(function[part].type))
    return part;
  const std::optional<ir::RuleId> rule = ruleOfMember(view, "copy", e);
  const TypeId type = table.pointee(function[part].type);
  return rule ? rooms.values.placeOfValue(b.rule(*rule, ir::memberCall(0, "copy", {}), {b.load(part)}, type)) : part;
}

// What the object of a step is taken from is no part by itself.
void Views::enterStep(const CallExpr *e) {
  if (stepOf(e->getDirectCallee()))
    if (const CallExpr *inner = stepCall(viewedObject(e)))
      innerSteps.insert(inner);
}

// ---- reading and writing it

// The rule of a member of the value; none if the elements have no derivative.
std::optional<ir::RuleId> Views::ruleOfMember(const CXXRecordDecl *view, llvm::StringRef member, const Expr *e) {
  const CXXRecordDecl *value = TypeLowering::valueOfView(view);
  if (!TypeLowering::isDifferentiableValue(value))
    return ir::RuleId();
  for (NamedDecl *found : value->lookup(&ast.Idents.get(member)))
    if (const auto *method = dyn_cast<CXXMethodDecl>(found))
      return context.ruleFor(method, e->getExprLoc());
  return std::nullopt;
}

ir::ValueId Views::readPart(const Part &part, const CXXRecordDecl *view, const Expr *e) {
  const ValueId whole = b.load(part.variable);
  const std::optional<ir::RuleId> rule = ruleOfMember(view, "part", e);
  if (!rule)
    return refusals.refuse(e, DiagId::err_view_write);
  return b.rule(*rule, ir::memberCall(0, "part", {1}), {whole, part.path}, function[whole].type);
}

void Views::writePart(const Part &part, ValueId values, const CXXRecordDecl *view, const Expr *e) {
  const ir::TypeTable &table = b.module.types;
  if (!table.isPointer(function[part.variable].type) || !table.isValue(table.pointee(function[part.variable].type)))
    return; // it was refused
  const std::optional<ir::RuleId> rule = ruleOfMember(view, "set_part", e);
  if (!rule)
    return void(refusals.refuse(e, DiagId::err_view_write));
  const ValueId before = b.load(part.variable);
  const ir::OpId op = b.inPlace(ir::memberCall(2, "set_part", {0, 1}), {part.path, values}, {before});
  if (rule->valid())
    function[op].rule = rooms.parts.addRule(Operations::objectLast(b.module[*rule]));
  rooms.elements.write(part.variable, b.result(op));
}

// An assignment to a part, the right side first; false for any other call. Its result is what the part is then.
bool Views::assignsToPart(const CallExpr *e, const FunctionDecl *callee, ValueId &result) {
  const auto *method = dyn_cast<CXXMethodDecl>(callee);
  const CXXRecordDecl *view =
      method && method->isInstance() ? viewClass(ast.getTypeDeclType(method->getParent())) : nullptr;
  if (!view || method->getRefQualifier() != RQ_RValue || viewClass(method->getReturnType()))
    return false;
  const bool isUsed = !e->getType()->isVoidType() && e != state.discarded;
  const ValueId values = rooms.values.valueOf(argumentsOf(e)[0]);
  const ParmVarDecl *parameter = referenceToPart(viewedObject(e));
  if (const auto known = state.places.find(parameter); parameter && known != state.places.end()) {
    rooms.elements.write(known->second, values); // of the shape that the part has
    return true;
  }
  const std::optional<Part> part = partOfVariable(viewedObject(e));
  if (part)
    writePart(*part, values, view, e);
  if (isUsed)
    result = part && !state.isRefused ? rooms.values.placeOfValue(readPart(*part, view, e)) : refusals.placeholder(e);
  return true;
}

// A part that a compound assignment is handed: a variable of its own, which is written back behind the call.
ir::ValueId Views::lendPart(const Expr *e, std::vector<LentPart> &lent) {
  const CXXRecordDecl *view = viewClass(e->getType());
  const std::optional<Part> part = partOfVariable(e);
  if (!part)
    return refusals.placeholder(e);
  const ValueId copy = rooms.values.placeOfValue(readPart(*part, view, e));
  lent.push_back({*part, copy, view, e});
  return copy;
}

void Views::takeBack(llvm::ArrayRef<LentPart> lent) {
  for (const LentPart &one : lent)
    writePart(one.part, b.load(one.copy), one.view, one.at);
}

} // namespace clangent::frontend
