// Loops and branches as text: which values share a variable, and what the copies at the borders become.
#include "Fixture.h"

using namespace clangent;
using namespace clangent::ir;

namespace {

class ControlText : public test::EmitTest {};

TEST_F(ControlText, ShowsAnAdjointAsInTheDesign) {
  f.name = "compute_s_adjoint";
  module.statements.push_back({{}, "demo.cpp", 5, "s += std::sin(x * s);"});
  ValueId x = real("x"), n = integer("n"), seed = adjoint(real("result_bar")), xBar = adjoint(reference("x_bar"));
  ValueId zero = number(0), one = number(1);
  ValueId stored = as(Role::Tape, b.tapeArray(doubleType, {b.trips(zero, n, one, Predicate::Lt)}, "s_at"));
  ValueId start = number(1.0);
  b.setName(start, "s");
  OpId loop = b.forOp(zero, n, one, Predicate::Lt, {start}, "i");
  enter(loop);
  b.store(b.index(stored, argument(loop, 0)), argument(loop, 1));
  ValueId next = b.add(argument(loop, 1), b.math(MathFunction::Sin, {b.mul(x, argument(loop, 1))}));
  leave({next});
  ValueId result = b.addResult(loop, doubleType, "s");
  f.isDerivative = true;
  ValueId accumulator = number(0.0);
  b.setName(accumulator, "x_acc");
  OpId reverse = b.forOp(zero, n, one, Predicate::Lt, {seed, accumulator}, "i");
  f[reverse].reversed = true;
  f[f[reverse].regions[0]].mirror = f[loop].regions[0];
  f.describe(argument(reverse, 1), "s_bar", Role::Adjoint);
  enter(reverse);
  b.setStatement(StatementId(0), {});
  ValueId old = b.load(b.index(stored, argument(reverse, 0)), "s_i");
  ValueId argumentBar = b.mul(b.math(MathFunction::Cos, {b.mul(x, old)}), argument(reverse, 1));
  f.describe(argumentBar, "arg_bar", Role::Adjoint);
  ValueId sum = b.add(argument(reverse, 2), b.mul(argumentBar, old));
  leave({b.add(argument(reverse, 1), b.mul(argumentBar, x)), sum});
  b.setStatement({}, {});
  adjoint(b.addResult(reverse, doubleType, "s_bar"));
  b.update(xBar, adjoint(b.addResult(reverse, doubleType, "x_acc")));
  returns(result);
  EXPECT_EQ(emit::emitFunction(module, f, {"Adjoint of compute_s (demo.cpp:3) in x; n inactive."}, {}),
            R"(// Adjoint of compute_s (demo.cpp:3) in x; n inactive.
static inline double compute_s_adjoint(double x, int n, double result_bar, double &x_bar) {
  clangent::Tape::Frame tape;
  double *const s_at = tape.array<double>(n);
  double s = 1;
  for (int i = 0; i < n; ++i) {
    s_at[i] = s;
    s += std::sin(x * s);
  }

  double s_bar = result_bar, x_acc = 0;
  for (int i = n; i-- > 0;) {
    // demo.cpp:5: s += std::sin(x * s);
    const double s_i = s_at[i];
    const double arg_bar = std::cos(x * s_i) * s_bar;
    x_acc += arg_bar * s_i;
    s_bar += arg_bar * x;
  }
  x_bar += x_acc;
  return s;
}
)");
}

TEST_F(ControlText, SavesOneValueWhenALoopSwapsTwo) {
  ValueId n = integer("n");
  OpId loop = b.forOp(number(0), n, number(1), Predicate::Lt, {real("a"), real("b")}, "i");
  b.setName(argument(loop, 1), "u");
  b.setName(argument(loop, 2), "v");
  enter(loop);
  leave({argument(loop, 2), argument(loop, 1)});
  ValueId u = b.addResult(loop, doubleType);
  b.addResult(loop, doubleType);
  returns(u);
  EXPECT_EQ(text(), R"(static inline double f(int n, double a, double b) {
  double u = a, v = b;
  for (int i = 0; i < n; ++i) {
    const double u_next = v;
    v = u;
    u = u_next;
  }
  return u;
}
)");
}

TEST_F(ControlText, OrdersCopiesSoThatNothingIsLost) {
  ValueId n = integer("n");
  OpId loop = b.forOp(number(0), n, number(1), Predicate::Lt, {number(0.0), number(1.0)}, "i");
  b.setName(argument(loop, 1), "a");
  b.setName(argument(loop, 2), "b");
  enter(loop);
  ValueId next = b.add(argument(loop, 1), argument(loop, 2));
  leave({argument(loop, 2), next});
  ValueId a = b.addResult(loop, doubleType);
  b.addResult(loop, doubleType);
  returns(a);
  EXPECT_EQ(text(), R"(static inline double f(int n) {
  double a = 0, b = 1;
  for (int i = 0; i < n; ++i) {
    const double sum = a + b;
    a = b;
    b = sum;
  }
  return a;
}
)");
}

TEST_F(ControlText, NamesAReadingOfTheOldValueSoThatTheLoopHasOneVariable) {
  ValueId n = integer("n"), p = pointer("p");
  OpId loop = b.forOp(number(0), n, number(1), Predicate::Lt, {number(1.0)}, "i");
  b.setName(argument(loop, 1), "s");
  enter(loop);
  ValueId twice = b.mul(argument(loop, 1), number(2.0));
  b.setName(twice, "twice");
  ValueId next = b.add(argument(loop, 1), number(1.0));
  b.store(b.index(p, argument(loop, 0)), twice);
  leave({next});
  returns(b.addResult(loop, doubleType));
  EXPECT_EQ(text(), R"(static inline double f(int n, double *p) {
  double s = 1;
  for (int i = 0; i < n; ++i) {
    const double twice = s * 2;
    s += 1;
    p[i] = twice;
  }
  return s;
}
)");
}

TEST_F(ControlText, KeepsAnInitialValueThatIsReadLater) {
  ValueId n = integer("n"), x = real("x");
  ValueId square = b.mul(x, x);
  b.setName(square, "square");
  OpId loop = b.forOp(number(0), n, number(1), Predicate::Lt, {square}, "i");
  b.setName(argument(loop, 1), "s");
  enter(loop);
  leave({b.add(argument(loop, 1), x)});
  returns(b.mul(b.addResult(loop, doubleType, "s"), square));
  EXPECT_EQ(text(), R"(static inline double f(int n, double x) {
  const double square = x * x;
  double s = square;
  for (int i = 0; i < n; ++i) {
    s += x;
  }
  return s * square;
}
)");
}

TEST_F(ControlText, WritesASmallIfAsAnExpression) {
  ValueId x = real("x");
  OpId branch = b.ifOp(b.compare(Predicate::Gt, x, number(0.0)));
  enter(branch, 0);
  leave({b.mul(x, x)});
  enter(branch, 1);
  leave({b.neg(x)});
  returns(b.add(b.addResult(branch, doubleType), number(1.0)));
  EXPECT_EQ(text(), R"(static inline double f(double x) {
  return (x > 0 ? x * x : -x) + 1;
}
)");
}

TEST_F(ControlText, ChangesAVariableInOneArmOnly) {
  ValueId x = real("x"), limit = real("limit");
  ValueId s = b.math(MathFunction::Exp, {x});
  b.setName(s, "s");
  OpId branch = b.ifOp(b.compare(Predicate::Lt, s, limit));
  enter(branch, 0);
  leave({s});
  enter(branch, 1);
  leave({b.mul(s, limit)});
  returns(b.addResult(branch, doubleType, "s"));
  EXPECT_EQ(text(), R"(static inline double f(double x, double limit) {
  double s = std::exp(x);
  if (!(s < limit))
    s *= limit;
  return s;
}
)");
}

TEST_F(ControlText, WritesChainsOfIfsFlat) {
  ValueId n = integer("n"), p = pointer("p");
  OpId outer = b.ifOp(b.compare(Predicate::Eq, n, number(0)));
  enter(outer, 0);
  b.store(p, number(1.0));
  leave();
  enter(outer, 1);
  OpId inner = b.ifOp(b.compare(Predicate::Eq, n, number(1)));
  enter(inner, 0);
  b.store(p, number(2.0));
  leave();
  enter(inner, 1);
  b.update(p, b.neg(number(3.0)));
  leave();
  leave();
  EXPECT_EQ(text(), R"(static inline void f(int n, double *p) {
  if (n == 0)
    *p = 1;
  else if (n == 1)
    *p = 2;
  else
    *p -= 3;
}
)");
}

TEST_F(ControlText, LeavesALoopInItsMiddleWhenTheConditionNeedsStatements) {
  ValueId p = pointer("p");
  OpId loop = b.whileOp({number(0)});
  b.setName(argument(loop, 0), "i");
  enter(loop, 0);
  ValueId x = b.load(b.index(p, argument(loop, 0)), "x");
  leave({b.compare(Predicate::Ne, x, number(0.0))});
  enter(loop, 1);
  b.store(b.index(p, argument(loop, 0)), b.mul(x, x));
  leave({b.add(argument(loop, 0), number(1))});
  returns(b.addResult(loop, intType));
  EXPECT_EQ(text(), R"(static inline int f(double *p) {
  int i = 0;
  for (;;) {
    const double x = p[i];
    if (x == 0)
      break;
    p[i] = x * x;
    ++i;
  }
  return i;
}
)");
}

TEST_F(ControlText, DoesNotOverwriteALoopsResultInItsLastCondition) {
  ValueId p = pointer("p");
  OpId loop = b.whileOp({number(0), number(1.0)});
  b.setName(argument(loop, 0), "i");
  b.setName(argument(loop, 1), "last");
  enter(loop, 0);
  ValueId x = b.load(b.index(p, argument(loop, 0)), "x");
  leave({b.compare(Predicate::Lt, argument(loop, 0), number(3))});
  enter(loop, 1);
  leave({b.add(argument(loop, 0), number(1)), x});
  b.addResult(loop, intType);
  returns(b.addResult(loop, doubleType));
  EXPECT_NE(text().find("last = x;"), std::string::npos) << text();
}

TEST_F(ControlText, DropsWhatNobodyUses) {
  ValueId x = real("x");
  b.mul(x, x);
  OpId branch = b.ifOp(b.compare(Predicate::Gt, x, number(0.0)));
  enter(branch, 0);
  leave({b.neg(x)});
  enter(branch, 1);
  leave({x});
  b.addResult(branch, doubleType);
  returns(x);
  EXPECT_EQ(text(), "static inline double f(double x) {\n  return x;\n}\n");
}

TEST_F(ControlText, GivesAVariableWithoutAValueOnSomePathAZero) {
  ValueId n = integer("n"), p = pointer("p");
  OpId branch = b.ifOp(b.compare(Predicate::Gt, n, number(0)));
  enter(branch, 0);
  b.store(p, number(1.0));
  ValueId t = b.load(b.index(p, n));
  b.store(p, number(2.0));
  leave({t});
  enter(branch, 1);
  leave({b.undef(doubleType)});
  returns(b.addResult(branch, doubleType, "t"));
  EXPECT_EQ(text(), R"(static inline double f(int n, double *p) {
  double t = 0;
  if (n > 0) {
    p[0] = 1;
    t = p[n];
    p[0] = 2;
  }
  return t;
}
)");
}

} // namespace
