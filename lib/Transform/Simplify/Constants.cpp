// Folding never rounds differently from the program: every operation is done in its own type.
#include "Transform/Simplify/Constants.h"

#include <cfloat>
#include <cmath>

namespace clangent::transform {

using namespace ir;

bool Number::operator==(const Number &other) const {
  return type == other.type && integer == other.integer &&
         (real == other.real ? std::signbit(real) == std::signbit(other.real)
                             : real != real && other.real != other.real);
}

std::optional<Number> constantNumber(const Module &module, const Function &function, ValueId v) {
  const Op *op = function.definingOp(v);
  if (!op || op->code != Opcode::Constant)
    return std::nullopt;
  Number number;
  number.type = function[v].type;
  if (module.types.isFloat(number.type))
    number.real = op->real;
  else
    number.integer = op->integer;
  return number;
}

ValueId buildNumber(Builder &builder, const Number &number) {
  return builder.module.types.isFloat(number.type) ? builder.constantFloat(number.type, number.real)
                                                   : builder.constantInt(number.type, number.integer);
}

namespace {

// Wide enough for every product of two 64-bit integers of one sign.
__extension__ using Wide = __int128;

Wide wide(const Type &type, int64_t v) {
  return type.isSigned ? static_cast<Wide>(v) : static_cast<Wide>(static_cast<uint64_t>(v));
}

long double rounded(const Type &type, long double v) {
  return type.bits == 32 ? static_cast<float>(v) : type.bits == 64 ? static_cast<double>(v) : v;
}

// Can this host's long double do the type's arithmetic?
bool canCompute(const Type &type) {
  if (type.kind == TypeKind::Float)
    return type.bits <= 64 || LDBL_MANT_DIG == 64;
  return (type.kind == TypeKind::Int && type.bits <= 64) || type.kind == TypeKind::Bool ||
         type.kind == TypeKind::Pointer;
}

// An integer of the type: unsigned ones wrap, signed ones must fit.
std::optional<Number> integer(const Type &type, TypeId id, Wide v) {
  Number number;
  number.type = id;
  if (type.isSigned) {
    Wide limit = static_cast<Wide>(1) << (type.bits - 1);
    if (v < -limit || v >= limit)
      return std::nullopt;
  } else if (type.bits < 64) {
    v &= (static_cast<Wide>(1) << type.bits) - 1;
  }
  number.integer = static_cast<int64_t>(static_cast<uint64_t>(v));
  return number;
}

std::optional<Number> real(TypeId id, long double v) {
  if (!std::isfinite(v))
    return std::nullopt;
  Number number;
  number.type = id;
  number.real = v;
  return number;
}

// NaN for operations that are not folded: results that are not finite are left to the program.
template <class T> long double floatArithmetic(Opcode code, T a, T b) {
  if (code == Opcode::Neg)
    return -a;
  if (code == Opcode::Add)
    return a + b;
  if (code == Opcode::Sub)
    return a - b;
  if (code == Opcode::Mul || code == Opcode::GuardedMul)
    return a * b;
  return code == Opcode::Div ? a / b : NAN;
}

std::optional<Number> foldFloat(const Type &type, TypeId id, Opcode code, long double a, long double b) {
  if (code == Opcode::GuardedMul && a == 0)
    return real(id, 0);
  if (type.bits == 32)
    return real(id, floatArithmetic(code, static_cast<float>(a), static_cast<float>(b)));
  if (type.bits == 64)
    return real(id, floatArithmetic(code, static_cast<double>(a), static_cast<double>(b)));
  return real(id, floatArithmetic(code, a, b));
}

std::optional<Number> foldInteger(const Type &type, TypeId id, Opcode code, int64_t left, int64_t right) {
  Wide a = wide(type, left), b = wide(type, right);
  if (code == Opcode::Neg)
    return integer(type, id, -a);
  if (code == Opcode::Add)
    return integer(type, id, a + b);
  if (code == Opcode::Sub)
    return integer(type, id, a - b);
  if (code == Opcode::Mul && !type.isSigned && a >> 32 && b >> 32) // might not fit Wide; only 64 low bits count
    return integer(type, id, static_cast<Wide>(static_cast<uint64_t>(left) * static_cast<uint64_t>(right)));
  if (code == Opcode::Mul)
    return integer(type, id, a * b);
  if ((code == Opcode::Div || code == Opcode::Rem) && b != 0)
    return integer(type, id, code == Opcode::Div ? a / b : a % b);
  if (code == Opcode::BitNot)
    return integer(type, id, ~a);
  if (code == Opcode::BitAnd)
    return integer(type, id, a & b);
  if (code == Opcode::BitOr)
    return integer(type, id, a | b);
  return code == Opcode::BitXor ? integer(type, id, a ^ b) : std::nullopt;
}

std::optional<Number> foldShift(const Module &module, const Function &function, const Op &op, const Number &a) {
  const Type &type = module.types[a.type];
  const Number by = *constantNumber(module, function, op.operands[1]);
  if (by.integer < 0 || by.integer >= static_cast<int64_t>(type.bits))
    return std::nullopt;
  Wide value = wide(type, a.integer);
  if (op.code == Opcode::Shr)
    return integer(type, a.type, value >> by.integer);
  return value < 0 ? std::nullopt : integer(type, a.type, value << by.integer);
}

template <class T> bool compares(Predicate predicate, T a, T b) {
  switch (predicate) {
  case Predicate::Eq:
    return a == b;
  case Predicate::Ne:
    return a != b;
  case Predicate::Lt:
    return a < b;
  case Predicate::Le:
    return a <= b;
  case Predicate::Gt:
    return a > b;
  case Predicate::Ge:
    return a >= b;
  }
  return false;
}

std::optional<Number> foldCast(const Module &module, const Number &from, TypeId to) {
  const Type &source = module.types[from.type], &target = module.types[to];
  if (source.kind == TypeKind::Pointer || target.kind == TypeKind::Pointer)
    return std::nullopt;
  Number result;
  result.type = to;
  bool fromFloat = source.kind == TypeKind::Float;
  if (target.kind == TypeKind::Bool) {
    result.integer = fromFloat ? from.real != 0 : from.integer != 0;
    return result;
  }
  if (target.kind == TypeKind::Float) {
    if (!fromFloat && LDBL_MANT_DIG < 64)
      return std::nullopt;
    long double exact = fromFloat ? from.real : static_cast<long double>(wide(source, from.integer));
    return real(to, rounded(target, exact));
  }
  if (fromFloat) { // out of range it is undefined
    long double whole = std::trunc(from.real),
                limit = std::ldexp(1.0L, static_cast<int>(target.bits) - target.isSigned);
    if (!(whole < limit) || whole < (target.isSigned ? -limit : 0))
      return std::nullopt;
    return integer(target, to, static_cast<Wide>(whole));
  }
  Wide value = wide(source, from.integer);
  if (std::optional<Number> fits = integer(target, to, value))
    return fits;
  Wide modulus = static_cast<Wide>(1) << target.bits;
  value = ((value % modulus) + modulus) % modulus;
  return integer(target, to, value >= modulus / 2 ? value - modulus : value);
}

std::optional<Number> foldBool(const Module &module, const Op &op, const Number &a, const Number &b) {
  Number result;
  result.type = module.types.boolType();
  if (op.code == Opcode::Not)
    result.integer = !a.integer;
  else if (op.code == Opcode::BitAnd)
    result.integer = a.integer && b.integer;
  else if (op.code == Opcode::BitOr)
    result.integer = a.integer || b.integer;
  else if (op.code == Opcode::BitXor)
    result.integer = a.integer != b.integer;
  else
    return std::nullopt;
  return result;
}

std::optional<Number> foldCompare(const Module &module, const Op &op, const Number &a, const Number &b) {
  const Type &type = module.types[a.type];
  Number result;
  result.type = module.types.boolType();
  result.integer = type.kind == TypeKind::Float ? compares(op.predicate, a.real, b.real)
                                                : compares(op.predicate, wide(type, a.integer), wide(type, b.integer));
  return result;
}

} // namespace

std::optional<Number> foldConstants(const Module &module, const Function &function, const Op &op) {
  if (op.operands.empty() || op.operands.size() > 2 || op.results.size() != 1)
    return std::nullopt;
  std::optional<Number> a = constantNumber(module, function, op.operands[0]), b = a;
  if (op.operands.size() == 2)
    b = constantNumber(module, function, op.operands[1]);
  TypeId to = function[op.results[0]].type;
  if (!a || !b || !canCompute(module.types[a->type]) || !canCompute(module.types[b->type]) ||
      !canCompute(module.types[to]))
    return std::nullopt;
  if (op.code == Opcode::Cast)
    return foldCast(module, *a, to);
  if (op.code == Opcode::Compare)
    return foldCompare(module, op, *a, *b);
  if (op.code == Opcode::Shl || op.code == Opcode::Shr)
    return foldShift(module, function, op, *a);
  const Type &type = module.types[to];
  if (type.kind == TypeKind::Bool)
    return foldBool(module, op, *a, *b);
  if (type.kind == TypeKind::Float && module.types.isFloat(a->type))
    return foldFloat(type, to, op.code, a->real, b->real);
  if (type.kind == TypeKind::Int && a->type == to)
    return foldInteger(type, to, op.code, a->integer, b->integer);
  return std::nullopt;
}

std::optional<int64_t> constantTrips(const Module &module, const Function &function, const Op &op) {
  std::optional<Number> lower = constantNumber(module, function, op.operands[0]),
                        upper = constantNumber(module, function, op.operands[1]),
                        step = constantNumber(module, function, op.operands[2]);
  if (!lower || !upper || !module.types.isInt(lower->type) || module.types[lower->type].bits > 64)
    return std::nullopt;
  const Type &type = module.types[lower->type];
  Wide from = wide(type, lower->integer), to = wide(type, upper->integer);
  if (!compares(op.predicate, from, to))
    return 0;
  if (!step || step->integer == 0 || op.predicate == Predicate::Eq)
    return std::nullopt;
  Wide by = wide(module.types[step->type], step->integer), distance = to - from;
  if (!type.isSigned && by >= static_cast<Wide>(1) << (type.bits - 1))
    return std::nullopt; // downwards, by wrapping around
  if (op.predicate == Predicate::Ne)
    return distance % by == 0 && distance / by > 0 ? std::optional<int64_t>(distance / by) : std::nullopt;
  bool isUpwards = op.predicate == Predicate::Lt || op.predicate == Predicate::Le;
  if (isUpwards != (by > 0))
    return std::nullopt;
  bool reaches = op.predicate == Predicate::Le || op.predicate == Predicate::Ge;
  if (reaches)
    return static_cast<int64_t>(distance / by + 1);
  return static_cast<int64_t>((distance + by + (by > 0 ? -1 : 1)) / by);
}

} // namespace clangent::transform
