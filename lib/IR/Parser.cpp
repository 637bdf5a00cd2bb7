// Twice through the text: declarations first, so that a body may call what stands behind it.
#include "IR/Parser.h"

#include "IR/ParserFunction.h"
#include "IR/Spelling.h"
#include "IR/TermText.h"

#include <cstdlib>
#include <iterator>
#include <memory>

namespace clangent::ir {

namespace {

class ModuleReader {
public:
  ModuleReader(std::string_view text, Module &module) : in(text), module(module), types(in, module.types) {}

  std::string run() {
    while (!in.atEnd()) {
      const std::string word = in.word();
      if (word == "type")
        types.declaration();
      else if (word == "rule")
        rule();
      else if (word == "func")
        function();
      else
        in.fail("expected 'type', 'rule' or 'func', not '" + word + "'");
    }
    types.finish();
    for (const Pending &body : bodies) {
      in.moveTo(body.position);
      body.reader->body();
    }
    return in.error();
  }

private:
  // A function whose body is read when all functions are known.
  struct Pending {
    std::unique_ptr<FunctionReader> reader;
    size_t position;
  };

  unsigned number() { return static_cast<unsigned>(std::strtoul(in.word().c_str(), nullptr, 10)); }

  void rule();
  RuleCall ruleCall();
  RuleArgument ruleArgument();
  void function();

  TextCursor in;
  Module &module;
  TypeReader types;
  FunctionReader::Names names;
  std::vector<Pending> bodies;
};

RuleArgument ModuleReader::ruleArgument() {
  using Kind = RuleArgument::Kind;
  RuleArgument argument;
  const std::string word = in.word();
  while (word != argumentName(argument.kind)) {
    if (argument.kind == Kind::Dot)
      return in.fail("'" + word + "' is nothing that a rule takes"), argument;
    argument.kind = static_cast<Kind>(static_cast<int>(argument.kind) + 1);
  }
  if (argument.kind != Kind::Result && argument.kind != Kind::ResultBar)
    argument.operand = number();
  argument.byAddress = in.accept("address");
  argument.byReference = in.accept("reference");
  if (in.accept("as"))
    argument.type = in.quoted();
  return argument;
}

RuleCall ModuleReader::ruleCall() {
  RuleCall call;
  call.needsBar = in.accept("needs_bar");
  call.term = readTerm(in);
  in.expect("on");
  in.expect("(");
  if (!in.isNext(")"))
    do
      call.arguments.push_back(ruleArgument());
    while (in.accept(","));
  in.expect(")");
  return call;
}

void ModuleReader::rule() {
  Rule rule;
  if (number() != module.rules.size())
    return in.fail("rules are numbered from 0");
  rule.name = in.quoted();
  in.expect("(");
  if (!in.isNext(")"))
    do
      rule.parameters.push_back(in.name());
    while (in.accept(","));
  in.expect(")");
  if (in.accept("replaces"))
    rule.replacedIn = number();
  in.expect("{");
  while (!in.failed() && !in.accept("}")) {
    if (in.accept("adjoint"))
      rule.adjoint.push_back(ruleCall());
    else if (in.accept("tangent"))
      rule.tangent.push_back(ruleCall());
    else
      in.fail("expected 'adjoint' or 'tangent'");
  }
  module.rules.push_back(std::move(rule));
}

void ModuleReader::function() {
  const std::string name = in.name();
  module.functions.emplace_back();
  if (!names.emplace(name, FunctionId(module.functions.size() - 1)).second)
    return in.fail("there is a function '" + name + "' already");
  Function &function = module.functions.back();
  function.name = withoutNumber(name);
  auto reader = std::make_unique<FunctionReader>(in, types, module, function, names);
  reader->header();
  if (!function.body)
    return;
  bodies.push_back({std::move(reader), in.at()});
  in.skipBehind("\n}"); // only the brace of a body begins a line
}

} // namespace

std::string parse(std::string_view text, Module &module) { return ModuleReader(text, module).run(); }

} // namespace clangent::ir
