// What each opcode asks of its operands, results and yields.
#include "IR/VerifierTypes.h"
#include "IR/VerifierTerms.h"

#include <algorithm>
#include <iterator>

namespace clangent::ir {

namespace {

class TypeVerifier {
public:
  TypeVerifier(const Module &module, const Function &function, std::vector<std::string> &errors)
      : types(module.types), module(module), function(function), errors(errors) {}

  void checkRegion(RegionId region);
  void checkBody();

private:
  void checkOp(const Op &op);
  void checkConstant(const Op &op);
  void checkOpaque(const Op &op);
  void checkObject(const Op &op);
  void checkArithmetic(const Op &op);
  void checkLogic(const Op &op);
  void checkCast(const Op &op);
  void checkMath(const Op &op);
  void checkAddress(const Op &op);
  void checkStep(const Op &op);
  void checkMemory(const Op &op);
  void checkHeap(const Op &op);
  void checkIf(const Op &op);
  void checkFor(const Op &op);
  void checkWhile(const Op &op);
  void checkCall(const Op &op);
  void checkTape(const Op &op);
  void checkResidual(const Op &op);
  void checkRule(const Op &op);
  void checkInPlace(const Op &op);

  bool expect(bool holds, const std::string &text);
  bool counts(const Op &op, size_t operands, size_t results);
  void same(const std::vector<ValueId> &values, const std::vector<TypeId> &wanted, const char *what);
  std::vector<TypeId> typesOf(const std::vector<ValueId> &values, size_t from = 0) const;
  TypeId typeOf(ValueId v) const { return function[v].type; }
  TypeId operand(const Op &op, size_t k) const { return typeOf(op.operands[k]); }
  TypeId result(const Op &op) const { return typeOf(op.results[0]); }
  bool isNumber(TypeId t) const { return types.isInt(t) || types.isFloat(t); }
  bool isIntegral(TypeId t) const { return types.isInt(t) || types.isBool(t); }

  const TypeTable &types;
  const Module &module;
  const Function &function;
  std::vector<std::string> &errors;
  OpId current;
};

bool TypeVerifier::expect(bool holds, const std::string &text) {
  if (!holds)
    errors.push_back(function.name + ": " + (current ? "operation " + std::to_string(current.index) + ": " : "") +
                     text);
  return holds;
}

bool TypeVerifier::counts(const Op &op, size_t operands, size_t results) {
  bool right = expect(op.operands.size() == operands,
                      "has " + std::to_string(op.operands.size()) + " operands, not " + std::to_string(operands));
  return expect(op.results.size() == results,
                "has " + std::to_string(op.results.size()) + " results, not " + std::to_string(results)) &&
         right;
}

std::vector<TypeId> TypeVerifier::typesOf(const std::vector<ValueId> &values, size_t from) const {
  std::vector<TypeId> list;
  for (size_t i = from; i < values.size(); ++i)
    list.push_back(typeOf(values[i]));
  return list;
}

void TypeVerifier::same(const std::vector<ValueId> &values, const std::vector<TypeId> &wanted, const char *what) {
  if (!expect(values.size() == wanted.size(), std::string(what) + ": " + std::to_string(values.size()) +
                                                  " values, not " + std::to_string(wanted.size())))
    return;
  for (size_t i = 0; i < values.size(); ++i)
    expect(typeOf(values[i]) == wanted[i], std::string(what) + ": value " + std::to_string(i) + " is " +
                                               types[typeOf(values[i])].spelling + ", not " +
                                               types[wanted[i]].spelling);
}

void TypeVerifier::checkRegion(RegionId region) {
  for (OpId op : function[region].ops) {
    current = op;
    checkOp(function[op]);
    const std::string problem = termProblem(module, function, function[op]);
    expect(problem.empty(), problem);
    for (RegionId r : function[op].regions)
      checkRegion(r);
  }
}

void TypeVerifier::checkBody() {
  current = OpId();
  const std::vector<ValueId> &yields = function[function.body].yields;
  switch (function.resultKind) {
  case ResultKind::Void:
    same(yields, {}, "results");
    return;
  case ResultKind::Scalar:
  case ResultKind::Reference:
    same(yields, {function.resultType}, "results");
    return;
  case ResultKind::Object:
    expect(yields.size() == 1 && types.isPointer(typeOf(yields[0])) &&
               types.pointee(typeOf(yields[0])) == function.resultType,
           "results: not a pointer to an object of the result's type");
    return;
  case ResultKind::Multiple:
    return;
  }
}

void TypeVerifier::checkOp(const Op &op) {
  using T = TypeVerifier;
  // One rule for each opcode, in the order of the enumeration.
  static constexpr void (T::*rules[])(const Op &) = {
      &T::checkConstant,   &T::checkConstant,                        // Constant, Undef
      &T::checkArithmetic, &T::checkArithmetic, &T::checkArithmetic, // Neg, Add, Sub
      &T::checkArithmetic, &T::checkArithmetic, &T::checkArithmetic, // Mul, Div, Rem
      &T::checkArithmetic, &T::checkArithmetic, &T::checkArithmetic, // BitNot, BitAnd, BitOr
      &T::checkArithmetic, &T::checkArithmetic, &T::checkArithmetic, // BitXor, Shl, Shr
      &T::checkLogic,      &T::checkLogic,                           // Not, Compare
      &T::checkCast,                                                 // Cast
      &T::checkLogic,                                                // Select
      &T::checkMath,                                                 // Math
      &T::checkArithmetic,                                           // GuardedMul
      &T::checkAddress,    &T::checkAddress,    &T::checkAddress,    // Local, Global, Index
      &T::checkStep,       &T::checkStep,                            // Field, Element
      &T::checkAddress,                                              // PtrDiff
      &T::checkMemory,     &T::checkMemory,     &T::checkMemory,     // Load, Store, Update
      &T::checkHeap,       &T::checkHeap,                            // Allocate, Release
      &T::checkIf,                                                   // If
      &T::checkFor,                                                  // For
      &T::checkWhile,                                                // While
      &T::checkCall,                                                 // Call
      &T::checkOpaque,     &T::checkObject,     &T::checkOpaque,     // Opaque, Object, Trap
      &T::checkRule,       &T::checkInPlace,                         // Rule, InPlace
      &T::checkTape,       &T::checkTape,       &T::checkTape,       // Trips, TapeArray, StackNew
      &T::checkTape,       &T::checkTape,                            // Push, Pop
      &T::checkResidual,                                             // Residual
  };
  static_assert(std::size(rules) == static_cast<size_t>(Opcode::Residual) + 1, "an opcode has no rule");
  (this->*rules[static_cast<size_t>(op.code)])(op);
}

void TypeVerifier::checkConstant(const Op &op) {
  if (counts(op, 0, 1))
    expect(op.code == Opcode::Undef || types.isNameable(result(op)), "a constant must be a scalar or a Value");
}

void TypeVerifier::checkOpaque(const Op &op) {
  expect(op.results.size() <= (op.code == Opcode::Opaque ? 1u : 0u), "has too many results");
}

void TypeVerifier::checkObject(const Op &op) {
  expect(op.results.size() == 1 && types.isPointer(result(op)), "has not the address of the object as its result");
}

void TypeVerifier::checkRule(const Op &op) {
  expect(op.results.size() == 1, "has not one result");
  expect(!op.rule || op.rule.index < module.rules.size(), "names a rule that does not exist");
}

void TypeVerifier::checkInPlace(const Op &op) {
  const size_t first = op.firstChanged;
  if (expect(first + op.results.size() == op.operands.size(), "does not give back what it changes"))
    same(op.results, typesOf(op.operands, first), "changed values");
}

void TypeVerifier::checkArithmetic(const Op &op) {
  bool isUnary = op.code == Opcode::Neg || op.code == Opcode::BitNot;
  if (!counts(op, isUnary ? 1 : 2, 1))
    return;
  TypeId type = result(op);
  bool isShift = op.code == Opcode::Shl || op.code == Opcode::Shr;
  expect(operand(op, 0) == type, "the first operand is not of the result's type");
  if (isShift)
    expect(isIntegral(operand(op, 1)), "a shift by something that is not an integer");
  else if (!isUnary)
    expect(operand(op, 1) == type, "the second operand is not of the result's type");
  bool isBits = op.code == Opcode::BitAnd || op.code == Opcode::BitOr || op.code == Opcode::BitXor;
  if (op.code == Opcode::GuardedMul)
    expect(types.isFloat(type), "is not of floating type");
  else if (isBits)
    expect(isIntegral(type), "is not of integer type");
  else if (isShift || op.code == Opcode::Rem || op.code == Opcode::BitNot)
    expect(types.isInt(type), "is not of integer type");
  else
    expect(isNumber(type), "is not a number");
}

void TypeVerifier::checkLogic(const Op &op) {
  if (!counts(op, op.code == Opcode::Not ? 1 : op.code == Opcode::Compare ? 2 : 3, 1))
    return;
  if (op.code != Opcode::Select)
    expect(types.isBool(result(op)), "the result is not bool");
  if (op.code != Opcode::Compare)
    expect(types.isBool(operand(op, 0)), "the condition is not bool");
  if (op.code == Opcode::Compare)
    expect(operand(op, 0) == operand(op, 1), "compares values of different types");
  if (op.code == Opcode::Select)
    expect(operand(op, 1) == result(op) && operand(op, 2) == result(op), "the arms are not of the result's type");
}

void TypeVerifier::checkCast(const Op &op) {
  if (!counts(op, 1, 1))
    return;
  TypeId from = operand(op, 0), to = result(op);
  expect(types.isScalar(from) && types.isScalar(to), "casts something that is not a scalar");
  bool throughPointer = types.isPointer(from) != types.isPointer(to);
  expect(!throughPointer || types.isBool(to), "casts between a pointer and a number");
}

void TypeVerifier::checkMath(const Op &op) {
  if (!counts(op, mathInfo(op.function).arity, 1))
    return;
  bool anyFloat = false;
  for (ValueId v : op.operands) {
    expect(isNumber(typeOf(v)), "an operand is not a number");
    anyFloat |= types.isFloat(typeOf(v));
  }
  expect(anyFloat, "no operand is of floating type");
  expect(types.isScalar(result(op)), "the result is not a scalar");
}

void TypeVerifier::checkAddress(const Op &op) {
  bool hasTwo = op.code == Opcode::Index || op.code == Opcode::PtrDiff;
  if (!counts(op, hasTwo ? 2 : 0, 1))
    return;
  // A Global of opaque type stands for a variable of the text, such as the tape's frame.
  bool isNamed = op.code == Opcode::Global && types[result(op)].kind == TypeKind::Opaque;
  if (op.code != Opcode::PtrDiff && !isNamed)
    expect(types.isPointer(result(op)), "the result is not a pointer");
  if (op.code == Opcode::Index) {
    expect(operand(op, 0) == result(op), "the pointer is not of the result's type");
    expect(isIntegral(operand(op, 1)), "the index is not an integer");
  }
  if (op.code == Opcode::PtrDiff) {
    expect(types.isPointer(operand(op, 0)) && types.isPointer(operand(op, 1)), "an operand is not a pointer");
    expect(types.isInt(result(op)), "the result is not an integer");
  }
}

void TypeVerifier::checkStep(const Op &op) {
  if (!counts(op, op.code == Opcode::Field ? 1 : 2, 1) || !expect(types.isPointer(operand(op, 0)), "not of a pointer"))
    return;
  if (!expect(types.isPointer(result(op)), "the result is not a pointer"))
    return;
  const Type &object = types[types.pointee(operand(op, 0))];
  TypeId reached = types.pointee(result(op));
  if (op.code == Opcode::Element) {
    expect(object.kind == TypeKind::Array && object.element == reached, "not the address of an element of an array");
    expect(isIntegral(operand(op, 1)), "the index is not an integer");
    return;
  }
  if (expect(object.kind == TypeKind::Struct && op.field < object.fields.size(), "there is no such field"))
    expect(object.fields[op.field].type == reached, "the field is of another type");
}

void TypeVerifier::checkMemory(const Op &op) {
  bool isLoad = op.code == Opcode::Load;
  if (!counts(op, isLoad ? 1 : 2, isLoad ? 1 : 0) ||
      !expect(types.isPointer(operand(op, 0)), "the place is not a pointer"))
    return;
  TypeId pointee = types.pointee(operand(op, 0));
  // A constant object may give a pointer to what is constant where its member is a pointer to what is not.
  const TypeId value = isLoad ? result(op) : operand(op, 1);
  const bool isMoreConst = isLoad && types.isPointer(value) && types.isPointer(pointee) && types[value].toConst &&
                           types.pointee(value) == types.pointee(pointee);
  expect(value == pointee || isMoreConst, "the value is not of the pointee's type");
  expect(isLoad || !types[operand(op, 0)].toConst, "writes through a pointer to const");
  expect(op.code != Opcode::Update || isNumber(pointee) || types.isReal(pointee),
         "adds to something that is not a number");
}

void TypeVerifier::checkHeap(const Op &op) {
  const bool isMade = op.code == Opcode::Allocate;
  if (!counts(op, 1, isMade ? 1 : 0))
    return;
  expect(!isMade || types.isInt(operand(op, 0)), "the number of elements is not an integer");
  expect(types.isPointer(isMade ? result(op) : operand(op, 0)), "what is allocated or released is no pointer");
}

void TypeVerifier::checkIf(const Op &op) {
  if (!expect(op.operands.size() == 1 && types.isBool(operand(op, 0)), "the condition is not one bool"))
    return;
  same(function[op.regions[0]].yields, typesOf(op.results), "then");
  same(function[op.regions[1]].yields, typesOf(op.results), "else");
  expect(function[op.regions[0]].arguments.empty() && function[op.regions[1]].arguments.empty(),
         "an arm has arguments");
}

void TypeVerifier::checkFor(const Op &op) {
  const Region &body = function[op.regions[0]];
  if (!expect(op.operands.size() >= 3, "has no lower bound, upper bound and step") ||
      !expect(!body.arguments.empty(), "the body has no counter"))
    return;
  TypeId counter = typeOf(body.arguments[0]);
  expect(types.isInt(counter) || types.isPointer(counter), "the counter is neither an integer nor a pointer");
  expect(operand(op, 0) == counter && operand(op, 1) == counter, "a bound is not of the counter's type");
  expect(types.isInt(operand(op, 2)), "the step is not an integer");
  std::vector<TypeId> carried = typesOf(op.operands, 3);
  same(std::vector<ValueId>(body.arguments.begin() + 1, body.arguments.end()), carried, "carried arguments");
  same(body.yields, carried, "yields");
  same(op.results, carried, "results");
}

void TypeVerifier::checkWhile(const Op &op) {
  const Region &before = function[op.regions[0]], &body = function[op.regions[1]];
  std::vector<TypeId> carried = typesOf(op.operands);
  same(before.arguments, carried, "carried arguments");
  same(before.yields, {types.boolType()}, "condition");
  same(body.arguments, {}, "arguments of the body");
  same(body.yields, carried, "yields");
  same(op.results, carried, "results");
}

void TypeVerifier::checkCall(const Op &op) {
  if (!expect(op.callee.index < module.functions.size(), "calls a function that does not exist"))
    return;
  const Function &callee = module[op.callee];
  std::vector<TypeId> parameters;
  parameters.reserve(callee.parameters.size());
  for (const Parameter &p : callee.parameters)
    parameters.push_back(callee[p.value].type);
  same(op.operands, parameters, "arguments");
  // The results are the callee's yields; of a callee that has no body yet, what its declaration tells.
  if (callee.isComplete && callee.body) {
    std::vector<TypeId> yields;
    for (ValueId v : callee[callee.body].yields)
      yields.push_back(callee[v].type);
    same(op.results, yields, "results");
  } else if (callee.resultKind != ResultKind::Multiple) {
    expect(op.results.size() == (callee.resultKind == ResultKind::Void ? 0u : 1u), "a wrong number of results");
  }
}

void TypeVerifier::checkTape(const Op &op) {
  static constexpr size_t operandCount[] = {3, 1, 0, 2, 1};
  size_t kind = static_cast<size_t>(op.code) - static_cast<size_t>(Opcode::Trips);
  const size_t wanted = op.code == Opcode::TapeArray ? std::max<size_t>(op.operands.size(), 1) : operandCount[kind];
  if (!counts(op, wanted, op.code == Opcode::Push ? 0 : 1))
    return;
  if (op.code == Opcode::Trips) {
    expect(operand(op, 0) == operand(op, 1) && types.isInt(operand(op, 2)), "the bounds and step do not fit");
    expect(types.isInt(result(op)), "the result is not an integer");
  } else if (op.code == Opcode::TapeArray) {
    for (unsigned k = 0; k < op.operands.size(); ++k)
      expect(types.isInt(operand(op, k)) && types.isPointer(result(op)), "not a pointer made of integers");
  } else if (op.code == Opcode::StackNew) {
    expect(types[result(op)].kind == TypeKind::Stack, "the result is not a stack");
  } else if (expect(types[operand(op, 0)].kind == TypeKind::Stack, "the first operand is not a stack")) {
    expect((op.code == Opcode::Push ? operand(op, 1) : result(op)) == types[operand(op, 0)].element,
           "the value is not of the stack's element type");
  }
}

void TypeVerifier::checkResidual(const Op &op) {
  if (!expect(op.results.size() == 1 && types.isPointer(result(op)), "the result is not one pointer"))
    return;
  const Type &record = types[types.pointee(result(op))];
  std::vector<TypeId> fields;
  fields.reserve(record.fields.size());
  for (const Field &field : record.fields)
    fields.push_back(field.type);
  if (expect(record.kind == TypeKind::Struct, "the result points to no record"))
    same(op.operands, fields, "fields");
}

} // namespace

void verifyTypes(const Module &module, const Function &function, std::vector<std::string> &errors) {
  TypeVerifier verifier(module, function, errors);
  verifier.checkRegion(function.body);
  verifier.checkBody();
}

} // namespace clangent::ir
