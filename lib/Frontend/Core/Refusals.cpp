// What is refused, and under which name the user knows it.
#include "Frontend/Core/Refusals.h"

namespace clangent::frontend {

using namespace clang;

// A value of the right type, so that lowering can go on and find what else there is to refuse.
ir::ValueId Refusals::placeholder(const Expr *e) {
  if (e->isGLValue())
    return b.undef(types.pointerTo(e->getType()));
  if (e->getType()->isVoidType())
    return ValueId();
  if (e->getType()->isRecordType() || e->getType()->isArrayType())
    return b.undef(types.pointerTo(e->getType()));
  return b.undef(types.lower(e->getType()));
}

// Was the declaration of a variable in `e` refused? Then its uses are not worth a message of their own.
bool Refusals::usesRefused(const Stmt *e) const {
  if (const auto *reference = dyn_cast<DeclRefExpr>(e); reference && refusedVariables.count(reference->getDecl()))
    return true;
  for (const Stmt *child : e->children())
    if (child && usesRefused(child))
      return true;
  return false;
}

void Refusals::refuseVariable(const ValueDecl *variable, DiagId id, std::vector<std::string> args) {
  if (refusedVariables.insert(variable).second)
    refuseStatement(variable->getLocation(), id, std::move(args));
  state.places[variable] = b.undef(types.pointerTo(variable->getType().getNonReferenceType()));
}

ir::ValueId Refusals::refuse(const Expr *e, DiagId id, std::vector<std::string> args) {
  state.isRefused = true;
  if (!usesRefused(e))
    refuseStatement(e->getExprLoc(), id, std::move(args));
  return placeholder(e);
}

ir::ValueId Refusals::refuse(const Expr *e, const Problem &problem) { return refuse(e, problem.id, problem.args); }

void Refusals::refuseStatement(Location at, DiagId id, std::vector<std::string> args) {
  state.isRefused = true;
  context.report(id, at.isValid() ? at : state.decl->getLocation(), std::move(args));
}

namespace {

// The words for an expression that is not lowered; null for kinds that have none.
const char *wordsFor(const Expr *e) {
  switch (e->getStmtClass()) {
  case Stmt::CXXTypeidExprClass:
    return "'typeid'";
  case Stmt::StringLiteralClass:
    return "a use of a string literal outside of output";
  case Stmt::CXXStdInitializerListExprClass:
    return "a std::initializer_list";
  case Stmt::VAArgExprClass:
    return "'va_arg'";
  case Stmt::AtomicExprClass:
    return "an atomic operation";
  case Stmt::CoawaitExprClass:
  case Stmt::CoyieldExprClass:
  case Stmt::DependentCoawaitExprClass:
    return "a coroutine";
  case Stmt::LambdaExprClass:
    return "a use of this lambda expression";
  case Stmt::ShuffleVectorExprClass:
  case Stmt::ConvertVectorExprClass:
  case Stmt::ExtVectorElementExprClass:
    return "a vector of the compiler's extension";
  case Stmt::AddrLabelExprClass:
    return "the address of a label";
  case Stmt::SourceLocExprClass:
    return "a source location";
  case Stmt::CXXFoldExprClass:
    return "a fold expression";
  case Stmt::UnaryOperatorClass:
    return "a coroutine";
  default:
    return nullptr;
  }
}

} // namespace

ir::ValueId Refusals::refuseExpression(const Expr *e) {
  if (isa<CXXNewExpr, CXXDeleteExpr>(e))
    return refuse(e, DiagId::err_allocation, {isa<CXXNewExpr>(e) ? "new" : "delete"});
  if (const auto *part = dyn_cast<UnaryOperator>(e); part && part->getOpcode() != UO_Coawait)
    return refuse(e, DiagId::err_complex);
  if (const auto *operation = dyn_cast<BinaryOperator>(e); operation && operation->isPtrMemOp())
    return refuse(e, DiagId::err_member_pointer);
  if (const auto *operation = dyn_cast<BinaryOperator>(e); operation && operation->getOpcode() == BO_Cmp)
    return refuse(e, DiagId::err_three_way);
  const char *words = wordsFor(e);
  return refuse(e, words ? words : std::string("an expression of kind '") + e->getStmtClassName() + "'");
}

ir::TypeId Refusals::typeOf(QualType type, Location at) {
  const Problem problem = types.valueProblem(type);
  if (!problem.empty())
    refuseStatement(at, problem.id, problem.args);
  return types.lower(type);
}

bool Refusals::isObjectType(QualType type, Location at) {
  const Problem problem = types.partProblem(type);
  if (!problem.empty())
    refuseStatement(at, problem.id, problem.args);
  return problem.empty();
}

} // namespace clangent::frontend
