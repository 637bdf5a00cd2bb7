// Statements. Jumps become structure where they can: the code behind an `if` that jumps goes into its other arm, and a
// jump that does what running off the end would do is nothing. What is left sets a flag that guards the remainder. A
// list of many jumps is a sequence of groups, each guarded by the flags of those before it, so that depth does not
// grow.
#include "Frontend/Core/At.h"
#include "Frontend/Core/FunctionLowering.h"
#include "Frontend/Expressions/FixedValue.h"

#include "clang/AST/StmtOpenMP.h"

namespace clangent::frontend {

using namespace clang;

FunctionLowering::StatementList FunctionLowering::listOf(const Stmt *s) {
  StatementList list;
  if (const auto *compound = dyn_cast_or_null<CompoundStmt>(s))
    list.append(compound->body_begin(), compound->body_end());
  else if (s)
    list.push_back(s);
  return list;
}

FunctionLowering::StatementList FunctionLowering::joined(const Stmt *first, Statements rest) {
  // What is declared in a block dies where it ends.
  StatementList list = declaresClosedInside(first) ? StatementList{first} : listOf(first);
  list.append(rest.begin(), rest.end());
  return list;
}

namespace {

// Can it be declared before the groups that use it? What a name stands for without storage of its own cannot.
bool isHoistable(const Stmt *s, TypeLowering &types) {
  const auto *declarations = dyn_cast<DeclStmt>(s);
  if (!declarations)
    return true;
  return llvm::all_of(declarations->decls(), [&](const Decl *declared) {
    const auto *variable = dyn_cast<VarDecl>(declared);
    return !variable || variable->hasGlobalStorage() ||
           (!isa<DecompositionDecl>(variable) && !variable->getType()->isReferenceType() &&
            types.objectProblem(variable->getType()).empty());
  });
}

} // namespace

// Where each group but the first begins; none where the list jumps only so often that nesting the remainders reads
// well. Behind a name that cannot be declared before the groups, the remainder stays together.
llvm::SmallVector<size_t, 8> FunctionLowering::groupsOf(Statements list) {
  constexpr unsigned exitsOfGroup = 8;
  llvm::SmallVector<size_t, 8> begins;
  unsigned exits = 0;
  bool hasJumped = false;
  for (size_t i = 0; i < list.size(); ++i) {
    const Stmt *s = withoutAttributes(list[i]);
    if (hasJumped && !isHoistable(s, types))
      break;
    const bool jumps = jumpsOut(s) != noJump;
    if (jumps && exits == exitsOfGroup) {
      begins.push_back(i);
      exits = 0;
    }
    exits += jumps;
    hasJumped |= jumps;
    if (neverFalls(s))
      break;
  }
  return begins;
}

void FunctionLowering::lowerList(Statements list, unsigned falls) {
  for (size_t i = 0; i < list.size() && jumpsOut(list[i]) == noJump; ++i)
    if (declaresClosed(withoutAttributes(list[i]))) {
      lowerNested(list.take_front(i), noJump);
      return lowerScope(list.drop_front(i), falls);
    }
  const llvm::SmallVector<size_t, 8> begins = groupsOf(list);
  if (begins.empty())
    return lowerNested(list, falls);
  const auto firstJump = llvm::find_if(list, [](const Stmt *s) { return jumpsOut(s) != noJump; });
  for (const Stmt *s : llvm::make_range(firstJump, list.begin() + begins.back()))
    hoistDeclaration(withoutAttributes(s));
  lowerNested(list.take_front(begins.front()), noJump);
  unsigned jumps = noJump;
  for (size_t k = 0; k < begins.size(); ++k) {
    const bool isLast = k + 1 == begins.size();
    const size_t before = k ? begins[k - 1] : 0, end = isLast ? list.size() : begins[k + 1];
    for (const Stmt *s : list.slice(before, begins[k] - before))
      jumps |= jumpsOut(s);
    branch(
        noneOf(jumps), [&] { lowerNested(list.slice(begins[k], end - begins[k]), isLast ? falls : noJump); }, [] {});
  }
}

// From the declaration of an object on, whose code runs where it dies: behind everything that follows.
void FunctionLowering::lowerScope(Statements list, unsigned falls) {
  const ir::OpId scope = b.ifOp(b.constantBool(true));
  lowerRegion(function[scope].regions[0], [&] {
    while (!list.empty() && jumpsOut(list.front()) == noJump) {
      lowerStatement(list.front(), noJump);
      list = list.drop_front();
    }
    if (!list.empty())
      lowerList(list, falls);
  });
}

// The remainder behind each jump is nested in what the jump leaves.
void FunctionLowering::lowerNested(Statements list, unsigned falls) {
  for (size_t i = 0; i < list.size(); ++i) {
    const Stmt *s = withoutAttributes(list[i]);
    const Statements rest = list.drop_front(i + 1);
    if (rest.empty() || neverFalls(s))
      return lowerStatement(s, falls); // what stands behind is never reached
    if (declaresClosed(s))
      return lowerScope(list.drop_front(i), falls);
    const unsigned jumps = jumpsOut(s);
    if (jumps == noJump) {
      lowerStatement(s, noJump);
      continue;
    }
    const auto *choice = dyn_cast<IfStmt>(s);
    if (choice && (neverFalls(choice->getThen()) || neverFalls(choice->getElse())))
      return lowerIf(choice, falls, rest);
    if (const auto *cases = dyn_cast<SwitchStmt>(s); cases && restIntoSwitch(cases))
      return lowerSwitch(cases, falls, rest);
    if (isa<CompoundStmt>(s) && !declaresClosedInside(s))
      return lowerList(joined(s, rest), falls);
    lowerStatement(s, noJump);
    return lowerGuarded(jumps, rest, falls);
  }
}

void FunctionLowering::lowerGuarded(unsigned jumps, Statements rest, unsigned falls) {
  branch(
      noneOf(jumps), [&] { lowerList(rest, falls); }, [] {});
}

ir::ValueId FunctionLowering::noneOf(unsigned jumps) {
  ValueId result;
  auto require = [&](ValueId flag) {
    ValueId isClear = b.logicalNot(b.load(flag));
    result = result ? b.select(result, isClear, b.constantBool(false)) : isClear;
  };
  if (jumps & jumpReturn)
    require(returned);
  if (jumps & jumpBreak)
    require(broke);
  if (jumps & jumpContinue)
    require(skipped);
  return result ? result : b.constantBool(true);
}

ir::ValueId FunctionLowering::flag(const std::string &name, bool value) {
  const ValueId place = b.local(b.module.types.boolType(), name);
  b.store(place, b.constantBool(value));
  return place;
}

void FunctionLowering::lowerRegion(ir::RegionId region, llvm::function_ref<void()> body) {
  const ir::RegionId outside = b.region();
  b.setRegion(region);
  body();
  b.setRegion(outside);
}

void FunctionLowering::lowerStatement(const Stmt *s, unsigned falls) {
  s = withoutAttributes(s);
  if (!s)
    return;
  if (const auto *compound = dyn_cast<CompoundStmt>(s))
    return lowerList(listOf(compound), falls);
  if (const auto *choice = dyn_cast<IfStmt>(s))
    return lowerIf(choice, falls, {});
  if (const auto *cases = dyn_cast<SwitchStmt>(s))
    return lowerSwitch(cases, falls, {});
  if (isa<NullStmt>(s))
    return;
  if (isa<BreakStmt>(s) || isa<ContinueStmt>(s)) {
    enterStatement(s->getBeginLoc(), s->getEndLoc());
    return lowerJump(isa<BreakStmt>(s) ? jumpBreak : jumpContinue, falls);
  }
  if (const auto *end = dyn_cast<ReturnStmt>(s))
    return lowerReturn(end, falls);
  if (const auto *loop = dyn_cast<ForStmt>(s))
    return lowerFor(loop);
  if (const auto *loop = dyn_cast<WhileStmt>(s))
    return lowerWhile(loop);
  if (const auto *loop = dyn_cast<DoStmt>(s))
    return lowerDo(loop);
  if (const auto *loop = dyn_cast<CXXForRangeStmt>(s))
    return lowerRange(loop);
  lowerOther(s);
}

void FunctionLowering::lowerOther(const Stmt *s) {
  const Location at = s->getBeginLoc();
  enterStatement(at, s->getEndLoc());
  if (const auto *e = dyn_cast<Expr>(s))
    return effect(e);
  if (isa<OMPExecutableDirective>(s))
    return refuseStatement(at, DiagId::err_unsupported, {"an OpenMP directive"});
  switch (s->getStmtClass()) {
  case Stmt::DeclStmtClass:
    return lowerDeclarations(cast<DeclStmt>(s));
  case Stmt::GotoStmtClass:
  case Stmt::IndirectGotoStmtClass:
    return refuseStatement(at, DiagId::err_goto);
  case Stmt::LabelStmtClass:
    return refuseStatement(at, DiagId::err_label, {cast<LabelStmt>(s)->getDecl()->getNameAsString()});
  case Stmt::CXXTryStmtClass:
    return refuseStatement(at, DiagId::err_try);
  case Stmt::CaseStmtClass:
  case Stmt::DefaultStmtClass:
    return refuseStatement(at, DiagId::err_case_nested);
  case Stmt::GCCAsmStmtClass:
  case Stmt::MSAsmStmtClass:
    return refuseStatement(at, DiagId::err_unsupported, {"inline assembly"});
  case Stmt::CoroutineBodyStmtClass:
  case Stmt::CoreturnStmtClass:
    return refuseStatement(at, DiagId::err_unsupported, {"a coroutine"});
  default:
    return refuseStatement(at, DiagId::err_unsupported,
                           {std::string("a statement of kind '") + s->getStmtClassName() + "'"});
  }
}

void FunctionLowering::lowerJump(unsigned jump, unsigned falls) {
  if (falls & jump)
    return;
  const ValueId flag = jump == jumpReturn ? returned : jump == jumpBreak ? broke : skipped;
  if (flag)
    b.store(flag, b.constantBool(true));
}

void FunctionLowering::lowerReturn(const ReturnStmt *s, unsigned falls) {
  enterStatement(s->getBeginLoc(), s->getEndLoc());
  const Expr *e = s->getRetValue();
  if (function.resultKind == ir::ResultKind::Object) {
    const VarDecl *returned = s->getNRVOCandidate();
    if (!(returned && isReturnedInPlace(returned)) && types.objectProblem(decl->getReturnType()).empty())
      initialize(resultPlace, e, decl->getReturnType());
  } else if (function.resultKind == ir::ResultKind::Void) {
    if (e)
      effect(e);
  } else {
    const bool isReference = function.resultKind == ir::ResultKind::Reference;
    const bool isValue = !isReference && isValueType(e->getType());
    const ValueId value = convert(isReference ? place(e) : isValue ? valueOf(e) : rvalue(e), function.resultType);
    if (resultPlace)
      b.store(resultPlace, value);
    else
      directResult = value;
  }
  lowerJump(jumpReturn, falls);
}

namespace {

bool isDecidedEarly(const IfStmt *s) { return s->isConsteval() || s->isConstexpr(); }

// if ... else if ... else if ..., as far as all that is declared in the conditions can be declared before them.
llvm::SmallVector<const IfStmt *, 8> chainOf(const IfStmt *s, TypeLowering &types) {
  llvm::SmallVector<const IfStmt *, 8> chain;
  const auto isGood = [&](const Stmt *declaration) { return !declaration || isHoistable(declaration, types); };
  while (s && !isDecidedEarly(s)) {
    chain.push_back(s);
    if (!isGood(s->getInit()) || !isGood(s->getConditionVariableDeclStmt()))
      break;
    s = dyn_cast_or_null<IfStmt>(withoutAttributes(s->getElse()));
  }
  return chain;
}

} // namespace

ir::ValueId FunctionLowering::lowerCondition(const IfStmt *s) {
  if (s->getInit())
    lowerStatement(s->getInit(), noJump);
  if (const DeclStmt *variable = s->getConditionVariableDeclStmt())
    lowerStatement(variable, noJump);
  enterStatement(s->getBeginLoc(), s->getRParenLoc());
  return rvalue(s->getCond());
}

void FunctionLowering::lowerIfChain(llvm::ArrayRef<const IfStmt *> chain, unsigned falls, Statements rest) {
  for (const IfStmt *s : chain) {
    hoistDeclaration(s->getInit());
    hoistDeclaration(s->getConditionVariableDeclStmt());
  }
  // What stands behind is reached from the last arm alone, or guarded by the jumps of all.
  const bool restGoesElse = llvm::all_of(chain, [](const IfStmt *s) { return neverFalls(s->getThen()); });
  const bool isGuarded = !restGoesElse && !rest.empty();
  const StatementList last = joined(chain.back()->getElse(), restGoesElse ? rest : Statements());
  const unsigned armFalls = isGuarded ? unsigned(noJump) : falls;
  alternatives(
      chain.size(), [&](size_t k) { return lowerCondition(chain[k]); },
      [&](size_t k) { lowerList(listOf(chain[k]->getThen()), armFalls); }, [&] { lowerList(last, armFalls); });
  if (isGuarded)
    lowerGuarded(jumpsOut(chain.front()), rest, falls);
}

void FunctionLowering::lowerIf(const IfStmt *s, unsigned falls, Statements rest) {
  if (isDecidedEarly(s)) {
    if (s->getInit())
      lowerStatement(s->getInit(), noJump);
    const Stmt *taken = s->isNegatedConsteval() ? s->getThen() : s->getElse();
    if (s->isConstexpr()) {
      const auto chosen = s->getNondiscardedCase(ast);
      taken = chosen ? *chosen : nullptr;
    }
    return lowerList(joined(taken, rest), falls);
  }
  if (const auto chain = chainOf(s, types); chain.size() > alternativesOfGroup)
    return lowerIfChain(chain, falls, rest);
  const ValueId condition = lowerCondition(s);
  const bool restGoesElse = neverFalls(s->getThen());
  const StatementList then = joined(s->getThen(), restGoesElse ? Statements() : rest);
  const StatementList otherwise = joined(s->getElse(), restGoesElse ? rest : Statements());
  branch(
      condition, [&] { lowerList(then, falls); }, [&] { lowerList(otherwise, falls); });
}

// ---- declarations

void FunctionLowering::lowerDeclarations(const DeclStmt *s) {
  for (const Decl *declared : s->decls()) {
    if (const auto *variable = dyn_cast<VarDecl>(declared))
      lowerVariable(variable);
    else if (!isa<TypeDecl, StaticAssertDecl, FunctionDecl, UsingDecl, UsingShadowDecl, UsingDirectiveDecl,
                  NamespaceAliasDecl, UsingEnumDecl, EmptyDecl>(declared))
      refuseStatement(declared->getLocation(), DiagId::err_unsupported,
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
bool FunctionLowering::isReturnedInPlace(const VarDecl *variable) const {
  const QualType type = variable->getType();
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  const ir::TypeTable &table = b.module.types;
  return function.resultKind == ir::ResultKind::Object && resultPlace && ast.getLangOpts().ElideConstructors &&
         variable->isNRVOVariable() && record && types.lower(type) == function.resultType &&
         (record->hasUserDeclaredCopyConstructor() || record->hasUserDeclaredMoveConstructor() ||
          (!record->hasTrivialCopyConstructor() && !table.holdsValue(function.resultType)));
}

ir::ValueId FunctionLowering::objectOf(const VarDecl *variable, bool isZeroed) {
  if (!isReturnedInPlace(variable)) {
    const ValueId object = b.local(types.lower(variable->getType()), variable->getNameAsString(), isZeroed);
    function[function[object].definition].isElided =
        function.resultKind == ir::ResultKind::Object && variable->isNRVOVariable();
    return object;
  }
  b.setName(resultPlace, variable->getNameAsString());
  return resultPlace;
}

void FunctionLowering::lowerVariable(const VarDecl *variable) {
  const Location at = variable->getLocation();
  const QualType type = variable->getType();
  if (variable->hasGlobalStorage()) {
    if (variable->isStaticLocal() && variable->hasInit() && !variable->hasConstantInitialization() &&
        !isFixed(variable))
      refuseVariable(variable, DiagId::err_static_local, {variable->getNameAsString()});
    return;
  }
  if (variable->hasAttr<CleanupAttr>())
    return refuseVariable(variable, DiagId::err_unsupported, {"a variable with a cleanup function"});
  if (refusesInactive(variable))
    return;
  if (type->isVariableArrayType())
    return refuseVariable(variable, DiagId::err_variable_length);
  if (const Problem problem = types.valueProblem(type); !problem.empty())
    return refuseVariable(variable, problem.id, problem.args);
  if (type->isReferenceType()) {
    const ValueId object = place(variable->getInit());
    places[variable] = elementPart(object) ? object : convert(object, typeOf(type, at));
    if (function[places[variable]].name.empty())
      b.setName(places[variable], variable->getNameAsString());
  } else if (types.isClosed(type)) {
    declareClosed(variable);
  } else {
    const Problem problem = types.objectProblem(type);
    if (!problem.empty())
      return refuseVariable(variable, problem.id, problem.args);
    const bool isHoisted = places.count(variable) != 0;
    const Expr *init = variable->getInit();
    const bool isZeroed = !isHoisted && init && !type->isScalarType() && isAllZero(init);
    const bool isNew = !isHoisted && !isReturnedInPlace(variable);
    if (!isHoisted)
      places[variable] = objectOf(variable, isZeroed);
    if (init && !(isZeroed && isNew))
      initialize(places[variable], init, type);
    if (init && isInactive(variable))
      b.store(places[variable], stopped(b.load(places[variable])));
  }
  if (const auto *structured = dyn_cast<DecompositionDecl>(variable))
    bindStructured(structured);
}

// auto [a, b] = object; each name is an lvalue into the object, by its own binding expression.
void FunctionLowering::bindStructured(const DecompositionDecl *structured) {
  for (const BindingDecl *binding : structured->bindings()) {
    if (const VarDecl *holder = binding->getHoldingVar())
      lowerVariable(holder);
    const Expr *bound = binding->getBinding();
    if (!bound)
      return refuseStatement(binding->getLocation(), DiagId::err_unsupported, {"a structured binding"});
    places[binding] = place(bound);
  }
}

} // namespace clangent::frontend
