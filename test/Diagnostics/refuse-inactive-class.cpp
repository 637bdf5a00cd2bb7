// The mark belongs on functions, parameters and variables.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
struct [[clangent::inactive]] Nothing {}; // expected-error {{'[[clangent::inactive]]' applies to functions, parameters and variables only}}
