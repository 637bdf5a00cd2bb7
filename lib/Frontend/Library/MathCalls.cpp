// Elementary functions under every spelling: C, builtin, std:: with its overloads.
#include "Frontend/Library/MathCalls.h"
#include "Frontend/Calls/Calls.h"
#include "Frontend/Calls/OpaqueCalls.h"
#include "Frontend/Expressions/Conversions.h"
#include "Frontend/Expressions/Expressions.h"
#include "Frontend/Expressions/Operators.h"

#include "clang/Basic/Builtins.h"
#include "llvm/ADT/StringSwitch.h"

#include <limits>

namespace clangent::frontend {

using namespace clang;
using ir::MathFunction;

// Which argument is an integer and stays one.
enum class IntegerArgument { None, First, Second };

struct MathCall {
  MathFunction function;
  unsigned arity;
  IntegerArgument integer;
  bool isPredicate; // a bool, which C declares as int
};

namespace {

struct MathRow {
  const char *name;
  MathCall call;
};

constexpr MathRow rows[] = {
#define FLOATING(name, function, arity) {name, {MathFunction::function, arity, IntegerArgument::None, false}},
#define PREDICATE(name, function) {name, {MathFunction::function, 1, IntegerArgument::None, true}},
#define MIXED(name, function, which) {name, {MathFunction::function, 2, IntegerArgument::which, false}},
#include "Frontend/Library/MathNames.def"
};

const MathCall *find(llvm::StringRef name, unsigned arguments) {
  for (const MathRow &row : rows)
    if (name == row.name && row.call.arity == arguments)
      return &row.call;
  return nullptr;
}

// "sinf", "sinl" and "__builtin_sin" are "sin"; "erf" stays.
const MathCall *findSpelled(llvm::StringRef name, unsigned arguments) {
  if (const MathCall *exact = find(name, arguments))
    return exact;
  const bool hasSuffix = name.size() > 1 && (name.back() == 'f' || name.back() == 'l');
  return hasSuffix ? find(name.drop_back(), arguments) : nullptr;
}

bool isStandard(const FunctionDecl *callee) {
  return callee->isExternC() || callee->getBuiltinID() != 0 || callee->isInStdNamespace();
}

llvm::StringRef plainName(const FunctionDecl *callee) {
  if (!callee->getDeclName().isIdentifier())
    return {};
  llvm::StringRef name = callee->getName();
  name.consume_front("__builtin_");
  return name;
}

// A NaN whose payload a text says: a constant, whatever the text.
bool isNanOfText(llvm::StringRef name) {
  return llvm::StringSwitch<bool>(name).Cases("nan", "nanf", "nanl", "nans", "nansf", "nansl", true).Default(false);
}

} // namespace

bool MathCalls::mathCall(const CallExpr *e, const FunctionDecl *callee, ValueId &result) {
  if (!isStandard(callee) || isa<CXXMethodDecl>(callee) || e->getNumArgs() == 0)
    return false;
  const llvm::StringRef name = plainName(callee);
  const QualType type = e->getType();
  if ((name == "abs" || name == "labs" || name == "llabs" || name == "imaxabs") && type->isIntegerType()) {
    result = integerAbs(rooms.conversions.convert(rooms.expressions.rvalue(e->getArg(0)), types.lower(type)));
    return true;
  }
  if (isNanOfText(name) && type->isRealFloatingType()) {
    result = rooms.opaqueCalls.opaqueCall(e, /*isPure=*/true);
    return true;
  }
  if (mathPair(e, name, result) || mathOfOthers(e, name, result) || mathToInteger(e, name, result))
    return true;
  const MathCall *math = findSpelled(name, e->getNumArgs());
  if (!math)
    return false;
  const bool isReal = type->isRealFloatingType() && types.valueProblem(type).empty();
  if (math->isPredicate ? !type->isIntegerType() : !isReal)
    return false;
  result = mathOp(e, *math, types.lower(type));
  return true;
}

ir::ValueId MathCalls::mathOp(const CallExpr *e, const MathCall &math, TypeId result) {
  std::vector<ValueId> operands;
  for (unsigned i = 0; i < e->getNumArgs(); ++i) {
    const ValueId value = rooms.calls.scalarArgument(e->getArg(i));
    const bool isInteger =
        (math.integer == IntegerArgument::First && i == 0) || (math.integer == IntegerArgument::Second && i == 1);
    if (math.isPredicate)
      operands.push_back(b.module.types.isFloat(function[value].type)
                             ? value
                             : rooms.conversions.convert(value, b.module.types.doubleType()));
    else if (isInteger)
      operands.push_back(rooms.conversions.convert(
          value, math.function == MathFunction::Scalbln ? b.module.types.sizeType() : b.module.types.intType()));
    else
      operands.push_back(rooms.conversions.convert(value, result));
  }
  if (!math.isPredicate)
    return b.math(math.function, std::move(operands), result);
  return rooms.conversions.convert(b.math(math.function, std::move(operands), b.module.types.boolType()), result);
}

// Rounding to an integer, and comparisons that raise no exception.
bool MathCalls::mathToInteger(const CallExpr *e, llvm::StringRef name, ValueId &result) {
  if (!e->getType()->isIntegerType())
    return false;
  const bool isRound = llvm::StringSwitch<bool>(name)
                           .Cases("lround", "lroundf", "lroundl", "llround", "llroundf", "llroundl", true)
                           .Default(false);
  const bool isRint = llvm::StringSwitch<bool>(name)
                          .Cases("lrint", "lrintf", "lrintl", "llrint", "llrintf", "llrintl", true)
                          .Default(false);
  if (isRound || isRint) {
    ValueId value = rooms.calls.scalarArgument(e->getArg(0));
    if (!b.module.types.isFloat(function[value].type))
      value = rooms.conversions.convert(value, b.module.types.doubleType());
    result = b.cast(b.math(isRound ? MathFunction::Round : MathFunction::Rint, {value}), types.lower(e->getType()));
    return true;
  }
  const bool isClass = llvm::StringSwitch<bool>(name)
                           .Cases("ilogb", "ilogbf", "ilogbl", "fpclassify", "isnormal", true)
                           .Cases("isunordered", "islessgreater", "isinf_sign", true)
                           .Default(false);
  const FunctionDecl *callee = e->getDirectCallee();
  if (isClass && (callee->getBuiltinID() || !callee->isVariadic())) {
    result = rooms.opaqueCalls.opaqueCall(e, /*isPure=*/true);
    return true;
  }
  const int order = llvm::StringSwitch<int>(name)
                        .Case("isgreater", BO_GT)
                        .Case("isgreaterequal", BO_GE)
                        .Case("isless", BO_LT)
                        .Case("islessequal", BO_LE)
                        .Default(-1);
  if (order < 0 || e->getNumArgs() != 2)
    return false;
  const QualType first = e->getArg(0)->getType(), second = e->getArg(1)->getType();
  if (!first->isRealFloatingType() || !ast.hasSameUnqualifiedType(first, second))
    return false;
  const ValueId left = rooms.calls.scalarArgument(e->getArg(0)), right = rooms.calls.scalarArgument(e->getArg(1));
  result = rooms.conversions.convert(rooms.operators.compare(static_cast<BinaryOperatorKind>(order), left, right),
                                     types.lower(e->getType()));
  return true;
}

// Functions with a second result behind a pointer.
bool MathCalls::mathPair(const CallExpr *e, llvm::StringRef name, ValueId &result) {
  const bool isFrexp = name == "frexp" || name == "frexpf" || name == "frexpl";
  const bool isModf = name == "modf" || name == "modff" || name == "modfl";
  const bool isSinCos = name == "sincos" || name == "sincosf" || name == "sincosl";
  const bool isRemquo = name == "remquo" || name == "remquof" || name == "remquol";
  if (isRemquo && e->getNumArgs() == 3)
    return remquo(e, result);
  if ((!isFrexp && !isModf && !isSinCos) || e->getNumArgs() != (isSinCos ? 3u : 2u))
    return false;
  const TypeId type = isSinCos ? types.lower(e->getArg(0)->getType()) : types.lower(e->getType());
  if (!b.module.types.isFloat(type))
    return false;
  const ValueId x = rooms.conversions.convert(rooms.calls.scalarArgument(e->getArg(0)), type);
  const ValueId out = rooms.expressions.rvalue(e->getArg(1));
  if (isFrexp) {
    b.store(out, b.math(MathFunction::FrexpExponent, {x}, b.module.types.intType()));
    result = b.math(MathFunction::FrexpMantissa, {x});
  } else if (isModf) {
    b.store(out, b.math(MathFunction::Trunc, {x}));
    result = b.math(MathFunction::ModfFraction, {x});
  } else {
    const ValueId cosine = rooms.expressions.rvalue(e->getArg(2));
    b.store(out, b.math(MathFunction::Sin, {x}));
    b.store(cosine, b.math(MathFunction::Cos, {x}));
  }
  return true;
}

// The quotient's low bits come from the function itself; the remainder is what remainder(x, y) gives.
bool MathCalls::remquo(const CallExpr *e, ValueId &result) {
  const TypeId type = types.lower(e->getType());
  const ValueId x = rooms.conversions.convert(rooms.calls.scalarArgument(e->getArg(0)), type),
                y = rooms.conversions.convert(rooms.calls.scalarArgument(e->getArg(1)), type);
  const ValueId quotient = rooms.expressions.rvalue(e->getArg(2));
  Term call = Term::call(context.termForCalls(e->getDirectCallee()), ir::operandTerms(0, 3));
  b.opaque(Term::cast("void", std::move(call)), {x, y, quotient}, TypeId());
  result = b.math(MathFunction::Remainder, {x, y});
  return true;
}

// exp10(x) is pow(10, x); nexttoward goes to its second argument, which is wider.
bool MathCalls::mathOfOthers(const CallExpr *e, llvm::StringRef name, ValueId &result) {
  const TypeId type = types.lower(e->getType());
  if (!b.module.types.isFloat(type))
    return false;
  if ((name == "exp10" || name == "exp10f" || name == "exp10l") && e->getNumArgs() == 1) {
    result = b.math(MathFunction::Pow, {b.constantFloat(type, 10),
                                        rooms.conversions.convert(rooms.calls.scalarArgument(e->getArg(0)), type)});
    return true;
  }
  if ((name != "nexttoward" && name != "nexttowardf" && name != "nexttowardl") || e->getNumArgs() != 2)
    return false;
  // Going to a wider number is going up or down from x, or staying.
  const TypeId wide = b.module.types.longDoubleType();
  const ValueId x = rooms.conversions.convert(rooms.calls.scalarArgument(e->getArg(0)), type);
  const ValueId to = rooms.conversions.convert(rooms.calls.scalarArgument(e->getArg(1)), wide),
                from = rooms.conversions.convert(x, wide);
  const ValueId up = b.constantFloat(type, std::numeric_limits<long double>::infinity());
  const ValueId down = b.constantFloat(type, -std::numeric_limits<long double>::infinity());
  const ValueId side = b.select(b.compare(ir::Predicate::Gt, to, from), up, down);
  result = b.math(MathFunction::Nextafter, {x, b.select(b.compare(ir::Predicate::Eq, to, from), x, side)});
  return true;
}

ir::ValueId MathCalls::integerAbs(ValueId v) {
  // -v is computed for negative v and for positive, where it is harmless.
  const ValueId isNegative = b.compare(ir::Predicate::Lt, v, b.zero(function[v].type));
  return b.select(isNegative, b.neg(v), v);
}

} // namespace clangent::frontend
