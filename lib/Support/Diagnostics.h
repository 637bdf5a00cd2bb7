// The compiler's messages: one table (Diagnostics.def), ids into it, and the interface through which every room reports.
// Nothing here prints; Driver turns reports into Clang diagnostics.
#ifndef CLANGENT_SUPPORT_DIAGNOSTICS_H
#define CLANGENT_SUPPORT_DIAGNOSTICS_H

#include "Support/SourceRef.h"

#include <cstdint>
#include <string>
#include <vector>

namespace clangent {

enum class Severity : std::uint8_t { Note, Remark, Warning, Error };

// One id per DIAG line of Diagnostics.def: DiagId::err_goto and so on.
enum class DiagId : std::uint16_t {
#define DIAG(Name, Severity, Text, WayOut) Name,
#include "Support/Diagnostics.def"
#undef DIAG
};

// A row of the table. `text` and `wayOut` hold %0 ... %9, which stand for the arguments of the report.
struct DiagInfo {
  const char *name;
  Severity severity;
  const char *text;
  const char *wayOut; // empty, or the last note: what the user can do
};

const DiagInfo &diagInfo(DiagId id);

// Replaces %0 ... %9 by arguments. A placeholder without an argument stays as it is.
std::string formatDiagText(const char *text, const std::vector<std::string> &args);

// A further line under a report, in the order of printing.
struct DiagNote {
  DiagId id;
  SourceRef at;
  std::vector<std::string> args;
};

// Where rooms send what the user should know. Errors sit on the user's line; how the compiler got there is told by
// notes, and the table's way out comes last. A sink may drop reports beyond its limit, but remembers that they came.
class DiagnosticSink {
public:
  virtual ~DiagnosticSink() = default;

  virtual void report(DiagId id, SourceRef at, std::vector<std::string> args, std::vector<DiagNote> notes) = 0;

  void report(DiagId id, SourceRef at) { report(id, at, {}, {}); }
  void report(DiagId id, SourceRef at, std::vector<std::string> args) { report(id, at, std::move(args), {}); }

  // Errors reported so far, dropped ones included.
  unsigned errorCount() const { return errors; }

protected:
  unsigned errors = 0;
};

// Keeps reports in memory: for tests, and for trying something that may be given up.
class DiagnosticList final : public DiagnosticSink {
public:
  struct Entry {
    DiagId id;
    SourceRef at;
    std::vector<std::string> args;
    std::vector<DiagNote> notes;

    std::string text() const { return formatDiagText(diagInfo(id).text, args); }
  };

  using DiagnosticSink::report;
  void report(DiagId id, SourceRef at, std::vector<std::string> args, std::vector<DiagNote> notes) override;

  const std::vector<Entry> &entries() const { return list; }

private:
  std::vector<Entry> list;
};

} // namespace clangent

#endif // CLANGENT_SUPPORT_DIAGNOSTICS_H
