// Code to which longjmp may return cannot be run backwards.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>
#include <csetjmp>

std::jmp_buf home;
double f(double x) {
  if (setjmp(home)) // expected-error {{cannot differentiate a call of '_setjmp', which may return more than once}}
    return 1;
  return x * x;
}
double asked() { return clangent::gradient<f>(1.0); }
