#include "Frontend/DerivativeRules.h"

#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "clang/Sema/Overload.h"
#include "clang/Sema/ParsedAttr.h"
#include "llvm/ADT/StringRef.h"

#include <algorithm>

namespace clangent::frontend {

using namespace clang;
using ir::RuleArgument;

// ---- the attributes

namespace {

constexpr const char *adjointMark = "clangent::adjoint_of";
constexpr const char *tangentMark = "clangent::tangent_of";

using Index = std::map<std::pair<std::string, std::string>, std::vector<FunctionDecl *>>; // by mark and operation

// The rules of the translation units that are being compiled in this process.
std::map<const ASTContext *, Index> &liveRules() {
  static std::map<const ASTContext *, Index> live;
  return live;
}

struct RuleAttribute : ParsedAttrInfo {
  explicit RuleAttribute(const char *mark, const char *gnu)
      : mark(mark), spellings{{ParsedAttr::AS_CXX11, mark}, {ParsedAttr::AS_GNU, gnu}} {
    Spellings = spellings;
    OptArgs = 1;
  }

  bool diagAppertainsToDecl(Sema &sema, const ParsedAttr &attribute, const Decl *decl) const override {
    if (isa<FunctionDecl>(decl))
      return true;
    tell(sema, attribute, formatDiagText(diagInfo(DiagId::err_rule_subject).text, {"[[" + std::string(mark) + "]]"}));
    return false;
  }

  AttrHandling handleDeclAttribute(Sema &sema, Decl *decl, const ParsedAttr &attribute) const override {
    const std::optional<std::string> name = argument(sema, attribute);
    if (!name) {
      tell(sema, attribute, "'[[" + std::string(mark) + "]]' wants the operation's name as a string");
      return AttributeNotApplied;
    }
    liveRules()[&sema.Context][{mark, *name}].push_back(cast<FunctionDecl>(decl));
    return AttributeApplied;
  }

private:
  static std::optional<std::string> argument(Sema &sema, const ParsedAttr &attribute) {
    if (attribute.getNumArgs() == 0)
      return writtenArgument(sema, attribute.getLoc());
    const Expr *given = attribute.isArgExpr(0) ? attribute.getArgAsExpr(0)->IgnoreParenCasts() : nullptr;
    const auto *literal = dyn_cast_or_null<StringLiteral>(given);
    return literal ? std::optional(literal->getString().str()) : std::nullopt;
  }

  // Clang's parser skips the arguments of attributes in [[ ]] that plugins bring: they are read off the source.
  static std::optional<std::string> writtenArgument(Sema &sema, SourceLocation at) {
    const SourceManager &sources = sema.getSourceManager();
    const LangOptions &language = sema.getLangOpts();
    std::optional<Token> token = Lexer::findNextToken(sources.getSpellingLoc(at), sources, language);
    if (!token || !token->is(tok::l_paren))
      return std::nullopt;
    token = Lexer::findNextToken(token->getLocation(), sources, language);
    if (!token || !token->is(tok::string_literal))
      return std::nullopt;
    const std::string spelling = Lexer::getSpelling(*token, sources, language);
    const bool isPlain = spelling.size() >= 2 && spelling.front() == '"' && spelling.find('\\') == std::string::npos;
    return isPlain ? std::optional(spelling.substr(1, spelling.size() - 2)) : std::nullopt;
  }

  static void tell(Sema &sema, const ParsedAttr &attribute, const std::string &text) {
    sema.Diag(attribute.getLoc(), sema.getDiagnostics().getCustomDiagID(DiagnosticsEngine::Error, "%0")) << text;
  }

  const char *mark;
  Spelling spellings[2];
};

struct AdjointAttribute : RuleAttribute {
  AdjointAttribute() : RuleAttribute(adjointMark, "clangent_adjoint_of") {}
};
struct TangentAttribute : RuleAttribute {
  TangentAttribute() : RuleAttribute(tangentMark, "clangent_tangent_of") {}
};

ParsedAttrInfoRegistry::Add<AdjointAttribute> adjointRegistration("clangent_adjoint_of",
                                                                  "gives the adjoint of an operation");
ParsedAttrInfoRegistry::Add<TangentAttribute> tangentRegistration("clangent_tangent_of",
                                                                  "gives the tangent of an operation");

// The declaration that has the names of the parameters: of an instantiation, its pattern.
const FunctionDecl *named(const FunctionDecl *function) {
  if (const FunctionDecl *pattern = function->getTemplateInstantiationPattern())
    return pattern;
  const FunctionDecl *definition = nullptr;
  return function->isDefined(definition) ? definition : function;
}

} // namespace

// ---- the operation

std::string operationName(const FunctionDecl *function) {
  std::string name = isa<CXXConstructorDecl>(function)
                         ? cast<CXXConstructorDecl>(function)->getParent()->getNameAsString()
                         : function->getNameAsString();
  for (const DeclContext *scope = function->getDeclContext(); !scope->isTranslationUnit(); scope = scope->getParent()) {
    if (const auto *space = dyn_cast<NamespaceDecl>(scope); space && space->isInline())
      continue;
    if (const auto *declared = dyn_cast<NamedDecl>(scope))
      name = declared->getNameAsString() + "::" + name;
  }
  return name;
}

std::vector<OperationOperand> operandsOf(const FunctionDecl *operation) {
  std::vector<OperationOperand> operands;
  if (const auto *method = dyn_cast<CXXMethodDecl>(operation);
      method && method->isInstance() && !isa<CXXConstructorDecl>(method))
    operands.push_back({"self", method->getThisType()->getPointeeType().getUnqualifiedType()});
  const FunctionDecl *names = named(operation);
  for (unsigned i = 0; i < operation->getNumParams(); ++i) {
    const unsigned source = std::min(i, names->getNumParams() - 1); // of a pack, all have one name
    operands.push_back({names->getParamDecl(source)->getNameAsString(),
                        operation->getParamDecl(i)->getType().getNonReferenceType().getUnqualifiedType()});
  }
  return operands;
}

namespace {

std::vector<const FunctionDecl *> overloadsOf(const FunctionDecl *operation) {
  std::vector<const FunctionDecl *> overloads;
  for (NamedDecl *found : operation->getDeclContext()->getRedeclContext()->lookup(operation->getDeclName()))
    if (const FunctionDecl *function = found->getAsFunction())
      overloads.push_back(function);
  return overloads;
}

bool changesObject(const FunctionDecl *operation) {
  const auto *method = dyn_cast<CXXMethodDecl>(operation);
  return method && method->isInstance() && !method->isConst() && method->getReturnType()->isVoidType();
}

QualType resultOf(const FunctionDecl *operation) {
  if (const auto *constructor = dyn_cast<CXXConstructorDecl>(operation))
    return operation->getASTContext().getTypeDeclType(constructor->getParent());
  if (changesObject(operation))
    return operandsOf(operation)[0].type;
  return operation->getReturnType().getNonReferenceType().getUnqualifiedType();
}

} // namespace

// ---- matching

std::optional<DerivativeRules::Argument> DerivativeRules::matchOne(const FunctionDecl *operation,
                                                                   const ParmVarDecl *parameter) {
  const std::string name = parameter->getNameAsString();
  const std::vector<OperationOperand> operands = operandsOf(operation);
  auto endsWith = [&](llvm::StringRef ending) { return llvm::StringRef(name).ends_with(ending); };
  // What changes its object has one adjoint and one tangent of it, which become those of before and of behind.
  if (changesObject(operation) && name == "self_bar")
    return Argument{{RuleArgument::Kind::ResultBar, 0, false}, operands[0].type, true};
  if (changesObject(operation) && name == "self_dot")
    return Argument{{RuleArgument::Kind::Dot, 0, false}, operands[0].type, true};
  for (unsigned k = 0; k < operands.size(); ++k) {
    const OperationOperand &operand = operands[k];
    if (name == operand.name)
      return Argument{{RuleArgument::Kind::Operand, k, false}, operand.type, false};
    if (name == operand.name + "_bar") {
      const bool byAddress = parameter->getType()->isPointerType();
      const QualType type = byAddress ? sema.Context.getPointerType(operand.type) : operand.type;
      return Argument{{RuleArgument::Kind::Bar, k, byAddress}, type, true};
    }
    if (name == operand.name + "_dot")
      return Argument{{RuleArgument::Kind::Dot, k, false}, operand.type, false};
    const QualType declared = parameter->getType().getNonReferenceType().getUnqualifiedType();
    if (name == operand.name + "_shape" && !declared->isDependentType())
      return Argument{{RuleArgument::Kind::Shape, k, false, spellType(declared)}, declared, false};
  }
  if (name == "y" || name == "result")
    return Argument{{RuleArgument::Kind::Result, 0, false}, resultOf(operation), false};
  if (endsWith("_bar") && (name == "y_bar" || name == "result_bar"))
    return Argument{{RuleArgument::Kind::ResultBar, 0, false}, resultOf(operation), false};
  return std::nullopt;
}

std::optional<std::vector<DerivativeRules::Argument>> DerivativeRules::match(const FunctionDecl *operation,
                                                                             const FunctionDecl *rule) {
  std::vector<Argument> arguments;
  for (const ParmVarDecl *parameter : rule->parameters()) {
    std::optional<Argument> argument = matchOne(operation, parameter);
    if (!argument)
      return std::nullopt;
    arguments.push_back(*argument);
  }
  return arguments;
}

// The function that a call of the rule with these arguments means; null if it cannot be called so.
FunctionDecl *DerivativeRules::select(FunctionDecl *rule, const std::vector<Argument> &arguments,
                                      SourceLocation usedAt) {
  std::vector<Expr *> operands;
  for (const Argument &argument : arguments) {
    const bool isPointer = argument.as.byAddress;
    const QualType type = argument.isPlace || isPointer ? argument.type : argument.type.withConst();
    operands.push_back(new (sema.Context) OpaqueValueExpr(usedAt, type, isPointer ? VK_PRValue : VK_LValue));
  }
  OverloadCandidateSet candidates(usedAt, OverloadCandidateSet::CSK_Normal);
  if (FunctionTemplateDecl *generic = rule->getDescribedFunctionTemplate())
    sema.AddTemplateOverloadCandidate(generic, DeclAccessPair::make(generic, AS_public), nullptr, operands, candidates);
  else
    sema.AddOverloadCandidate(rule, DeclAccessPair::make(rule, AS_public), operands, candidates);
  OverloadCandidateSet::iterator best;
  return candidates.BestViableFunction(sema, usedAt, best) == OR_Success ? best->Function : nullptr;
}

// A rule that does not fit one overload may be meant for another; one that fits none is a mistake of its writer.
void DerivativeRules::reportUnfit(const FunctionDecl *operation, const FunctionDecl *rule, bool hasItsNames) {
  const std::vector<const FunctionDecl *> overloads = overloadsOf(operation);
  if (hasItsNames) {
    if (overloads.size() == 1 && !rule->isTemplated())
      report(DiagId::err_rule_mismatch, rule->getLocation(),
             {operationName(operation), operation->getType().getAsString(sema.Context.getPrintingPolicy())});
    return;
  }
  for (const ParmVarDecl *parameter : rule->parameters())
    if (std::none_of(overloads.begin(), overloads.end(),
                     [&](const FunctionDecl *overload) { return matchOne(overload, parameter).has_value(); }))
      report(DiagId::err_rule_parameter, parameter->getLocation(),
             {parameter->getNameAsString(), operationName(operation)});
}

// Several overloads of an operation have rules under one name: that rule is meant whose parameters are all of this
// overload, and which can be called; of two, the one that takes more of its derivative.
std::vector<ir::RuleCall> DerivativeRules::resolve(const FunctionDecl *operation, const char *mark,
                                                   SourceLocation usedAt) {
  std::vector<ir::RuleCall> none;
  const auto index = liveRules().find(&sema.Context);
  if (index == liveRules().end())
    return none;
  const auto rules = index->second.find({mark, operationName(operation)});
  if (rules == index->second.end())
    return none;
  ir::RuleCall found;
  FunctionDecl *chosen = nullptr;
  for (FunctionDecl *rule : rules->second) {
    const std::optional<std::vector<Argument>> arguments = match(operation, rule);
    FunctionDecl *callee = arguments ? select(rule, *arguments, usedAt) : nullptr;
    if (!callee)
      reportUnfit(operation, rule, arguments.has_value());
    if (!callee || (chosen && callee->getCanonicalDecl() == chosen->getCanonicalDecl()))
      continue;
    if (chosen && arguments->size() == found.arguments.size()) {
      report(DiagId::err_rule_ambiguous, rule->getLocation(), {operationName(operation)});
      continue;
    }
    if (chosen && arguments->size() < found.arguments.size())
      continue;
    chosen = callee;
    found.arguments.clear();
    for (const Argument &argument : *arguments)
      found.arguments.push_back(argument.as);
  }
  if (!chosen)
    return none;
  found.before = nameForCalls(chosen) + "(";
  found.needsBar = true;
  return {found};
}

std::optional<ir::Rule> DerivativeRules::rulesFor(const FunctionDecl *operation, SourceLocation usedAt) {
  ir::Rule rule;
  rule.adjoint = resolve(operation, adjointMark, usedAt);
  rule.tangent = resolve(operation, tangentMark, usedAt);
  if (rule.adjoint.empty() && rule.tangent.empty())
    return std::nullopt;
  rule.name = nameForCalls(operation).substr(2);
  for (const OperationOperand &operand : operandsOf(operation))
    rule.parameters.push_back(operand.name);
  return rule;
}

} // namespace clangent::frontend
