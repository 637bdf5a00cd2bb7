#include "Transform/Differentiate/Signature.h"
#include "Analysis/Leaves.h"
#include "IR/Spelling.h"
#include "Transform/Edit/Uses.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;

namespace {

// As the IR spells parameters: with a @ where the name goes if it does not go last.
std::string spelled(const Module &module, TypeId type, const std::string &declarator, bool isConst) {
  std::string text = module.types.declare(type, declarator, isConst);
  if (text.back() == '@')
    text.pop_back();
  return text;
}

// `T &` for an object type.
std::string referenceTo(const Module &module, TypeId object, bool toConst) {
  const bool isArray = module.types[object].kind == TypeKind::Array;
  return spelled(module, object, isArray ? "(&@)" : "&@", toConst);
}

ValueId addBarParameter(Module &module, Function &f, unsigned number) {
  const Parameter parameter = f.parameters[number];
  const TypeId type = f[parameter.value].type;
  const std::string name = derivativeName(parameter.name, Role::Adjoint);
  if (parameter.kind == ParameterKind::Value && !module.types.isPointer(type))
    return addParameter(f, module.types.pointer(type), name, ParameterKind::Reference, referenceTo(module, type, false),
                        Role::Adjoint);
  const TypeId shadow = module.types.mutablePointer(type);
  if (parameter.kind == ParameterKind::Value)
    return addParameter(f, shadow, name, ParameterKind::Value, spelled(module, shadow, "@", false), Role::Adjoint);
  return addParameter(f, shadow, name, ParameterKind::Reference, referenceTo(module, module.types.pointee(type), false),
                      Role::Adjoint);
}

} // namespace

ValueId addBar(Module &module, Function &f, unsigned number) {
  const ValueId bar = addBarParameter(module, f, number);
  f.parameters.back().isShadow = true;
  return bar;
}

ValueId addDot(Function &f, unsigned number) {
  const Parameter parameter = f.parameters[number];
  return addParameter(f, f[parameter.value].type, derivativeName(parameter.name, Role::Tangent), parameter.kind,
                      parameter.spelling, Role::Tangent);
}

ValueId addSeed(Module &module, Function &f) {
  const std::string name = derivativeName("result", Role::Adjoint);
  if (f.resultKind == ResultKind::Object)
    return addParameter(f, module.types.pointer(f.resultType, true), name, ParameterKind::Reference,
                        referenceTo(module, f.resultType, true), Role::Adjoint);
  const std::string spelling = module.types[f.resultType].spelling;
  return addParameter(f, f.resultType, name, ParameterKind::Value,
                      module.types.isValue(f.resultType) ? "const " + spelling + " &" : spelling, Role::Adjoint);
}

ValueId addResultDot(Module &module, Function &f) {
  return addParameter(f, module.types.pointer(f.resultType), derivativeName("result", Role::Tangent),
                      ParameterKind::Reference, referenceTo(module, f.resultType, false), Role::Tangent);
}

ValueId addResultPlace(Module &module, Function &f) {
  return addParameter(f, module.types.pointer(f.resultType), "result", ParameterKind::Reference,
                      module.types[f.resultType].spelling + " &");
}

void buildInPlace(Function &f) {
  const ValueId local = f[f.body].yields[0], place = f.parameters.back().value;
  std::vector<OpId> &ops = f[f.body].ops;
  ops.erase(std::find(ops.begin(), ops.end(), f[local].definition));
  f[f.body].yields.clear();
  replaceUses(f, Uses(f), local, place);
}

std::vector<std::string> flagNames(const Module &module, const Function &primal, size_t parameter) {
  const TypeId object = module.types.pointee(primal[primal.parameters[parameter].value].type);
  std::vector<std::string> names;
  for (unsigned leaf = 0; leaf < *analysis::countLeaves(module.types, object); ++leaf) {
    const std::string part = analysis::leafName(module.types, object, leaf);
    names.push_back(primal.parameters[parameter].name + "_" + (part.empty() ? "" : part + "_") + "used");
  }
  return names;
}

bool hasResultShadow(const Module &module, const Function &f) {
  return f.resultKind == ResultKind::Object || isFloatResult(module, f);
}

bool isPointerResult(const Module &module, const Function &f) {
  return (f.resultKind == ResultKind::Scalar || f.resultKind == ResultKind::Reference) &&
         module.types.isPointer(f.resultType);
}

bool isFloatResult(const Module &module, const Function &f) {
  return (f.resultKind == ResultKind::Scalar && module.types.isReal(f.resultType)) ||
         (f.resultKind == ResultKind::Object && module.types.holdsReal(f.resultType));
}

bool isDifferentiableParameter(const Module &module, const Function &f, unsigned number) {
  return module.types.holdsReal(f[f.parameters[number].value].type);
}

} // namespace clangent::transform
