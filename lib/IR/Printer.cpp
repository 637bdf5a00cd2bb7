// Writes a function as text: one operation a line, regions indented, every number in the order of printing, so that
// two dumps of the same program compare line by line. Prints malformed functions too; judging them is the verifier's
// job.
#include "IR/Printer.h"
#include "IR/Spelling.h"
#include "IR/TermText.h"
#include "IR/TextCursor.h"

namespace clangent::ir {

namespace {

class FunctionPrinter {
public:
  FunctionPrinter(const Module &module, const Function &function, Detail detail)
      : module(module), function(function), isComplete(detail == Detail::Complete) {}

  std::string run();

private:
  void countNames(RegionId region);
  void collectNames(RegionId region);
  void countName(ValueId v);
  void nameValue(ValueId v);
  std::string name(ValueId v) const;
  std::string type(TypeId id) const { return typeText(module.types, id); }
  std::string typeOf(ValueId v) const { return valid(v) ? type(function[v].type) : "?"; }
  std::string defined(ValueId v) const;
  std::string definedList(const std::vector<ValueId> &values) const;
  std::string list(const std::vector<ValueId> &values, size_t from = 0) const;
  std::string types(const std::vector<ValueId> &values) const;
  bool valid(ValueId v) const { return v.valid() && v.index < function.values.size(); }

  void header();
  std::string nameInModule() const;
  void parameter(const Parameter &p);
  void attributes();
  void line(const std::string &text, const Op *op = nullptr);
  void printRegion(RegionId region, const char *yieldWord);
  void printOp(const Op &op);
  void printIf(const Op &op, const std::string &results);
  void printFor(const Op &op, const std::string &results);
  void printWhile(const Op &op, const std::string &results);
  std::string carried(const Op &op, const Region &region, size_t firstOperand, size_t firstArgument) const;
  std::string expression(const Op &op) const;
  std::string range(const Op &op) const;
  std::string calleeName(const Op &op) const;
  std::string flags(const Op &op) const;
  std::string constant(const Op &op) const;
  std::string fieldName(const Op &op) const;
  std::string operand(const Op &op, size_t k) const { return k < op.operands.size() ? name(op.operands[k]) : "%?"; }

  const Module &module;
  const Function &function;
  const bool isComplete;
  std::string out;
  unsigned depth = 0;
  StatementId lastStatement;
  std::unordered_map<std::string, unsigned> uses;  // how many values bear a name
  std::unordered_map<std::string, unsigned> given; // how many of them have been named
  std::unordered_map<ValueId, std::string> names;
  unsigned unnamed = 0;
};

std::string FunctionPrinter::run() {
  for (const Parameter &p : function.parameters)
    countName(p.value);
  countNames(function.body);
  for (const Parameter &p : function.parameters)
    nameValue(p.value);
  collectNames(function.body);
  header();
  printRegion(function.body, "return");
  out += function.body || !isComplete ? "}\n" : "";
  return std::move(out);
}

void FunctionPrinter::countName(ValueId v) {
  if (valid(v) && !names.count(v)) {
    names[v] = std::string();
    ++uses[function[v].name];
  }
}

void FunctionPrinter::countNames(RegionId region) {
  if (!region || region.index >= function.regions.size())
    return;
  for (ValueId v : function[region].arguments)
    countName(v);
  for (OpId id : function[region].ops) {
    for (ValueId v : function[id].results)
      countName(v);
    for (RegionId r : function[id].regions)
      countNames(r);
  }
}

void FunctionPrinter::nameValue(ValueId v) {
  if (!valid(v) || !names[v].empty())
    return;
  const std::string &base = function[v].name;
  if (base.empty())
    names[v] = "%" + std::to_string(unnamed++);
  else
    names[v] = "%" + quotedName(uses[base] == 1 ? base : base + "." + std::to_string(given[base]++));
}

void FunctionPrinter::collectNames(RegionId region) {
  if (!region || region.index >= function.regions.size())
    return;
  for (ValueId v : function[region].arguments)
    nameValue(v);
  for (OpId id : function[region].ops) {
    for (ValueId v : function[id].results)
      nameValue(v);
    for (RegionId r : function[id].regions)
      collectNames(r);
  }
}

// A value that is used and nowhere defined shows its number with a question mark.
std::string FunctionPrinter::name(ValueId v) const {
  auto found = names.find(v);
  if (found != names.end())
    return found->second;
  return v ? "%?" + std::to_string(v.index) : "%?";
}

// Where it is defined, with what it is for.
std::string FunctionPrinter::defined(ValueId v) const {
  const bool isShown = isComplete && valid(v) && function[v].role != Role::Primal;
  return name(v) + (isShown ? std::string(" ") + roleName(function[v].role) : "");
}

std::string FunctionPrinter::definedList(const std::vector<ValueId> &values) const {
  std::string text;
  for (size_t i = 0; i < values.size(); ++i)
    text += (i ? ", " : "") + defined(values[i]);
  return text;
}

std::string FunctionPrinter::list(const std::vector<ValueId> &values, size_t from) const {
  std::string text;
  for (size_t i = from; i < values.size(); ++i)
    text += (i > from ? ", " : "") + name(values[i]);
  return text;
}

std::string FunctionPrinter::types(const std::vector<ValueId> &values) const {
  std::string text;
  for (size_t i = 0; i < values.size(); ++i)
    text += (i ? ", " : "") + typeOf(values[i]);
  return text;
}

void FunctionPrinter::header() {
  out += "func " + (isComplete ? nameInModule() : function.name) + "(";
  for (size_t i = 0; i < function.parameters.size(); ++i) {
    out += i ? ", " : "";
    parameter(function.parameters[i]);
  }
  out += ")";
  if (function.resultKind == ResultKind::Multiple && function.body)
    out += " -> (" + types(function[function.body].yields) + ")";
  else if (function.resultKind != ResultKind::Void)
    out += " -> " + type(function.resultType);
  if (isComplete)
    attributes();
  out += function.body ? " {\n" : "\n";
}

std::string FunctionPrinter::nameInModule() const {
  for (size_t i = 0; i < module.functions.size(); ++i)
    if (&module.functions[i] == &function)
      return functionName(module, FunctionId(i));
  return quotedName(function.name);
}

void FunctionPrinter::parameter(const Parameter &p) {
  out += defined(p.value) + ": " + typeOf(p.value);
  if (p.kind == ParameterKind::Reference)
    out += " reference";
  if (p.kind == ParameterKind::Object)
    out += " object";
  if (!isComplete)
    return;
  if (p.isRestrict)
    out += " restrict";
  if (p.isShadow)
    out += " shadow";
  if (p.isMade)
    out += " made";
  if (p.isCopied)
    out += " copied";
  if (!p.spelling.empty())
    out += " as " + quote(p.spelling);
  if (!p.castTo.empty())
    out += " cast " + quote(p.castTo);
}

// What calls and the text of the function need besides.
void FunctionPrinter::attributes() {
  if (function.resultKind == ResultKind::Reference)
    out += " reference";
  if (function.resultKind == ResultKind::Object)
    out += " object";
  if (!function.resultSpelling.empty())
    out += " as " + quote(function.resultSpelling);
  if (!function.qualifiedName.empty())
    out += " qualified " + quote(function.qualifiedName);
  if (!function.calledAs.empty())
    out += " cast " + quote(function.calledAs);
  if (function.callForm != CallForm::Free)
    out += function.callForm == CallForm::Member ? " member" : " constructor";
  if (!function.signature.empty())
    out += " signature " + quote(function.signature);
  if (function.isDerivative)
    out += " derivative";
}

// The statement that an operation came from is shown once, on the first of a run of its operations.
void FunctionPrinter::line(const std::string &text, const Op *op) {
  out.append(size_t(2) * depth, ' ');
  out += isComplete && op && op->isDerivative ? "+ " : "";
  out += text;
  if (op && op->statement && op->statement != lastStatement && op->statement.index < module.statements.size()) {
    lastStatement = op->statement;
    out += "  // " + module[op->statement].text;
  }
  out += '\n';
}

void FunctionPrinter::printRegion(RegionId id, const char *yieldWord) {
  if (!id || id.index >= function.regions.size())
    return;
  const Region &region = function[id];
  ++depth;
  for (OpId op : region.ops)
    printOp(function[op]);
  if (!region.yields.empty())
    line(yieldWord + (" " + list(region.yields)));
  --depth;
}

void FunctionPrinter::printOp(const Op &op) {
  std::string results = op.results.empty() ? "" : definedList(op.results) + " = ";
  if (op.code == Opcode::If)
    printIf(op, results);
  else if (op.code == Opcode::For)
    printFor(op, results);
  else if (op.code == Opcode::While)
    printWhile(op, results);
  else
    line(results + expression(op), &op);
}

void FunctionPrinter::printIf(const Op &op, const std::string &results) {
  line(results + "if " + operand(op, 0) + (op.results.empty() ? "" : " -> " + types(op.results)) + " {", &op);
  if (op.regions.size() == 2) {
    printRegion(op.regions[0], "yield");
    const Region &otherwise = function[op.regions[1]];
    if (!otherwise.ops.empty() || !otherwise.yields.empty()) {
      line("} else {");
      printRegion(op.regions[1], "yield");
    }
  }
  line("}");
}

std::string FunctionPrinter::carried(const Op &op, const Region &region, size_t firstOperand,
                                     size_t firstArgument) const {
  if (firstOperand >= op.operands.size())
    return "";
  std::string text = " carried (";
  for (size_t i = 0; firstOperand + i < op.operands.size(); ++i) {
    bool known = firstArgument + i < region.arguments.size();
    ValueId argument = known ? region.arguments[firstArgument + i] : ValueId();
    text += (i ? ", " : "") + defined(argument) + " = " + operand(op, firstOperand + i) + " : " + typeOf(argument);
  }
  return text + ")";
}

void FunctionPrinter::printFor(const Op &op, const std::string &results) {
  if (op.regions.empty()) {
    line(results + "for ?", &op);
    return;
  }
  const Region &body = function[op.regions[0]];
  std::string counter = body.arguments.empty() ? "%?" : defined(body.arguments[0]);
  line(results + "for " + (op.reversed ? "reversed " : "") + counter + " = " + range(op) + carried(op, body, 3, 1) +
           " {",
       &op);
  printRegion(op.regions[0], "yield");
  line("}");
}

void FunctionPrinter::printWhile(const Op &op, const std::string &results) {
  if (op.regions.size() != 2) {
    line(results + "while ?", &op);
    return;
  }
  line(results + "while" + carried(op, function[op.regions[0]], 0, 0) + " {", &op);
  printRegion(op.regions[0], "condition");
  line("} do {");
  printRegion(op.regions[1], "yield");
  line("}");
}

std::string FunctionPrinter::constant(const Op &op) const {
  if (op.results.empty() || !valid(op.results[0]))
    return std::to_string(op.integer);
  const Type &t = module.types[function[op.results[0]].type];
  if (t.kind == TypeKind::Float)
    return numberText(op.real, t.bits);
  if (t.kind == TypeKind::Bool)
    return op.integer ? "true" : "false";
  if (t.kind == TypeKind::Pointer && op.integer == 0)
    return "null";
  if (t.kind == TypeKind::Value)
    return "default";
  if (t.kind == TypeKind::Int && !t.isSigned)
    return std::to_string(static_cast<uint64_t>(op.integer));
  return std::to_string(op.integer);
}

std::string FunctionPrinter::fieldName(const Op &op) const {
  if (!op.operands.empty() && valid(op.operands[0])) {
    TypeId pointee = module.types.pointee(function[op.operands[0]].type);
    if (pointee && op.field < module.types[pointee].fields.size())
      return "." + module.types[pointee].fields[op.field].name;
  }
  return "#" + std::to_string(op.field);
}

// Everything right of the equals sign, for operations without regions.
std::string FunctionPrinter::expression(const Op &op) const {
  const std::string word = opcodeName(op.code);
  const std::string operands = op.operands.empty() ? "" : " " + list(op.operands);
  const std::string ending = op.results.empty() ? "" : " : " + types(op.results);
  const std::string first = op.operands.empty() ? "?" : typeOf(op.operands[0]);
  if (op.code == Opcode::Constant)
    return word + " " + constant(op) + ending;
  if (op.code == Opcode::Compare)
    return word + " " + predicateName(op.predicate) + operands + " : " + first;
  if (op.code == Opcode::Cast)
    return word + operands + " : " + first + " to " + types(op.results);
  if (op.code == Opcode::Math)
    return std::string(mathInfo(op.function).spelling) + "(" + list(op.operands) + ")" + ending;
  if (op.code == Opcode::Local || op.code == Opcode::TapeArray)
    return word + (op.isOfProgram ? " memory" : "") + (op.isZeroed ? " zeroed" : "") +
           (op.isElided && isComplete ? " elided" : "") + operands + ending;
  if (op.code == Opcode::Allocate || op.code == Opcode::Release)
    return word + " " + heapName(op.heap) + (op.isZeroed ? " zeroed" : "") + (op.isOwn ? " own" : "") +
           (op.isPutOff ? " late" : "") + operands + (op.results.empty() ? " : " + first : ending);
  if (op.code == Opcode::Global)
    return word + " " + op.term.spelling + ending;
  if (op.code == Opcode::Field)
    return word + operands + " " + fieldName(op) + ending;
  if (op.code == Opcode::Store || op.code == Opcode::Update || op.code == Opcode::Push)
    return word + operands + " : " + (op.operands.size() < 2 ? "?" : typeOf(op.operands[1]));
  if (op.code == Opcode::Trips)
    return word + " " + range(op) + ending;
  if (op.code == Opcode::Call)
    return word + (op.isClosed ? " closed " : " ") + calleeName(op) + "(" + list(op.operands) + ")" + ending;
  if (familyOf(op.code) == Family::Term)
    return word + flags(op) + " " + termText(op.term) + " on (" + list(op.operands) + ")" + ending;
  return word + operands + ending;
}

// What is known of what an operation runs.
std::string FunctionPrinter::flags(const Op &op) const {
  std::string words = op.isPureCall ? " pure" : "";
  words += op.mayWriteNumbers ? " writes" : "";
  words += op.isClosed ? " closed" : "";
  if (!isComplete)
    return words;
  words += op.isElementwise ? " elementwise" : "";
  words += op.isTotal ? " total" : "";
  words += op.isShape ? " shape" : "";
  words += op.isSum ? " sum" : "";
  return words + (op.rule ? " rule " + std::to_string(op.rule.index) : "");
}

// Bounds and step of a counted loop.
std::string FunctionPrinter::range(const Op &op) const {
  return operand(op, 0) + " to " + predicateName(op.predicate) + " " + operand(op, 1) + " step " + operand(op, 2);
}

std::string FunctionPrinter::calleeName(const Op &op) const {
  bool isKnown = op.callee && op.callee.index < module.functions.size();
  if (!isKnown)
    return "?";
  return isComplete ? functionName(module, op.callee) : module[op.callee].name;
}

} // namespace

std::string print(const Module &module, const Function &function, Detail detail) {
  return FunctionPrinter(module, function, detail).run();
}

std::string typeText(const TypeTable &types, TypeId id) {
  if (!id || id.index >= types.size())
    return "?";
  const Type &t = types[id];
  if (t.kind == TypeKind::Pointer) {
    const bool isOfPointers = types.isPointer(t.element);
    return (t.toConst && !isOfPointers ? "const " : "") + typeText(types, t.element) +
           (t.toConst && isOfPointers ? " const *" : " *");
  }
  if (t.kind != TypeKind::Array)
    return (types.isPacked(id) ? "packed " : "") + t.spelling;
  std::string bounds;
  TypeId element = id;
  for (; types[element].kind == TypeKind::Array; element = types[element].element)
    bounds += "[" + std::to_string(types[element].count) + "]";
  return typeText(types, element) + bounds;
}

} // namespace clangent::ir
