// The statement that operations are made for.
#include "Frontend/Core/FunctionState.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/Path.h"

namespace clangent::frontend {

using namespace clang;

FunctionState::FunctionState(LoweringContext &context, const FunctionDecl *decl, ir::FunctionId id)
    : context(context), ast(context.ast), types(context.types), decl(decl), id(id), function(context.module[id]),
      b(context.module, function, function.body) {}

namespace {

// Source text on one line, shortened.
std::string lineOf(llvm::StringRef text) {
  std::string line;
  for (char c : text) {
    const bool isSpace = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!isSpace)
      line += c;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  constexpr size_t limit = 80;
  if (line.size() > limit)
    line = line.substr(0, limit - 3) + "...";
  return line;
}

} // namespace

ir::StatementId FunctionState::statementFor(Location begin, Location end) {
  const SourceManager &sources = ast.getSourceManager();
  ir::Statement statement;
  statement.at = sourceRef(begin);
  const Location first = sources.getExpansionLoc(begin);
  const Location last = sources.getExpansionRange(end).getEnd();
  if (first.isValid()) {
    statement.file = llvm::sys::path::filename(sources.getFilename(first)).str();
    statement.line = sources.getExpansionLineNumber(first);
    statement.text =
        lineOf(Lexer::getSourceText(CharSourceRange::getTokenRange(first, last), sources, ast.getLangOpts()));
  }
  const ir::StatementId result(b.module.statements.size());
  b.module.statements.push_back(std::move(statement));
  return result;
}

void FunctionState::enterStatement(Location begin, Location end) {
  b.setStatement(statementFor(begin, end), sourceRef(begin));
  context.work = {decl, begin};
}

} // namespace clangent::frontend
