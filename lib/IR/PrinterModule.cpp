// A whole module as text: what functions refer to by name stands in front of them.
#include "IR/Printer.h"
#include "IR/Spelling.h"
#include "IR/TermText.h"
#include "IR/TextCursor.h"

namespace clangent::ir {

namespace {

std::string flag(bool isSet, const char *word) { return isSet ? std::string(" ") + word : std::string(); }

template <class Kind> std::string word(Kind kind) { return flag(kind != Kind(), wordFor(kind)); }

std::string fieldText(const TypeTable &types, const Field &field) {
  return "  " + quotedName(field.name) + ": " + typeText(types, field.type) + flag(field.isByOffset, "by_offset") +
         flag(field.isConst, "constant") + (field.offset ? " at " + std::to_string(field.offset) : "") + "\n";
}

// Pointers and arrays are written out wherever they occur.
std::string declaration(const TypeTable &types, TypeId id) {
  const Type &type = types[id];
  std::string text = "type " + quote(type.spelling) + " = ";
  switch (type.kind) {
  case TypeKind::Void:
  case TypeKind::Bool:
  case TypeKind::Float:
  case TypeKind::Pointer:
  case TypeKind::Array:
    return {};
  case TypeKind::Int:
    return text + "int " + std::to_string(type.bits) + flag(!type.isSigned, "unsigned") + flag(type.isEnum, "enum") +
           "\n";
  case TypeKind::Stack:
    return text + "stack " + typeText(types, type.element) + "\n";
  case TypeKind::Opaque:
    return text + "opaque\n";
  case TypeKind::Value:
    return text + "value" + flag(type.isDifferentiable, "differentiable") + word(type.lifetime.declared) +
           (type.element ? " of " + typeText(types, type.element) : "") + "\n";
  case TypeKind::Struct:
    text += std::string(type.isUnion ? "union" : "struct") + word(type.form) + word(type.lifetime.declared) +
            word(type.lifetime.table) + word(type.lifetime.returned) + flag(type.lifetime.isDestroyed, "destroyed") +
            " {\n";
    for (const Field &field : type.fields)
      text += fieldText(types, field);
    return text + "}\n";
  }
  return {};
}

std::string argumentText(const RuleArgument &argument) {
  using Kind = RuleArgument::Kind;
  const bool isNumbered = argument.kind != Kind::Result && argument.kind != Kind::ResultBar;
  return argumentName(argument.kind) + (isNumbered ? " " + std::to_string(argument.operand) : "") +
         flag(argument.byAddress, "address") + flag(argument.byReference, "reference") +
         (argument.type.empty() ? "" : " as " + quote(argument.type));
}

std::string callText(const char *mode, const RuleCall &call) {
  std::string text = std::string("  ") + mode + flag(call.needsBar, "needs_bar") + " " + termText(call.term) + " on (";
  for (size_t i = 0; i < call.arguments.size(); ++i)
    text += (i ? ", " : "") + argumentText(call.arguments[i]);
  return text + ")\n";
}

std::string ruleText(size_t number, const Rule &rule) {
  std::string text = "rule " + std::to_string(number) + " " + quote(rule.name) + " (";
  for (size_t i = 0; i < rule.parameters.size(); ++i)
    text += (i ? ", " : "") + quotedName(rule.parameters[i]);
  text += ")" + (rule.replacedIn ? " replaces " + std::to_string(*rule.replacedIn) : "") + " {\n";
  for (const RuleCall &call : rule.adjoint)
    text += callText("adjoint", call);
  for (const RuleCall &call : rule.tangent)
    text += callText("tangent", call);
  return text + "}\n";
}

} // namespace

std::string functionName(const Module &module, FunctionId id) {
  const std::string &name = module[id].name;
  size_t before = 0, all = 0;
  for (size_t i = 0; i < module.functions.size(); ++i) {
    all += module.functions[i].name == name;
    before += i < id.index && module.functions[i].name == name;
  }
  return quotedName(all > 1 ? name + "." + std::to_string(before) : name);
}

std::string print(const Module &module) {
  static const size_t builtin = TypeTable().size();
  std::string text;
  for (size_t i = builtin; i < module.types.size(); ++i)
    text += declaration(module.types, TypeId(i));
  for (size_t i = 0; i < module.rules.size(); ++i)
    text += ruleText(i, module.rules[i]);
  for (const Function &function : module.functions)
    text += (text.empty() ? "" : "\n") + print(module, function, Detail::Complete);
  return text;
}

} // namespace clangent::ir
