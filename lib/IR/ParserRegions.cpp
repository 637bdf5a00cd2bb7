// Branches and loops in the textual form; Printer.cpp shows them.
#include "IR/ParserFunction.h"

namespace clangent::ir {

// "%lower to lt %upper step %step"
void FunctionReader::range(std::vector<ValueId> &operands, Predicate &compared) {
  operands.push_back(value());
  in.expect("to");
  compared = predicate();
  operands.push_back(value());
  in.expect("step");
  operands.push_back(value());
}

void FunctionReader::ifOp() {
  const std::vector<Defined> wanted = std::move(defined);
  const OpId op = make(Opcode::If, {value()});
  std::vector<TypeId> resultTypes;
  if (in.accept("->"))
    do
      resultTypes.push_back(types.type());
    while (in.accept(","));
  Builder b(module, f, current);
  const RegionId then = b.newRegion(op), otherwise = b.newRegion(op);
  in.expect("{");
  statement();
  region(then);
  in.expect("}");
  if (in.accept("else")) {
    in.expect("{");
    region(otherwise);
    in.expect("}");
  }
  if (in.failed())
    return;
  if (resultTypes.size() != wanted.size())
    return in.fail("the results of an if have other types");
  for (size_t i = 0; i < wanted.size(); ++i) {
    const ValueId v = define(wanted[i], resultTypes[i], op, current);
    f[op].results.push_back(v);
  }
}

// "carried (%s.1 = %0 : double)": the initial values become operands, and the values in the loop its arguments.
void FunctionReader::carried(OpId op, RegionId into) {
  if (in.accept("carried")) {
    in.expect("(");
    do {
      const Defined name = definedName();
      in.expect("=");
      f[op].operands.push_back(value());
      in.expect(":");
      const ValueId v = define(name, types.type(), OpId(), into);
      f[into].arguments.push_back(v);
    } while (in.accept(","));
    in.expect(")");
  }
  in.expect("{");
  statement();
}

void FunctionReader::forOp() {
  const std::vector<Defined> wanted = std::move(defined);
  const bool isReversed = in.accept("reversed");
  const Defined counter = definedName();
  in.expect("=");
  std::vector<ValueId> operands;
  Predicate compared = Predicate::Eq;
  range(operands, compared);
  if (in.failed())
    return;
  const TypeId type = typeOf(operands[0]);
  const OpId op = make(Opcode::For, std::move(operands));
  f[op].predicate = compared;
  f[op].reversed = isReversed;
  const RegionId inside = Builder(module, f, current).newRegion(op);
  const ValueId i = define(counter, type, OpId(), inside);
  f[inside].arguments.push_back(i);
  carried(op, inside);
  region(inside);
  in.expect("}");
  loopResults(op, wanted);
}

void FunctionReader::whileOp() {
  const std::vector<Defined> wanted = std::move(defined);
  const OpId op = make(Opcode::While, {});
  Builder b(module, f, current);
  const RegionId before = b.newRegion(op), inside = b.newRegion(op);
  carried(op, before);
  region(before);
  in.expect("}");
  in.expect("do");
  in.expect("{");
  region(inside);
  in.expect("}");
  loopResults(op, wanted);
}

// The results of a loop have the types of what it carries.
void FunctionReader::loopResults(OpId op, const std::vector<Defined> &wanted) {
  const size_t first = firstCarriedOperand(f[op]);
  if (in.failed())
    return;
  if (wanted.size() + first != f[op].operands.size())
    return in.fail("a loop gives back all that it carries");
  for (size_t i = 0; i < wanted.size(); ++i) {
    const ValueId v = define(wanted[i], typeOf(f[op].operands[first + i]), op, current);
    f[op].results.push_back(v);
  }
}

} // namespace clangent::ir
