// The table of messages as data, and the text of a message.
#include "Support/Diagnostics.h"

namespace clangent {

namespace {

const DiagInfo table[] = {
#define DIAG(Name, Sev, Text, WayOut) {#Name, Severity::Sev, Text, WayOut},
#include "Support/Diagnostics.def"
#undef DIAG
};

} // namespace

const DiagInfo &diagInfo(DiagId id) { return table[static_cast<std::size_t>(id)]; }

std::string formatDiagText(const char *text, const std::vector<std::string> &args) {
  std::string out;
  for (const char *at = text; *at; ++at) {
    const bool isPlaceholder = *at == '%' && at[1] >= '0' && at[1] <= '9';
    const std::size_t index = isPlaceholder ? static_cast<std::size_t>(at[1] - '0') : 0;
    if (!isPlaceholder || index >= args.size()) {
      out += *at;
      continue;
    }
    out += args[index];
    ++at;
  }
  return out;
}

void DiagnosticList::report(DiagId id, SourceRef at, std::vector<std::string> args, std::vector<DiagNote> notes) {
  if (diagInfo(id).severity == Severity::Error)
    ++errors;
  list.push_back({id, at, std::move(args), std::move(notes)});
}

} // namespace clangent
