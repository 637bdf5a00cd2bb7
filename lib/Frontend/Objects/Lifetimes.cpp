// Destructors, and the scopes at whose ends they run. Jumps are structure, so that the end of a scope's region is the
// only way out of it.
#include "Frontend/Objects/Lifetimes.h"
#include "Frontend/Control/Declarations.h"
#include "Frontend/Control/Exits.h"
#include "Frontend/Control/Jumps.h"
#include "Frontend/Control/Regions.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Expressions/Places.h"
#include "Frontend/Objects/Initialization.h"
#include "Frontend/Objects/Objects.h"

namespace clangent::frontend {

using namespace clang;

// ---- destructors

void Lifetimes::destroy(ValueId place, QualType type) {
  const QualType element = ast.getBaseElementType(type);
  if (!types.isDestroyed(element) || !b.module.types.isPointer(function[place].type))
    return;
  if (const auto *array = ast.getAsConstantArrayType(type))
    return rooms.objects.forEachBackwards(place,
                                          [&](ValueId i) { destroy(b.element(place, i), array->getElementType()); });
  const Location at = state.at();
  const Problem problem = types.partProblem(type);
  const CXXRecordDecl *record = element->getAsCXXRecordDecl();
  const FunctionDecl *definition = problem.empty() ? context.destructionOf(record, at) : nullptr;
  std::optional<ir::FunctionId> callee;
  ir::ReasonId reason;
  if (definition) {
    callee = context.callee(definition, state.decl, at);
    reason = callee ? context.reasonOf(*callee) : reason;
  } else if (const CXXDestructorDecl *destructor = context.destructorOf(record)) {
    callee = context.closedCallee(destructor);
    reason = context.reason(problem.empty() ? DiagId::err_destructor : problem.id, at,
                            problem.empty() ? std::vector{type.getAsString(types.policy())} : problem.args);
  }
  if (!callee) {
    state.isRefused = true;
    return;
  }
  const ValueId object = rooms.conversions.convert(place, types.pointerTo(element.getUnqualifiedType()));
  const ir::OpId op = b.call(*callee, {object}, {});
  function[op].reason = reason;
  function[op].isClosed = reason.valid();
}

// Last made first; values are given back by the text.
void Lifetimes::destroyParts(const CXXDestructorDecl *destructor) {
  const CXXRecordDecl *record = destructor->getParent()->getDefinition();
  const llvm::SmallVector<const FieldDecl *, 8> fields(record->fields());
  for (const FieldDecl *field : llvm::reverse(fields))
    if (!record->isUnion() && types.isDestroyed(field->getType()))
      destroy(rooms.places.fieldPlace(state.self, types.fieldNumber(field), field, destructor->getLocation()),
              field->getType());
  for (const CXXBaseSpecifier &base : llvm::reverse(record->bases()))
    if (types.isDestroyed(base.getType()))
      destroy(rooms.initialization.basePlace(state.self, base.getType()), base.getType());
}

// ---- what is destroyed

bool Lifetimes::isDestroyed(QualType type) { return types.isDestroyed(type) && types.objectProblem(type).empty(); }

// Is there a temporary that lives as long as the variable?
bool Lifetimes::hasDestroyedTemporary(const Stmt *s, const VarDecl *extendedBy) {
  if (!s || isa<LambdaExpr>(s))
    return false;
  const auto *temporary = dyn_cast<MaterializeTemporaryExpr>(s);
  return (temporary && temporary->getExtendingDecl() == extendedBy && isDestroyed(temporary->getType())) ||
         llvm::any_of(s->children(), [&](const Stmt *child) { return hasDestroyedTemporary(child, extendedBy); });
}

bool Lifetimes::declaresDestroyed(const Stmt *s) {
  const auto *declarations = dyn_cast_or_null<DeclStmt>(s);
  return declarations && llvm::any_of(declarations->decls(), [&](const Decl *declared) {
           const auto *variable = dyn_cast<VarDecl>(declared);
           context.work = {state.decl, declared->getLocation()}; // what is wrong with its class is told here
           return variable && variable->hasLocalStorage() &&
                  (isDestroyed(variable->getType()) || hasDestroyedTemporary(variable->getInit(), variable));
         });
}

bool Lifetimes::declaresDestroyedInside(const Stmt *block) {
  const auto *compound = dyn_cast_or_null<CompoundStmt>(block);
  return compound && llvm::any_of(compound->body(), [&](const Stmt *s) { return declaresDestroyed(s); });
}

bool Lifetimes::hasDestroyedHead(const Stmt *s) {
  if (const auto *choice = dyn_cast_or_null<IfStmt>(s))
    return declaresDestroyed(choice->getInit()) || declaresDestroyed(choice->getConditionVariableDeclStmt());
  if (const auto *cases = dyn_cast_or_null<SwitchStmt>(s))
    return declaresDestroyed(cases->getInit()) || declaresDestroyed(cases->getConditionVariableDeclStmt());
  if (const auto *loop = dyn_cast_or_null<ForStmt>(s))
    return declaresDestroyed(loop->getInit());
  const auto *range = dyn_cast_or_null<CXXForRangeStmt>(s);
  return range && (declaresDestroyed(range->getInit()) || declaresDestroyed(range->getRangeStmt()) ||
                   declaresDestroyed(range->getBeginStmt()) || declaresDestroyed(range->getEndStmt()));
}

JumpSet Lifetimes::fallsInside(const Stmt *s, JumpSet falls) {
  const auto isReturned = [&](const Decl *declared) {
    const auto *variable = dyn_cast<VarDecl>(declared);
    return variable && isDestroyed(variable->getType()) && rooms.declarations.isReturnedInPlace(variable);
  };
  const auto returns = [&](const Stmt *head) {
    const auto *declarations = dyn_cast_or_null<DeclStmt>(head);
    return declarations && llvm::any_of(declarations->decls(), isReturned);
  };
  bool isAsked = returns(s);
  if (const auto *choice = dyn_cast<IfStmt>(s))
    isAsked = returns(choice->getInit()) || returns(choice->getConditionVariableDeclStmt());
  else if (const auto *cases = dyn_cast<SwitchStmt>(s))
    isAsked = returns(cases->getInit()) || returns(cases->getConditionVariableDeclStmt());
  else if (const auto *loop = dyn_cast<ForStmt>(s))
    isAsked = returns(loop->getInit());
  return isAsked ? falls & ~JumpSet(jumpReturn) : falls;
}

// ---- scopes

namespace {

// Does nobody get to the end of the region, for something is thrown there?
bool isNeverLeft(const ir::Function &function, ir::RegionId region) {
  const std::vector<ir::OpId> &ops = function[region].ops;
  if (ops.empty())
    return false;
  const ir::Op &last = function[ops.back()];
  if (last.code != ir::Opcode::If)
    return last.code == ir::Opcode::Trap;
  const ir::Op *condition = function.definingOp(last.operands[0]);
  const bool isScope = condition && condition->code == ir::Opcode::Constant && condition->integer != 0;
  return isNeverLeft(function, last.regions[0]) && (isScope || isNeverLeft(function, last.regions[1]));
}

} // namespace

void Lifetimes::within(bool isExpression, llvm::function_ref<void()> body) {
  scopes.push_back({isExpression, b.region(), function[b.region()].ops.size(), {}});
  body();
  const Scope scope = scopes.pop_back_val();
  if (isNeverLeft(function, b.region()))
    return;
  for (const Object &object : llvm::reverse(scope.objects))
    end(object);
}

void Lifetimes::end(const Object &object) {
  if (object.isPart)
    return;
  if (!object.isReturned)
    return destroyIt(object);
  if (rooms.exits.flagOf(jumpReturn))
    rooms.regions.branch(
        rooms.exits.noneOf(jumpReturn), [&] { destroyIt(object); }, [] {});
}

void Lifetimes::destroyIt(const Object &object) {
  const auto run = [&] {
    state.enterStatement(object.at.getBegin(), object.at.getEnd());
    destroy(object.place, object.type);
  };
  if (object.isMade)
    rooms.regions.branch(b.load(object.isMade), run, [] {});
  else
    run();
}

bool Lifetimes::unwind(llvm::ArrayRef<ValueId> operands) {
  const auto isOperand = [&](const Object &object) {
    return llvm::any_of(operands, [&](ValueId operand) {
      return b.module.types.isPointer(function[operand].type) &&
             function.baseOf(operand) == function.baseOf(object.place);
    });
  };
  if (llvm::any_of(scopes, [&](const Scope &scope) { return llvm::any_of(scope.objects, isOperand); }))
    return false;
  const llvm::SmallVector<Scope, 8> left = scopes;
  for (const Scope &scope : llvm::reverse(left))
    for (const Object &object : llvm::reverse(scope.objects))
      destroyIt(object);
  return true;
}

Lifetimes::Scope *Lifetimes::scopeOf(bool isExtended) {
  for (Scope &scope : llvm::reverse(scopes))
    if (!isExtended || !scope.isExpression)
      return &scope;
  return nullptr;
}

void Lifetimes::atStart(Scope &scope, llvm::function_ref<void()> body) {
  const ir::RegionId outside = b.region();
  b.setRegion(scope.region, scope.start);
  body();
  b.setRegion(outside);
}

void Lifetimes::destroyAtEnd(const VarDecl *variable) {
  if (scopes.empty() || !isDestroyed(variable->getType()))
    return;
  scopeOf(true)->objects.push_back({state.places[variable], variable->getType(), variable->getSourceRange(), ValueId(),
                                    rooms.declarations.isReturnedInPlace(variable)});
}

void Lifetimes::destroyIfThrown(ValueId place, QualType type) {
  if (!types.isDestroyed(type))
    return;
  const Location at = state.at();
  scopes.back().objects.push_back({place, type, SourceRange(at, at), ValueId(), false, true});
}

// What is made in an arm of an expression is destroyed behind the expression.
ValueId Lifetimes::temporary(QualType type, bool isExtended) {
  Scope *scope = isDestroyed(type) ? scopeOf(isExtended) : nullptr;
  if (!scope || scope->region == b.region())
    return b.local(types.lower(type), "");
  ValueId object;
  atStart(*scope, [&] { object = b.local(types.lower(type), ""); });
  return object;
}

ValueId Lifetimes::destroyTemporary(ValueId place, QualType type, bool isExtended) {
  if (!isDestroyed(type))
    return place;
  Scope *scope = scopeOf(isExtended);
  if (!scope) {
    refusals.refuseStatement(state.at(), DiagId::err_unsupported, {"a temporary object here"});
    return place;
  }
  ValueId isMade;
  if (scope->region != b.region()) {
    const ir::Op *made = function.definingOp(place);
    if (!made || made->parent != scope->region) {
      const ValueId object = temporary(type, isExtended);
      rooms.objects.takeObject(object, place, type);
      place = object;
    }
    atStart(*scope, [&] { isMade = rooms.regions.flag("made", false); });
    b.store(isMade, b.constantBool(true));
  }
  const Location at = state.at();
  scope->objects.push_back({place, type, SourceRange(at, at), isMade});
  return place;
}

} // namespace clangent::frontend
