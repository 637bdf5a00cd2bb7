// Appends operations to a region of a function. The only way in which the rooms make operations, so that types of
// results, parents and locations are always set.
#ifndef CLANGENT_IR_BUILDER_H
#define CLANGENT_IR_BUILDER_H

#include "IR/Function.h"

#include <initializer_list>

namespace clangent::ir {

class Builder {
public:
  Builder(Module &module, Function &function, RegionId region) : module(module), function(function), current(region) {}

  Module &module;
  Function &function;

  // ---- where
  RegionId region() const { return current; }
  // Continues in region r: at its end, or before the operation with index `position` in it.
  void setRegion(RegionId r, std::optional<size_t> position = std::nullopt) {
    current = r;
    insertAt = position;
  }
  void setStatement(StatementId s, SourceRef at) {
    statement = s;
    location = at;
  }
  void setLocation(SourceRef at) { location = at; }
  SourceRef currentLocation() const { return location; }
  RegionId newRegion(OpId parent);
  ValueId addArgument(RegionId region, TypeId type, std::string name = {});

  // ---- constants
  ValueId constantInt(TypeId type, int64_t value); // integers, enumerations and bool
  ValueId constantFloat(TypeId type, long double value);
  ValueId constantBool(bool value) { return constantInt(module.types.boolType(), value); }
  ValueId null(TypeId pointerType) { return constantInt(pointerType, 0); }
  ValueId zero(TypeId type); // of any type that fits an SSA name
  ValueId undef(TypeId type);

  // ---- scalars
  ValueId unary(Opcode code, ValueId a);
  ValueId binary(Opcode code, ValueId a, ValueId b);
  ValueId neg(ValueId a) { return unary(Opcode::Neg, a); }
  ValueId add(ValueId a, ValueId b); // of Values: InPlace
  ValueId sub(ValueId a, ValueId b) { return binary(Opcode::Sub, a, b); }
  ValueId mul(ValueId a, ValueId b) { return binary(Opcode::Mul, a, b); }
  ValueId div(ValueId a, ValueId b) { return binary(Opcode::Div, a, b); }
  ValueId logicalNot(ValueId a) { return unary(Opcode::Not, a); }
  ValueId compare(Predicate predicate, ValueId a, ValueId b);
  ValueId cast(ValueId a, TypeId to); // returns a itself when the type is already right
  ValueId select(ValueId condition, ValueId a, ValueId b);
  ValueId math(MathFunction function, std::initializer_list<ValueId> operands, TypeId result = TypeId());
  ValueId math(MathFunction function, std::vector<ValueId> operands, TypeId result = TypeId());
  ValueId guardedMul(ValueId d, ValueId partial) { return binary(Opcode::GuardedMul, d, partial); }

  // ---- addresses
  ValueId local(TypeId objectType, std::string name, bool zeroed = false);
  ValueId global(TypeId pointerType, std::string qualifiedName);
  ValueId index(ValueId pointer, ValueId i);
  ValueId field(ValueId pointer, unsigned number);
  ValueId element(ValueId pointerToArray, ValueId i);
  ValueId pointerDifference(ValueId p, ValueId q);

  // ---- memory
  ValueId load(ValueId pointer, std::string name = {});
  OpId store(ValueId pointer, ValueId v);
  OpId update(ValueId pointer, ValueId v);

  // ---- the heap
  ValueId allocate(Heap heap, TypeId element, ValueId count, std::string name, bool zeroed = false);
  OpId release(Heap heap, ValueId pointer);

  // ---- regions: the op is made with empty regions; fill them with setRegion, then set yields and results
  OpId ifOp(ValueId condition); // regions 0 (then), 1 (else)
  OpId forOp(ValueId lower, ValueId upper, ValueId step, Predicate predicate, std::vector<ValueId> initial,
             std::string counterName);        // arguments: counter, carried...
  OpId whileOp(std::vector<ValueId> initial); // regions 0 (before), 1 (body)
  ValueId addResult(OpId op, TypeId type, std::string name = {});

  // ---- calls
  OpId call(FunctionId callee, std::vector<ValueId> operands, std::vector<TypeId> results);
  OpId opaque(Term term, std::vector<ValueId> operands, TypeId result); // void: no result
  // A new object; its declaration ends in `term`: arguments, a list in braces, or nothing.
  ValueId object(TypeId pointer, std::string name, Term term, std::vector<ValueId> operands);
  OpId trap(Term term, std::vector<ValueId> operands);
  ValueId rule(RuleId rule, Term term, std::vector<ValueId> operands, TypeId result);
  // The shape of a value alone; `type` names its class.
  ValueId shapeOf(ValueId v, const std::string &type) { return shapeOf(v, module.types.value(type, false)); }
  ValueId shapeOf(ValueId v, TypeId type);
  // `before`: the values that are changed; the results are what they are behind it.
  OpId inPlace(Term term, std::vector<ValueId> operands, std::vector<ValueId> before);

  // ---- tape
  ValueId trips(ValueId lower, ValueId upper, ValueId step, Predicate predicate);
  ValueId tapeArray(TypeId element, std::vector<ValueId> counts, std::string name, bool zeroed = false);
  ValueId stackNew(TypeId element, std::string name);
  OpId push(ValueId stack, ValueId v);
  ValueId pop(ValueId stack, std::string name = {});
  ValueId residual(TypeId record, std::vector<ValueId> values);

  OpId make(Opcode code, std::vector<ValueId> operands);
  // Another operation like v's, which has one result and no regions, on other operands.
  ValueId again(ValueId v, std::vector<ValueId> operands);
  ValueId result(OpId op, unsigned i = 0) const { return function[op].results[i]; }
  void setName(ValueId v, std::string name) { function[v].name = std::move(name); }

private:
  ValueId single(OpId op, TypeId type, std::string name = {});
  TypeId typeOf(ValueId v) const { return function[v].type; }

  RegionId current;
  std::optional<size_t> insertAt;
  StatementId statement;
  SourceRef location;
};

// Is it what Builder::shapeOf makes?
inline bool isShapeOf(const Op &op) { return op.isShape && op.operands.size() == 1; }
// Makes of a shape that to which these values broadcast.
void setJointShape(Op &shape, std::vector<ValueId> values);

// Makes a function's body region and the value of one parameter after the other.
RegionId makeBody(Function &function);
ValueId addParameter(Function &function, TypeId valueType, std::string name, ParameterKind kind, std::string spelling,
                     Role role = Role::Primal);

} // namespace clangent::ir

#endif // CLANGENT_IR_BUILDER_H
