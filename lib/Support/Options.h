// What the plugin's and the tool's arguments say, and how they are read. The arguments themselves are rows of
// Options.def.
#ifndef CLANGENT_SUPPORT_OPTIONS_H
#define CLANGENT_SUPPORT_OPTIONS_H

#include "Support/Diagnostics.h"

#include <string>
#include <vector>

namespace clangent {

// The stages whose result can be dumped, in pipeline order.
enum class Stage : unsigned {
#define STAGE(Name, Text, Help) Name,
#define FLAG(Name, Member, Value, Help)
#define TEXT(Name, Member, What, Help)
#include "Support/Options.def"
#undef STAGE
#undef FLAG
#undef TEXT
};

struct Options {
  bool print = false;
  bool activity = true;
  bool needed = true;
  bool loops = true;
  bool blocks = true;
  bool inlining = true;
  bool simplify = true;
  bool strongZero = false;
  std::string emitDir;

  bool dumps(Stage stage) const { return dumped >> static_cast<unsigned>(stage) & 1; }
  void dump(Stage stage) { dumped |= 1u << static_cast<unsigned>(stage); }

private:
  unsigned dumped = 0;
};

// Reads arguments of the forms NAME and NAME=VALUE into `options`; what cannot be read is reported, and reading goes
// on.
void parseOptions(const std::vector<std::string> &arguments, Options &options, DiagnosticSink &sink);

} // namespace clangent

#endif // CLANGENT_SUPPORT_OPTIONS_H
