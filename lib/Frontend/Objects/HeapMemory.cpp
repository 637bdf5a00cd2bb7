#include "Frontend/Objects/HeapMemory.h"
#include "Frontend/Calls/ClosedCalls.h"
#include "Frontend/Control/Regions.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Library/MemoryCalls.h"
#include "Frontend/Objects/Initialization.h"
#include "Frontend/Objects/Lifetimes.h"
#include "Frontend/Objects/Objects.h"
#include "Frontend/Requests/Marks.h"

#include "clang/Basic/Builtins.h"
#include "clang/Basic/TargetInfo.h"

namespace clangent::frontend {

using namespace clang;

// Can memory be allocated for such objects?
bool HeapMemory::isKnown(QualType type) {
  if (type.isVolatileQualified() || type->isVoidType() || type->isIncompleteType() ||
      !types.objectProblem(type).empty())
    return false;
  const ir::TypeTable &table = b.module.types;
  const TypeId lowered = types.lower(type.getUnqualifiedType());
  return table[lowered].kind != ir::TypeKind::Opaque && !table.holdsValue(lowered) && !table.tabled(lowered);
}

namespace {

// Does the program leave this to the functions that everybody uses?
bool isOrdinary(const ASTContext &ast, const FunctionDecl *callee, QualType type) {
  return callee && callee->isReplaceableGlobalAllocationFunction() &&
         ast.getTypeAlign(type) <= ast.getTargetInfo().getNewAlign();
}

} // namespace

// Objects that something is run for are made and destroyed by operations of their own, in memory that is none but
// bytes. Of an array of such objects that die, only C++ knows how many there are.
bool HeapMemory::isKnown(QualType type, bool isArray) {
  return isKnown(type) && !(isArray && types.isDestroyed(ast.getBaseElementType(type)));
}

ir::Heap HeapMemory::formOf(QualType type, bool isArray) const {
  return isArray ? ir::Heap::NewArray : type.isTrivialType(ast) ? ir::Heap::New : ir::Heap::Operator;
}

namespace {

bool isZero(const Expr *init) {
  while (const Expr *inside = unwrapped(init))
    init = inside;
  return isa<ImplicitValueInitExpr, CXXScalarValueInitExpr>(init);
}

} // namespace

// ---- new

ir::ValueId HeapMemory::newExpression(const CXXNewExpr *e) {
  const QualType type = e->getAllocatedType();
  if (e->getNumPlacementArgs() == 1 && e->getOperatorNew()->isReservedGlobalPlacementOperator() && !e->isArray() &&
      isKnown(type))
    return placementNew(e);
  if (e->getNumPlacementArgs() || !isOrdinary(ast, e->getOperatorNew(), type) || !isKnown(type, e->isArray()))
    return rooms.closedCalls.closedNew(e);
  if (e->isArray())
    return arrayOf(e);
  const Expr *init = e->getInitializer();
  const bool isZeroed = init && isZero(init);
  const TypeId made = types.lower(type.getUnqualifiedType());
  const ValueId memory =
      b.allocate(formOf(type, false), made, b.constantInt(b.module.types.sizeType(), 1), "", isZeroed);
  if (init && !isZeroed)
    rooms.initialization.initialize(memory, init, type);
  return rooms.conversions.convert(memory, types.lower(e->getType()));
}

// An object in memory that is there.
ir::ValueId HeapMemory::placementNew(const CXXNewExpr *e) {
  const QualType type = e->getAllocatedType();
  const Expr *place = withoutPointerCasts(e->getPlacementArg(0));
  if (!place->getType()->isPointerType() || !ast.hasSameUnqualifiedType(place->getType()->getPointeeType(), type))
    return refusals.refuse(e, DiagId::err_allocation, {"new"});
  const ValueId memory = rooms.conversions.convert(rooms.expressions.rvalue(place), types.pointerTo(type));
  if (const Expr *init = e->getInitializer()) {
    if (isZero(init))
      rooms.objects.zeroObject(memory);
    else
      rooms.initialization.initialize(memory, init, type);
  }
  return rooms.conversions.convert(memory, types.lower(e->getType()));
}

ir::ValueId HeapMemory::arrayOf(const CXXNewExpr *e) {
  const QualType type = e->getAllocatedType();
  const Expr *init = e->getInitializer();
  const std::optional<Aggregate> written = init ? aggregateOf(init) : std::nullopt;
  const auto *list = init ? dyn_cast<InitListExpr>(init) : nullptr;
  const auto *construct = init ? dyn_cast<CXXConstructExpr>(init) : nullptr;
  if (list && list->isStringLiteralInit())
    return refusals.refuse(e, "this initializer of an array");
  const TypeId counter = b.module.types.sizeType();
  const ValueId count = e->getArraySize()
                            ? rooms.memoryCalls.number(*e->getArraySize())
                            : b.constantInt(counter, written ? static_cast<int64_t>(written->parts.size()) : 0);
  const bool isZeroed = init && (isZero(init) || (construct && construct->requiresZeroInitialization()));
  const ValueId memory = b.allocate(ir::Heap::NewArray, types.lower(type.getUnqualifiedType()), count, "", isZeroed);
  if (init && !isZero(init))
    initializeArray(memory, count, init, type);
  return rooms.conversions.convert(memory, types.lower(e->getType()));
}

void HeapMemory::initializeArray(ValueId memory, ValueId count, const Expr *init, QualType element) {
  if (const auto *construct = dyn_cast<CXXConstructExpr>(init)) {
    if (!construct->getConstructor()->isTrivial())
      rooms.objects.forEachIndex(
          count, [&](ValueId i) { rooms.initialization.initializeElement(b.index(memory, i), construct); });
    return;
  }
  const std::optional<Aggregate> written = aggregateOf(init);
  if (!written)
    return void(refusals.refuse(init, "this initializer of an array"));
  const TypeId counter = b.module.types.sizeType();
  for (size_t i = 0; i < written->parts.size(); ++i)
    rooms.initialization.initialize(b.index(memory, b.constantInt(counter, static_cast<int64_t>(i))), written->parts[i],
                                    element);
  if (!written->filler)
    return;
  const ValueId first = b.constantInt(counter, static_cast<int64_t>(written->parts.size()));
  rooms.objects.forEachIndex(b.sub(count, first), [&](ValueId i) {
    rooms.initialization.initialize(b.index(memory, b.add(i, first)), written->filler, element);
  });
}

void HeapMemory::deleteExpression(const CXXDeleteExpr *e) {
  const QualType type = e->getDestroyedType();
  if (type.isNull() || !isOrdinary(ast, e->getOperatorDelete(), type) || !isKnown(type, e->isArrayForm()))
    return rooms.closedCalls.closedDelete(e);
  const ValueId memory = rooms.expressions.rvalue(e->getArgument());
  if (types.isDestroyed(type))
    rooms.regions.branch(
        rooms.conversions.toBool(memory), [&] { rooms.lifetimes.destroy(memory, type); }, [] {});
  b.release(formOf(type, e->isArrayForm()), memory);
}

// ---- functions

namespace {

bool isNamed(const FunctionDecl *callee, llvm::StringRef name) {
  return callee->getDeclName().isIdentifier() && (callee->isExternC() || callee->isInStdNamespace()) &&
         (callee->getName() == name || callee->getName() == ("__builtin_" + name).str());
}

// operator new or operator delete for bytes, as it is written or as the compiler has it built in.
bool isOperator(const FunctionDecl *callee, std::initializer_list<OverloadedOperatorKind> kinds, unsigned builtin) {
  return callee->getBuiltinID() == builtin || (callee->isReplaceableGlobalAllocationFunction() &&
                                               llvm::is_contained(kinds, callee->getOverloadedOperator()));
}

bool isAlignment(const Expr *e) {
  return e->getType().getCanonicalType().getAsString().find("align_val_t") != std::string::npos;
}

} // namespace

// The bytes are counted as elements of the type that they are taken for.
bool HeapMemory::allocatedAs(const CastExpr *e, ValueId &memory) {
  const QualType element = e->getType()->getPointeeType();
  const Expr *from = withoutPointerCasts(e->getSubExpr());
  while (const Expr *inside = unwrapped(from))
    from = inside;
  const auto *call = dyn_cast<CallExpr>(from);
  const FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
  if (!callee || !isKnown(element))
    return false;
  const bool isOperatorNew = isOperator(callee, {OO_New, OO_Array_New}, Builtin::BI__builtin_operator_new);
  const bool isMalloc = isNamed(callee, "malloc"), isCalloc = isNamed(callee, "calloc");
  const bool isOfLibrary = isMarked(callee, "clangent.allocate");
  if (!isMalloc && !isCalloc && !isOperatorNew && !isOfLibrary)
    return false;
  ir::Heap form = ir::Heap::Malloc;
  if (isOperatorNew) {
    form = callee->getOverloadedOperator() == OO_Array_New ? ir::Heap::NewArray : ir::Heap::Operator;
    Expr::EvalResult alignment;
    if (call->getNumArgs() == 2) {
      if (form != ir::Heap::Operator || !isAlignment(call->getArg(1)) ||
          !call->getArg(1)->EvaluateAsInt(alignment, ast) ||
          alignment.Val.getInt().getZExtValue() != static_cast<uint64_t>(ast.getTypeAlignInChars(element).getQuantity()))
        return false;
      form = ir::Heap::Aligned;
    } else if (call->getNumArgs() != 1) {
      return false;
    }
  }
  if (isOfLibrary)
    form = ir::Heap::Library;
  memory = b.allocate(form, types.lower(element.getUnqualifiedType()), countOf(call, element), "", isCalloc);
  if (isOfLibrary)
    function[function[memory].definition].term = libraryOf(callee);
  memory = rooms.conversions.convert(memory, types.lower(e->getType()));
  return true;
}

// The class with the functions by which a library allocates and releases memory.
ir::Term HeapMemory::libraryOf(const FunctionDecl *function) const {
  return ir::Term::name(types.spell(ast.getTypeDeclType(cast<CXXMethodDecl>(function)->getParent())));
}

// The number of elements that the argument of an allocating function has room for.
ir::ValueId HeapMemory::countOf(const CallExpr *e, QualType element) {
  ValueId count;
  const auto bytesOf = [&](unsigned argument) { return rooms.memoryCalls.number(e->getArg(argument)); };
  const bool isProduct = e->getNumArgs() == 2 && !isAlignment(e->getArg(1));
  if (!isProduct)
    return rooms.memoryCalls.elementCount(e->getArg(0), element, count) ? count : countOf(bytesOf(0), element);
  for (unsigned size : {1u, 0u})
    if (rooms.memoryCalls.elementCount(e->getArg(size), element, count))
      return b.mul(bytesOf(1 - size), count);
  const ValueId first = bytesOf(0);
  return countOf(b.mul(first, bytesOf(1)), element);
}

ir::ValueId HeapMemory::countOf(ValueId bytes, QualType element) {
  const int64_t size = ast.getTypeSizeInChars(element).getQuantity();
  const TypeId type = b.module.types.sizeType();
  return b.div(b.add(bytes, b.constantInt(type, size - 1)), b.constantInt(type, size));
}

bool HeapMemory::releaseCall(const CallExpr *e, const FunctionDecl *callee) {
  const bool isFree = isNamed(callee, "free") && e->getNumArgs() == 1;
  const bool isOfLibrary = isMarked(callee, "clangent.release");
  if (!isFree && !isOfLibrary &&
      !isOperator(callee, {OO_Delete, OO_Array_Delete}, Builtin::BI__builtin_operator_delete))
    return false;
  const Expr *memory = withoutPointerCasts(e->getArg(0));
  const Expr *last = e->getArg(e->getNumArgs() - 1);
  const bool isAligned = e->getNumArgs() > 1 && isAlignment(last);
  const QualType element = memory->getType()->isPointerType() ? memory->getType()->getPointeeType() : QualType();
  if (element.isNull() || element->isFunctionType() || !types.valueProblem(memory->getType()).empty() ||
      (isAligned && element->isVoidType()))
    return false;
  const bool isArray = callee->getOverloadedOperator() == OO_Array_Delete;
  const ir::Heap form = isFree        ? ir::Heap::Malloc
                        : isOfLibrary ? ir::Heap::Library
                        : isAligned   ? ir::Heap::Aligned
                        : isArray     ? ir::Heap::NewArray
                                      : ir::Heap::Operator;
  const ir::OpId released = b.release(form, rooms.expressions.rvalue(memory));
  if (isOfLibrary)
    function[released].term = libraryOf(callee);
  return true;
}

} // namespace clangent::frontend
