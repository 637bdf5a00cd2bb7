// What the printer writes is read back as it was; what nobody would write is told with its line.
#include "IR/Parser.h"
#include "IR/Printer.h"
#include "IR/Spelling.h"
#include "IR/Verifier.h"

#include <gtest/gtest.h>

namespace clangent::ir {
namespace {

const char *const everything = R"IR(type "unsigned char" = int 8 unsigned
type "Color" = int 32 unsigned enum
type "std::vector<int, A<int> >" = opaque
type "Matrix" = value differentiable zero
type "Packed" = value constructed
type "Shape" = value
type "std::vector<Matrix>" = value differentiable of Matrix
type "clangent::Stack<double>" = stack double
type "Node" = struct aggregate {
  x: double
  next: Node *
  "Base::row": const double[2][3] * constant at 16
}
type "Later" = struct closure constructed copied_table {
}
type "Last" = struct generated kept_table never_returned {
}
rule 0 "times" (a, "b c") replaces 1 {
  adjoint needs_bar "times<2>"($0.h."a b"[2], $1, $2, $3, f($4)) on (operand 0, shape 1 as "Shape", result, result_bar, bar 1 address)
  adjoint g($0) on (bar 0 reference)
  tangent times_tangent($0, $1) on (operand 0, dot 1)
}

func f.0(%x: double as "double", %p: Node * reference restrict as "Node &", %q: const double * * shadow as "const double **" cast "T &&") -> double as "double" qualified "::geo::f<double, 2>" cast "double (*)(double)" signature "f(double x, \"y\")" {
  %0 = undef : double
  %1 = constant -2 : long
  %2 = constant 1e-300 : double
  %3 = constant inf : double
  %4 = constant null : double *
  %5 = constant default : Matrix
  %6 = constant 255 : unsigned char
  %7 = constant true : bool
  %8 = neg %x : double  // y = -x;
  %9 = add %8, %2 : double
  %10 = sub %9, %x : double
  %11 = mul %10, %x : double
  %12 = div %11, %x : double
  %13 = rem %1, %1 : long
  %14 = bit_not %1 : long
  %15 = bit_and %1, %1 : long
  %16 = bit_or %1, %1 : long  // z = a | b;
  %17 = bit_xor %1, %1 : long
  %18 = shl %1, %1 : long
  %19 = shr %1, %1 : long
  %20 = not %7 : bool
  %21 = compare lt %x, %2 : double
  %22 = cast %1 : long to double
  %23 = select %21, %x, %2 : double
  %24 = pow(%x, %2) : double
  %25 = hypot(%x, %x, %x) : double
  %26 = guarded_mul %x, %x : double
  %"a b" = local zeroed elided : double *
  %27 = global ::geo::table<1, 2> : double *
  %28 = index %27, %1 : double *
  %29 = field %p .Base::row : const double[2][3] * *
  %30 = load %29 : const double[2][3] *
  %31 = element %30, %1 : const double[3] *
  %32 = ptr_diff %27, %28 : long
  store %"a b", %x : double
  update %"a b", %x : double
  %grown = allocate new[] zeroed %1 : double *
  %one = allocate operator own %1 : Node *
  release new[] late %grown : double *
  release operator own %one : Node *
  %s.0, %t = if %21 -> double, double {  // if (x < 1e-300)
    yield %x, %2
  } else {
    yield %2, %x
  }
  %s.1 = for reversed %i = %1 to le %1 step %1 carried (%s.2 = %s.0 : double) {
    yield %s.2
  }
  %s.3 = while carried (%s.4 = %s.1 : double) {
    %33 = compare gt %s.4, %x : double
    condition %33
  } do {
    yield %s.4
  }
  %34 = call f.1(%x) : double
  opaque writes printf("\"%d\\n\"", ($0 "<<" 2)) on (%1)
  %35 = opaque pure size() on () : long
  %held = object closed new ""($0, {}) on (%1) : const std::vector<int, A<int> > *
  %far = call closed f.1(%x) : double
  %36 = rule elementwise total rule 0 times($0, $1) on (%5, %5) : Matrix
  %37 = rule shape joint_shape($0, new "S<2>"($1), cast long($1), prefix "-"($0), "E<2>"{$0}, {{$0}, {}}) on (%5, %5) : Shape
  %38, %39 = in_place pure sum rule 0 [if(is_set($0), $1.put($0)); "pure"(null, address(*$0))] on (%5, %5, %36) : Matrix, Matrix
  %40 = trips %1 to lt %1 step %1 : long
  %41 = tape_array zeroed %40, %1 : double *
  %42 = stack_new : clangent::Stack<double>
  push %42, %x : double
  %43 = pop %42 : double
  %44 = residual %x, %p, %30 : Node *
  if %7 {
    trap throw($0) on (%1)
    trap throw() on ()
  }
  return %43
}

func f.1(%x: double as "double") -> double as "double" {
  return %x
}

func "operator()"(%0: Later * object copied as "Later") -> (double, Matrix) member {
  %1 = constant 0 : double
  %2 = constant default : Matrix
  return %1, %2
}

func elsewhere(%n: int as "int")

func f_adjoint(%x: double as "double", %x_bar adjoint: double * reference shadow as "double &") -> double as "double" derivative {
  %y = mul %x, %x : double
  + %0 tape = stack_new : clangent::Stack<double>
  + %x_dot tangent, %1 adjoint = call f_pair(%x) : double, double
  + %n = constant 2 : long
  + %s.0 adjoint = for %k = %n to lt %n step %n carried (%s.1 adjoint = %1 : double) {
    + %2 adjoint = add %s.1, %x : double
    yield %2
  }
  + update %x_bar, %s.0 : double
  return %y
}

func f_pair(%x: double as "double") -> (double, double) {
  return %x, %x
}
)IR";

TEST(Parser, readsWhatThePrinterWrites) {
  Module module;
  ASSERT_EQ(parse(everything, module), "");
  EXPECT_EQ(print(module), everything);
}

TEST(Parser, theTextAboveHoldsEveryOperation) {
  Module module;
  ASSERT_EQ(parse(everything, module), "");
  std::vector<bool> seen(static_cast<size_t>(Opcode::Residual) + 1);
  for (const Op &op : module.functions[0].ops)
    seen[static_cast<size_t>(op.code)] = true;
  for (size_t code = 0; code < seen.size(); ++code)
    EXPECT_TRUE(seen[code]) << opcodeName(static_cast<Opcode>(code));
}

TEST(Parser, whatItReadsIsWellFormed) {
  Module module;
  ASSERT_EQ(parse("func sum(%n: int, %x: double) -> double {\n"
                  "  %0 = constant 0 : double\n"
                  "  %1 = constant 0 : int\n"
                  "  %2 = constant 1 : int\n"
                  "  %s.0 = for %i = %1 to lt %n step %2 carried (%s.1 = %0 : double) {\n"
                  "    %3 = call twice(%x) : double\n"
                  "    %4 = add %s.1, %3 : double\n"
                  "    yield %4\n"
                  "  }\n"
                  "  return %s.0\n"
                  "}\n"
                  "// A function that is called before it is written down.\n"
                  "func twice(%x: double) -> double {\n"
                  "  %0 = add %x, %x : double\n"
                  "  return %0\n"
                  "}\n",
                  module),
            "");
  for (const Function &f : module.functions)
    EXPECT_EQ(verify(module, f), std::vector<std::string>());
  EXPECT_EQ(module.functions[0].values[module.functions[0][module.functions[0].body].yields[0].index].name, "s");
}

struct Mistake {
  const char *text, *message;
};

TEST(Parser, tellsTheLineOfAMistake) {
  const Mistake mistakes[] = {
      {"function f()", "line 1: expected 'type', 'rule' or 'func', not 'function'"},
      {"func f(%x: quadruple) {\n}\n", "line 1: expected a type that is declared"},
      {"func f(%x: double) {\n  %0 = twist %x : double\n}\n", "line 2: there is no operation 'twist'"},
      {"func f(%x: double) {\n  %0 = neg %y : double\n}\n", "line 2: '%y' is not defined"},
      {"func f(%x: double) {\n  %x = neg %x : double\n}\n", "line 2: '%x' is defined twice"},
      {"func f(%x: double) {\n  %0 = call g(%x) : double\n}\n", "line 2: there is no function 'g'"},
      {"func f(%x: double) {\n  %0 = compare more %x, %x : double\n}\n", "line 2: 'more' compares nothing"},
      {"func f(%x: double) {\n  %0 = sin(%x, %x) : double\n}\n", "line 2: 'sin' takes another number of operands"},
      {"func f(%x: double) {\n  %0 = neg %x\n}\n", "line 2: expected ':'"},
      {"func f(%x: double) {\n  trap throw(\n", "line 1: expected '\n}'"},
      {"func f() {\n}\nfunc f() {\n}\n", "line 3: there is a function 'f' already"},
      {"rule 1 \"r\" () {\n}\n", "line 1: rules are numbered from 0"},
      {"rule 0 \"r\" () {\n  adjoint a($0) on (barn 0)\n}\n", "line 2: 'barn' is nothing that a rule takes"},
      {"func f(%x: double) {\n  opaque print($0 on (%x)\n}\n", "line 2: expected ')'"},
      {"func f(%x: double) {\n  opaque print(,) on (%x)\n}\n", "line 2: expected a term"},
      {"func f(%x: double) {\n  opaque if($0) on (%x)\n}\n", "line 2: 'if' takes another number of terms"},
      {"type \"T\" = onion {\n}\n", "line 1: expected what kind of type it is"},
      {"type \"T\" = struct {\n  x: double\n}\nfunc f(%t: T *) {\n  %0 = field %t .y : double *\n}\n",
       "line 5: there is no field 'y'"},
      {"func f(%b: bool) {\n  %0 = if %b {\n  }\n}\n", "line 3: the results of an if have other types"},
  };
  for (const Mistake &mistake : mistakes) {
    Module module;
    EXPECT_EQ(parse(mistake.text, module), mistake.message) << mistake.text;
  }
}

} // namespace
} // namespace clangent::ir
