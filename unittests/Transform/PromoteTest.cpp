// One fact a test: local objects become values, and what must stay memory stays.
#include "Transform/Prepare/Promote.h"
#include "StageFixture.h"

namespace clangent::transform {
namespace {

class PromoteTest : public StageTest {
protected:
  void run(std::vector<ValueId> results) {
    returns(std::move(results));
    promote(module, function);
    check();
  }
};

TEST_F(PromoteTest, loadsGiveWhatWasStoredLast) {
  ValueId t = b.local(types.doubleType(), "t");
  b.store(t, x);
  b.store(t, y);
  run({b.load(t)});
  EXPECT_EQ(returned(), y);
  EXPECT_EQ(count(Opcode::Local) + count(Opcode::Store) + count(Opcode::Load), 0u);
}

TEST_F(PromoteTest, updatesBecomeSums) {
  ValueId t = b.local(types.doubleType(), "t");
  b.store(t, x);
  b.update(t, y);
  run({b.load(t)});
  EXPECT_EQ(only(Opcode::Add).operands, (std::vector<ValueId>{x, y}));
  EXPECT_EQ(count(Opcode::Update), 0u);
}

TEST_F(PromoteTest, branchesYieldWhatTheirArmsStore) {
  ValueId t = b.local(types.doubleType(), "t");
  b.store(t, x);
  branch(
      c, [&] { return b.store(t, y), std::vector<ValueId>(); }, [] { return std::vector<ValueId>(); });
  run({b.load(t)});
  const Op &op = only(Opcode::If);
  ASSERT_EQ(op.results.size(), 1u);
  EXPECT_EQ(returned(), op.results[0]);
  EXPECT_EQ(function[op.regions[0]].yields[0], y);
  EXPECT_EQ(function[op.regions[1]].yields[0], x);
}

TEST_F(PromoteTest, loopsCarryWhatTheyStore) {
  ValueId t = b.local(types.doubleType(), "t"), fixed = b.local(types.doubleType(), "fixed");
  b.store(t, x);
  b.store(fixed, y);
  loop(i, {}, [&](ValueId, std::vector<ValueId>) {
    b.store(t, b.mul(b.load(t), b.load(fixed)));
    return std::vector<ValueId>();
  });
  run({b.load(t)});
  const Op &op = only(Opcode::For);
  ASSERT_EQ(op.results.size(), 1u);
  EXPECT_EQ(op.operands[3], x);
  EXPECT_EQ(returned(), op.results[0]);
  EXPECT_EQ(only(Opcode::Mul).operands[1], y);
}

TEST_F(PromoteTest, objectsWhoseAddressIsPassedStayMemory) {
  ValueId t = b.local(types.doubleType(), "t");
  b.store(t, x);
  b.opaque(Term::call("change", {Term::operand(0)}), {t}, TypeId());
  run({b.load(t)});
  EXPECT_EQ(count(Opcode::Local), 1u);
  EXPECT_EQ(count(Opcode::Load), 1u);
}

TEST_F(PromoteTest, structsBecomeTheirFields) {
  TypeId point = types.record("Point");
  types.setFields(point, {{"x", types.doubleType()}, {"y", types.doubleType()}});
  ValueId object = b.local(point, "at");
  b.store(b.field(object, 0), x);
  b.store(b.field(object, 1), y);
  run({b.load(b.field(object, 1)), b.load(b.field(object, 0))});
  EXPECT_EQ(returned(0), y);
  EXPECT_EQ(returned(1), x);
  EXPECT_EQ(count(Opcode::Local), 0u);
}

TEST_F(PromoteTest, arraysWithConstantIndicesBecomeTheirElements) {
  ValueId array = b.local(types.array(types.doubleType(), 2), "w");
  b.store(b.element(array, integer(0)), x);
  b.store(b.element(array, integer(1)), y);
  run({b.load(b.element(array, integer(0)))});
  EXPECT_EQ(returned(), x);
  EXPECT_EQ(count(Opcode::Local), 0u);
}

TEST_F(PromoteTest, arraysWithOtherIndicesStayMemory) {
  ValueId array = b.local(types.array(types.doubleType(), 2), "w");
  b.store(b.element(array, integer(0)), x);
  b.store(b.element(array, integer(1)), y);
  run({b.load(b.element(array, i))});
  EXPECT_EQ(types[types.pointee(function[only(Opcode::Local).results[0]].type)].kind, TypeKind::Array);
}

TEST_F(PromoteTest, arraysWithAnIndexBeyondTheirBoundStayMemory) {
  ValueId array = b.local(types.array(types.doubleType(), 2), "w");
  b.store(b.element(array, integer(0)), x);
  run({b.load(b.element(array, integer(2)))});
  EXPECT_EQ(count(Opcode::Local), 1u);
}

} // namespace
} // namespace clangent::transform
