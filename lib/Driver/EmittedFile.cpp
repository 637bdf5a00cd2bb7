// Names and owners of the files of emit-dir.
#include "Driver/EmittedFile.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

namespace clangent {

namespace {

using namespace llvm;

// One name for a source, however the command line names it.
std::string absolute(const std::string &source) {
  if (source.empty())
    return "standard input";
  SmallString<256> path;
  return sys::fs::real_path(source, path) ? source : std::string(path);
}

// A comment that nothing in a path can end.
std::string firstLine(std::string source) {
  for (char &c : source)
    if (c == '\n' || c == '\r')
      c = '?';
  return "// Derivatives of functions in " + source + ".\n";
}

// Whose is the file? New ones are anybody's.
Expected<bool> isOurs(sys::fs::file_t file, StringRef line) {
  SmallString<512> begin;
  begin.resize_for_overwrite(line.size());
  size_t got = 0;
  while (got < line.size()) {
    Expected<size_t> more = sys::fs::readNativeFileSlice(file, {begin.data() + got, line.size() - got}, got);
    if (!more)
      return more.takeError();
    if (*more == 0)
      break;
    got += *more;
  }
  return got == 0 || StringRef(begin.data(), got) == line;
}

// Writes the text unless the file has another owner. Between looking and writing the file is locked, so that of two
// compilations that find it new only one takes it.
Expected<bool> writeIfOurs(StringRef path, StringRef line, StringRef text) {
  Expected<sys::fs::file_t> file = sys::fs::openNativeFileForReadWrite(path, sys::fs::CD_OpenAlways, sys::fs::OF_None);
  if (!file)
    return file.takeError();
  raw_fd_ostream out(*file, /*shouldClose=*/true);
  if (std::error_code error = sys::fs::lockFile(*file))
    return errorCodeToError(error);
  Expected<bool> ours = isOurs(*file, line);
  if (!ours || !*ours)
    return ours;
  if (std::error_code error = sys::fs::resize_file(*file, 0))
    return errorCodeToError(error);
  out << text;
  out.flush();
  if (std::error_code error = out.error()) {
    out.clear_error();
    return errorCodeToError(error);
  }
  return true;
}

} // namespace

EmittedFile writeEmitted(const std::string &folder, const std::string &source, unsigned number,
                         const std::string &text) {
  const std::string owner = absolute(source);
  const std::string line = firstLine(owner);
  EmittedFile written{"", line + text, ""};
  const std::string stem = source.empty() ? "generated" : sys::path::stem(source).str();
  const std::string ending = (number ? "." + std::to_string(number + 1) : "") + ".clangent.cpp";
  const auto write = [&](const std::string &name) {
    SmallString<256> path(folder);
    sys::path::append(path, name);
    written.path = std::string(path);
    Expected<bool> ours = writeIfOurs(path, line, written.text);
    if (!ours)
      written.error = toString(ours.takeError());
    return !ours || *ours;
  };
  if (std::error_code error = sys::fs::create_directories(folder)) {
    SmallString<256> path(folder);
    sys::path::append(path, stem + ending);
    return {std::string(path), "", error.message()};
  }
  const std::string digest = utohexstr(xxh3_64bits(owner), /*LowerCase=*/true, /*Width=*/16);
  if (!write(stem + ending) && !write(stem + "." + digest + ending))
    written.error = "it was not written for this source";
  return written;
}

} // namespace clangent
