// A derivative rule is a function.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
#include <clangent/clangent.h>

struct CLANGENT_ADJOINT_OF("size") Adjoint {}; // expected-error {{'[[clangent::adjoint_of]]' applies to functions only}}
struct CLANGENT_TANGENT_OF("size") Tangent {}; // expected-error {{'[[clangent::tangent_of]]' applies to functions only}}
struct Object {
  CLANGENT_ADJOINT_OF("size") void adjoint(double y_bar); // expected-error {{'[[clangent::adjoint_of]]' applies to functions only: free ones, and static members of classes that are no templates}}
  CLANGENT_ADJOINT_OF("size") static void shared(double y_bar);
};
template <class T> struct Generic {
  CLANGENT_TANGENT_OF("size") static T tangent(T x_dot); // expected-error {{'[[clangent::tangent_of]]' applies to functions only}}
};
