// Chapter 4: the text of an adjoint, as the compiler wrote it while this program was built.

#include "chapters.h"
#include "terminal.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <vector>

namespace demo {
namespace {

namespace fs = std::filesystem;

// From the comment `// Adjoint of NAME ...` to the brace that closes the function; empty if absent.
std::string extract(const fs::path &path, const std::string &name) {
  std::ifstream stream(path);
  std::string text;
  std::string line;
  bool inside = false;
  while (std::getline(stream, line)) {
    if (!inside && line.rfind("// Adjoint of ", 0) == 0)
      inside = line.find(name) != std::string::npos;
    if (!inside)
      continue;
    text += line + "\n";
    if (line == "}")
      return text;
  }
  return "";
}

std::vector<fs::path> files_below(const std::string &directory) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::recursive_directory_iterator it(directory, error), end; !error && it != end; it.increment(error))
    if (it->is_regular_file())
      files.push_back(it->path());
  std::sort(files.begin(), files.end());
  return files;
}

} // namespace

bool tell_adjoint(const std::string &directory) {
  print_chapter(4, "What the compiler wrote");
  const std::string name = "line_loss";
  for (const fs::path &path : files_below(directory)) {
    const std::string text = extract(path, name);
    if (text.empty())
      continue;
    print_paragraph("The adjoint of line_loss, as it was compiled into this program (" + path.filename().string() +
                    "):");
    print_code(text);
    return true;
  }
  print_check(false, "no adjoint of " + name + " in " + directory);
  return false;
}

} // namespace demo
