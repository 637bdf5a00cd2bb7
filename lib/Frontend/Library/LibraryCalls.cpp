// Functions of the standard library and of the compiler that are known by name: their bodies are not looked into.
#include "Frontend/Library/LibraryCalls.h"
#include "Frontend/Calls/Calls.h"
#include "Frontend/Control/Regions.h"
#include "Frontend/Core/Refusals.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Expressions/Operators.h"
#include "Frontend/Expressions/Places.h"
#include "Frontend/Library/MemoryCalls.h"
#include "Frontend/Objects/Elements.h"
#include "Frontend/Objects/Objects.h"
#include "Frontend/Objects/Values.h"

#include "clang/Basic/Builtins.h"
#include "llvm/ADT/StringSwitch.h"

namespace clangent::frontend {

using namespace clang;

bool LibraryCalls::builtinCall(const CallExpr *e, const FunctionDecl *callee, ValueId &result) {
  switch (callee->getBuiltinID()) {
  case Builtin::BI__builtin_expect:
  case Builtin::BI__builtin_expect_with_probability:
    result = rooms.expressions.rvalue(e->getArg(0));
    return true;
  case Builtin::BI__builtin_unreachable:
  case Builtin::BI__builtin_trap:
    b.trap(Term::call(callee->getNameAsString(), {}), {});
    return true;
  case Builtin::BI__builtin_assume:
  case Builtin::BI__assume:
  case Builtin::BI__builtin_prefetch:
    return true; // a hint; its operand is not evaluated, or has no effect
  case Builtin::BI__builtin_is_constant_evaluated:
  case Builtin::BI__builtin_constant_p:
    result = b.zero(types.lower(e->getType()));
    return true;
  default:
    return false;
  }
}

namespace {

enum class Extremum { None, Min, Max, Clamp };

// std::min, std::max and std::clamp of scalars compared with <.
Extremum extremumOf(const CallExpr *e) {
  const FunctionDecl *callee = e->getDirectCallee();
  if (!callee || !callee->isInStdNamespace() || !callee->getDeclName().isIdentifier() || isa<CXXMethodDecl>(callee))
    return Extremum::None;
  const Extremum kind = llvm::StringSwitch<Extremum>(callee->getName())
                            .Case("min", Extremum::Min)
                            .Case("max", Extremum::Max)
                            .Case("clamp", Extremum::Clamp)
                            .Default(Extremum::None);
  if (kind == Extremum::None || e->getNumArgs() != (kind == Extremum::Clamp ? 3u : 2u))
    return Extremum::None;
  const QualType last = e->getArg(e->getNumArgs() - 1)->getType();
  return e->getType()->isScalarType() && last->isScalarType() && e->isGLValue() ? kind : Extremum::None;
}

} // namespace

// Without taking addresses, when only the value is wanted.
bool LibraryCalls::extremumValue(const CallExpr *e, ValueId &result) {
  const Extremum kind = extremumOf(e);
  if (kind == Extremum::None)
    return false;
  const TypeId type = types.lower(e->getType());
  const ValueId x = rooms.calls.scalarArgument(e->getArg(0)), y = rooms.calls.scalarArgument(e->getArg(1));
  auto less = [&](ValueId left, ValueId right) { return b.compare(ir::Predicate::Lt, left, right); };
  if (kind == Extremum::Min)
    result = rooms.regions.choose(
        less(y, x), type, [&] { return y; }, [&] { return x; });
  else if (kind == Extremum::Max)
    result = rooms.regions.choose(
        less(x, y), type, [&] { return y; }, [&] { return x; });
  else
    result = clamped(x, y, rooms.calls.scalarArgument(e->getArg(2)), type, [](ValueId v) { return v; });
  return true;
}

ir::ValueId LibraryCalls::clamped(ValueId x, ValueId low, ValueId high, TypeId type,
                                  llvm::function_ref<ValueId(ValueId)> read) {
  auto less = [&](ValueId left, ValueId right) { return b.compare(ir::Predicate::Lt, read(left), read(right)); };
  return rooms.regions.choose(
      less(x, low), type, [&] { return low; },
      [&] {
        return rooms.regions.choose(
            less(high, x), type, [&] { return high; }, [&] { return x; });
      });
}

// std::min({a, b, c}) and std::max: the first of equals.
bool LibraryCalls::extremumOfList(const CallExpr *e, ValueId &result) {
  const FunctionDecl *callee = e->getDirectCallee();
  const bool isMin = callee->getName() == "min";
  if (!callee->isInStdNamespace() || (!isMin && callee->getName() != "max") || e->getNumArgs() != 1 || e->isGLValue())
    return false;
  const auto *list = dyn_cast<CXXStdInitializerListExpr>(e->getArg(0)->IgnoreImplicit());
  const TypeId type = types.lower(e->getType());
  const auto *array = list ? ast.getAsConstantArrayType(list->getSubExpr()->getType()) : nullptr;
  if (!array || !(b.module.types.isFloat(type) || b.module.types.isInt(type)))
    return false;
  const ValueId elements = rooms.places.object(list->getSubExpr());
  auto element = [&](uint64_t i) {
    return b.load(b.element(elements, b.constantInt(b.module.types.sizeType(), static_cast<int64_t>(i))));
  };
  result = element(0);
  for (uint64_t i = 1; i < array->getZExtSize(); ++i) {
    const ValueId next = element(i), best = result;
    const ValueId isBetter =
        isMin ? b.compare(ir::Predicate::Lt, next, best) : b.compare(ir::Predicate::Lt, best, next);
    result = rooms.regions.choose(
        isBetter, type, [&] { return next; }, [&] { return best; });
  }
  return true;
}

// As a reference to the operand chosen.
bool LibraryCalls::extremumPlace(const CallExpr *e, ValueId &result) {
  const Extremum kind = extremumOf(e);
  if (kind == Extremum::None)
    return false;
  const TypeId type = types.pointerTo(e->getType());
  const ValueId x = rooms.conversions.convert(rooms.places.place(e->getArg(0)), type),
                y = rooms.conversions.convert(rooms.places.place(e->getArg(1)), type);
  auto read = [&](ValueId v) { return b.load(v); };
  if (kind == Extremum::Min)
    result = rooms.regions.choose(
        b.compare(ir::Predicate::Lt, read(y), read(x)), type, [&] { return y; }, [&] { return x; });
  else if (kind == Extremum::Max)
    result = rooms.regions.choose(
        b.compare(ir::Predicate::Lt, read(x), read(y)), type, [&] { return y; }, [&] { return x; });
  else
    result = clamped(x, y, rooms.conversions.convert(rooms.places.place(e->getArg(2)), type), type, read);
  return true;
}

bool LibraryCalls::libraryCall(const CallExpr *e, const FunctionDecl *callee, ValueId &result) {
  if (!callee->getDeclName().isIdentifier() || isa<CXXMethodDecl>(callee))
    return false;
  const llvm::StringRef name = callee->getName();
  if (rooms.memoryCalls.memoryCall(e, callee, result) || extremumPlace(e, result) || extremumOfList(e, result))
    return true;
  if (!callee->isInStdNamespace())
    return false;
  const bool isIdentity =
      llvm::StringSwitch<bool>(name).Cases("move", "forward", "move_if_noexcept", "as_const", true).Default(false);
  if (isIdentity && e->getNumArgs() == 1) {
    const ValueId object = rooms.places.place(e->getArg(0));
    result =
        rooms.elements.elementPart(object) ? object : rooms.conversions.convert(object, types.pointerTo(e->getType()));
    return true;
  }
  if ((name == "addressof" || name == "__addressof") && e->getNumArgs() == 1) {
    result = rooms.operators.address(e->getArg(0), e->getType());
    return true;
  }
  const QualType first = e->getNumArgs() ? e->getArg(0)->getType() : QualType();
  if (name == "swap" && e->getNumArgs() == 2 &&
      (first.isTriviallyCopyableType(ast) || rooms.values.isValueType(first)) &&
      refusals.isObjectType(first, e->getExprLoc())) {
    const ValueId a = rooms.places.place(e->getArg(0)), with = rooms.places.place(e->getArg(1));
    rooms.objects.swapObjects(a, with);
    return true;
  }
  return false;
}

} // namespace clangent::frontend
