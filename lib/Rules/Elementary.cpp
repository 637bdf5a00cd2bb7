// Reads the table of partial derivatives. An entry of IR/MathFunctions.def that has no line in it does not compile.
#include "Rules/Elementary.h"

#include <array>
#include <cmath>
#include <utility>

namespace clangent::rules {

using namespace ir;

namespace {

constexpr Operand x{0}, y{1}, z{2};
constexpr Result r{};
constexpr long double ln2 = 0.693147180559945309417232121458176568L;
constexpr long double inverseLn2 = 1.442695040888963407359924681001892137L;
constexpr long double inverseLn10 = 0.434294481903251827651128918916605082L;
constexpr long double twoOverSqrtPi = 1.128379167095512573896158903121545172L;

Formula cos(Formula a) { return Formula::math(MathFunction::Cos, {a}); }
Formula sin(Formula a) { return Formula::math(MathFunction::Sin, {a}); }
Formula cosh(Formula a) { return Formula::math(MathFunction::Cosh, {a}); }
Formula sinh(Formula a) { return Formula::math(MathFunction::Sinh, {a}); }
Formula exp(Formula a) { return Formula::math(MathFunction::Exp, {a}); }
Formula log(Formula a) { return Formula::math(MathFunction::Log, {a}); }
Formula sqrt(Formula a) { return Formula::math(MathFunction::Sqrt, {a}); }
Formula rint(Formula a) { return Formula::math(MathFunction::Rint, {a}); }
Formula pow(Formula a, Formula b) { return Formula::math(MathFunction::Pow, {a, b}); }
Formula hypot(Formula a, Formula b) { return Formula::math(MathFunction::Hypot, {a, b}); }
Formula copysign(Formula a, Formula b) { return Formula::math(MathFunction::Copysign, {a, b}); }
Formula ldexp(Formula a, Formula n) { return Formula::math(MathFunction::Ldexp, {a, n}); }
Formula scalbln(Formula a, Formula n) { return Formula::math(MathFunction::Scalbln, {a, n}); }
Formula frexpExponent(Formula a) { return Formula::math(MathFunction::FrexpExponent, {a}); }
Formula digamma(Formula a) { return Formula::math(MathFunction::Digamma, {a}); }
Formula polygamma(Formula n, Formula a) { return Formula::math(MathFunction::Polygamma, {n, a}); }
Formula j0(Formula a) { return Formula::math(MathFunction::BesselJ0, {a}); }
Formula j1(Formula a) { return Formula::math(MathFunction::BesselJ1, {a}); }
Formula jn(Formula n, Formula a) { return Formula::math(MathFunction::BesselJn, {n, a}); }
Formula y0(Formula a) { return Formula::math(MathFunction::BesselY0, {a}); }
Formula y1(Formula a) { return Formula::math(MathFunction::BesselY1, {a}); }
Formula yn(Formula n, Formula a) { return Formula::math(MathFunction::BesselYn, {n, a}); }

// A denominator that is replaced where it vanishes, for quotients whose derivative there is chosen to be zero.
Formula notZero(Formula a) { return select(a == 0, 1, a); }

// a / b², where b² might overflow.
Formula divideTwice(Formula a, Formula b) { return a / b / b; }

enum class Kind : uint8_t { Partial, Zero };

template <MathFunction function, unsigned k> struct Row;

#define ROW(function, k, rowKind, ...)                                                                                 \
  template <> struct Row<MathFunction::function, k> {                                                                  \
    static constexpr Kind kind = rowKind;                                                                              \
    static Formula formula() { return __VA_ARGS__; }                                                                   \
  };
#define PARTIAL(function, k, ...) ROW(function, k, Kind::Partial, __VA_ARGS__)
#define ZERO(function, k) ROW(function, k, Kind::Zero, 0)
#include "Rules/Elementary.def"
#undef ROW

struct Entry {
  Kind kind = Kind::Zero;
  Formula formula = 0;
};

using Table = std::vector<std::vector<Entry>>; // by function, then by operand

template <MathFunction function, size_t... k> void addRows(Table &table, std::index_sequence<k...>) {
  table.push_back({Entry{Row<function, k>::kind, Row<function, k>::formula()}...});
}

const Entry &entry(MathFunction function, unsigned k) {
  static const Table table = [] {
    Table rows;
#define MATH(name, spelling, arity) addRows<MathFunction::name>(rows, std::make_index_sequence<arity>());
#include "IR/MathFunctions.def"
    return rows;
  }();
  return table[static_cast<size_t>(function)][k];
}

// The type of the derivative: that of the function's value, which its floating operands share.
TypeId floatingType(const Builder &builder, const std::vector<ValueId> &operands) {
  for (ValueId v : operands)
    if (v && builder.module.types.isFloat(builder.function[v].type))
      return builder.function[v].type;
  return TypeId();
}

} // namespace

bool isDifferentiable(MathFunction function, unsigned k) { return entry(function, k).kind != Kind::Zero; }

bool isChoice(MathFunction function, unsigned k) {
  const Formula::Node &node = entry(function, k).formula.node();
  if (node.code != Opcode::Select || node.inputs.size() != 3)
    return false;
  const Formula::Node &a = node.inputs[1].node(), &b = node.inputs[2].node();
  return a.kind == Formula::Kind::Number && b.kind == Formula::Kind::Number && (a.number == 0) != (b.number == 0);
}

Needs partialNeeds(MathFunction function, unsigned k) { return needs(entry(function, k).formula); }

Partial partial(Builder &builder, MathFunction function, const std::vector<ValueId> &operands, ValueId result,
                unsigned k) {
  const Entry &row = entry(function, k);
  Partial answer;
  answer.isZero = row.kind == Kind::Zero;
  if (answer.isZero)
    return answer;
  TypeId type = result ? builder.function[result].type : floatingType(builder, operands);
  answer.value = build(builder, row.formula, operands, result, type);
  if (std::optional<long double> number = constantOf(builder.module, builder.function, answer.value))
    answer.isZero = *number == 0;
  if (answer.isZero)
    answer.value = ValueId();
  return answer;
}

} // namespace clangent::rules
