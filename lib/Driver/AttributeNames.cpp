// A watch on tokens: names behind `clangent ::` between double brackets.
#include "Driver/AttributeNames.h"

#include "clang/Basic/DiagnosticSema.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/ParsedAttr.h"

#include <memory>
#include <set>
#include <string>

using namespace clang;

namespace clangent {

namespace {

// The names that the registered attributes have behind `clangent::`.
std::set<std::string> attributeNames() {
  std::set<std::string> names;
  for (const auto &entry : ParsedAttrInfoRegistry::entries()) {
    const std::unique_ptr<ParsedAttrInfo> attribute = entry.instantiate(); // owns the spellings
    for (const ParsedAttrInfo::Spelling &spelling : attribute->Spellings)
      if (llvm::StringRef name = spelling.NormalizedFullName; name.consume_front("clangent::"))
        names.insert(name.str());
  }
  return names;
}

class AttributeWatch {
public:
  AttributeWatch(CompilerInstance &compiler, DiagnosticSink &sink)
      : compiler(compiler), sink(sink), names(attributeNames()) {}

  void operator()(const Token &token) {
    const Place before = place;
    place = next(token);
    if (before == Place::Scoped && token.is(tok::identifier))
      check(token);
  }

private:
  // Where in `[[ clangent :: name ]]`, or in `[[ using clangent : name ]]`, the last token was.
  enum class Place { Outside, Bracket, Inside, Using, Ours, Scoped };

  Place next(const Token &token) const {
    const IdentifierInfo *name = token.is(tok::identifier) ? token.getIdentifierInfo() : nullptr;
    const bool isOurs = name && name->getName() == "clangent";
    switch (place) {
    case Place::Outside:
      return token.is(tok::l_square) ? Place::Bracket : Place::Outside;
    case Place::Bracket:
      return token.is(tok::l_square) ? Place::Inside : Place::Outside;
    case Place::Inside:
      if (token.is(tok::r_square))
        return Place::Outside;
      return token.is(tok::kw_using) ? Place::Using : isOurs ? Place::Ours : Place::Inside;
    case Place::Using:
      return isOurs ? Place::Ours : Place::Inside;
    case Place::Ours:
      return token.isOneOf(tok::coloncolon, tok::colon) ? Place::Scoped : Place::Inside;
    case Place::Scoped:
      return Place::Inside;
    }
    return Place::Outside;
  }

  void check(const Token &token) {
    const llvm::StringRef name = token.getIdentifierInfo()->getName();
    const SourceLocation at = token.getLocation();
    if (names.count(name.str()) || !told.insert(at).second || compiler.getSourceManager().isInSystemHeader(at) ||
        compiler.getDiagnostics().isIgnored(diag::warn_unknown_attribute_ignored, at))
      return;
    sink.report(DiagId::warn_attribute_unknown, SourceRef{at.getRawEncoding()}, {name.str(), wayOut(name)});
  }

  std::string wayOut(llvm::StringRef name) const {
    std::string nearest, all;
    unsigned least = static_cast<unsigned>(name.size()) / 3 + 1;
    for (const std::string &known : names) {
      all += (all.empty() ? "" : ", ") + known;
      if (const unsigned distance = name.edit_distance(known); distance <= least) {
        least = distance;
        nearest = known;
      }
    }
    return nearest.empty() ? "the attributes of clangent are " + all : "did you mean '" + nearest + "'?";
  }

  CompilerInstance &compiler;
  DiagnosticSink &sink;
  const std::set<std::string> names;
  std::set<SourceLocation> told;
  Place place = Place::Outside;
};

} // namespace

void watchAttributeNames(CompilerInstance &compiler, DiagnosticSink &sink) {
  auto watch = std::make_shared<AttributeWatch>(compiler, sink);
  compiler.getPreprocessor().setTokenWatcher([watch](const Token &token) { (*watch)(token); });
}

} // namespace clangent
