#include "Interpreter.h"

#include "clangent/rules/special.h"

#include <cmath>
#include <math.h>
#include <stdexcept>

namespace clangent::test {

using namespace ir;

namespace {

long double special(MathFunction function, const std::vector<long double> &v) {
  switch (function) {
  case MathFunction::Digamma:
    return rules::digamma(v[0]);
  case MathFunction::Polygamma:
    return rules::polygamma(v[0], v[1]);
  case MathFunction::FrexpMantissa:
    return rules::frexp_mantissa(v[0]);
  case MathFunction::FrexpExponent:
    return rules::frexp_exponent(v[0]);
  case MathFunction::ModfFraction:
    return rules::modf_fraction(v[0]);
  case MathFunction::BesselJ0:
    return ::j0l(v[0]);
  case MathFunction::BesselJ1:
    return ::j1l(v[0]);
  case MathFunction::BesselJn:
    return ::jnl(static_cast<int>(v[0]), v[1]);
  case MathFunction::BesselY0:
    return ::y0l(v[0]);
  case MathFunction::BesselY1:
    return ::y1l(v[0]);
  case MathFunction::BesselYn:
    return ::ynl(static_cast<int>(v[0]), v[1]);
  case MathFunction::Signbit:
    return std::signbit(v[0]);
  case MathFunction::Isnan:
    return std::isnan(v[0]);
  case MathFunction::Isinf:
    return std::isinf(v[0]);
  case MathFunction::Isfinite:
    return std::isfinite(v[0]);
  case MathFunction::Hypot3:
    return std::hypot(v[0], v[1], v[2]);
  case MathFunction::Ldexp:
    return std::ldexp(v[0], static_cast<int>(v[1]));
  case MathFunction::Scalbn:
    return std::scalbn(v[0], static_cast<int>(v[1]));
  case MathFunction::Scalbln:
    return std::scalbln(v[0], static_cast<long>(v[1]));
  default:
    throw std::logic_error("no such elementary function");
  }
}

} // namespace

long double evaluate(MathFunction function, const std::vector<long double> &v) {
  using Unary = long double (*)(long double);
  using Binary = long double (*)(long double, long double);
  static const struct {
    MathFunction function;
    Unary call;
  } unary[] = {{MathFunction::Sin, std::sin},       {MathFunction::Cos, std::cos},
               {MathFunction::Tan, std::tan},       {MathFunction::Asin, std::asin},
               {MathFunction::Acos, std::acos},     {MathFunction::Atan, std::atan},
               {MathFunction::Sinh, std::sinh},     {MathFunction::Cosh, std::cosh},
               {MathFunction::Tanh, std::tanh},     {MathFunction::Asinh, std::asinh},
               {MathFunction::Acosh, std::acosh},   {MathFunction::Atanh, std::atanh},
               {MathFunction::Exp, std::exp},       {MathFunction::Exp2, std::exp2},
               {MathFunction::Expm1, std::expm1},   {MathFunction::Log, std::log},
               {MathFunction::Log2, std::log2},     {MathFunction::Log10, std::log10},
               {MathFunction::Log1p, std::log1p},   {MathFunction::Logb, std::logb},
               {MathFunction::Sqrt, std::sqrt},     {MathFunction::Cbrt, std::cbrt},
               {MathFunction::Erf, std::erf},       {MathFunction::Erfc, std::erfc},
               {MathFunction::Tgamma, std::tgamma}, {MathFunction::Lgamma, std::lgamma},
               {MathFunction::Fabs, std::fabs},     {MathFunction::Floor, std::floor},
               {MathFunction::Ceil, std::ceil},     {MathFunction::Round, std::round},
               {MathFunction::Trunc, std::trunc},   {MathFunction::Nearbyint, std::nearbyint},
               {MathFunction::Rint, std::rint}};
  static const struct {
    MathFunction function;
    Binary call;
  } binary[] = {{MathFunction::Atan2, std::atan2},         {MathFunction::Pow, std::pow},
                {MathFunction::Hypot, std::hypot},         {MathFunction::Fmod, std::fmod},
                {MathFunction::Remainder, std::remainder}, {MathFunction::Fmin, std::fmin},
                {MathFunction::Fmax, std::fmax},           {MathFunction::Fdim, std::fdim},
                {MathFunction::Copysign, std::copysign},   {MathFunction::Nextafter, std::nextafter}};
  for (const auto &row : unary)
    if (row.function == function)
      return row.call(v[0]);
  for (const auto &row : binary)
    if (row.function == function)
      return row.call(v[0], v[1]);
  if (function == MathFunction::Fma)
    return std::fma(v[0], v[1], v[2]);
  return special(function, v);
}

namespace {

bool holds(Predicate predicate, long double a, long double b) {
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

long double run(const Module &module, const Function &function, const Op &op, const std::vector<long double> &v) {
  switch (op.code) {
  case Opcode::Constant:
    return module.types.isFloat(function[op.results[0]].type) ? op.real : static_cast<long double>(op.integer);
  case Opcode::Neg:
    return -v[0];
  case Opcode::Add:
    return v[0] + v[1];
  case Opcode::Sub:
    return v[0] - v[1];
  case Opcode::Mul:
    return v[0] * v[1];
  case Opcode::Div:
    return v[0] / v[1];
  case Opcode::GuardedMul:
    return v[0] == 0 ? 0 : v[0] * v[1];
  case Opcode::BitAnd:
    return v[0] != 0 && v[1] != 0; // of bools only
  case Opcode::BitOr:
    return v[0] != 0 || v[1] != 0; // of bools only
  case Opcode::Compare:
    return holds(op.predicate, v[0], v[1]);
  case Opcode::Select:
    return v[0] != 0 ? v[1] : v[2];
  case Opcode::Cast:
    return v[0];
  case Opcode::Math:
    return evaluate(op.function, v);
  default:
    throw std::logic_error("not a scalar operation");
  }
}

} // namespace

std::vector<long double> interpret(const Module &module, const Function &function,
                                   const std::vector<long double> &arguments) {
  std::vector<long double> values(function.values.size());
  for (size_t i = 0; i < arguments.size(); ++i)
    values[function.parameters[i].value.index] = arguments[i];
  for (OpId id : function[function.body].ops) {
    std::vector<long double> operands;
    for (ValueId v : function[id].operands)
      operands.push_back(values[v.index]);
    values[function[id].results[0].index] = run(module, function, function[id], operands);
  }
  return values;
}

std::optional<ValueId> contributed(Builder &builder, const Op &op, unsigned operand, ValueId d, rules::ZeroTimes zero) {
  const std::optional<rules::Contribution> part = rules::contribution(builder, op, operand, d, zero);
  if (!part || !part->when)
    return part ? std::optional(part->term) : std::nullopt;
  const ValueId nothing = builder.zero(builder.function[part->term].type);
  return part->isWhenFalse ? builder.select(part->when, nothing, part->term)
                           : builder.select(part->when, part->term, nothing);
}

} // namespace clangent::test
