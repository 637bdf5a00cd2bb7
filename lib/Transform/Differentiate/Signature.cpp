#include "Transform/Differentiate/Signature.h"
#include "IR/Spelling.h"
#include "Transform/Edit/Uses.h"

#include <algorithm>

namespace clangent::transform {

using namespace ir;

namespace {

// `T &` for an object type, with a @ where the name goes in an array's declarator.
std::string referenceTo(const Module &module, TypeId object, bool toConst) {
  const Type &type = module.types[object];
  const std::string prefix = toConst ? "const " : "";
  if (type.kind != TypeKind::Array)
    return prefix + type.spelling + " &";
  size_t bracket = type.spelling.find('[');
  return prefix + type.spelling.substr(0, bracket) + " (&@)" + type.spelling.substr(bracket);
}

} // namespace

namespace {

ValueId addBarParameter(Module &module, Function &f, unsigned number) {
  const Parameter parameter = f.parameters[number];
  const TypeId type = f[parameter.value].type;
  const std::string name = derivativeName(parameter.name, Role::Adjoint);
  if (parameter.kind == ParameterKind::Value && !module.types.isPointer(type))
    return addParameter(f, module.types.pointer(type), name, ParameterKind::Reference, referenceTo(module, type, false),
                        Role::Adjoint);
  const TypeId shadow = module.types.mutablePointer(type);
  if (parameter.kind == ParameterKind::Value) {
    std::string spelling = module.types[shadow].spelling;
    // The name of a pointer to an array goes inside: double (*x_bar)[3].
    if (size_t star = spelling.find("(*)"); star != std::string::npos)
      spelling.insert(star + 2, "@");
    return addParameter(f, shadow, name, ParameterKind::Value, spelling, Role::Adjoint);
  }
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

bool hasResultShadow(const Module &module, const Function &f) {
  return f.resultKind == ResultKind::Object || isFloatResult(module, f);
}

bool isFloatResult(const Module &module, const Function &f) {
  return (f.resultKind == ResultKind::Scalar && module.types.isReal(f.resultType)) ||
         (f.resultKind == ResultKind::Object && module.types.holdsReal(f.resultType));
}

bool isDifferentiableParameter(const Module &module, const Function &f, unsigned number) {
  return module.types.holdsReal(f[f.parameters[number].value].type);
}

} // namespace clangent::transform
