#include "Frontend/Rules/RuleAttributes.h"
#include "Frontend/Requests/Marks.h"
#include "Frontend/Requests/NamedFunctions.h"
#include "Frontend/Rules/Precompiled.h"
#include "Support/Diagnostics.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "clang/Sema/ParsedAttr.h"
#include "clang/Sema/Sema.h"
#include "llvm/ADT/StringRef.h"

#include <map>
#include <optional>

namespace clangent::frontend {

using namespace clang;

namespace {

using Index = std::map<std::pair<std::string, std::string>, std::vector<FunctionDecl *>>; // by mark and operation

std::string annotationOf(const std::string &mark, const std::string &operation) { return mark + ":" + operation; }

// The rules of the translation units that are being compiled in this process.
std::map<const ASTContext *, Index> &liveRules() {
  static std::map<const ASTContext *, Index> live;
  return live;
}

Index &indexFor(const ASTContext &ast) {
  const auto [found, isNew] = liveRules().try_emplace(&ast);
  Index &index = found->second;
  if (isNew)
    forEachPrecompiled(ast, [&](FunctionDecl &function) {
      for (const llvm::StringRef text : marksOf(function))
        for (const char *mark : {adjointMark, tangentMark})
          if (const std::string start = annotationOf(mark, ""); text.starts_with(start))
            index[{mark, text.substr(start.size()).str()}].push_back(&function);
    });
  return index;
}

struct RuleAttribute : ParsedAttrInfo {
  explicit RuleAttribute(const char *mark, const char *gnu)
      : mark(mark), spellings{{ParsedAttr::AS_CXX11, mark}, {ParsedAttr::AS_GNU, gnu}} {
    Spellings = spellings;
    OptArgs = 1;
  }

  bool diagAppertainsToDecl(Sema &sema, const ParsedAttr &attribute, const Decl *decl) const override {
    const auto *method = dyn_cast<CXXMethodDecl>(decl);
    if (isa<FunctionDecl>(decl) && !(method && (method->isInstance() || method->getParent()->isDependentContext())))
      return true;
    tell(sema, attribute, formatDiagText(diagInfo(DiagId::err_rule_subject).text, {"[[" + std::string(mark) + "]]"}));
    return false;
  }

  AttrHandling handleDeclAttribute(Sema &sema, Decl *decl, const ParsedAttr &attribute) const override {
    std::optional<std::string> name = argument(sema, attribute);
    if (!name) {
      tell(sema, attribute, "'[[" + std::string(mark) + "]]' wants the operation's name as a string");
      return AttributeNotApplied;
    }
    if (name->substr(0, 2) == "::")
      name->erase(0, 2);
    addMark(*decl, annotationOf(mark, *name), attribute.getRange());
    indexFor(sema.Context)[{mark, *name}].push_back(cast<FunctionDecl>(decl));
    return AttributeApplied;
  }

private:
  static std::optional<std::string> argument(Sema &sema, const ParsedAttr &attribute) {
    if (attribute.getNumArgs() == 0)
      return writtenArgument(sema, attribute);
    const Expr *given = attribute.isArgExpr(0) ? attribute.getArgAsExpr(0)->IgnoreParenCasts() : nullptr;
    const auto *literal = dyn_cast_or_null<StringLiteral>(given);
    return literal ? std::optional(literal->getString().str()) : std::nullopt;
  }

  // Clang's parser skips the arguments of attributes in [[ ]] that plugins bring: they are read off the source, behind
  // the attribute's name, before which its scope may stand.
  static std::optional<std::string> writtenArgument(Sema &sema, const ParsedAttr &attribute) {
    const SourceManager &sources = sema.getSourceManager();
    const auto [file, offset] = sources.getDecomposedLoc(sources.getSpellingLoc(attribute.getLoc()));
    const llvm::StringRef text = sources.getBufferData(file);
    Lexer lexer(sources.getLocForStartOfFile(file), sema.getLangOpts(), text.begin(), text.begin() + offset,
                text.end());
    Token token;
    do
      lexer.LexFromRawLexer(token);
    while (token.isOneOf(tok::raw_identifier, tok::coloncolon, tok::colon) && !isNamed(token, attribute));
    if (!isNamed(token, attribute))
      return std::nullopt;
    Token open, literal, close;
    lexer.LexFromRawLexer(open);
    lexer.LexFromRawLexer(literal);
    lexer.LexFromRawLexer(close);
    if (!open.is(tok::l_paren) || !literal.is(tok::string_literal) || !close.is(tok::r_paren))
      return std::nullopt;
    const std::string spelling = Lexer::getSpelling(literal, sources, sema.getLangOpts());
    const bool isPlain = spelling.size() >= 2 && spelling.front() == '"' && spelling.find('\\') == std::string::npos;
    return isPlain ? std::optional(spelling.substr(1, spelling.size() - 2)) : std::nullopt;
  }

  static bool isNamed(const Token &token, const ParsedAttr &attribute) {
    return token.is(tok::raw_identifier) && token.getRawIdentifier() == attribute.getAttrName()->getName();
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

} // namespace

const std::vector<FunctionDecl *> &rulesNamed(const ASTContext &ast, const char *mark, const std::string &operation) {
  return indexFor(ast)[{mark, operation}];
}

namespace {

// Is there something of this name, "inner::f", in the scope or in its anonymous namespaces?
bool declares(const DeclContext *scope, llvm::StringRef name) {
  const auto [first, rest] = name.split("::");
  const auto *record = dyn_cast<CXXRecordDecl>(scope);
  if (first.starts_with("operator") || (record && rest.empty() && record->getName() == first))
    return true; // names that are no identifiers; constructors
  for (NamedDecl *found : scope->lookup(&scope->getParentASTContext().Idents.get(first)))
    if (rest.empty() || (scopeOf(found) && declares(scopeOf(found), rest)))
      return true;
  for (const Decl *decl : scope->decls())
    if (const auto *space = dyn_cast<NamespaceDecl>(decl);
        space && space->isAnonymousNamespace() && declares(space, name))
      return true;
  return false;
}

} // namespace

std::vector<std::pair<std::string, const FunctionDecl *>> rulesOfNothing(const ASTContext &ast) {
  std::vector<std::pair<std::string, const FunctionDecl *>> rules;
  for (const auto &[key, functions] : indexFor(ast))
    if (!functions.empty() && !ast.getSourceManager().isInSystemHeader(functions.front()->getLocation()) &&
        !declares(ast.getTranslationUnitDecl(), key.second))
      rules.push_back({key.second, functions.front()});
  return rules;
}

void forgetRules(const ASTContext &ast) { liveRules().erase(&ast); }

} // namespace clangent::frontend
