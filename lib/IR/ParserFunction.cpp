// Follows Printer.cpp line by line.
#include "IR/ParserFunction.h"

#include "IR/Spelling.h"
#include "IR/TermText.h"

#include <cctype>
#include <cstdlib>

namespace clangent::ir {

namespace {

std::optional<Opcode> opcodeNamed(const std::string &word) {
  static const std::map<std::string, Opcode> known = {
#define OPERATION(name, word, family, effect, pointers, numbers, defined, cost, leaves) {word, Opcode::name},
#include "IR/Opcodes.def"
  };
  const auto found = known.find(word);
  return found != known.end() ? std::optional(found->second) : std::nullopt;
}

// The spelling of an elementary function that stands here, with its parenthesis; empty if none does.
std::string mathSpelling(TextCursor &in) {
  static const char *const spellings[] = {
#define MATH(name, spelling, arity) spelling,
#include "IR/MathFunctions.def"
  };
  for (const char *spelling : spellings)
    if (in.accept(std::string(spelling) + "("))
      return spelling;
  return {};
}

// Some differ only in their number of operands.
std::optional<MathFunction> mathNamed(const std::string &spelling, size_t operands) {
  static const std::map<std::pair<std::string, size_t>, MathFunction> known = {
#define MATH(name, spelling, arity) {{spelling, arity}, MathFunction::name},
#include "IR/MathFunctions.def"
  };
  const auto found = known.find({spelling, operands});
  return found != known.end() ? std::optional(found->second) : std::nullopt;
}

// What a value is called; nothing where the text only counts.
std::string givenName(const std::string &name) {
  return !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) ? std::string() : withoutNumber(name);
}

} // namespace

// ---- values

std::string FunctionReader::valueName() {
  in.expect("%");
  return in.name();
}

ValueId FunctionReader::value() {
  const std::string name = valueName();
  const auto found = values.find(name);
  if (found == values.end())
    in.fail("'%" + name + "' is not defined");
  return found == values.end() ? ValueId() : found->second;
}

FunctionReader::Defined FunctionReader::definedName() {
  Defined result{valueName()};
  for (Role role : {Role::Adjoint, Role::Tangent, Role::Tape})
    if (in.accept(roleName(role)))
      result.role = role;
  return result;
}

ValueId FunctionReader::define(const Defined &as, TypeId type, OpId definition, RegionId owner) {
  const ValueId v(f.values.size());
  f.values.push_back({type, definition, owner, givenName(as.name), as.role});
  if (!values.emplace(as.name, v).second)
    in.fail("'%" + as.name + "' is defined twice");
  return v;
}

std::vector<ValueId> FunctionReader::list() {
  std::vector<ValueId> operands;
  if (in.isNext("%"))
    do
      operands.push_back(value());
    while (in.accept(","));
  return operands;
}

// "(%a, %b)"
std::vector<ValueId> FunctionReader::arguments() {
  in.expect("(");
  std::vector<ValueId> operands = list();
  in.expect(")");
  return operands;
}

OpId FunctionReader::make(Opcode code, std::vector<ValueId> operands) {
  Builder b(module, f, current);
  b.setStatement(lastStatement, {});
  const OpId op = b.make(code, std::move(operands));
  f[op].isDerivative = isDerivative;
  return op;
}

// " : double, int" behind an operation that has results.
void FunctionReader::results(OpId op) {
  if (defined.empty())
    return;
  in.expect(":");
  resultTypes(op);
}

void FunctionReader::resultTypes(OpId op) {
  const std::vector<Defined> wanted = std::move(defined);
  for (size_t i = 0; i < wanted.size() && !in.failed(); ++i) {
    if (i)
      in.expect(",");
    const ValueId v = define(wanted[i], types.type(), op, current);
    f[op].results.push_back(v);
  }
}

Predicate FunctionReader::predicate() {
  const std::string word = in.word();
  for (int p = 0; p <= static_cast<int>(Predicate::Ge); ++p)
    if (word == predicateName(static_cast<Predicate>(p)))
      return static_cast<Predicate>(p);
  in.fail("'" + word + "' compares nothing");
  return Predicate::Eq;
}

// ---- the head

void FunctionReader::parameter() {
  const Defined name = definedName();
  in.expect(":");
  Parameter p;
  const TypeId type = types.type();
  p.value = ValueId(f.values.size());
  define(name, type, OpId(), f.body);
  p.name = f[p.value].name;
  p.kind = in.accept("reference") ? ParameterKind::Reference
           : in.accept("object")  ? ParameterKind::Object
                                  : ParameterKind::Value;
  p.isRestrict = in.accept("restrict");
  p.isShadow = in.accept("shadow");
  p.isMade = in.accept("made");
  p.isCopied = in.accept("copied");
  p.spelling = in.accept("as") ? in.quoted() : module.types[type].spelling;
  if (in.accept("cast"))
    p.castTo = in.quoted();
  f.parameters.push_back(std::move(p));
}

void FunctionReader::attributes() {
  if (in.accept("reference"))
    f.resultKind = ResultKind::Reference;
  else if (in.accept("object"))
    f.resultKind = ResultKind::Object;
  const bool isNamed = f.resultKind == ResultKind::Scalar || f.resultKind == ResultKind::Object;
  f.resultSpelling = in.accept("as") ? in.quoted() : isNamed ? module.types[f.resultType].spelling : "";
  if (in.accept("qualified"))
    f.qualifiedName = in.quoted();
  if (in.accept("cast"))
    f.calledAs = in.quoted();
  if (in.accept("member"))
    f.callForm = CallForm::Member;
  else if (in.accept("constructor"))
    f.callForm = CallForm::Constructor;
  if (in.accept("signature"))
    f.signature = in.quoted();
  f.isDerivative = in.accept("derivative");
}

void FunctionReader::header() {
  f.body = RegionId(0);
  f.regions.emplace_back();
  in.expect("(");
  if (in.isNext("%"))
    do
      parameter();
    while (in.accept(","));
  in.expect(")");
  if (in.accept("->")) {
    f.resultKind = in.isNext("(") ? ResultKind::Multiple : ResultKind::Scalar;
    if (f.resultKind == ResultKind::Multiple)
      in.upTo(")"); // the types are those of what is returned
    else
      f.resultType = types.type();
  }
  attributes();
  if (in.accept("{"))
    return;
  f.body = RegionId();
  f.regions.clear();
}

// ---- the body

void FunctionReader::body() {
  region(f.body);
  in.expect("}");
  f.isComplete = true;
}

void FunctionReader::region(RegionId r) {
  const RegionId outer = current;
  current = r;
  while (!in.failed() && !in.isNext("}") && !yields(r))
    operation();
  current = outer;
}

// What leaves the region, which is its last line.
bool FunctionReader::yields(RegionId r) {
  for (const char *word : {"yield", "return", "condition"})
    if (in.accept(word)) {
      f[r].yields = list();
      return true;
    }
  return false;
}

void FunctionReader::statement() {
  const std::string text = in.comment();
  if (text.empty())
    return;
  lastStatement = StatementId(module.statements.size());
  Statement statement;
  statement.text = text;
  module.statements.push_back(std::move(statement));
  f.ops.back().statement = lastStatement;
}

void FunctionReader::operation() {
  defined.clear();
  isDerivative = in.accept("+");
  if (in.isNext("%")) {
    do
      defined.push_back(definedName());
    while (in.accept(","));
    in.expect("=");
  }
  if (const std::string function = mathSpelling(in); !function.empty()) {
    math(function);
    return statement();
  }
  const std::string word = in.word();
  const std::optional<Opcode> code = opcodeNamed(word);
  if (!code)
    return in.fail("there is no operation '" + word + "'");
  if (*code == Opcode::If)
    return ifOp();
  if (*code == Opcode::For)
    return forOp();
  if (*code == Opcode::While)
    return whileOp();
  if (*code == Opcode::Constant)
    constant();
  else if (*code == Opcode::Call)
    call();
  else if (*code == Opcode::Global)
    global();
  else if (*code == Opcode::Field)
    field();
  else if (*code == Opcode::Allocate || *code == Opcode::Release)
    heap(*code);
  else if (familyOf(*code) == Family::Term)
    term(*code);
  else
    other(*code);
  statement();
}

// ---- operations

void FunctionReader::constant() {
  const std::string number = in.upTo(" :");
  const OpId op = make(Opcode::Constant, {});
  resultTypes(op);
  if (in.failed() || f[op].results.empty())
    return in.fail("a constant has one result");
  const TypeId type = typeOf(f[op].results[0]);
  if (module.types.isFloat(type))
    f[op].real = std::strtold(number.c_str(), nullptr);
  else if (number == "true")
    f[op].integer = 1;
  else if (module.types.isInt(type) && !module.types[type].isSigned)
    f[op].integer = static_cast<int64_t>(std::strtoull(number.c_str(), nullptr, 10));
  else
    f[op].integer = std::strtoll(number.c_str(), nullptr, 10); // 0 for "false", "null" and "default"
}

// Behind its parenthesis.
void FunctionReader::math(const std::string &spelling) {
  std::vector<ValueId> operands = list();
  in.expect(")");
  const std::optional<MathFunction> function = mathNamed(spelling, operands.size());
  if (!function)
    return in.fail("'" + spelling + "' takes another number of operands");
  const OpId op = make(Opcode::Math, std::move(operands));
  f[op].function = *function;
  results(op);
}

void FunctionReader::call() {
  const bool isClosed = in.accept("closed");
  const std::string name = in.name();
  const auto callee = names.find(name);
  if (callee == names.end())
    return in.fail("there is no function '" + name + "'");
  const OpId op = make(Opcode::Call, arguments());
  f[op].callee = callee->second;
  f[op].isClosed = isClosed;
  results(op);
}

void FunctionReader::term(Opcode code) {
  const OpId op = make(code, {});
  f[op].isPureCall = in.accept("pure");
  f[op].mayWriteNumbers = in.accept("writes");
  f[op].isClosed = in.accept("closed");
  f[op].isElementwise = in.accept("elementwise");
  f[op].isTotal = in.accept("total");
  f[op].isShape = in.accept("shape");
  f[op].isSum = in.accept("sum");
  if (in.accept("rule"))
    f[op].rule = RuleId(std::strtoull(in.word().c_str(), nullptr, 10));
  f[op].term = readTerm(in);
  in.expect("on");
  f[op].operands = arguments();
  if (code == Opcode::InPlace)
    f[op].firstChanged = static_cast<unsigned>(f[op].operands.size() - defined.size());
  results(op);
}

void FunctionReader::global() {
  std::string name = in.upTo(" : ");
  const OpId op = make(Opcode::Global, {});
  f[op].term = Term::name(std::move(name));
  resultTypes(op);
}

// "%p .x : double *"
void FunctionReader::field() {
  const ValueId object = value();
  std::string name = in.upTo(" : ");
  if (in.failed())
    return;
  name.erase(0, 1); // the dot
  const OpId op = make(Opcode::Field, {object});
  resultTypes(op);
  const TypeId type = typeOf(object);
  const std::vector<Field> none;
  const std::vector<Field> &fields =
      module.types.isPointer(type) ? module.types[module.types.pointee(type)].fields : none;
  for (size_t i = 0; i < fields.size(); ++i)
    if (fields[i].name == name)
      return void(f[op].field = static_cast<unsigned>(i));
  in.fail("there is no field '" + name + "'");
}

Heap FunctionReader::heapForm() {
  // "new[]" before "new".
  for (const Heap form :
       {Heap::NewArray, Heap::New, Heap::Malloc, Heap::Operator, Heap::Aligned, Heap::Library, Heap::Tape})
    if (in.accept(heapName(form)))
      return form;
  in.fail("memory is not allocated like this");
  return Heap::New;
}

void FunctionReader::heap(Opcode code) {
  const Heap form = heapForm();
  const bool isZeroed = in.accept("zeroed"), isOwn = in.accept("own"), isPutOff = in.accept("late");
  const OpId op = make(code, list());
  f[op].heap = form;
  f[op].isZeroed = isZeroed;
  f[op].isOwn = isOwn;
  f[op].isPutOff = isPutOff;
  if (code == Opcode::Allocate)
    return results(op);
  in.expect(":");
  types.type();
}

// Operations that are a word, what belongs to it, operands and types.
void FunctionReader::other(Opcode code) {
  const bool isOfProgram = in.accept("memory"), isZeroed = in.accept("zeroed"), isElided = in.accept("elided");
  Predicate compared = Predicate::Eq;
  std::vector<ValueId> operands;
  if (code == Opcode::Trips)
    range(operands, compared);
  else {
    if (code == Opcode::Compare)
      compared = predicate();
    operands = list();
  }
  const OpId op = make(code, std::move(operands));
  f[op].isOfProgram = isOfProgram;
  f[op].isZeroed = isZeroed;
  f[op].isElided = isElided;
  f[op].predicate = compared;
  const bool namesOperands =
      code == Opcode::Compare || code == Opcode::Store || code == Opcode::Update || code == Opcode::Push;
  if (namesOperands) {
    in.expect(":");
    types.type();
    if (code == Opcode::Compare && !defined.empty()) {
      const ValueId v = define(defined[0], module.types.boolType(), op, current);
      f[op].results.push_back(v);
    }
    return;
  }
  if (code != Opcode::Cast)
    return results(op);
  in.expect(":");
  types.type();
  in.expect("to");
  resultTypes(op);
}

} // namespace clangent::ir
