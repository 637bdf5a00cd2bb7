// Printing the definitions that requests refer to.
#include "Driver/TargetText.h"
#include "Frontend/Types/TypeLowering.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/Sema.h"

#include <set>

using namespace clang;

namespace clangent {

std::vector<std::string> parameterNames(const Request &request) {
  std::vector<std::string> names(request.parameters.size());
  std::set<std::string> taken;
  const auto name = [&](unsigned position, const std::string &base) {
    std::string unique = base;
    for (unsigned number = 2; !taken.insert(unique).second; ++number)
      unique = base + "_" + std::to_string(number);
    names[position] = unique;
  };
  const std::string suffix = request.mode == Mode::Reverse ? "_bar" : "_dot";
  if (request.hasObject)
    name(0, "self");
  for (unsigned i = 0; i < request.activity.size(); ++i) {
    std::string own = request.callee && i < request.callee->getNumParams()
                          ? request.callee->getParamDecl(i)->getNameAsString()
                          : std::string();
    if (own.empty())
      own = "argument" + std::to_string(i + 1);
    name(request.firstArgument() + i, own);
  }
  if (request.isObjectActive)
    name(request.shadowOfObject(), "self" + suffix);
  for (unsigned i = 0; i < request.activity.size(); ++i)
    if (request.activity[i])
      name(request.shadowOf(i), names[request.firstArgument() + i] + suffix);
  if (request.hasResultShadow)
    name(request.resultShadow(), "result" + suffix);
  return names;
}

namespace {

// Opens the namespaces around an annotated function; `closing` gets what closes them.
std::string openScopes(const FunctionDecl &function, std::string &closing) {
  std::vector<const DeclContext *> scopes;
  for (const DeclContext *scope = function.getDeclContext(); !scope->isTranslationUnit(); scope = scope->getParent())
    scopes.push_back(scope);
  std::string opening;
  for (auto scope = scopes.rbegin(); scope != scopes.rend(); ++scope) {
    if (const auto *space = dyn_cast<NamespaceDecl>(*scope))
      opening += std::string(space->isInline() ? "inline " : "") + "namespace " + space->getNameAsString() + " { ";
    else if (isa<LinkageSpecDecl>(*scope))
      opening += "extern \"C\" { ";
    else
      continue;
    closing += " }";
  }
  return opening;
}

// Passes a parameter on: to generated functions, which take values by value, and any other object by an lvalue.
std::string passOn(QualType type, const std::string &name, TypeText &types) {
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  const bool isList = record && record->isInStdNamespace() && record->getName() == "vector";
  const bool moves =
      record && (isList || frontend::TypeLowering::isValueClass(record) || frontend::TypeLowering::valueOfView(record));
  return moves ? "static_cast<" + types.spell(type.getNonReferenceType()) + " &&>(" + name + ")" : name;
}

// The type of the bar of a parameter in a generated function, which writes to what the parameter leads to directly;
// the pointers in there point to const if the parameter's do.
QualType generatedBarType(ASTContext &context, QualType parameter) {
  const auto mutableObject = [&](QualType object) {
    Qualifiers ignored;
    return context.getUnqualifiedArrayType(object.getCanonicalType(), ignored);
  };
  if (parameter->isPointerType())
    return context.getPointerType(mutableObject(parameter->getPointeeType()));
  return context.getLValueReferenceType(mutableObject(parameter.getNonReferenceType()));
}

// Passes the bar on of a parameter. No pointer in the bar points to const.
std::string passOnBar(ASTContext &context, QualType parameter, QualType bar, const std::string &name, TypeText &types) {
  const QualType wanted = generatedBarType(context, parameter);
  if (context.hasSameType(wanted, bar))
    return name;
  return "const_cast<" + types.spell(wanted) + ">(" + name + ")";
}

} // namespace

std::string TargetText::define(const Request &request, const std::string &body, const std::vector<std::string> &names) {
  std::string parameters;
  for (unsigned i = 0; i < names.size(); ++i)
    parameters += (i ? ", " : "") + types.declare(request.parameters[i], names[i]);
  std::string opening, closing, target;
  if (request.leaf) {
    const std::string alias = "__clangent_request_" + std::to_string(leaves++);
    declareAlias(sema, sema.Context.getRecordType(request.leaf->getParent()), alias);
    opening = sema.PP.isInNamedModule() ? "extern \"C++\" template <> inline " : "template <> inline ";
    target = alias + "::call";
  } else {
    opening = openScopes(*request.target, closing);
    if (request.target->getStorageClass() == SC_Static)
      opening += "static ";
    else if (request.target->isInlined() || request.callee->isInlined())
      opening += "inline ";
    target = request.target->getNameAsString();
  }
  return opening + types.declare(request.result, target + "(" + parameters + ")") + " {\n  " + body + "\n}" + closing +
         "\n";
}

std::string TargetText::forward(const Request &request, const std::string &callee) {
  const std::vector<std::string> names = parameterNames(request);
  std::string arguments;
  if (request.objectHolder) {
    const std::string holder = "__clangent_callee_" + std::to_string(leaves);
    declareAlias(sema, sema.Context.getRecordType(request.objectHolder), holder);
    arguments = holder + "::object";
  }
  std::vector<std::string> passed;
  for (unsigned i = 0; i < names.size(); ++i)
    passed.push_back(passOn(request.parameters[i], names[i], types));
  std::string views;
  for (unsigned i = 0; i < request.activity.size(); ++i) {
    const unsigned bar = request.shadowOf(i);
    if (!request.activity[i] || request.mode != Mode::Reverse)
      continue;
    const QualType parameter = request.parameters[request.firstArgument() + i], given = request.parameters[bar];
    if (given.getNonReferenceType().isConstQualified()) {
      passed[bar] = names[bar] + "_view";
      const QualType view = generatedBarType(sema.Context, parameter).getNonReferenceType();
      views += types.declare(view, passed[bar]) + " = ::clangent::detail::view_of<" + types.spell(view) + ">(" +
               names[bar] + ");\n  ";
    } else {
      passed[bar] = passOnBar(sema.Context, parameter, given, names[bar], types);
    }
  }
  for (const std::string &each : passed)
    arguments += (arguments.empty() ? "" : ", ") + each;
  return define(request, views + "return ::clangent::generated::" + callee + "(" + arguments + ");", names);
}

std::string TargetText::trap(const Request &request) {
  return define(request, "__builtin_trap();", std::vector<std::string>(request.parameters.size()));
}

} // namespace clangent
