// A derivative rule is a function.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
#include <clangent/clangent.h>

struct CLANGENT_ADJOINT_OF("size") Adjoint {}; // expected-error {{'[[clangent::adjoint_of]]' applies to functions only}}
struct CLANGENT_TANGENT_OF("size") Tangent {}; // expected-error {{'[[clangent::tangent_of]]' applies to functions only}}
