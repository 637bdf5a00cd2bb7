// One rule a test, on the smallest function that shows it. The expected text is the whole body after simplification.
#include "SimplifyFixture.h"

namespace clangent::transform {
namespace {

class SimplifyMemory : public SimplifyTest {};

TEST_F(SimplifyMemory, aLoadAfterAStoreIsTheValueStored) {
  b.store(p, x);
  EXPECT_EQ(simplified({b.load(p)}), "  store %p, %x : double\n"
                                     "  return %x\n");
}

TEST_F(SimplifyMemory, aStoreThatMayOverlapIsRespected) {
  ValueId q = b.index(p, i);
  b.store(p, x);
  b.store(q, y);
  EXPECT_EQ(simplified({b.load(p)}), "  %0 = index %p, %i : double *\n"
                                     "  store %p, %x : double\n"
                                     "  store %0, %y : double\n"
                                     "  %1 = load %p : double\n"
                                     "  return %1\n");
}

TEST_F(SimplifyMemory, differentConstantIndicesDoNotOverlap) {
  ValueId first = b.index(p, integer(1)), second = b.index(p, integer(2));
  b.store(first, x);
  b.store(second, y);
  EXPECT_EQ(simplified({b.load(first)}), "  %0 = constant 1 : int\n"
                                         "  %1 = index %p, %0 : double *\n"
                                         "  %2 = constant 2 : int\n"
                                         "  %3 = index %p, %2 : double *\n"
                                         "  store %1, %x : double\n"
                                         "  store %3, %y : double\n"
                                         "  return %x\n");
}

TEST_F(SimplifyMemory, callsMayWriteAnything) {
  b.store(p, x);
  use(y);
  EXPECT_EQ(simplified({b.load(p)}), "  store %p, %x : double\n"
                                     "  opaque use($0) on (%y)\n"
                                     "  %0 = load %p : double\n"
                                     "  return %0\n");
}

TEST_F(SimplifyMemory, aLoopForgetsWhatItWrites) {
  b.store(p, x);
  loop(i, {}, [&](ValueId, std::vector<ValueId>) {
    b.store(p, b.neg(b.load(p)));
    return std::vector<ValueId>();
  });
  EXPECT_EQ(simplified({b.load(p)}), "  store %p, %x : double\n"
                                     "  %0 = constant 0 : int\n"
                                     "  %1 = constant 1 : int\n"
                                     "  for %k = %0 to lt %i step %1 {\n"
                                     "    %2 = load %p : double\n"
                                     "    %3 = neg %2 : double\n"
                                     "    store %p, %3 : double\n"
                                     "  }\n"
                                     "  %4 = load %p : double\n"
                                     "  return %4\n");
}

TEST_F(SimplifyMemory, aBranchForgetsWhatItsArmsWrite) {
  auto nothing = [&] { return std::vector<ValueId>(); };
  b.store(p, x);
  branch(
      c,
      [&] {
        b.update(p, y);
        return std::vector<ValueId>();
      },
      nothing);
  EXPECT_EQ(simplified({b.load(p)}), "  store %p, %x : double\n"
                                     "  if %c {\n"
                                     "    update %p, %y : double\n"
                                     "  }\n"
                                     "  %0 = load %p : double\n"
                                     "  return %0\n");
}

TEST_F(SimplifyMemory, objectsThatAreOnlyWrittenDisappear) {
  ValueId local = b.local(types.array(types.doubleType(), 4), "buffer");
  loop(i, {}, [&](ValueId k, std::vector<ValueId>) {
    b.store(b.element(local, k), x);
    b.update(b.element(local, k), y);
    return std::vector<ValueId>();
  });
  ValueId stack = b.stackNew(types.doubleType(), "tape");
  b.push(stack, x);
  EXPECT_EQ(simplified({y}), "  return %y\n");
}

TEST_F(SimplifyMemory, objectsWhoseAddressLeavesStay) {
  ValueId local = b.local(types.doubleType(), "v");
  b.store(local, x);
  use(local);
  EXPECT_EQ(simplified(), "  %v = local : double *\n"
                          "  store %v, %x : double\n"
                          "  opaque use($0) on (%v)\n");
}

TEST_F(SimplifyMemory, aStackThatIsPoppedKeepsAllItsOperations) {
  ValueId stack = b.stackNew(types.doubleType(), "tape");
  b.push(stack, x);
  b.push(stack, y);
  b.pop(stack);
  EXPECT_EQ(simplified({b.pop(stack)}), "  %tape = stack_new : clangent::Stack<double>\n"
                                        "  push %tape, %x : double\n"
                                        "  push %tape, %y : double\n"
                                        "  %0 = pop %tape : double\n"
                                        "  %1 = pop %tape : double\n"
                                        "  return %1\n");
}

TEST_F(SimplifyMemory, pureCallsGoAndOthersStay) {
  OpId pure = b.opaque(Term::call("table", {}), {}, types.doubleType());
  function[pure].isPureCall = true;
  b.opaque(Term::call("print", {}), {}, types.doubleType());
  EXPECT_EQ(simplified(), "  %0 = opaque print() on () : double\n");
}

} // namespace
} // namespace clangent::transform
