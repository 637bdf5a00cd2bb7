// Statements without regions, and the frame of the body. Control flow stands in Control.cpp.
#include "Emit/Statements.h"
#include "Emit/Heap.h"

#include "Emit/Folding.h"

namespace clangent::emit {

using namespace ir;

namespace {

void line(Lines &out, std::string text) { out.push_back({Line::Kind::Plain, std::move(text), {}, {}}); }

} // namespace

Statements::Statements(const Plan &plan) : plan(plan), f(plan.function), types(plan.module.types), expressions(plan) {
  for (const Variable &variable : plan.variables)
    if (variable.isBare)
      bare[variable.declaredAt.index].push_back(&variable);
  findReverse();
  if (plan.options.statementComments && reverseBegin)
    findReversed();
}

Lines Statements::body() {
  Lines out;
  if (plan.ownsTape)
    line(out, "clangent::Tape::Frame " + plan.tape + ";");
  for (Line &l : region(f.body))
    out.push_back(std::move(l));
  giveBack(out);
  return out;
}

Lines Statements::region(RegionId region) {
  Lines out;
  lastComment = StatementId();
  for (OpId id : f[region].ops)
    if (isStatement(plan, id)) {
      statement(id, out);
      release(id, out);
    }
  lastComment = StatementId();
  return out;
}

void Statements::release(OpId id, Lines &out) {
  auto found = plan.releases.find(id.index);
  if (found == plan.releases.end())
    return;
  std::string names;
  for (size_t variable : found->second)
    names += (names.empty() ? "" : ", ") + plan.variables[variable].name;
  line(out, "clangent::release(" + names + ");");
}

void Statements::giveBack(Lines &out) {
  const auto &yields = f[f.body].yields;
  switch (f.resultKind) {
  case ResultKind::Void:
    return;
  case ResultKind::Scalar:
    return line(out, "return " + expressions.full(yields[0]) + ";");
  case ResultKind::Reference:
    return line(out, "return " + expressions.place(yields[0]).text + ";");
  case ResultKind::Object: {
    // What is declared as a variable is built in the caller's memory.
    const bool isCopied = !types.isPlain(f.resultType) && types[f.resultType].lifetime.returned != Return::Copied;
    const std::string object = expressions.place(yields[0]).text;
    return line(out, "return " + (isCopied ? "clangent::detail::given_back(" + object + ")" : object) + ";");
  }
  case ResultKind::Multiple: {
    size_t first = yields.size() - plan.outputs.size();
    for (size_t k = first; k < yields.size(); ++k)
      line(out, plan.outputs[k - first] + " = " + expressions.full(yields[k]) + ";");
    if (first)
      line(out, "return " + expressions.full(yields[0]) + ";");
  }
  }
}

void Statements::bareDeclarations(OpId id, Lines &out) {
  auto found = bare.find(id.index);
  if (found == bare.end())
    return;
  for (const Variable *variable : found->second) {
    TypeId type = f[variable->members[0]].type;
    std::string zero = variable->isZeroed ? " = " + zeroLiteral(types, type, true) : "";
    line(out, declare(types, type, variable->name, false) + zero + ";");
  }
}

void Statements::statement(OpId id, Lines &out) {
  const Op &op = f[id];
  comment(id, out);
  bareDeclarations(id, out);
  switch (effectOf(op)) {
  case Effect::None:
  case Effect::Reads:
    return op.results.empty() ? line(out, expressions.run(op) + ";") : assign(id, out);
  case Effect::Inner:
    if (op.code == Opcode::If)
      return plan.isTernary[id.index] ? assign(id, out) : branch(id, out);
    return op.code == Opcode::For ? forLoop(id, out) : whileLoop(id, out);
  case Effect::Writes:
    return op.code == Opcode::Update ? update(op, out) : store(op, out);
  case Effect::Makes:
    return object(id, out);
  case Effect::Releases:
    return line(out, releaseText(plan, expressions, op) + ";");
  case Effect::Calls:
    return call(id, out);
  case Effect::Changes:
  case Effect::Through:
    return inPlace(id, out);
  case Effect::Records:
    if (op.code == Opcode::Push)
      return line(out, plan.nameOf(op.operands[0]) + ".push(" + expressions.full(op.operands[1]) + ");");
    return assign(id, out);
  case Effect::Runs:
  case Effect::Ends:
    if (op.code == Opcode::Object)
      return closedObject(op, out);
    return op.results.empty() ? line(out, expressions.run(op) + ";") : assign(id, out);
  }
}

// `target op= rest` where the operation continues the target's own value; `plain` otherwise.
std::string Statements::compound(const std::string &target, const Op &op, const std::string &plain) const {
  const char *sign = op.code == Opcode::Add   ? "+="
                     : op.code == Opcode::Sub ? "-="
                     : op.code == Opcode::Mul ? "*="
                     : op.code == Opcode::Div ? "/="
                                              : nullptr;
  TypeId type = op.results.empty() ? types.voidType() : f[op.results[0]].type;
  if (!sign || op.operands.size() != 2 || !(types.isFloat(type) || types.isInt(type)))
    return plain;
  ValueId rest = op.operands[1];
  if (expressions.full(op.operands[0], false) != target) {
    bool commutes = op.code == Opcode::Add || op.code == Opcode::Mul;
    if (!commutes || expressions.full(rest, false) != target)
      return plain;
    rest = op.operands[0];
  }
  if (op.code == Opcode::Add)
    return addition(target, rest);
  if (op.code == Opcode::Sub && types.isInt(type) && expressions.isOne(rest) && !types[type].isEnum)
    return "--" + target;
  return target + " " + sign + " " + expressions.full(rest);
}

// `target += v`, or `target -= -v`.
std::string Statements::addition(const std::string &target, ValueId v) const {
  TypeId type = f[v].type;
  if (types.isInt(type) && expressions.isOne(v) && !types[type].isEnum)
    return "++" + target;
  const Op *op = plan.foldedOp(v);
  bool isNegative = op && op->code == Opcode::Neg;
  Text text = isNegative ? expressions.value(op->operands[0], true) : expressions.value(v, true);
  if (types.isFloat(type) && !expressions.isConstant(v) && Expressions::dropMinus(text))
    isNegative = !isNegative;
  return target + (isNegative ? " -= " : " += ") + text.text;
}

// Clang asks what a choice might refer to by following each constant among its arms to the constant's own choice, along
// every path anew. So a long chain of choices is cut by one that is not called constant.
bool Statements::isConstant(const Op &op) {
  constexpr unsigned most = 16;
  if (op.code != Opcode::Select && op.code != Opcode::If && op.code != Opcode::Cast)
    return true;
  unsigned count = op.code == Opcode::Cast ? 0 : 1;
  const auto add = [&](ValueId leaf) {
    if (const auto found = choices.find(leaf.index); found != choices.end())
      count += found->second;
  };
  for (ValueId operand : op.operands)
    forEachLeaf(plan, operand, add);
  for (RegionId arm : op.regions)
    for (ValueId yield : f[arm].yields)
      forEachLeaf(plan, yield, add);
  if (count > most)
    return false;
  choices[op.results[0].index] = count;
  return true;
}

void Statements::assign(OpId id, Lines &out) {
  const Op &op = f[id];
  ValueId v = op.results[0];
  const Variable &variable = plan.variable(v);
  std::string text = expressions.operation(op, true).text;
  if (op.code == Opcode::Opaque && !plan.isUsed(v))
    return line(out, text + ";");
  if (op.code == Opcode::Pop && !plan.isUsed(v))
    return line(out, text + ";");
  if (variable.declaredAt == id && !variable.isBare)
    return line(out,
                declare(types, f[v].type, variable.name, !variable.isMutable && isConstant(op)) + " = " + text + ";");
  line(out, compound(variable.name, op, variable.name + " = " + text) + ";");
}

void Statements::store(const Op &op, Lines &out) {
  std::string target = expressions.place(op.operands[0]).text;
  std::string plain = target + " = " + expressions.full(op.operands[1]);
  const Op *value = plan.foldedOp(op.operands[1]);
  line(out, (value ? compound(target, *value, plain) : plain) + ";");
}

void Statements::update(const Op &op, Lines &out) {
  std::string target = expressions.place(op.operands[0]).text;
  if (types.isValue(f[op.operands[1]].type))
    return line(out, "::clangent::accumulate(" + target + ", " + expressions.full(op.operands[1]) + ");");
  line(out, addition(target, op.operands[1]) + ";");
}

void Statements::call(OpId id, Lines &out) {
  const Op &op = f[id];
  const Function &callee = plan.module[op.callee];
  bool isMultiple = callee.resultKind == ResultKind::Multiple;
  size_t first = isMultiple && (callee.resultSpelling == "void" || callee.resultSpelling.empty()) ? 0 : 1;
  std::vector<std::string> outputs;
  for (size_t k = first; isMultiple && k < op.results.size(); ++k) {
    const Variable &output = plan.variable(op.results[k]);
    outputs.push_back(output.name);
    if (output.declaredAt == id && !output.isBare)
      line(out, declare(types, f[op.results[k]].type, output.name, false) + ";");
  }
  std::string text = expressions.call(op, outputs);
  bool hasResult = !op.results.empty() && (!isMultiple || first == 1) && plan.isUsed(op.results[0]);
  if (!hasResult)
    return line(out, text + ";");
  ValueId v = op.results[0];
  const Variable &variable = plan.variable(v);
  const TypeId object = callee.resultKind == ResultKind::Object ? types.pointee(f[v].type) : TypeId();
  if (object && types[object].lifetime.isDestroyed)
    return rawResult(spell(types, object), variable.name, text, out);
  if (object)
    return line(
        out, (op.isClosed ? "auto " + variable.name : declare(types, types.pointee(f[v].type), variable.name, false)) +
                 " = " + text + ";");
  if (callee.resultKind == ResultKind::Reference)
    text = "&" + text;
  bool declares = variable.declaredAt == id && !variable.isBare;
  line(out,
       (declares ? declare(types, f[v].type, variable.name, !variable.isMutable) : variable.name) + " = " + text + ";");
}

// An operation destroys the object: C++ makes it where it destroys nothing.
void Statements::rawResult(const std::string &type, const std::string &name, const std::string &made, Lines &out) {
  line(out, "clangent::detail::Raw<" + type + "> " + name + "_raw;");
  line(out, "auto &" + name + " = *::new (clangent::detail::Place{&" + name + "_raw}) " + type + "(" + made + ");");
}

// What a declaration says behind the variable's name.
std::string Statements::initialiser(ValueId v) const {
  const Type &type = types[f[v].type];
  if (type.kind != TypeKind::Value || !types.isPlain(f[v].type) || !expressions.isConstant(v))
    return " = " + expressions.full(v);
  return type.lifetime.declared == Default::Zero ? "" : "{}";
}

// What is changed must stand in a variable of its own, with the value from before.
void Statements::inPlace(OpId id, Lines &out) {
  const Op &op = f[id];
  const size_t first = op.firstChanged;
  for (size_t k = 0; k < op.results.size(); ++k) {
    const ValueId before = op.operands[first + k], after = op.results[k];
    if (plan.sameVariable(before, after))
      continue;
    const Variable &variable = plan.variable(after);
    const bool declares = variable.declaredAt == id && !variable.isBare;
    const std::string target = declares ? declare(types, f[after].type, variable.name, false) : variable.name;
    line(out, target + (declares ? initialiser(before) : " = " + expressions.full(before)) + ";");
  }
  line(out, expressions.run(op) + ";");
}

// A shadow (isZeroed) starts at zero, whatever its class makes by default.
std::string Statements::tapeArray(const Op &op, TypeId made) const {
  std::string counts;
  for (ValueId count : op.operands)
    counts += (counts.empty() ? "" : ", ") + tapeCount(count);
  const auto take = [&](const char *member) {
    return plan.tape + "." + member + "<" + spell(types, made) + ">(" + counts + ")";
  };
  if (op.isOfProgram)
    return take(op.isZeroed ? "zero_memory" : "memory");
  if (!op.isZeroed)
    return take("array");
  if (types.isPlain(made))
    return take("zeros");
  if (types.holdsValue(made))
    return "clangent::detail::cleared(" + take("array") + ", " + counts + ")";
  return take("raw_zeros");
}

namespace {

// Is the address of the object used for more than to reach its parts?
bool isGivenAway(const Plan &plan, ValueId pointer) {
  for (const Use &use : plan.uses[pointer.index]) {
    if (!use.op || use.index != 0)
      return true;
    const Op &op = plan.function[use.op];
    if (!isAccess(op.code) && (!isAddress(op.code) || isGivenAway(plan, op.results[0])))
      return true;
  }
  return false;
}

} // namespace

// Could somebody look at the object's table of virtual functions? Nobody does at a shadow's (isZeroed).
bool Statements::needsTable(const Op &op) const {
  const TypeId record = types.tabled(types.pointee(f[op.results[0]].type));
  return record && types[record].lifetime.table == VirtualTable::Copied && !op.isZeroed &&
         isGivenAway(plan, op.results[0]);
}

void Statements::object(OpId id, Lines &out) {
  const Op &op = f[id];
  TypeId type = f[op.results[0]].type;
  const std::string &name = plan.nameOf(op.results[0]);
  if (op.code == Opcode::Residual)
    return residual(op, out);
  if (op.code == Opcode::TapeArray)
    return line(out, declare(types, type, name, true) + " = " + tapeArray(op, types.pointee(type)) + ";");
  if (op.code == Opcode::Local)
    return localObject(op, name, out);
  if (op.code == Opcode::Allocate)
    return line(out, declare(types, type, name, true) + " = " + allocationText(plan, expressions, op) + ";");
  // In a function that runs on its caller's frame the stack outlives the call.
  if (!plan.ownsTape)
    return line(out, declare(types, type, name, false) + " = " + plan.tape + ".stack<" +
                         spell(types, types[type].element) + ">();");
  line(out, types[type].spelling + " " + name + "(" + plan.tape + ");");
}

// No constructor runs here: objects get their values by assignment, and shadows start at zero.
void Statements::localObject(const Op &op, const std::string &name, Lines &out) {
  const TypeId made = types.pointee(f[op.results[0]].type);
  if (!types.isPlain(made) && types.holdsValue(made)) {
    line(out, declare(types, made, name, false) + "{};");
    return op.isZeroed ? line(out, "::clangent::detail::clear(" + name + ");") : void();
  }
  if (!types.isPlain(made)) {
    line(out, "clangent::detail::Raw<" + spell(types, made) + "> " + name + "_raw;");
    line(out, "auto &" + name + " = " + name + "_raw.object();");
    return needsTable(op) ? line(out, "clangent::detail::set_tables(" + name + ");") : void();
  }
  line(out, declare(types, made, name, false) + (op.isZeroed ? " = {};" : ";"));
}

// As the program declares it: its class is not looked into. Parentheses keep an argument from declaring a function.
void Statements::closedObject(const Op &op, Lines &out) {
  const TypeId type = f[op.results[0]].type;
  std::string made = expressions.run(op);
  const bool isCall = op.term.kind == Term::Kind::Construct;
  if (isCall && op.term.parts.size() == 1 && op.term.parts[0].kind == Term::Kind::Construct)
    made = "(" + made + ")";
  line(out, declare(types, types.pointee(type), plan.nameOf(op.results[0]), types[type].toConst) + made + ";");
}

// The tape takes a negative number for none, so a plain bound serves for a trip count.
std::string Statements::tapeCount(ValueId count) const {
  const Op *trips = plan.foldedOp(count);
  const bool isPlain = trips && trips->code == Opcode::Trips && trips->predicate == Predicate::Lt &&
                       expressions.isZero(trips->operands[0]) && expressions.isOne(trips->operands[2]);
  return expressions.full(isPlain ? trips->operands[1] : count);
}

void Statements::residual(const Op &op, Lines &out) {
  TypeId type = f[op.results[0]].type;
  const std::string &name = plan.nameOf(op.results[0]);
  std::string values;
  for (ValueId v : op.operands)
    values += (values.empty() ? "" : ", ") + expressions.full(v, false);
  const std::string record = spell(types, types.pointee(type));
  line(out, declare(types, type, name, true) + " = " + plan.tape + ".make(" + record + "{" + values + "});");
}

std::string Statements::freshName(const std::string &wish) {
  if (takenNames.empty())
    for (const Variable &variable : plan.variables)
      takenNames.insert(variable.name);
  auto isTaken = [&](const std::string &name) {
    return plan.reserved.count(name) > 0 || takenNames.count(name) > 0 || name == plan.tape;
  };
  unsigned &n = nextNumbers[wish];
  std::string name;
  do {
    name = n == 0 ? wish : wish + "_" + std::to_string(n);
    ++n;
  } while (isTaken(name));
  takenNames.insert(name);
  return name;
}

} // namespace clangent::emit
