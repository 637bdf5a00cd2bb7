// From a request to the text of a derivative: lower, differentiate, emit.
#include "Driver/Differentiate.h"
#include "Driver/Injection.h"
#include "Emit/Emit.h"
#include "Frontend/Core/Lower.h"
#include "Transform/Pipeline.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Sema/Sema.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace clangent {

using namespace clang;

namespace {

// One flag per parameter of the IR function: the object comes first.
std::vector<bool> byParameter(const ir::Function &primal, bool ofObject, const std::vector<bool> &ofParameters) {
  std::vector<bool> flags(primal.parameters.size(), false);
  const size_t first = primal.parameters.size() - ofParameters.size();
  if (first > 0)
    flags[0] = ofObject;
  std::copy(ofParameters.begin(), ofParameters.end(), flags.begin() + static_cast<std::ptrdiff_t>(first));
  return flags;
}

// Does `std::sin` mean something in this file? What a module included itself is not visible where it is imported.
bool isStdMathVisible(Sema &sema) {
  NamespaceDecl *space = sema.getStdNamespace();
  const auto isVisible = [&](const char *name) {
    return llvm::any_of(space->lookup(&sema.Context.Idents.get(name)),
                        [&](NamedDecl *found) { return sema.isVisible(found); });
  };
  return space && isVisible("sin") && isVisible("expm1");
}

// Does the text call functions that this file cannot name, such as those that a module keeps to itself?
bool callsHidden(const DifferentiateInput &input, const DerivativeText &derivative) {
  for (const FunctionDecl *callee : derivative.callees) {
    const std::string name = callee->getQualifiedNameAsString();
    if (isa<CXXMethodDecl>(callee) || input.sema.isVisible(callee) ||
        derivative.helperText.find("::" + name) == std::string::npos)
      continue;
    input.sink.report(DiagId::err_call_unknown, SourceRef{input.request.requestedAt.getRawEncoding()}, {name, name},
                      {{DiagId::note_declared_here, SourceRef{callee->getLocation().getRawEncoding()}, {name}}});
    return true;
  }
  return false;
}

// "Adjoint of compute_s (demo.cpp:3) in x, y; n inactive."
std::string describe(const DifferentiateInput &input, const ir::Function &primal, const std::vector<bool> &active) {
  const SourceManager &sources = input.sema.getSourceManager();
  const PresumedLoc at = sources.getPresumedLoc(sources.getExpansionLoc(input.request.callee->getLocation()));
  std::string text = input.request.mode == Mode::Reverse ? "Adjoint of " : "Tangent of ";
  text += primal.name;
  if (at.isValid())
    text += " (" + llvm::sys::path::filename(at.getFilename()).str() + ":" + std::to_string(at.getLine()) + ")";
  std::string in, rest;
  for (size_t i = 0; i < active.size(); ++i) {
    std::string &list = active[i] ? in : rest;
    list += (list.empty() ? "" : ", ") + primal.parameters[i].name;
  }
  return text + " in " + in + (rest.empty() ? "." : "; " + rest + " inactive.");
}

// Generated functions stand in the namespace clangent: what is in it needs no leading colons.
std::string withoutColons(const std::string &text) {
  const std::string prefix = "::clangent::";
  std::string result;
  size_t from = 0;
  for (size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix, from)) {
    const char before = at ? text[at - 1] : ' ';
    const bool isQualified = std::isalnum(static_cast<unsigned char>(before)) || before == '_' || before == '>';
    result.append(text, from, at - from).append(isQualified ? prefix : prefix.substr(2));
    from = at + prefix.size();
  }
  return result.append(text, from);
}

// Records, prototypes where functions call one another, definitions.
std::string emitAll(const ir::Module &module, const transform::GeneratedFunctions &generated,
                    const std::string &headline, const emit::Options &options) {
  std::string names, text;
  std::set<ir::TypeId> records;
  for (ir::FunctionId id : generated.functions)
    for (ir::TypeId record : emit::recordsOf(module, module[id]))
      if (records.insert(record).second) {
        names += "struct " + module.types[record].spelling + ";\n";
        text += emit::emitRecord(module, record) + "\n";
      }
  // Mutually recursive functions have records that point to one another.
  if (records.size() > 1)
    text.insert(0, names);
  if (generated.functions.size() > 1)
    for (ir::FunctionId id : generated.functions)
      text += emit::emitDeclaration(module, module[id], options);
  for (ir::FunctionId id : generated.functions) {
    const std::vector<std::string> header =
        id == generated.entry ? std::vector<std::string>{headline} : std::vector<std::string>{};
    text += (text.empty() ? "" : "\n") + emit::emitFunction(module, module[id], header, options);
  }
  return text;
}

// Functions that the C++ library lacks are in a header of their own, which few files need. A file whose functions are
// only annotated need not have included anything.
bool includeHeaders(const DifferentiateInput &input, DerivativeText &derivative) {
  std::vector<std::string> headers;
  // What has no builtin, and is hidden in the module that called it.
  if (derivative.helperText.find("std::hypot(") != std::string::npos && !isStdMathVisible(input.sema))
    headers.push_back("cmath");
  if (derivative.helperText.find("clangent::") != std::string::npos && !findDetailTemplate(input.sema, "Derivative"))
    headers.push_back("clangent/clangent.h");
  if (derivative.helperText.find("clangent::rules::") != std::string::npos)
    headers.push_back("clangent/rules/special.h");
  for (const std::string &header : headers) {
    if (!hasHeader(input.sema, header, input.request.requestedAt)) {
      input.sink.report(DiagId::err_header_missing, SourceRef{input.request.requestedAt.getRawEncoding()},
                        {input.request.callee->getNameAsString(), header});
      return false;
    }
    derivative.includes += "#include <" + header + ">\n";
  }
  return true;
}

} // namespace

DerivativeText differentiate(const DifferentiateInput &input) {
  ir::Module module;
  frontend::Lowering lowering(input.sema, module, input.sink,
                              [&](QualType type, const std::string &name) { return input.types.declare(type, name); });
  std::optional<ir::FunctionId> primal = lowering.lower(input.request.callee);
  if (!primal)
    return {};
  const Request &request = input.request;
  const std::vector<bool> active = byParameter(module[*primal], request.isObjectActive, request.activity);
  const std::vector<bool> unseeded = byParameter(module[*primal], request.isObjectUnseeded, request.unseeded);
  const std::string headline = describe(input, module[*primal], active);
  const transform::Mode mode = request.mode == Mode::Reverse ? transform::Mode::Adjoint : transform::Mode::Tangent;
  std::optional<transform::GeneratedFunctions> generated = transform::differentiate(
      module, {*primal, mode, active, unseeded}, input.options, input.sink,
      [&](const std::string &base) { return input.names.take(base); },
      [&](Stage, const std::string &text) { input.dumps << text << "\n"; });
  if (!generated)
    return {};
  emit::Options options;
  options.records = false;
  options.stdMathVisible = isStdMathVisible(input.sema);
  DerivativeText result;
  result.ok = true;
  result.callees = lowering.calledByText();
  result.calleeName = module[generated->entry].name;
  result.helperText = withoutColons(emitAll(module, *generated, headline, options));
  result.ok = !callsHidden(input, result) && includeHeaders(input, result);
  return result;
}

} // namespace clangent
