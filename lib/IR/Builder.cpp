// Construction of operations. Types of results follow from the operands wherever they can.
#include "IR/Builder.h"

namespace clangent::ir {

OpId Builder::make(Opcode code, std::vector<ValueId> operands) {
  OpId id(function.ops.size());
  Op op;
  op.code = code;
  op.operands = std::move(operands);
  op.parent = current;
  op.isDerivative = function.isDerivative;
  op.at = location;
  op.statement = statement;
  function.ops.push_back(std::move(op));
  auto &list = function[current].ops;
  if (insertAt) {
    list.insert(list.begin() + static_cast<std::ptrdiff_t>(*insertAt), id);
    ++*insertAt;
  } else {
    list.push_back(id);
  }
  return id;
}

ValueId Builder::addResult(OpId op, TypeId type, std::string name) {
  ValueId id(function.values.size());
  Value value;
  value.type = type;
  value.definition = op;
  value.owner = function[op].parent;
  value.name = std::move(name);
  function.values.push_back(std::move(value));
  function[op].results.push_back(id);
  return id;
}

ValueId Builder::again(ValueId v, std::vector<ValueId> operands) {
  Op like = *function.definingOp(v); // with all that the opcode needs besides
  const OpId id = make(like.code, std::move(operands));
  Op &made = function[id];
  like.operands = std::move(made.operands);
  like.results.clear();
  like.parent = made.parent;
  like.isDerivative = made.isDerivative;
  like.at = made.at;
  like.statement = made.statement;
  made = std::move(like);
  const ValueId result = single(id, typeOf(v));
  function.describeAs(result, v);
  return result;
}

ValueId Builder::single(OpId op, TypeId type, std::string name) { return addResult(op, type, std::move(name)); }

RegionId Builder::newRegion(OpId parent) {
  RegionId id(function.regions.size());
  Region region;
  region.parent = parent;
  function.regions.push_back(std::move(region));
  function[parent].regions.push_back(id);
  return id;
}

ValueId Builder::addArgument(RegionId region, TypeId type, std::string name) {
  ValueId id(function.values.size());
  Value value;
  value.type = type;
  value.owner = region;
  value.name = std::move(name);
  function.values.push_back(std::move(value));
  function[region].arguments.push_back(id);
  return id;
}

// ---- constants

ValueId Builder::constantInt(TypeId type, int64_t value) {
  OpId op = make(Opcode::Constant, {});
  function[op].integer = value;
  return single(op, type);
}

ValueId Builder::constantFloat(TypeId type, long double value) {
  OpId op = make(Opcode::Constant, {});
  function[op].real = value;
  return single(op, type);
}

ValueId Builder::zero(TypeId type) {
  return module.types.isFloat(type) ? constantFloat(type, 0) : constantInt(type, 0);
}

ValueId Builder::undef(TypeId type) { return single(make(Opcode::Undef, {}), type); }

// ---- scalars

ValueId Builder::unary(Opcode code, ValueId a) { return single(make(code, {a}), typeOf(a)); }

ValueId Builder::binary(Opcode code, ValueId a, ValueId b) { return single(make(code, {a, b}), typeOf(a)); }

ValueId Builder::compare(Predicate predicate, ValueId a, ValueId b) {
  OpId op = make(Opcode::Compare, {a, b});
  function[op].predicate = predicate;
  return single(op, module.types.boolType());
}

ValueId Builder::cast(ValueId a, TypeId to) {
  if (typeOf(a) == to)
    return a;
  const ValueId result = single(make(Opcode::Cast, {a}), to);
  function.describeAs(result, a);
  return result;
}

ValueId Builder::select(ValueId condition, ValueId a, ValueId b) {
  return single(make(Opcode::Select, {condition, a, b}), typeOf(a));
}

ValueId Builder::math(MathFunction f, std::initializer_list<ValueId> operands, TypeId result) {
  return math(f, std::vector<ValueId>(operands), result);
}

ValueId Builder::math(MathFunction f, std::vector<ValueId> operands, TypeId result) {
  TypeId type = result ? result : typeOf(operands.front());
  OpId op = make(Opcode::Math, std::move(operands));
  function[op].function = f;
  return single(op, type);
}

namespace {

Term shapeTerm(size_t count) {
  return Term::call(count == 1 ? "::clangent::shape_of" : "::clangent::joint_shape", operandTerms(0, count));
}

} // namespace

void setJointShape(Op &shape, std::vector<ValueId> values) {
  shape.operands = std::move(values);
  shape.term = shapeTerm(shape.operands.size());
}

ValueId Builder::shapeOf(ValueId v, TypeId type) {
  const ValueId shape = rule(RuleId(), shapeTerm(1), {v}, type);
  function[function[shape].definition].isShape = true;
  return shape;
}

// What is added to a Value is printed first, for the sum goes where the Value is.
ValueId Builder::add(ValueId a, ValueId b) {
  if (!module.types.isValue(typeOf(a)))
    return binary(Opcode::Add, a, b);
  const OpId sum = inPlace(Term::call("::clangent::accumulate", {Term::operand(1), Term::operand(0)}), {b}, {a});
  function[sum].isSum = true;
  return result(sum);
}

// ---- addresses

ValueId Builder::local(TypeId objectType, std::string name, bool zeroed) {
  OpId op = make(Opcode::Local, {});
  function[op].isZeroed = zeroed;
  return single(op, module.types.pointer(objectType), std::move(name));
}

ValueId Builder::global(TypeId pointerType, std::string qualifiedName) {
  OpId op = make(Opcode::Global, {});
  function[op].term = Term::name(std::move(qualifiedName));
  return single(op, pointerType);
}

ValueId Builder::index(ValueId pointer, ValueId i) {
  return single(make(Opcode::Index, {pointer, i}), typeOf(pointer));
}

ValueId Builder::field(ValueId pointer, unsigned number) {
  const Type &pointerType = module.types[typeOf(pointer)];
  const Field &field = module.types[pointerType.element].fields[number];
  TypeId type = module.types.pointer(field.type, pointerType.toConst);
  OpId op = make(Opcode::Field, {pointer});
  function[op].field = number;
  return single(op, type);
}

ValueId Builder::element(ValueId pointerToArray, ValueId i) {
  const Type &pointerType = module.types[typeOf(pointerToArray)];
  TypeId type = module.types.pointer(module.types[pointerType.element].element, pointerType.toConst);
  return single(make(Opcode::Element, {pointerToArray, i}), type);
}

ValueId Builder::pointerDifference(ValueId p, ValueId q) {
  return single(make(Opcode::PtrDiff, {p, q}), module.types.sizeType());
}

// ---- memory

ValueId Builder::load(ValueId pointer, std::string name) {
  TypeId type = module.types.pointee(typeOf(pointer));
  return single(make(Opcode::Load, {pointer}), type, std::move(name));
}

OpId Builder::store(ValueId pointer, ValueId v) { return make(Opcode::Store, {pointer, v}); }

OpId Builder::update(ValueId pointer, ValueId v) { return make(Opcode::Update, {pointer, v}); }

// ---- the heap

ValueId Builder::allocate(Heap heap, TypeId element, ValueId count, std::string name, bool zeroed) {
  const OpId op = make(Opcode::Allocate, {count});
  function[op].heap = heap;
  function[op].isZeroed = zeroed;
  return single(op, module.types.pointer(element), std::move(name));
}

OpId Builder::release(Heap heap, ValueId pointer) {
  const OpId op = make(Opcode::Release, {pointer});
  function[op].heap = heap;
  return op;
}

// ---- regions

OpId Builder::ifOp(ValueId condition) {
  OpId op = make(Opcode::If, {condition});
  newRegion(op);
  newRegion(op);
  return op;
}

OpId Builder::forOp(ValueId lower, ValueId upper, ValueId step, Predicate predicate, std::vector<ValueId> initial,
                    std::string counterName) {
  std::vector<ValueId> operands{lower, upper, step};
  operands.insert(operands.end(), initial.begin(), initial.end());
  OpId op = make(Opcode::For, std::move(operands));
  function[op].predicate = predicate;
  RegionId body = newRegion(op);
  addArgument(body, typeOf(lower), std::move(counterName));
  for (ValueId v : initial)
    function.describeAs(addArgument(body, typeOf(v)), v);
  return op;
}

OpId Builder::whileOp(std::vector<ValueId> initial) {
  OpId op = make(Opcode::While, initial);
  RegionId before = newRegion(op);
  newRegion(op);
  for (ValueId v : initial)
    function.describeAs(addArgument(before, typeOf(v)), v);
  return op;
}

// ---- calls

OpId Builder::call(FunctionId callee, std::vector<ValueId> operands, std::vector<TypeId> results) {
  OpId op = make(Opcode::Call, std::move(operands));
  function[op].callee = callee;
  for (TypeId type : results)
    addResult(op, type);
  return op;
}

OpId Builder::opaque(Term term, std::vector<ValueId> operands, TypeId result) {
  OpId op = make(Opcode::Opaque, std::move(operands));
  function[op].term = std::move(term);
  if (result && result != module.types.voidType())
    addResult(op, result);
  return op;
}

ValueId Builder::object(TypeId pointer, std::string name, Term term, std::vector<ValueId> operands) {
  OpId op = make(Opcode::Object, std::move(operands));
  function[op].term = std::move(term);
  function[op].isClosed = true;
  return single(op, pointer, std::move(name));
}

ValueId Builder::rule(RuleId rule, Term term, std::vector<ValueId> operands, TypeId resultType) {
  OpId op = make(Opcode::Rule, std::move(operands));
  function[op].rule = rule;
  function[op].term = std::move(term);
  return single(op, resultType);
}

OpId Builder::inPlace(Term term, std::vector<ValueId> operands, std::vector<ValueId> before) {
  const unsigned first = static_cast<unsigned>(operands.size());
  operands.insert(operands.end(), before.begin(), before.end());
  OpId op = make(Opcode::InPlace, std::move(operands));
  function[op].term = std::move(term);
  function[op].firstChanged = first;
  function[op].isPureCall = true;
  for (ValueId v : before)
    addResult(op, typeOf(v));
  return op;
}

OpId Builder::trap(Term term, std::vector<ValueId> operands) {
  OpId op = make(Opcode::Trap, std::move(operands));
  function[op].term = std::move(term);
  return op;
}

// ---- tape

ValueId Builder::trips(ValueId lower, ValueId upper, ValueId step, Predicate predicate) {
  OpId op = make(Opcode::Trips, {lower, upper, step});
  function[op].predicate = predicate;
  return single(op, module.types.sizeType());
}

ValueId Builder::tapeArray(TypeId element, std::vector<ValueId> counts, std::string name, bool zeroed) {
  OpId op = make(Opcode::TapeArray, std::move(counts));
  function[op].isZeroed = zeroed;
  return single(op, module.types.pointer(element), std::move(name));
}

ValueId Builder::stackNew(TypeId element, std::string name) {
  const ValueId stack = single(make(Opcode::StackNew, {}), module.types.stack(element));
  function.describe(stack, std::move(name), Role::Tape);
  return stack;
}

OpId Builder::push(ValueId stack, ValueId v) { return make(Opcode::Push, {stack, v}); }

ValueId Builder::pop(ValueId stack, std::string name) {
  TypeId type = module.types[typeOf(stack)].element;
  return single(make(Opcode::Pop, {stack}), type, std::move(name));
}

ValueId Builder::residual(TypeId record, std::vector<ValueId> values) {
  const ValueId residual = single(make(Opcode::Residual, std::move(values)), module.types.pointer(record));
  function.describe(residual, "residual", Role::Tape);
  return residual;
}

// ---- functions

RegionId makeBody(Function &function) {
  function.body = RegionId(function.regions.size());
  function.regions.emplace_back();
  return function.body;
}

ValueId addParameter(Function &function, TypeId valueType, std::string name, ParameterKind kind, std::string spelling,
                     Role role) {
  ValueId id(function.values.size());
  Value value;
  value.type = valueType;
  value.owner = function.body;
  value.name = name;
  value.role = role;
  function.values.push_back(std::move(value));
  Parameter parameter;
  parameter.value = id;
  parameter.name = std::move(name);
  parameter.kind = kind;
  parameter.spelling = std::move(spelling);
  function.parameters.push_back(std::move(parameter));
  return id;
}

} // namespace clangent::ir
