// The function around its statements: records, header comment, signature.
#include "Emit/Emit.h"

#include "Emit/Statements.h"

#include <algorithm>
#include <set>

namespace clangent::emit {

using namespace ir;

namespace {

// What heads a list is taken for a node, and is smaller than one.
bool headsNodes(const Plan &plan) {
  const TypeTable &types = plan.module.types;
  return std::any_of(plan.function.ops.begin(), plan.function.ops.end(), [&](const Op &op) {
    const TypeId to = op.code == Opcode::Cast ? plan.function[op.results[0]].type : TypeId();
    return to && types.isPointer(to) && types[types.pointee(to)].form == Form::Linked;
  });
}

std::string signature(const Plan &plan) {
  const Function &f = plan.function;
  const TypeTable &types = plan.module.types;
  std::string text = headsNodes(plan) ? "__attribute__((no_sanitize(\"object-size\"))) " : "";
  text += "static inline " + (f.resultSpelling.empty() ? "void" : f.resultSpelling);
  text += (text.back() == '*' || text.back() == '&' ? "" : " ") + f.name + "(";
  const char *separator = "";
  for (const Parameter &parameter : f.parameters) {
    text += separator + declareParameter(parameter, plan.nameOf(parameter.value));
    separator = ", ";
  }
  const auto &yields = f[f.body].yields;
  for (size_t k = 0; k < plan.outputs.size(); ++k) {
    ValueId yield = yields[yields.size() - plan.outputs.size() + k];
    text += separator + declare(types, f[yield].type, "&" + plan.outputs[k], false);
    separator = ", ";
  }
  return text + ")";
}

// A type, and before it the generated types of its fields.
void addRecords(const TypeTable &types, TypeId id, std::vector<TypeId> &found, std::set<TypeId> &seen) {
  if (!id || !seen.insert(id).second)
    return;
  const Type &type = types[id];
  addRecords(types, type.element, found, seen);
  if (type.form != Form::Generated)
    return;
  for (const Field &field : type.fields)
    addRecords(types, field.type, found, seen);
  found.push_back(id);
}

} // namespace

std::vector<TypeId> recordsOf(const Module &module, const Function &function) {
  std::vector<TypeId> found;
  std::set<TypeId> seen;
  for (const Value &value : function.values)
    addRecords(module.types, value.type, found, seen);
  return found;
}

std::string emitRecord(const Module &module, TypeId record) {
  const Type &type = module.types[record];
  std::string text = "struct " + type.spelling + " {\n";
  for (const Field &field : type.fields)
    text += wrap(declare(module.types, field.type, field.name, false) + ";", 2);
  return text + "};\n";
}

std::string emitFunction(const Module &module, const Function &function, const std::vector<std::string> &headerComment,
                         const Options &options) {
  Plan plan = prepare(module, function, options);
  std::string text;
  if (options.records)
    for (TypeId record : recordsOf(module, function))
      text += emitRecord(module, record) + "\n";
  for (const std::string &line : headerComment)
    text += "// " + line + "\n";
  Lines lines = Statements(plan).body();
  return text + wrap(signature(plan) + " {", 0) + layOut(lines, 2) + "}\n";
}

std::string emitDeclaration(const Module &module, const Function &function, const Options &options) {
  return wrap(signature(prepare(module, function, options)) + ";", 0);
}

} // namespace clangent::emit
