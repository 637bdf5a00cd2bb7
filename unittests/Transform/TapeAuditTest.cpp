// The audit of the tape accepts what differentiation writes, and finds each kind of damage done to it.
#include "Transform/Record/TapeAudit.h"
#include "StageFixture.h"
#include "Transform/Pipeline.h"

#include <algorithm>

namespace clangent::transform {
namespace {

// The adjoint of a loop that needs its old values; `isCounted` makes them an array, otherwise a stack.
class TapeAuditTest : public StageTest {
protected:
  Function &adjointOf(bool isCounted) {
    ValueId s;
    auto next = [&](ValueId old) { return b.math(MathFunction::Sin, {b.mul(old, x)}); };
    if (isCounted) {
      s = loop(i, {y}, [&](ValueId, std::vector<ValueId> carried) { return std::vector{next(carried[0])}; })[0];
    } else {
      OpId op = whileLoop(
          {y}, [&](auto &carried) { return b.compare(Predicate::Gt, carried[0], x); },
          [&](auto &carried) { return std::vector{next(carried[0])}; });
      s = function[op].results[0];
    }
    function[function.body].yields = {s};
    function.resultKind = ResultKind::Scalar;
    function.resultType = types.doubleType();
    function.resultSpelling = "double";
    function.name = "f";
    function.isComplete = true;
    Options options;
    options.simplify = false;
    DiagnosticList sink;
    const DerivativeRequest request{FunctionId(0), Mode::Adjoint, {true, true, false, false, false, false, false}};
    auto made = differentiate(
        module, request, options, sink, [](const std::string &name) { return name; },
        [](Stage, const std::string &) {});
    EXPECT_TRUE(made.has_value());
    return module[made->entry];
  }

  static OpId find(const Function &f, Opcode code) {
    OpId found;
    forEachOp(f, f.body, [&](OpId id) {
      if (f[id].code == code)
        found = id;
    });
    EXPECT_TRUE(found);
    return found;
  }
  static void remove(Function &f, OpId id) {
    auto &ops = f[f[id].parent].ops;
    ops.erase(std::find(ops.begin(), ops.end(), id));
  }
  // The store into an array of the tape.
  static OpId findStore(const Function &f) {
    OpId found;
    forEachOp(f, f.body, [&](OpId id) {
      if (f[id].code == Opcode::Store)
        found = id;
    });
    return found;
  }
  void expectProblem(const Function &f, const std::string &part) {
    const std::vector<std::string> problems = auditTape(module, f);
    EXPECT_FALSE(problems.empty());
    for (const std::string &problem : problems)
      EXPECT_NE(problem.find(part), std::string::npos) << problem;
  }
};

TEST_F(TapeAuditTest, stacksOfUncountedLoopsPass) {
  Function &f = adjointOf(false);
  find(f, Opcode::Push);
  EXPECT_TRUE(auditTape(module, f).empty());
}

TEST_F(TapeAuditTest, arraysOfCountedLoopsPass) {
  Function &f = adjointOf(true);
  find(f, Opcode::TapeArray);
  EXPECT_TRUE(auditTape(module, f).empty());
}

TEST_F(TapeAuditTest, aValueThatIsNeverPushedIsFound) {
  Function &f = adjointOf(false);
  remove(f, find(f, Opcode::Push));
  expectProblem(f, "is written in 0 places and read in 1");
}

TEST_F(TapeAuditTest, aValueThatIsPushedTwiceIsFound) {
  Function &f = adjointOf(false);
  const OpId push = find(f, Opcode::Push);
  const Op copy = f[push];
  f.ops.push_back(copy);
  f[copy.parent].ops.push_back(OpId(f.ops.size() - 1));
  expectProblem(f, "is written in 2 places and read in 1");
}

TEST_F(TapeAuditTest, aValueThatIsPushedOutsideOfTheLoopIsFound) {
  Function &f = adjointOf(false);
  const OpId push = find(f, Opcode::Push), loop = f[f[push].parent].parent;
  remove(f, push);
  f[push].parent = f[loop].parent;
  auto &ops = f[f[loop].parent].ops;
  ops.insert(std::find(ops.begin(), ops.end(), loop), push);
  expectProblem(f, "is not read once for each time that it is written");
}

TEST_F(TapeAuditTest, aReverseLoopThatRunsForwardsIsFound) {
  Function &f = adjointOf(false);
  const OpId pop = find(f, Opcode::Pop);
  f[f[f[pop].parent].parent].reversed = false;
  expectProblem(f, "is not read once for each time that it is written");
}

TEST_F(TapeAuditTest, aReverseLoopOfAnotherLengthIsFound) {
  Function &f = adjointOf(false);
  const OpId pop = find(f, Opcode::Pop), loop = f[f[pop].parent].parent;
  f[loop].operands[1] = f[loop].operands[0];
  expectProblem(f, "is not read once for each time that it is written");
}

TEST_F(TapeAuditTest, aSlotThatEveryIterationOverwritesIsFound) {
  Function &f = adjointOf(true);
  Op &place = *const_cast<Op *>(f.definingOp(f[findStore(f)].operands[0]));
  const Op *loop = &f[f[f[findStore(f)].parent].parent];
  place.operands[1] = loop->operands[0];
  expectProblem(f, "is not written and read at the same place");
}

TEST_F(TapeAuditTest, anArrayOfTheWrongShapeIsFound) {
  Function &f = adjointOf(true);
  Op &array = f[find(f, Opcode::TapeArray)];
  array.operands.push_back(array.operands[0]);
  expectProblem(f, "is not written and read at the same place");
}

} // namespace
} // namespace clangent::transform
