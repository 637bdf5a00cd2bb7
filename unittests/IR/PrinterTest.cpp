// The textual form, exactly as other tests match it.
#include "IR/Printer.h"
#include "IR/Builder.h"
#include "IR/Verifier.h"

#include <gtest/gtest.h>

namespace clangent::ir {
namespace {

Function &addFunction(Module &module, const char *name) {
  module.functions.emplace_back();
  Function &function = module.functions.back();
  function.name = name;
  makeBody(function);
  return function;
}

TEST(Printer, straightLine) {
  Module module;
  Function &f = addFunction(module, "product");
  f.resultKind = ResultKind::Scalar;
  f.resultType = module.types.doubleType();
  ValueId x = addParameter(f, f.resultType, "x", ParameterKind::Value, "double");
  ValueId y = addParameter(f, f.resultType, "y", ParameterKind::Value, "double");
  module.statements.push_back({{}, "demo.cpp", 3, "return sin(x * y) / 3;"});
  Builder b(module, f, f.body);
  b.setStatement(StatementId(0), {});
  ValueId product = b.mul(x, y);
  ValueId third = b.div(b.math(MathFunction::Sin, {product}), b.constantFloat(f.resultType, 3));
  f[f.body].yields = {third};
  EXPECT_EQ(print(module, f), "func product(%x: double, %y: double) -> double {\n"
                              "  %0 = mul %x, %y : double  // return sin(x * y) / 3;\n"
                              "  %1 = sin(%0) : double\n"
                              "  %2 = constant 3 : double\n"
                              "  %3 = div %1, %2 : double\n"
                              "  return %3\n"
                              "}\n");
}

TEST(Printer, regionsAndNamesThatAreNotUnique) {
  Module module;
  Function &f = addFunction(module, "sum");
  TypeId number = module.types.doubleType(), integer = module.types.intType();
  f.resultKind = ResultKind::Scalar;
  f.resultType = number;
  ValueId n = addParameter(f, integer, "n", ParameterKind::Value, "int");
  Builder b(module, f, f.body);
  ValueId start = b.constantFloat(number, 0.5L);
  b.setName(start, "s");
  OpId loop = b.forOp(b.constantInt(integer, 0), n, b.constantInt(integer, 1), Predicate::Lt, {start}, "i");
  RegionId body = f[loop].regions[0];
  b.setRegion(body);
  ValueId i = f[body].arguments[0], s = f[body].arguments[1];
  OpId choice = b.ifOp(b.compare(Predicate::Eq, i, n));
  b.setRegion(f[choice].regions[0]);
  f[f[choice].regions[0]].yields = {b.neg(s)};
  f[f[choice].regions[1]].yields = {s};
  f[body].yields = {b.addResult(choice, number)};
  f[f.body].yields = {b.addResult(loop, number, "s")};
  EXPECT_EQ(print(module, f), "func sum(%n: int) -> double {\n"
                              "  %s.0 = constant 0.5 : double\n"
                              "  %0 = constant 0 : int\n"
                              "  %1 = constant 1 : int\n"
                              "  %s.1 = for %i = %0 to lt %n step %1 carried (%s.2 = %s.0 : double) {\n"
                              "    %2 = compare eq %i, %n : int\n"
                              "    %3 = if %2 -> double {\n"
                              "      %4 = neg %s.2 : double\n"
                              "      yield %4\n"
                              "    } else {\n"
                              "      yield %s.2\n"
                              "    }\n"
                              "    yield %3\n"
                              "  }\n"
                              "  return %s.1\n"
                              "}\n");
}

TEST(Printer, memoryTapeAndCalls) {
  Module module;
  Function &callee = addFunction(module, "g");
  callee.resultKind = ResultKind::Void;
  addFunction(module, "f");
  Function &f = module.functions[1];
  TypeId number = module.types.doubleType();
  TypeId point = module.types.record("::geo::Point");
  module.types.setFields(point, {{"x", number}, {"y", number}});
  ValueId p =
      addParameter(f, module.types.pointer(point, true), "p", ParameterKind::Reference, "const ::geo::Point &@");
  Builder b(module, f, f.body);
  ValueId y = b.load(b.field(p, 1), "y");
  ValueId grid = b.local(module.types.array(module.types.array(number, 4), 3), "grid", true);
  b.update(
      b.element(b.element(grid, b.constantInt(module.types.intType(), 2)), b.constantInt(module.types.intType(), -1)),
      y);
  ValueId stack = b.stackNew(number, "tape");
  b.push(stack, y);
  b.store(b.local(number, "back"), b.pop(stack));
  b.call(FunctionId(0), {}, {});
  TypeId record = module.types.record("residual_of_f", Form::Generated);
  module.types.setFields(record, {{"y", number}});
  b.residual(record, {y});
  ValueId zero = b.constantInt(module.types.intType(), 0), end = b.constantInt(module.types.intType(), 9);
  ValueId count = b.trips(zero, end, end, Predicate::Le);
  ValueId at = b.tapeArray(number, {count}, "at", true);
  b.pointerDifference(b.index(at, count), at);
  b.global(module.types.pointer(number), "ns::limit");
  b.trap(Term::call("assert", {Term::operand(0)}), {y});
  EXPECT_TRUE(verify(module, f).empty());
  EXPECT_EQ(print(module, f), "func f(%p: const ::geo::Point * reference) {\n"
                              "  %0 = field %p .y : const double *\n"
                              "  %y = load %0 : double\n"
                              "  %grid = local zeroed : double[3][4] *\n"
                              "  %1 = constant 2 : int\n"
                              "  %2 = element %grid, %1 : double[4] *\n"
                              "  %3 = constant -1 : int\n"
                              "  %4 = element %2, %3 : double *\n"
                              "  update %4, %y : double\n"
                              "  %tape = stack_new : clangent::Stack<double>\n"
                              "  push %tape, %y : double\n"
                              "  %back = local : double *\n"
                              "  %5 = pop %tape : double\n"
                              "  store %back, %5 : double\n"
                              "  call g()\n"
                              "  %residual = residual %y : residual_of_f *\n"
                              "  %6 = constant 0 : int\n"
                              "  %7 = constant 9 : int\n"
                              "  %8 = trips %6 to le %7 step %7 : long\n"
                              "  %at = tape_array zeroed %8 : double *\n"
                              "  %9 = index %at, %8 : double *\n"
                              "  %10 = ptr_diff %9, %at : long\n"
                              "  %11 = global ns::limit : double *\n"
                              "  trap assert($0) on (%y)\n"
                              "}\n");
}

TEST(Printer, floatingNumbersAreAsShortAsTheirTypeAllows) {
  Module module;
  Function &f = addFunction(module, "f");
  Builder b(module, f, f.body);
  b.constantFloat(module.types.floatType(), 0.1f);
  b.constantFloat(module.types.doubleType(), 0.1);
  b.constantFloat(module.types.longDoubleType(), 0.1L);
  EXPECT_EQ(print(module, f), "func f() {\n"
                              "  %0 = constant 0.1 : float\n"
                              "  %1 = constant 0.1 : double\n"
                              "  %2 = constant 0.1 : long double\n"
                              "}\n");
}

} // namespace
} // namespace clangent::ir
