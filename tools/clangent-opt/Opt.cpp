// clangent-opt [-STAGE...] [FILE]: reads a module in the textual form of the IR, runs the stages in the order in which
// they are named, and prints the module. It stops with a message where the text cannot be read, or a stage leaves a
// function that the verifier does not accept. docs/internals/debugging.md has examples.
#include "Analysis/ActivityPrinter.h"
#include "Analysis/CallGraph.h"
#include "Emit/Emit.h"
#include "IR/Parser.h"
#include "IR/Printer.h"
#include "IR/Verifier.h"
#include "Transform/Pipeline.h"
#include "Transform/Prepare/CountLoops.h"
#include "Transform/Prepare/Induction.h"
#include "Transform/Prepare/Inline.h"
#include "Transform/Prepare/Prepare.h"
#include "Transform/Prepare/Promote.h"
#include "Transform/Prepare/RotateLoops.h"
#include "Transform/Simplify/Simplify.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>

using namespace clangent;

namespace {

// A stage that changes one function, or the whole module.
struct Step {
  const char *name;
  const char *help;
  std::function<void(ir::Module &)> run;
  bool isLook = false; // it prints something itself, instead of the module
};

std::function<void(ir::Module &)> onEach(void (*pass)(ir::Module &, ir::Function &)) {
  return [pass](ir::Module &module) {
    for (ir::Function &f : module.functions)
      if (f.isComplete)
        pass(module, f);
  };
}

void inlineAll(ir::Module &module) {
  const analysis::CallGraph graph = analysis::callGraph(module);
  for (ir::FunctionId id : graph.bottomUp)
    if (module[id].isComplete)
      transform::inlineCalls(module, id, graph.recursive);
}

// Reports of a stage go to standard error.
class Errors final : public DiagnosticSink {
public:
  using DiagnosticSink::report;
  void report(DiagId id, SourceRef, std::vector<std::string> args, std::vector<DiagNote>) override {
    std::cerr << "error: " << formatDiagText(diagInfo(id).text, args) << '\n';
    ++errors;
  }
};

// The parameters that have derivatives.
std::vector<bool> realParameters(const ir::Module &module, const ir::Function &f) {
  std::vector<bool> real;
  for (const ir::Parameter &p : f.parameters)
    real.push_back(module.types.holdsReal(f[p.value].type));
  return real;
}

// The derivative of the last function with respect to these, which is added with what it calls.
void differentiate(ir::Module &module, transform::Mode mode) {
  Options options;
  Errors errors;
  const ir::FunctionId primal(module.functions.size() - 1);
  const std::vector<bool> active = realParameters(module, module[primal]);
  unsigned made = 0;
  const auto names = [&](const std::string &wish) { return made++ ? wish + "_" + std::to_string(made) : wish; };
  transform::differentiate(module, {primal, mode, active}, options, errors, names, {});
  if (errors.errorCount())
    std::exit(1);
}

void showActivity(ir::Module &module) {
  for (const ir::Function &f : module.functions) {
    if (!f.isComplete)
      continue;
    const analysis::Memory memory(module, f);
    const analysis::ActivitySeed seed{realParameters(module, f), true};
    std::cout << analysis::print(module, f, memory, analysis::Activity(module, f, memory, seed, true));
  }
}

void showText(ir::Module &module) {
  for (const ir::Function &f : module.functions)
    if (f.isComplete)
      std::cout << emit::emitFunction(module, f, {}, {});
}

const Step stages[] = {
    {"inline", "calls become the bodies of their callees", inlineAll},
    {"promote", "objects that are only loaded and stored become values", onEach(transform::promote)},
    {"simplify", "constants, common subexpressions, what nobody uses",
     onEach([](ir::Module &module, ir::Function &f) { transform::simplify(module, f); })},
    {"rotate-loops", "flags of exits become conditions of loops", onEach(transform::rotateLoops)},
    {"count-loops", "a While that counts becomes a For", onEach(transform::countLoops)},
    {"induction", "what grows with the counter becomes a function of it", onEach(transform::closeInductions)},
    {"prepare", "all of these, in the compiler's order", [](ir::Module &m) { transform::prepare(m, Options()); }},
    {"adjoint", "adds the adjoint of the last function",
     [](ir::Module &module) { differentiate(module, transform::Mode::Adjoint); }},
    {"tangent", "adds the tangent of the last function",
     [](ir::Module &module) { differentiate(module, transform::Mode::Tangent); }},
    {"activity", "prints what is active if every parameter is", showActivity, true},
    {"text", "prints the functions as C++", showText, true},
};

int usage(std::ostream &out, int status) {
  out << "usage: clangent-opt [-STAGE...] [FILE]\n\nReads IR text from FILE or standard input, runs the stages in "
         "order, and "
         "prints what is left of it.\n\n";
  for (const Step &stage : stages)
    out << "  -" << stage.name << std::string(15 - std::strlen(stage.name), ' ') << stage.help << '\n';
  return status;
}

bool verifyAll(const ir::Module &module, const std::string &after) {
  bool isWell = true;
  for (const ir::Function &f : module.functions)
    if (f.isComplete)
      for (const std::string &problem : ir::verify(module, f)) {
        std::cerr << "after " << after << ": " << problem << '\n';
        isWell = false;
      }
  return isWell;
}

} // namespace

int main(int argc, char **argv) {
  std::vector<const Step *> chosen;
  std::string file;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "-h" || argument == "--help")
      return usage(std::cout, 0);
    const auto found = std::find_if(std::begin(stages), std::end(stages),
                                    [&](const Step &stage) { return argument == std::string("-") + stage.name; });
    if (found != std::end(stages))
      chosen.push_back(found);
    else if (argument[0] == '-' && argument.size() > 1)
      return usage(std::cerr, 2);
    else
      file = argument;
  }
  std::ifstream opened(file);
  if (!file.empty() && file != "-" && !opened) {
    std::cerr << "clangent-opt: cannot read '" << file << "'\n";
    return 1;
  }
  std::istream &in = file.empty() || file == "-" ? std::cin : opened;
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());

  ir::Module module;
  if (const std::string problem = ir::parse(text, module); !problem.empty()) {
    std::cerr << (file.empty() ? "standard input" : file) << ": " << problem << '\n';
    return 1;
  }
  if (!verifyAll(module, "reading"))
    return 1;
  bool isShown = false;
  for (const Step *stage : chosen) {
    stage->run(module);
    isShown |= stage->isLook;
    if (!verifyAll(module, stage->name))
      return 1;
  }
  if (!isShown)
    std::cout << ir::print(module);
  return 0;
}
