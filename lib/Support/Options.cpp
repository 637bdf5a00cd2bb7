// Reading arguments by the table of Options.def.
#include "Support/Options.h"

namespace clangent {

namespace {

struct StageRow {
  const char *text;
  Stage stage;
};
struct FlagRow {
  const char *name;
  bool Options::*member;
  bool value;
};
struct TextRow {
  const char *name;
  std::string Options::*member;
  const char *what;
};

const StageRow stageRows[] = {
#define STAGE(Name, Text, Help) {Text, Stage::Name},
#define FLAG(Name, Member, Value, Help)
#define TEXT(Name, Member, What, Help)
#include "Support/Options.def"
#undef STAGE
#undef FLAG
#undef TEXT
};

const FlagRow flagRows[] = {
#define STAGE(Name, Text, Help)
#define FLAG(Name, Member, Value, Help) {Name, &Options::Member, Value},
#define TEXT(Name, Member, What, Help)
#include "Support/Options.def"
#undef STAGE
#undef FLAG
#undef TEXT
};

const TextRow textRows[] = {
#define STAGE(Name, Text, Help)
#define FLAG(Name, Member, Value, Help)
#define TEXT(Name, Member, What, Help) {Name, &Options::Member, What},
#include "Support/Options.def"
#undef STAGE
#undef FLAG
#undef TEXT
};

std::string stageNames() {
  std::string names;
  for (const StageRow &row : stageRows)
    names += (names.empty() ? "" : ", ") + std::string(row.text);
  return names;
}

std::string argumentNames() {
  std::string names = "dump";
  for (const FlagRow &row : flagRows)
    names += ", " + std::string(row.name);
  for (const TextRow &row : textRows)
    names += ", " + std::string(row.name);
  return names;
}

// An argument split at its first '='.
struct Argument {
  std::string name, value;
  bool hasValue;
};

Argument split(const std::string &text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos)
    return {text, "", false};
  return {text.substr(0, equals), text.substr(equals + 1), true};
}

void parseDump(const Argument &argument, Options &options, DiagnosticSink &sink) {
  for (const StageRow &row : stageRows)
    if (argument.value == row.text)
      return options.dump(row.stage);
  sink.report(DiagId::err_argument_value, {}, {argument.name, "needs one of these values: " + stageNames()});
}

void parseOption(const Argument &argument, Options &options, DiagnosticSink &sink) {
  if (argument.name == "dump")
    return parseDump(argument, options, sink);
  for (const FlagRow &row : flagRows) {
    if (argument.name != row.name)
      continue;
    if (argument.hasValue)
      sink.report(DiagId::err_argument_value, {}, {argument.name, "takes no value"});
    options.*row.member = row.value;
    return;
  }
  for (const TextRow &row : textRows) {
    if (argument.name != row.name)
      continue;
    if (argument.value.empty())
      sink.report(DiagId::err_argument_value, {}, {argument.name, "needs a value: " + std::string(row.what)});
    options.*row.member = argument.value;
    return;
  }
  sink.report(DiagId::err_unknown_argument, {}, {argument.name, argumentNames()});
}

} // namespace

void parseOptions(const std::vector<std::string> &arguments, Options &options, DiagnosticSink &sink) {
  for (const std::string &argument : arguments)
    parseOption(split(argument), options, sink);
}

} // namespace clangent
