// Emitted text, compiled and run, computes what the IR means.
#include "Compiled.h"
#include "Emit/Emit.h"
#include "IR/Printer.h"
#include "IR/Verifier.h"
#include "Interpreter.h"
#include "RandomFunction.h"

#include <gtest/gtest.h>

#include <sstream>

using namespace clangent;
using namespace clangent::ir;

namespace {

const double points[3][2] = {{0.5, 1.5}, {-2, 0.25}, {3, 3}};

std::string number(double x) {
  if (x != x)
    return "nan"; // of either sign
  char text[64];
  std::snprintf(text, sizeof text, "%a", x);
  return text;
}

std::string expectedOutput(const Module &module, const Function &f) {
  std::string text;
  for (int point = 0; point < 3; ++point) {
    test::Datum p;
    p.object = std::make_shared<std::vector<test::Datum>>();
    for (int k = 0; k < 4; ++k)
      p.object->push_back(test::realDatum(k - 1.5));
    auto yields = test::interpret(
        module, f,
        {test::realDatum(points[point][0]), test::realDatum(points[point][1]), test::integerDatum(point * 2), p});
    text += f.name + " " + number(yields[0].real);
    for (const test::Datum &d : *p.object)
      text += " " + number(d.real);
    text += "\n";
  }
  return text;
}

std::string callOf(const Function &f) {
  std::string text;
  for (int point = 0; point < 3; ++point)
    text += "  { double p[4] = {-1.5, -0.5, 0.5, 1.5}; show(\"" + f.name + "\", " + f.name + "(" +
            std::to_string(points[point][0]) + ", " + std::to_string(points[point][1]) + ", " +
            std::to_string(point * 2) + ", p), p); }\n";
  return text;
}

const char *const preamble = R"(
#include <clangent/detail/trips.h>
#include <clangent/tape.h>
#include <cmath>
#include <cstdio>
static void number(double x) {
  if (x != x) std::printf(" nan"); else std::printf(" %a", x);
}
static void show(const char *name, double r, const double *p) {
  std::printf("%s", name);
  number(r);
  for (int k = 0; k < 4; ++k) number(p[k]);
  std::printf("\n");
}
)";

// Compares line by line, so that a failure shows one function, its IR and its text.
void runSeeds(unsigned first, unsigned count) {
  Module module;
  std::vector<Function> functions;
  std::vector<std::string> texts;
  std::string program = preamble, calls, expected;
  for (unsigned seed = first; seed < first + count; ++seed) {
    functions.push_back(test::randomFunction(module, "f" + std::to_string(seed), seed));
    ASSERT_EQ(verify(module, functions.back()), std::vector<std::string>()) << print(module, functions.back());
    texts.push_back(emit::emitFunction(module, functions.back(), {}, {}));
    program += texts.back();
    calls += callOf(functions.back());
    expected += expectedOutput(module, functions.back());
  }
  std::string output = test::compileAndRun(program + "int main() {\n" + calls + "}\n");
  ASSERT_NE(output.compare(0, 7, "failed:"), 0) << output.substr(0, 4000);
  std::istringstream have(output), want(expected);
  std::string haveLine, wantLine;
  for (size_t i = 0; std::getline(want, wantLine); ++i) {
    std::getline(have, haveLine);
    ASSERT_EQ(haveLine, wantLine) << print(module, functions[i / 3]) << texts[i / 3];
  }
}

} // namespace

TEST(EmittedText, ComputesWhatRandomFunctionsMean) { runSeeds(1, 150); }

// CLANGENT_EMIT_SEED=n tries other functions.
TEST(EmittedText, ComputesWhatFunctionsOfAGivenSeedMean) {
  const char *seed = std::getenv("CLANGENT_EMIT_SEED");
  runSeeds(seed ? static_cast<unsigned>(std::atol(seed)) : 5000, 50);
}
