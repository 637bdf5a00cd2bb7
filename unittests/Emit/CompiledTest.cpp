// Text whose meaning lies in the C++ around it: reversed loops near the limits of types, the tape, calls.
#include "Compiled.h"
#include "Fixture.h"

using namespace clangent;
using namespace clangent::ir;

namespace {

class CompiledText : public test::EmitTest {};

const char *const includes = "#include <clangent/detail/trips.h>\n#include <clangent/tape.h>\n#include <cmath>\n"
                             "#include <cstdio>\n";

struct Range {
  const char *type;
  unsigned bits;
  bool isSigned;
  const char *lower, *upper; // as C++
  int64_t step;
  Predicate predicate;
};

// A loop over parameters, and the same backwards, that print their counters.
Function printingLoop(Module &module, const Range &range, const std::string &name, bool reversed) {
  Function f;
  f.name = name;
  f.resultSpelling = "void";
  TypeId type = module.types.integer(range.type, range.bits, range.isSigned);
  Builder b(module, f, makeBody(f));
  ValueId lower = addParameter(f, type, "lower", ParameterKind::Value, range.type);
  ValueId upper = addParameter(f, type, "upper", ParameterKind::Value, range.type);
  OpId loop = b.forOp(lower, upper, b.constantInt(type, range.step), range.predicate, {}, "i");
  f[loop].reversed = reversed;
  b.setRegion(f[loop].regions[0]);
  b.opaque(Term::call("note", {Term::cast("long", Term::operand(0))}), {f[f[loop].regions[0]].arguments[0]}, TypeId());
  return f;
}

TEST_F(CompiledText, ReversesLoopsOfAnyStepAndType) {
  const Range ranges[] = {
      {"int", 32, true, "0", "10", 1, Predicate::Lt},
      {"int", 32, true, "0", "-5", 1, Predicate::Lt},
      {"int", 32, true, "-2147483647 - 1", "-2147483645", 1, Predicate::Lt},
      {"int", 32, true, "2147483640", "2147483646", 1, Predicate::Le},
      {"int", 32, true, "2147483640", "2147483644", 3, Predicate::Lt},
      {"int", 32, true, "9", "-2", -3, Predicate::Gt},
      {"int", 32, true, "9", "0", -3, Predicate::Ge},
      {"int", 32, true, "2147483647", "2147483640", -2, Predicate::Gt},
      {"int", 32, true, "0", "12", 4, Predicate::Ne},
      {"int", 32, true, "3", "3", 1, Predicate::Eq},
      {"unsigned int", 32, false, "0", "5", 1, Predicate::Lt},
      {"unsigned int", 32, false, "4294967290u", "4294967294u", 2, Predicate::Lt},
      {"unsigned int", 32, false, "5", "0", -1, Predicate::Gt},
      {"unsigned int", 32, false, "5", "6", -1, Predicate::Lt},
      {"unsigned char", 8, false, "250", "255", 1, Predicate::Lt},
      {"signed char", 8, true, "-128", "-125", 1, Predicate::Lt},
      {"short", 16, true, "32760", "32766", 2, Predicate::Lt},
      {"long", 64, true, "9223372036854775800", "9223372036854775806", 3, Predicate::Lt},
      {"unsigned long", 64, false, "18446744073709551610UL", "18446744073709551614UL", 2, Predicate::Lt},
      {"unsigned long", 64, false, "8", "0", -2, Predicate::Gt},
  };
  std::string program = std::string(includes) + "#include <vector>\nstatic std::vector<long> seen;\n"
                                                "static void note(long i) { seen.push_back(i); }\n";
  std::string calls;
  int number = 0;
  for (const Range &range : ranges) {
    std::string up = "up" + std::to_string(number), down = "down" + std::to_string(number);
    Module own;
    program += emit::emitFunction(own, printingLoop(own, range, up, false), {}, {});
    program += emit::emitFunction(own, printingLoop(own, range, down, true), {}, {});
    std::string arguments = std::string("(") + range.lower + ", " + range.upper + ");";
    calls += "  { seen.clear(); " + up + arguments +
             " std::vector<long> up(seen.rbegin(), seen.rend());\n    seen.clear(); " + down + arguments +
             " if (up != seen) std::printf(\"" + std::to_string(number) + " \"); }\n";
    ++number;
  }
  EXPECT_EQ(test::compileAndRun(program + "int main() {\n" + calls + "}\n"), "");
}

TEST_F(CompiledText, CountsBackwardsPlainlyWhereThatIsSafe) {
  ValueId n = integer("n"), p = pointer("p");
  OpId outer = b.forOp(number(0), n, number(1), Predicate::Lt, {}, "i");
  f[outer].reversed = true;
  enter(outer);
  OpId inner = b.forOp(b.add(argument(outer, 0), number(1)), n, number(1), Predicate::Lt, {}, "j");
  f[inner].reversed = true;
  enter(inner);
  b.store(b.index(p, argument(inner, 0)), number(0.0));
  leave();
  leave();
  OpId down = b.forOp(b.sub(n, number(1)), number(0), number(-1), Predicate::Ge, {}, "k");
  f[down].reversed = true;
  enter(down);
  b.store(b.index(p, argument(down, 0)), number(1.0));
  leave();
  EXPECT_EQ(text(), R"(static inline void f(int n, double *p) {
  for (int i = n; i-- > 0;) {
    for (int j = n; j-- > i + 1;) {
      p[j] = 0;
    }
  }
  for (int k = 0; k < n; ++k) {
    p[k] = 1;
  }
}
)");
}

TEST_F(CompiledText, UsesTheFrameThatItIsGiven) {
  TypeId frame = module.types.opaque("clangent::Tape::Frame");
  addParameter(f, module.types.pointer(frame), "tape", ParameterKind::Reference, "clangent::Tape::Frame &");
  ValueId n = b.constantInt(module.types.sizeType(), 3);
  ValueId stored = b.tapeArray(doubleType, {n}, "stored", true);
  returns(b.load(stored));
  EXPECT_EQ(text(), R"(static inline double f(clangent::Tape::Frame &tape) {
  double *const stored = tape.zeros<double>(3);
  return *stored;
}
)");
}

TEST_F(CompiledText, PassesResidualsAndSeveralResultsToItsCaller) {
  TypeId record = module.types.record("square_residual", Form::Generated);
  module.types.setFields(record, {{"x", doubleType}, {"count", intType}});
  TypeId records = module.types.pointer(record), frame = module.types.opaque("clangent::Tape::Frame");
  Function forward;
  forward.name = forward.qualifiedName = "square_forward";
  forward.resultKind = ResultKind::Multiple;
  forward.resultSpelling = "double";
  forward.resultType = doubleType;
  {
    Builder inner(module, forward, makeBody(forward));
    addParameter(forward, module.types.pointer(frame), "tape", ParameterKind::Reference, "clangent::Tape::Frame &");
    ValueId x = addParameter(forward, doubleType, "x", ParameterKind::Value, "double");
    ValueId residual = inner.residual(record, {x, inner.constantInt(intType, 3)});
    forward[forward.body].yields = {inner.mul(x, x), residual};
  }
  module.functions.push_back(forward);
  ValueId tape =
      addParameter(f, module.types.pointer(frame), "tape", ParameterKind::Reference, "clangent::Tape::Frame &");
  ValueId x = real("x");
  OpId call = b.call(FunctionId(0), {tape, x}, {doubleType, records});
  b.setName(b.result(call, 1), "kept");
  ValueId old = b.load(b.field(b.result(call, 1), 0));
  returns(b.add(b.result(call, 0), b.mul(old, b.cast(b.load(b.field(b.result(call, 1), 1)), doubleType))));
  emit::Options later;
  later.records = false;
  std::string program = includes + emit::emitFunction(module, module.functions[0], {}, {}) +
                        emit::emitFunction(module, f, {}, later) +
                        "int main() { clangent::Tape::Frame tape; std::printf(\"%g\", f(tape, 5)); }\n";
  EXPECT_EQ(test::compileAndRun(program), "40") << program;
}

TEST_F(CompiledText, DeclaresWhatItDefines) {
  ValueId x = real("x");
  returns(b.neg(x));
  EXPECT_EQ(emit::emitDeclaration(module, f, {}), "static inline double f(double x);\n");
}

TEST_F(CompiledText, DeclaresPointersToArraysAndConstObjects) {
  TypeId rows = module.types.pointer(module.types.array(doubleType, 4), true);
  ValueId m = addParameter(f, rows, "m", ParameterKind::Value, "const double (*@)[4]");
  TypeId readOnly = module.types.pointer(doubleType, true);
  ValueId i = integer("i"), p = addParameter(f, readOnly, "p", ParameterKind::Value, "const double *");
  ValueId row = b.index(m, i), q = b.index(p, i);
  b.setName(row, "row");
  b.setName(q, "q");
  OpId loop = b.forOp(number(0), number(4), number(1), Predicate::Lt, {number(0.0)}, "j");
  b.setName(argument(loop, 1), "s");
  enter(loop);
  ValueId product = b.mul(b.load(b.element(row, argument(loop, 0))), b.load(b.index(q, argument(loop, 0))));
  leave({b.add(argument(loop, 1), product)});
  returns(b.addResult(loop, doubleType));
  std::string program = includes + text() +
                        "int main() { double m[2][4] = {{1, 2, 3, 4}, {5, 6, 7, 8}}, p[5] = {0, 1, 1, 1, 2};\n"
                        "  std::printf(\"%g\", f(m, 1, p)); }\n";
  EXPECT_EQ(test::compileAndRun(program), "34") << program;
}

} // namespace
