// How objects that are not looked into begin: what follows their names, as the program wrote it. Constructors and lists
// in braces are terms; numbers in them, and objects that have names, are operands.
#include "Frontend/Calls/Calls.h"
#include "Frontend/Calls/ClosedCalls.h"
#include "Frontend/Calls/OpaqueCalls.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Expressions/Places.h"
#include "Frontend/Rules/WrittenLists.h"

namespace clangent::frontend {

using namespace clang;

namespace {

// Does the expression make the object itself that its operand makes?
const Expr *madeBy(const Expr *e) {
  if (const Expr *inside = unwrapped(e))
    return inside;
  if (const auto *construct = dyn_cast<CXXConstructExpr>(e); construct && construct->isElidable())
    return construct->getArg(0);
  if (const auto *temporary = dyn_cast<MaterializeTemporaryExpr>(e))
    return temporary->getSubExpr();
  if (const auto *cast = dyn_cast<CastExpr>(e); cast && cast->isPRValue())
    if (cast->getCastKind() == CK_NoOp || cast->getCastKind() == CK_ConstructorConversion ||
        cast->getCastKind() == CK_UserDefinedConversion)
      return cast->getSubExpr();
  return nullptr;
}

} // namespace

const Expr *makerOf(const Expr *e) {
  while (const Expr *inside = e ? madeBy(e) : nullptr)
    e = inside;
  return e;
}

// An object of that type that begins like this.
ir::Term ClosedCalls::ofType(Term made, const std::string &type) {
  return made.isEmpty() ? Term::construct(type, {}) : Term{made.kind, 0, type, std::move(made.parts)};
}

// What follows the name of an object that this expression makes.
std::optional<ir::Term> ClosedCalls::closedInitializer(const Expr *e, std::vector<ValueId> &operands) {
  if (const auto *construct = dyn_cast<CXXConstructExpr>(e))
    return closedArguments(construct, operands);
  if (const auto *list = dyn_cast<InitListExpr>(e); list && !list->isTransparent())
    return list->getType()->isArrayType() ? closedElements(list, operands) : closedMembers(list, operands);
  return std::nullopt;
}

// Elements without an initializer begin as C++ has it.
std::optional<ir::Term> ClosedCalls::closedElements(const InitListExpr *list, std::vector<ValueId> &operands) {
  const QualType element = ast.getAsArrayType(list->getType())->getElementType();
  std::vector<Term> elements;
  for (const Expr *value : list->inits()) {
    std::optional<Term> made = closedArgument(value, element.getUnqualifiedType(), operands);
    if (!made)
      return std::nullopt;
    elements.push_back(std::move(*made));
  }
  return Term::braces("", std::move(elements));
}

namespace {

// Are the rest of a list members that the program's default initializers make?
bool isOfDefaults(llvm::ArrayRef<Expr *> rest) {
  return llvm::all_of(rest, [](const Expr *e) { return isa<CXXDefaultInitExpr, ImplicitValueInitExpr>(e); });
}

} // namespace

std::optional<ir::Term> ClosedCalls::closedMembers(const InitListExpr *list, std::vector<ValueId> &operands) {
  const CXXRecordDecl *record = list->getType()->getAsCXXRecordDecl();
  if (!record || !record->bases().empty() || record->isUnion())
    return std::nullopt;
  std::vector<Term> members;
  const llvm::ArrayRef<Expr *> inits = list->inits();
  auto field = record->field_begin();
  for (size_t i = 0; i < inits.size() && !isOfDefaults(inits.drop_front(i)); ++i, ++field) {
    while (field->isUnnamedBitField())
      ++field;
    std::optional<Term> member;
    if (isa<ImplicitValueInitExpr>(inits[i]))
      member = Term::braces("", {});
    else if (!isa<CXXDefaultInitExpr>(inits[i]))
      member = closedArgument(inits[i], field->getType(), operands);
    if (!member)
      return std::nullopt;
    members.push_back(std::move(*member));
  }
  return Term::braces("", std::move(members));
}

std::optional<ir::Term> ClosedCalls::closedArguments(const CXXConstructExpr *e, std::vector<ValueId> &operands) {
  const CXXConstructorDecl *constructor = e->getConstructor();
  if (constructor->isVariadic())
    return std::nullopt;
  context.calledByText.push_back(constructor);
  std::vector<Term> arguments;
  for (const Expr *argument : llvm::ArrayRef(e->getArgs(), e->getNumArgs())) {
    if (isa<CXXDefaultArgExpr>(argument))
      break;
    const ParmVarDecl *parameter = constructor->getParamDecl(static_cast<unsigned>(arguments.size()));
    std::optional<Term> term = closedArgument(argument, parameter->getType(), operands);
    if (!term)
      return std::nullopt;
    arguments.push_back(std::move(*term));
  }
  if (arguments.empty())
    return e->requiresZeroInitialization() ? Term::braces("", {}) : Term();
  // Elements in braces are the list that a constructor takes, unless a single one could be an object to copy.
  if (e->isStdInitListInitialization() && arguments.size() == 1 && arguments[0].parts.size() > 1)
    return Term::braces("", std::move(arguments[0].parts));
  return Term::construct("", std::move(arguments));
}

// An argument, or the initializer of a member, of this type.
std::optional<ir::Term> ClosedCalls::closedArgument(const Expr *e, QualType parameter, std::vector<ValueId> &operands) {
  if (!types.valueProblem(parameter).empty())
    return std::nullopt;
  if (parameter->isReferenceType())
    return closedReference(e, parameter, operands);
  if (parameter->isArrayType())
    return isa<clang::StringLiteral>(e->IgnoreParens()) ? rooms.opaqueCalls.opaqueTerm(e, operands)
                                                        : closedInitializer(e, operands);
  if (!parameter->isRecordType()) {
    operands.push_back(rooms.conversions.convert(rooms.expressions.rvalue(e), types.lower(parameter)));
    return Term::operand(operands.size() - 1);
  }
  const Expr *made = makerOf(e);
  const std::string type = types.spell(parameter.getUnqualifiedType());
  if (const auto *list = dyn_cast<CXXStdInitializerListExpr>(made)) {
    const InitListExpr *written = elementsOf(list);
    std::optional<Term> elements = written ? closedElements(written, operands) : std::nullopt;
    return elements ? std::optional(ofType(std::move(*elements), type)) : std::nullopt;
  }
  if (isa<CXXConstructExpr, InitListExpr>(made)) {
    std::optional<Term> begins = closedInitializer(made, operands);
    return begins ? std::optional(ofType(std::move(*begins), type)) : std::nullopt;
  }
  operands.push_back(rooms.places.object(made));
  const Term object = Term::object(operands.size() - 1);
  return !made->isGLValue() && types.isClosed(parameter)
             ? Term::cast(types.spell(ast.getRValueReferenceType(parameter)), object)
             : object;
}

// What a reference is bound to: a number that is made for it is a value, anything else has a place.
std::optional<ir::Term> ClosedCalls::closedReference(const Expr *e, QualType parameter,
                                                     std::vector<ValueId> &operands) {
  const bool isMoved = parameter->isRValueReferenceType();
  while (const Expr *inside = unwrapped(e))
    e = inside;
  if (isa<clang::StringLiteral>(e))
    return rooms.opaqueCalls.opaqueTerm(e, operands);
  const auto *temporary = dyn_cast<MaterializeTemporaryExpr>(e);
  if (temporary && e->getType()->isScalarType() && temporary->getStorageDuration() == SD_FullExpression) {
    const ValueId value =
        rooms.conversions.convert(rooms.expressions.rvalue(temporary->getSubExpr()), types.lower(e->getType()));
    const ir::Op *made = value ? function.definingOp(value) : nullptr;
    operands.push_back(value);
    const Term number = Term::operand(operands.size() - 1);
    // Whatever else the value is in the text may have a name there.
    return isMoved && !(made && made->code == ir::Opcode::Constant)
               ? Term::cast(types.spell(e->getType().getUnqualifiedType()), number)
               : number;
  }
  operands.push_back(rooms.places.place(e));
  const Term object = Term::object(operands.size() - 1);
  return isMoved ? Term::cast(types.spell(parameter), object) : object;
}

} // namespace clangent::frontend
