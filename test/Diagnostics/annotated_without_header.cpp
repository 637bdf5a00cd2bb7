// Generated code needs the header only when it keeps something, and says so when the header cannot be found.
// RUN: %bare-clang++ %{flags} -fplugin=%{build}/lib/ClangentPlugin.so -fsyntax-only -Xclang -verify %s
// REQUIRES: default-arguments
[[clangent::differentiable]] double square(double x) { return x * x; }
[[clangent::differentiable]] double power(double x, int n) { // expected-error {{the derivative of 'power' needs the header <clangent/clangent.h>, which is not found}} expected-note {{compile with clangent++, or with -I}}
  double value = 1;
  for (int i = 0; i < n; ++i)
    value = value * x + value * value;
  return value;
}
