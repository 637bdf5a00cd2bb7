// One line, whichever header is the first, where the language is older than the headers.
// RUN: echo '#include <clangent/clangent.h>' > %t.cpp && not %clang++ -std=c++14 -fsyntax-only %t.cpp > %t 2>&1
// RUN: grep error: %t | count 1
// RUN: FileCheck %s < %t
// RUN: echo '#include <clangent/tensor/optim.h>' > %t.cpp && not %clang++ -std=c++14 -fsyntax-only %t.cpp > %t 2>&1
// RUN: grep error: %t | count 1
// RUN: FileCheck %s < %t
// RUN: echo '#include <clangent/tensor/files.h>' > %t.cpp && not %clang++ -w -std=c++14 -fsyntax-only %t.cpp > %t 2>&1
// RUN: FileCheck %s < %t
// CHECK: error: Clangent needs C++17: compile with -std=c++17 or later
