// Declarations: every variable is a local, or another name for a place.
#include "Frontend/Control/Declarations.h"
#include "Frontend/Calls/ClosedCalls.h"
#include "Frontend/Calls/InactiveCalls.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Expressions/FixedValue.h"
#include "Frontend/Expressions/Places.h"
#include "Frontend/Objects/Elements.h"
#include "Frontend/Objects/Initialization.h"
#include "Frontend/Objects/Lifetimes.h"

namespace clangent::frontend {

using namespace clang;

void Declarations::lowerDeclarations(const DeclStmt *s) {
  for (const Decl *declared : s->decls()) {
    if (const auto *variable = dyn_cast<VarDecl>(declared))
      lowerVariable(variable);
    else if (!isa<TypeDecl, StaticAssertDecl, FunctionDecl, UsingDecl, UsingShadowDecl, UsingDirectiveDecl,
                  NamespaceAliasDecl, UsingEnumDecl, EmptyDecl>(declared))
      refusals.refuseStatement(declared->getLocation(), DiagId::err_unsupported,
                               {std::string("a declaration of kind '") + declared->getDeclKindName() + "'"});
  }
}

namespace {

// Does this initializer leave nothing but zeros?
bool isAllZero(const Expr *e) {
  e = e->IgnoreParenImpCasts();
  if (isa<ImplicitValueInitExpr, CXXScalarValueInitExpr, CXXNullPtrLiteralExpr>(e))
    return true;
  if (const auto *literal = dyn_cast<IntegerLiteral>(e))
    return literal->getValue() == 0;
  if (const auto *literal = dyn_cast<FloatingLiteral>(e))
    return literal->getValue().isPosZero();
  const auto *list = dyn_cast<InitListExpr>(e);
  if (!list || list->isTransparent())
    return false;
  if (list->hasArrayFiller() && !isAllZero(list->getArrayFiller()))
    return false;
  for (const Expr *element : list->inits())
    if (!isAllZero(element))
      return false;
  return true;
}

} // namespace

// Is the variable the object that the function returns? Then no constructor copies it. Where a copy is the same as the
// object itself, it is left one: its name is the program's.
bool Declarations::isReturnedInPlace(const VarDecl *variable) const {
  const QualType type = variable->getType();
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  const ir::TypeTable &table = b.module.types;
  return state.resultObject && state.resultPlace && ast.getLangOpts().ElideConstructors && variable->isNRVOVariable() &&
         record && types.lower(type) == state.resultObject &&
         (types.isDestroyed(type) || record->hasUserDeclaredCopyConstructor() ||
          record->hasUserDeclaredMoveConstructor() ||
          (!record->hasTrivialCopyConstructor() && !table.holdsValue(state.resultObject)));
}

ir::ValueId Declarations::objectOf(const VarDecl *variable, bool isZeroed) {
  if (!isReturnedInPlace(variable)) {
    const ValueId object = b.local(types.lower(variable->getType()), variable->getNameAsString(), isZeroed);
    function[function[object].definition].isElided = state.resultObject && variable->isNRVOVariable();
    return object;
  }
  if (context.takesPlace(state.id)) // named by who calls
    function.parameters.back().name = variable->getNameAsString();
  b.setName(state.resultPlace, variable->getNameAsString());
  return state.resultPlace;
}

void Declarations::lowerVariable(const VarDecl *variable) {
  const Location at = variable->getLocation();
  const QualType type = variable->getType();
  if (variable->hasGlobalStorage()) {
    if (variable->isStaticLocal() && variable->hasInit() && !variable->hasConstantInitialization() &&
        !isFixed(variable))
      refusals.refuseVariable(variable, DiagId::err_static_local, {variable->getNameAsString()});
    return;
  }
  if (variable->hasAttr<CleanupAttr>())
    return refusals.refuseVariable(variable, DiagId::err_unsupported, {"a variable with a cleanup function"});
  if (rooms.inactiveCalls.refusesInactive(variable))
    return;
  if (type->isVariableArrayType())
    return refusals.refuseVariable(variable, DiagId::err_variable_length);
  if (const Problem problem = types.valueProblem(type); !problem.empty())
    return refusals.refuseVariable(variable, problem.id, problem.args);
  if (type->isReferenceType()) {
    const ValueId object = rooms.places.place(variable->getInit());
    state.places[variable] =
        rooms.elements.elementPart(object) ? object : rooms.conversions.convert(object, refusals.typeOf(type, at));
    if (function[state.places[variable]].name.empty())
      b.setName(state.places[variable], variable->getNameAsString());
  } else if (types.isClosed(type)) {
    rooms.closedCalls.declareClosed(variable);
  } else {
    const Problem problem = types.objectProblem(type);
    if (!problem.empty())
      return refusals.refuseVariable(variable, problem.id, problem.args);
    const bool isHoisted = state.places.count(variable) != 0;
    const Expr *init = variable->getInit();
    const bool isZeroed = !isHoisted && init && !type->isScalarType() && isAllZero(init);
    const bool isNew = !isHoisted && !isReturnedInPlace(variable);
    if (!isHoisted)
      state.places[variable] = objectOf(variable, isZeroed);
    if (init && !(isZeroed && isNew))
      rooms.initialization.initialize(state.places[variable], init, type);
    if (init && isInactive(variable))
      b.store(state.places[variable], rooms.inactiveCalls.stopped(b.load(state.places[variable])));
    rooms.lifetimes.destroyAtEnd(variable);
  }
  if (const auto *structured = dyn_cast<DecompositionDecl>(variable))
    bindStructured(structured);
}

// auto [a, b] = object; each name is an lvalue into the object, by its own binding expression.
void Declarations::bindStructured(const DecompositionDecl *structured) {
  for (const BindingDecl *binding : structured->bindings()) {
    if (const VarDecl *holder = binding->getHoldingVar())
      lowerVariable(holder);
    const Expr *bound = binding->getBinding();
    if (!bound)
      return refusals.refuseStatement(binding->getLocation(), DiagId::err_unsupported, {"a structured binding"});
    state.places[binding] = rooms.places.place(bound);
  }
}

bool Declarations::isHoistable(const Stmt *s) const {
  const auto *declarations = dyn_cast<DeclStmt>(s);
  if (!declarations)
    return true;
  return llvm::all_of(declarations->decls(), [&](const Decl *declared) {
    const auto *variable = dyn_cast<VarDecl>(declared);
    return !variable || variable->hasGlobalStorage() ||
           (!isa<DecompositionDecl>(variable) && !variable->getType()->isReferenceType() &&
            types.objectProblem(variable->getType()).empty() && !types.isDestroyed(variable->getType()));
  });
}

// A variable declared in one segment, or in one group of a list, may be used in the following ones.
void Declarations::hoistDeclaration(const Stmt *statement) {
  const auto *declarations = dyn_cast_or_null<DeclStmt>(statement);
  if (!declarations)
    return;
  for (const Decl *declared : declarations->decls()) {
    const auto *variable = dyn_cast<VarDecl>(declared);
    if (variable && !state.places.count(variable) && !variable->hasGlobalStorage() &&
        !variable->getType()->isReferenceType() && types.objectProblem(variable->getType()).empty())
      state.places[variable] = objectOf(variable);
  }
}

} // namespace clangent::frontend
