// Every tensor operation that has an adjoint rule has a tangent rule; the check itself notices one that has not.
// RUN: %clang++ -std=c++17 -DCLANGENT_PLUGIN -E -P %s | %{python} %S/check_rules.py
// RUN: %clang++ -std=c++17 -DCLANGENT_PLUGIN -DBREACH -E -P %s | not %{python} %S/check_rules.py | FileCheck %s
// CHECK: clangent::max: 1 adjoint without a tangent
// CHECK: clangent::reverse: 1 adjoint without a tangent
#include <clangent/tensor.h>

#ifdef BREACH
CLANGENT_ADJOINT_OF("clangent::reverse") void reverse_adjoint();
CLANGENT_ADJOINT_OF("clangent::" "max") void max_adjoint();
#endif
