#include "Interpreter.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace clangent::test {

using namespace ir;

Datum realDatum(double value) {
  Datum d;
  d.real = value;
  return d;
}

Datum integerDatum(int64_t value) {
  Datum d;
  d.integer = value;
  return d;
}

namespace {

template <class T> bool holds(Predicate predicate, T a, T b) {
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

class Machine {
public:
  Machine(const Module &module, const Function &function)
      : types(module.types), f(function), values(function.values.size()) {}

  void set(ValueId v, Datum d) { values[v.index] = std::move(d); }
  std::vector<Datum> run(RegionId region);

private:
  Datum &at(ValueId v) { return values[v.index]; }
  std::vector<Datum> all(const std::vector<ValueId> &list, size_t from = 0);
  void step(const Op &op);
  void control(const Op &op);
  void memory(const Op &op);
  void runFor(const Op &op);
  void runWhile(const Op &op);
  Datum realOperation(const Op &op);
  Datum integerOperation(const Op &op);
  bool compare(const Op &op);
  int64_t wrapped(TypeId type, int64_t n) const;

  const TypeTable &types;
  const Function &f;
  std::vector<Datum> values;
};

// What a C++ object of the integer type holds after a modular operation.
int64_t Machine::wrapped(TypeId id, int64_t n) const {
  const Type &type = types[id];
  if (type.bits >= 64)
    return n;
  uint64_t mask = (uint64_t(1) << type.bits) - 1, bits = static_cast<uint64_t>(n) & mask;
  bool isNegative = type.isSigned && (bits >> (type.bits - 1));
  return static_cast<int64_t>(isNegative ? bits | ~mask : bits);
}

std::vector<Datum> Machine::all(const std::vector<ValueId> &list, size_t from) {
  std::vector<Datum> result;
  for (size_t i = from; i < list.size(); ++i)
    result.push_back(at(list[i]));
  return result;
}

std::vector<Datum> Machine::run(RegionId region) {
  for (OpId id : f[region].ops)
    step(f[id]);
  return all(f[region].yields);
}

Datum Machine::realOperation(const Op &op) {
  auto x = [&](size_t k) { return at(op.operands[k]).real; };
  switch (op.code) {
  case Opcode::Constant:
    return realDatum(static_cast<double>(op.real));
  case Opcode::Undef:
    return realDatum(0);
  case Opcode::Neg:
    return realDatum(-x(0));
  case Opcode::Add:
    return realDatum(x(0) + x(1));
  case Opcode::Sub:
    return realDatum(x(0) - x(1));
  case Opcode::Mul:
    return realDatum(x(0) * x(1));
  case Opcode::Div:
    return realDatum(x(0) / x(1));
  case Opcode::GuardedMul:
    return realDatum(x(0) == 0 ? 0 : x(0) * x(1));
  case Opcode::Cast:
    return realDatum(static_cast<double>(at(op.operands[0]).integer));
  case Opcode::Math:
    switch (op.function) {
    case MathFunction::Sin:
      return realDatum(std::sin(x(0)));
    case MathFunction::Fabs:
      return realDatum(std::fabs(x(0)));
    case MathFunction::Fmin:
      return realDatum(std::fmin(x(0), x(1)));
    default:
      throw std::logic_error("no such elementary function here");
    }
  default:
    throw std::logic_error("no such operation on real numbers");
  }
}

bool Machine::compare(const Op &op) {
  const Datum &a = at(op.operands[0]), &b = at(op.operands[1]);
  TypeId type = f[op.operands[0]].type;
  if (types.isFloat(type))
    return holds(op.predicate, a.real, b.real);
  if (types.isInt(type) && !types[type].isSigned)
    return holds(op.predicate, static_cast<uint64_t>(a.integer), static_cast<uint64_t>(b.integer));
  return holds(op.predicate, a.integer, b.integer);
}

Datum Machine::integerOperation(const Op &op) {
  TypeId type = f[op.results[0]].type;
  auto n = [&](size_t k) { return at(op.operands[k]).integer; };
  auto modular = [&](uint64_t value) { return integerDatum(wrapped(type, static_cast<int64_t>(value))); };
  switch (op.code) {
  case Opcode::Constant:
    return integerDatum(wrapped(type, op.integer));
  case Opcode::Undef:
    return integerDatum(0);
  case Opcode::Neg:
    return modular(-static_cast<uint64_t>(n(0)));
  case Opcode::Add:
    return modular(static_cast<uint64_t>(n(0)) + static_cast<uint64_t>(n(1)));
  case Opcode::Sub:
    return modular(static_cast<uint64_t>(n(0)) - static_cast<uint64_t>(n(1)));
  case Opcode::Mul:
    return modular(static_cast<uint64_t>(n(0)) * static_cast<uint64_t>(n(1)));
  case Opcode::BitAnd:
    return modular(static_cast<uint64_t>(n(0)) & static_cast<uint64_t>(n(1)));
  case Opcode::BitOr:
    return modular(static_cast<uint64_t>(n(0)) | static_cast<uint64_t>(n(1)));
  case Opcode::BitXor:
    return modular(static_cast<uint64_t>(n(0)) ^ static_cast<uint64_t>(n(1)));
  case Opcode::BitNot:
    return modular(~static_cast<uint64_t>(n(0)));
  case Opcode::Not:
    return integerDatum(!n(0));
  case Opcode::Cast:
    return types.isBool(type) ? integerDatum(n(0) != 0) : modular(static_cast<uint64_t>(n(0)));
  case Opcode::Compare:
    return integerDatum(compare(op));
  case Opcode::Trips: {
    int64_t count = 0;
    TypeId counter = f[op.operands[0]].type;
    for (int64_t i = n(0); holds(op.predicate, i, n(1)); i = wrapped(counter, i + n(2)))
      ++count;
    return integerDatum(count);
  }
  default:
    throw std::logic_error("no such operation on integers");
  }
}

void Machine::runFor(const Op &op) {
  const auto &arguments = f[op.regions[0]].arguments;
  int64_t upper = at(op.operands[1]).integer, step = at(op.operands[2]).integer;
  std::vector<int64_t> counters;
  TypeId type = f[arguments[0]].type;
  for (int64_t i = at(op.operands[0]).integer; holds(op.predicate, i, upper); i = wrapped(type, i + step))
    counters.push_back(i);
  if (op.reversed)
    std::reverse(counters.begin(), counters.end());
  std::vector<Datum> carried = all(op.operands, 3);
  for (int64_t i : counters) {
    set(arguments[0], integerDatum(i));
    for (size_t k = 0; k < carried.size(); ++k)
      set(arguments[k + 1], carried[k]);
    carried = run(op.regions[0]);
  }
  for (size_t k = 0; k < carried.size(); ++k)
    set(op.results[k], carried[k]);
}

void Machine::runWhile(const Op &op) {
  const auto &arguments = f[op.regions[0]].arguments;
  std::vector<Datum> carried = all(op.operands);
  for (;;) {
    for (size_t k = 0; k < carried.size(); ++k)
      set(arguments[k], carried[k]);
    if (!run(op.regions[0])[0].integer)
      break;
    carried = run(op.regions[1]);
  }
  for (size_t k = 0; k < carried.size(); ++k)
    set(op.results[k], carried[k]);
}

void Machine::control(const Op &op) {
  if (op.code == Opcode::For)
    return runFor(op);
  if (op.code == Opcode::While)
    return runWhile(op);
  std::vector<Datum> yields = run(op.regions[at(op.operands[0]).integer ? 0 : 1]);
  for (size_t k = 0; k < yields.size(); ++k)
    set(op.results[k], yields[k]);
}

void Machine::memory(const Op &op) {
  auto makeObject = [&](size_t count) {
    Datum pointer;
    pointer.object = std::make_shared<std::vector<Datum>>(count);
    set(op.results[0], std::move(pointer));
  };
  switch (op.code) {
  case Opcode::Local: {
    const Type &object = types[types.pointee(f[op.results[0]].type)];
    return makeObject(object.kind == TypeKind::Array ? object.count : 1);
  }
  case Opcode::TapeArray: {
    int64_t count = 1;
    for (ValueId extent : op.operands)
      count *= std::max<int64_t>(at(extent).integer, 0);
    return makeObject(static_cast<size_t>(count));
  }
  case Opcode::StackNew:
    return makeObject(0);
  case Opcode::Push:
    return at(op.operands[0]).object->push_back(at(op.operands[1]));
  case Opcode::Pop:
    set(op.results[0], at(op.operands[0]).object->back());
    return at(op.operands[0]).object->pop_back();
  case Opcode::Index:
  case Opcode::Element: {
    Datum pointer = at(op.operands[0]);
    pointer.offset += at(op.operands[1]).integer;
    return set(op.results[0], std::move(pointer));
  }
  case Opcode::Load:
    return set(op.results[0], at(op.operands[0]).object->at(at(op.operands[0]).offset));
  case Opcode::Store:
    at(op.operands[0]).object->at(at(op.operands[0]).offset) = at(op.operands[1]);
    return;
  case Opcode::Update:
    at(op.operands[0]).object->at(at(op.operands[0]).offset).real += at(op.operands[1]).real;
    return;
  default:
    throw std::logic_error("no such operation on memory");
  }
}

void Machine::step(const Op &op) {
  if (!op.regions.empty())
    return control(op);
  bool isMemory = op.code == Opcode::Load || op.code == Opcode::Pop || op.results.empty();
  if (isMemory || types[f[op.results[0]].type].kind == TypeKind::Stack || types.isPointer(f[op.results[0]].type))
    return memory(op);
  if (op.code == Opcode::Select)
    return set(op.results[0], at(op.operands[at(op.operands[0]).integer ? 1 : 2]));
  set(op.results[0], types.isFloat(f[op.results[0]].type) ? realOperation(op) : integerOperation(op));
}

} // namespace

std::vector<Datum> interpret(const Module &module, const Function &function, const std::vector<Datum> &arguments) {
  Machine machine(module, function);
  for (size_t i = 0; i < arguments.size(); ++i)
    machine.set(function.parameters[i].value, arguments[i]);
  return machine.run(function.body);
}

} // namespace clangent::test
