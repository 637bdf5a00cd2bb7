// What is not known before the program runs: where a computed jump leads. What a statement inside an expression may not do.
// RUN: %clangent++ %{flags} -Wno-gnu -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

struct Guard {
  double x;
  ~Guard() { x = 0; }
};

double f(double x, double y) {
  void *next = x > y ? &&end : &&more; // expected-error 2 {{cannot differentiate the address of a label}}
  goto *next;                          // expected-error {{cannot differentiate a 'goto' whose label is computed}}
more:
  x *= y;
end:
  return x;
}
double leaves(double x, double y) {
  return x * ({ if (y > 1) return y; y * y; }); // expected-error {{cannot differentiate a statement inside an expression that jumps}}
}
double destroys(double x, double y) {
  return x * ({ Guard guard{y}; guard.x * y; }); // expected-error {{or that has a destructor to call}}
}
double pastHead(double x, double y) {
  const double all[2] = {x, y};
  if (const double &first = all[0]; first > 1) { // expected-error {{cannot differentiate a jump past what the head of this statement declares}}
    x *= first;
    if (x < 9)
      goto other;
  } else {
  other:
    x += first;
  }
  return x;
}
// What is not jumped past may be declared.
double headOfCases(double x, int k) {
  const double all[2] = {x, x * x};
  switch (const double &first = all[0]; k) {
    if (x > 0) {
    case 1:
      x *= first;
    }
  }
  return x;
}
double asked() {
  return std::get<0>(clangent::gradient_tuple<f>(1.0, 2.0)) + std::get<0>(clangent::gradient<leaves>(1.0, 2.0)) +
         std::get<0>(clangent::gradient<destroys>(1.0, 2.0)) + std::get<0>(clangent::gradient<pastHead>(1.0, 2.0)) +
         clangent::gradient<headOfCases>(1.0, 1);
}
