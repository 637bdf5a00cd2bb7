// Compiles and runs C++ text with Clang.
#pragma once

#include <string>

namespace clangent::test {

// What the program prints; starts with "failed: " when it does not compile or does not end well.
std::string compileAndRun(const std::string &program);

} // namespace clangent::test
