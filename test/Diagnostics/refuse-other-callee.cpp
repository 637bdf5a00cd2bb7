// An overload that is declared behind the differentiated function must not be called in its place.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
#include <clangent/clangent.h>
#include <stdexcept>
#include <string>

double f(double x) {
  if (x < 0)
    throw std::invalid_argument("neg" + std::to_string(x));
  return x * x;
}
double asked() { return clangent::gradient<f>(1.0); }
std::string operator+(const char (&text)[4], std::string &&number); // expected-error {{the generated code would call this 'operator+' instead of the one that the program calls}} expected-note {{declare it before the functions that are differentiated}}
