#include "Machine.h"

#include <cmath>
#include <cstdio>
#include <stdexcept>

namespace clangent::test {

using namespace ir;

namespace {

std::string spelled(double v) {
  if (std::isnan(v))
    return "nan";
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%a", v);
  return buffer;
}

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

} // namespace

std::string Machine::text(ValueId v) { return isFloat(v) ? spelled(at(v).real) : std::to_string(at(v).integer); }

std::string Machine::run(const std::vector<Datum> &parameters, const std::vector<double> &memory) {
  values.assign(f.values.size(), Datum());
  objects = {memory};
  seen.clear();
  for (size_t i = 0; i < parameters.size(); ++i)
    at(f.parameters[i].value) = parameters[i];
  runRegion(f.body);
  for (ValueId v : f[f.body].yields)
    seen += "return " + text(v) + "\n";
  for (double v : objects[0])
    seen += spelled(v) + "\n";
  return seen;
}

void Machine::runRegion(RegionId region) {
  for (OpId id : f[region].ops)
    runOp(f[id]);
}

void Machine::runFor(const Op &op) {
  const Region &body = f[op.regions[0]];
  std::vector<Datum> carried;
  for (size_t i = 3; i < op.operands.size(); ++i)
    carried.push_back(at(op.operands[i]));
  int64_t upper = at(op.operands[1]).integer, step = at(op.operands[2]).integer;
  for (int64_t k = at(op.operands[0]).integer; holds(op.predicate, k, upper); k += step) {
    at(body.arguments[0]).integer = k;
    for (size_t i = 0; i < carried.size(); ++i)
      at(body.arguments[i + 1]) = carried[i];
    runRegion(op.regions[0]);
    for (size_t i = 0; i < carried.size(); ++i)
      carried[i] = at(body.yields[i]);
  }
  for (size_t i = 0; i < carried.size(); ++i)
    at(op.results[i]) = carried[i];
}

void Machine::runWhile(const Op &op) {
  const Region &before = f[op.regions[0]], &body = f[op.regions[1]];
  std::vector<Datum> carried;
  for (ValueId v : op.operands)
    carried.push_back(at(v));
  for (;;) {
    for (size_t i = 0; i < carried.size(); ++i)
      at(before.arguments[i]) = carried[i];
    runRegion(op.regions[0]);
    if (!at(before.yields[0]).integer)
      break;
    runRegion(op.regions[1]);
    for (size_t i = 0; i < carried.size(); ++i)
      carried[i] = at(body.yields[i]);
  }
  for (size_t i = 0; i < carried.size(); ++i)
    at(op.results[i]) = carried[i];
}

Machine::Datum Machine::make(int64_t count) {
  Datum pointer;
  pointer.integer = static_cast<int64_t>(objects.size());
  objects.emplace_back(count, 0.0);
  return pointer;
}

void Machine::write(const Op &op) {
  if (op.code == Opcode::Opaque) {
    seen += calledFunction(op.term);
    for (ValueId v : op.operands)
      seen += " " + text(v);
    seen += "\n";
  } else if (op.code == Opcode::Push) {
    objects.at(at(op.operands[0]).integer).push_back(at(op.operands[1]).real);
  } else if (op.code == Opcode::Update) {
    cell(at(op.operands[0])) += at(op.operands[1]).real;
  } else {
    cell(at(op.operands[0])) = at(op.operands[1]).real;
  }
}

void Machine::runOp(const Op &op) {
  if (op.code == Opcode::If) {
    RegionId arm = op.regions[at(op.operands[0]).integer ? 0 : 1];
    runRegion(arm);
    for (size_t i = 0; i < op.results.size(); ++i)
      at(op.results[i]) = at(f[arm].yields[i]);
  } else if (op.code == Opcode::For) {
    runFor(op);
  } else if (op.code == Opcode::While) {
    runWhile(op);
  } else if (op.results.empty()) {
    write(op);
  } else {
    Datum out;
    scalar(op, out);
    at(op.results[0]) = out;
  }
}

void Machine::arithmetic(const Op &op, Datum &out) {
  Datum a = at(op.operands[0]), b = op.operands.size() > 1 ? at(op.operands[1]) : Datum();
  switch (op.code) {
  case Opcode::Neg:
    out.real = -a.real, out.integer = -a.integer;
    return;
  case Opcode::Add:
    out.real = a.real + b.real, out.integer = a.integer + b.integer;
    return;
  case Opcode::Sub:
    out.real = a.real - b.real, out.integer = a.integer - b.integer;
    return;
  case Opcode::Mul:
    out.real = a.real * b.real, out.integer = a.integer * b.integer;
    return;
  case Opcode::Div:
    out.real = a.real / b.real;
    return;
  case Opcode::BitAnd:
    out.integer = a.integer & b.integer;
    return;
  case Opcode::BitOr:
    out.integer = a.integer | b.integer;
    return;
  case Opcode::BitXor:
    out.integer = a.integer ^ b.integer;
    return;
  case Opcode::Not:
    out.integer = !a.integer;
    return;
  default:
    throw std::logic_error("an operation that the machine does not know");
  }
}

void Machine::scalar(const Op &op, Datum &out) {
  auto operand = [&](unsigned k) { return at(op.operands[k]); };
  switch (op.code) {
  case Opcode::Constant:
    out.real = static_cast<double>(op.real), out.integer = op.integer;
    return;
  case Opcode::Compare:
    out.integer = isFloat(op.operands[0]) ? holds(op.predicate, operand(0).real, operand(1).real)
                                          : holds(op.predicate, operand(0).integer, operand(1).integer);
    return;
  case Opcode::Select:
    out = operand(0).integer ? operand(1) : operand(2);
    return;
  case Opcode::Cast:
    out.real = static_cast<double>(operand(0).integer), out.integer = operand(0).integer;
    return;
  case Opcode::Math:
    out.real = std::sin(operand(0).real);
    return;
  case Opcode::Local:
    out = make(8);
    return;
  case Opcode::StackNew:
    out = make(0);
    return;
  case Opcode::Pop:
    out.real = objects.at(operand(0).integer).back();
    objects.at(operand(0).integer).pop_back();
    return;
  case Opcode::Index:
  case Opcode::Element:
    out = operand(0);
    out.offset += operand(1).integer;
    return;
  case Opcode::Load:
    out.real = cell(operand(0));
    return;
  case Opcode::Opaque:
    write(op);
    out.real = 0.25 * static_cast<double>(seen.size());
    return;
  default:
    arithmetic(op, out);
  }
}

} // namespace clangent::test
