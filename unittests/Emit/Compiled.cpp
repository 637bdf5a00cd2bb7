#include "Compiled.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace clangent::test {

namespace fs = std::filesystem;

namespace {

std::string readFile(const fs::path &path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

} // namespace

std::string compileAndRun(const std::string &program) {
  std::string pattern = (fs::temp_directory_path() / "clangent-emit-XXXXXX").string();
  if (!mkdtemp(pattern.data()))
    return "failed: no folder for temporary files";
  fs::path folder = pattern, source = folder / "program.cpp", messages = folder / "messages",
           output = folder / "output";
  fs::path include = fs::path(__FILE__).parent_path() / ".." / ".." / "include";
  std::ofstream(source) << program;
  // Without contraction the text computes what the interpreter does, to the bit.
  std::string compile = "clang++-19 -std=c++17 -O1 -ffp-contract=off -fsanitize=undefined -fno-sanitize-recover=all "
                        "-fno-sanitize=float-divide-by-zero -Wall -Wextra -Werror -Wno-unused -Wno-unused-parameter "
                        "-Wno-tautological-compare -Wno-xor-used-as-pow -I'" +
                        include.string() + "' '" + source.string() + "' -o '" + (folder / "program").string() +
                        "' > '" + messages.string() + "' 2>&1";
  std::string result;
  if (std::system(compile.c_str()) != 0)
    result = "failed: " + readFile(messages);
  else if (std::system(
               ("timeout 60 '" + (folder / "program").string() + "' > '" + output.string() + "' 2>&1").c_str()) != 0)
    result = "failed: " + readFile(output);
  else
    result = readFile(output);
  fs::remove_all(folder);
  return result;
}

} // namespace clangent::test
