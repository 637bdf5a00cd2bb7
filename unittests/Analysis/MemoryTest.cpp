// One fact a test about which objects pointers refer to, and which accesses may meet.
#include "Analysis/Memory.h"
#include "Fixture.h"

namespace clangent::analysis {
namespace {

class MemoryTest : public AnalysisTest {
protected:
  // The single object that a pointer refers to.
  static const Object &objectOf(const Memory &memory, ValueId pointer) {
    EXPECT_EQ(memory.pointees(pointer).size(), 1u);
    return memory.objects()[*memory.pointees(pointer).begin()];
  }
};

TEST_F(MemoryTest, pointerParametersReferToTheCallersMemory) {
  returns({});
  Memory memory(module, function);
  EXPECT_EQ(objectOf(memory, p).kind, Object::Kind::Parameter);
  EXPECT_EQ(objectOf(memory, p).parameter, 4u);
  EXPECT_EQ(objectOf(memory, q).parameter, 5u);
  EXPECT_TRUE(memory.pointees(x).empty());
}

TEST_F(MemoryTest, addressesOfPartsReferToTheWhole) {
  ValueId array = b.local(types.array(types.doubleType(), 4), "w");
  ValueId element = b.element(array, n), next = b.index(element, integer(1));
  returns({});
  Memory memory(module, function);
  EXPECT_EQ(memory.pointees(element), memory.pointees(array));
  EXPECT_EQ(memory.pointees(next), memory.pointees(array));
}

TEST_F(MemoryTest, parametersMayOverlap) {
  returns({});
  EXPECT_TRUE(Memory(module, function).mayAlias(p, q));
}

TEST_F(MemoryTest, restrictParametersOverlapNothingElse) {
  function.parameters[4].isRestrict = true;
  returns({});
  Memory memory(module, function);
  EXPECT_FALSE(memory.mayAlias(p, q));
  EXPECT_TRUE(memory.mayAlias(p, p));
}

TEST_F(MemoryTest, localsDoNotOverlapTheCallersMemory) {
  ValueId local = b.local(types.doubleType(), "t");
  returns({});
  Memory memory(module, function);
  EXPECT_FALSE(memory.mayAlias(local, p));
  EXPECT_FALSE(memory.mayAlias(p, local));
}

TEST_F(MemoryTest, realsAndIntegersDoNotOverlap) {
  ValueId k = addParameter(function, types.pointer(types.intType()), "k", ParameterKind::Value, "int *");
  returns({});
  EXPECT_FALSE(Memory(module, function).mayAlias(k, p));
}

TEST_F(MemoryTest, pointersReadFromMemoryReferToWhatWasStoredThere) {
  ValueId holder = b.local(function[p].type, "holder");
  b.store(holder, p);
  ValueId read = b.load(holder);
  returns({});
  Memory memory(module, function);
  EXPECT_EQ(memory.pointees(read), memory.pointees(p));
}

TEST_F(MemoryTest, pointersOfTheCallersMemoryMayReferToAllTheCallersMemory) {
  ValueId rows = addParameter(function, types.pointer(function[p].type), "rows", ParameterKind::Value, "double **");
  ValueId row = b.load(rows);
  returns({});
  EXPECT_TRUE(Memory(module, function).mayAlias(row, p));
}

TEST_F(MemoryTest, branchesJoinWhatTheirArmsReferTo) {
  ValueId local = b.local(types.doubleType(), "t");
  ValueId chosen = choose(p, local);
  returns({});
  Memory memory(module, function);
  EXPECT_EQ(memory.pointees(chosen).size(), 2u);
  EXPECT_TRUE(memory.mayAlias(chosen, local));
  EXPECT_TRUE(memory.mayAlias(chosen, p));
}

TEST_F(MemoryTest, carriedPointersReferToWhatAnyIterationYields) {
  OpId op = loop(p, [&](ValueId) { return q; });
  returns({});
  Memory memory(module, function);
  ObjectSet both = memory.pointees(p);
  both.insert(*memory.pointees(q).begin());
  EXPECT_EQ(memory.pointees(function[function[op].regions[0]].arguments[1]), both);
  EXPECT_EQ(memory.pointees(function[op].results[0]), both);
}

TEST_F(MemoryTest, storedAndPassedAddressesEscape) {
  ValueId kept = b.local(types.doubleType(), "kept"), passed = b.local(types.doubleType(), "passed");
  ValueId own = b.local(types.doubleType(), "own");
  b.store(b.local(function[kept].type, "holder"), kept);
  b.opaque(Term::call("use", {Term::operand(0)}), {passed}, TypeId());
  b.store(own, x);
  returns({});
  Memory memory(module, function);
  EXPECT_TRUE(objectOf(memory, kept).escapes);
  EXPECT_TRUE(objectOf(memory, passed).escapes);
  EXPECT_FALSE(objectOf(memory, own).escapes);
}

TEST_F(MemoryTest, whatIsAllocatedOverlapsNothingElse) {
  const ValueId one = b.allocate(Heap::NewArray, types.doubleType(), n, "one");
  const ValueId other = b.allocate(Heap::Malloc, types.doubleType(), n, "other");
  const OpId release = b.release(Heap::NewArray, one);
  returns({});
  Memory memory(module, function);
  EXPECT_EQ(objectOf(memory, one).kind, Object::Kind::Heap);
  EXPECT_FALSE(objectOf(memory, one).escapes);
  EXPECT_FALSE(memory.mayAlias(one, other));
  EXPECT_FALSE(memory.mayAlias(one, p));
  EXPECT_TRUE(memory.mayWrite(release, one, function.body));
  EXPECT_FALSE(memory.mayWrite(release, other, function.body));
}

TEST_F(MemoryTest, allocatedMemoryIsFoundThroughEveryPointerToWhereItIsKept) {
  const TypeId pointer = types.pointer(function[p].type);
  const ValueId rows = addParameter(function, pointer, "rows", ParameterKind::Value, "double **");
  const ValueId same = addParameter(function, pointer, "same", ParameterKind::Value, "double **");
  const ValueId row = b.allocate(Heap::New, types.doubleType(), n, "row");
  b.store(rows, row);
  const ValueId read = b.load(same);
  returns({});
  EXPECT_TRUE(Memory(module, function).mayAlias(read, row));
}

TEST_F(MemoryTest, callsReturnWhatTheirCalleesAllocate) {
  const FunctionId callee(module.functions.size());
  Function &g = add(module);
  Builder inside(module, g, g.body);
  g.resultKind = ResultKind::Scalar;
  g.resultType = function[p].type;
  const ValueId count = inside.constantInt(types.sizeType(), 1);
  g[g.body].yields = {inside.allocate(Heap::New, types.doubleType(), count, "made")};
  g.isComplete = true;
  const ValueId made = b.result(b.call(callee, {}, {function[p].type}));
  returns({});
  Memory memory(module, function);
  EXPECT_EQ(objectOf(memory, made).kind, Object::Kind::Heap);
  EXPECT_TRUE(objectOf(memory, made).isOfCallee);
}

TEST_F(MemoryTest, writesInsideRegionsAreWritesOfTheOperation) {
  ValueId local = b.local(types.doubleType(), "t");
  OpId branch = b.ifOp(c);
  b.setRegion(function[branch].regions[0]);
  b.store(p, x);
  b.setRegion(function.body);
  returns({});
  Memory memory(module, function);
  EXPECT_TRUE(memory.mayWrite(branch, q, function.body));
  EXPECT_FALSE(memory.mayWrite(branch, local, function.body));
}

TEST_F(MemoryTest, callsMayWriteWhatTheirArgumentsReach) {
  FunctionId callee(module.functions.size());
  add(module);
  ValueId holder = b.local(function[p].type, "holder"), own = b.local(types.doubleType(), "own");
  b.store(holder, p);
  OpId call = b.call(callee, {holder}, {});
  addParameter(module[callee], function[holder].type, "holder", ParameterKind::Value, "double **");
  returns({});
  Memory memory(module, function);
  EXPECT_TRUE(memory.mayWrite(call, p, function.body));
  EXPECT_FALSE(memory.mayWrite(call, own, function.body));
}

TEST_F(MemoryTest, aVariableIsOneObjectWhereverItIsNamed) {
  const TypeId pointer = types.pointer(types.doubleType());
  ValueId one = b.global(pointer, "::cell"), again = b.global(pointer, "::cell"), other = b.global(pointer, "::rate");
  returns({});
  Memory memory(module, function);
  EXPECT_EQ(memory.pointees(one), memory.pointees(again));
  EXPECT_TRUE(memory.mayAlias(one, again));
  EXPECT_FALSE(memory.mayAlias(one, other));
}

TEST_F(MemoryTest, aPointerFromAGlobalMayReferToAnotherGlobal) {
  const TypeId pointer = types.pointer(types.doubleType());
  ValueId holder = b.global(types.pointer(pointer), "::current"), cell = b.global(pointer, "::cell");
  ValueId local = b.local(types.doubleType(), "t");
  ValueId loaded = b.load(holder);
  returns({});
  Memory memory(module, function);
  EXPECT_TRUE(memory.mayAlias(loaded, cell));
  EXPECT_TRUE(memory.mayAlias(loaded, p));
  EXPECT_FALSE(memory.mayAlias(loaded, local));
}

} // namespace
} // namespace clangent::analysis
