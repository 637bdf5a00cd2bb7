// What is asked for itself is given arguments that belong to whoever asks: where it changes a container, or an object
// that holds some, which it takes by value, it is called with a copy.
#include "Frontend/Core/Context.h"
#include "IR/Builder.h"

namespace clangent::frontend {

using namespace clang;
using ir::FunctionId;
using ir::ValueId;

std::optional<FunctionId> LoweringContext::copyOf(const CXXRecordDecl *record, const FunctionDecl *caller) {
  const CXXConstructorDecl *copy =
      sema.LookupCopyingConstructor(const_cast<CXXRecordDecl *>(record->getDefinition()), Qualifiers::Const);
  const FunctionDecl *definition = copy ? definitionOf(copy, caller->getLocation()) : nullptr;
  return definition ? callee(definition, caller, caller->getLocation()) : std::nullopt;
}

std::optional<FunctionId> LoweringContext::withOwnArguments(const FunctionDecl *definition, FunctionId id) {
  const auto *method = dyn_cast<CXXMethodDecl>(definition);
  const size_t first = method && method->isInstance() ? 1 : 0;
  const auto isChanged = [&](const ParmVarDecl *parameter) {
    return !parameter->getType()->isReferenceType() &&
           module[id].parameters[first + parameter->getFunctionScopeIndex()].kind == ir::ParameterKind::Reference &&
           module[id].parameters[first + parameter->getFunctionScopeIndex()].isMade;
  };
  if (llvm::none_of(definition->parameters(), isChanged))
    return id;
  ir::Function entry = module[id];
  entry.regions.clear();
  entry.ops.clear();
  entry.values.clear();
  const std::vector<ir::Parameter> parameters = std::move(entry.parameters);
  entry.parameters.clear();
  ir::makeBody(entry);
  ir::Builder b(module, entry, entry.body);
  std::vector<ValueId> operands;
  std::vector<std::pair<FunctionId, ValueId>> copies;
  for (size_t i = 0; i < parameters.size(); ++i) {
    const ir::Parameter &inner = parameters[i];
    const ir::TypeId type = module[id][inner.value].type;
    const ParmVarDecl *parameter = i < first ? nullptr : definition->getParamDecl(static_cast<unsigned>(i - first));
    if (!parameter || !isChanged(parameter)) {
      operands.push_back(ir::addParameter(entry, type, inner.name, inner.kind, inner.spelling));
      const ValueId value = entry.parameters.back().value;
      entry.parameters.back() = inner;
      entry.parameters.back().value = value;
      continue;
    }
    const CXXRecordDecl *record = parameter->getType()->getAsCXXRecordDecl();
    const SourceLocation at = definition->getLocation();
    const bool isHandled = record && (types.isHandledByParts(record) || record->isInStdNamespace());
    const std::optional<FunctionId> copy = isHandled ? copyOf(record, definition) : std::nullopt;
    const FunctionDecl *end = copy ? destructionOf(record, at) : nullptr;
    const std::optional<FunctionId> destruction = end ? callee(end, definition, at) : std::nullopt;
    if (!destruction || isClosed(*copy) || isClosed(*destruction)) {
      report(DiagId::err_destroyed_parameter, parameter->getLocation(),
             {definition->getNameAsString(), parameter->getNameAsString(),
              parameter->getType().getAsString(types.policy())});
      return std::nullopt;
    }
    const ValueId given = ir::addParameter(entry, types.pointerTo(parameter->getType().withConst()), inner.name,
                                           ir::ParameterKind::Object, types.spellDeclaration(parameter->getType()));
    entry.parameters.back().at = inner.at;
    const ValueId own = b.local(types.lower(parameter->getType()), inner.name);
    b.call(*copy, {own, given}, {});
    operands.push_back(own);
    copies.emplace_back(*destruction, own);
  }
  std::vector<ir::TypeId> results;
  if (entry.resultKind == ir::ResultKind::Object)
    results = {module.types.pointer(entry.resultType)};
  else if (entry.resultKind != ir::ResultKind::Void)
    results = {entry.resultType};
  const ir::OpId call = b.call(id, std::move(operands), results);
  for (auto copy = copies.rbegin(); copy != copies.rend(); ++copy)
    b.call(copy->first, {copy->second}, {});
  if (!results.empty())
    entry[entry.body].yields = {b.result(call)};
  module.functions.push_back(std::move(entry));
  const FunctionId made(module.functions.size() - 1);
  declarations[made] = definition;
  return made;
}

} // namespace clangent::frontend
