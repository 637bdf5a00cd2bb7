// Where types tell how many elements there are, dup() with too short a bar, or too great a length, is one error at the call.
// RUN: %clangent++ %{flags} -std=c++20 -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <array>
#include <clangent/clangent.h>
#include <span>

double first(const double *x, int n) { return n ? x[0] : 0; }
double square(double x) { return x * x; }

void long_enough(double *pointer, std::ptrdiff_t length, std::span<double> open, double x) {
  double three[3]{}, bars[3]{}, more[9]{}, rows[2][3]{}, row_bars[2][3]{};
  std::array<double, 3> array{}, array_bar{};
  std::span<double, 3> view(array), view_bar(array_bar);
  clangent::vjp<first>(clangent::dup(three, bars), 3);
  clangent::vjp<first>(clangent::dup(three, more, 3), 3);
  clangent::vjp<first>(clangent::dup(three, pointer), 3);
  clangent::vjp<first>(clangent::dup(pointer, bars), 3);
  clangent::vjp<first>(clangent::dup(three, bars, length), 3);
  clangent::vjp<square>(clangent::dup(x, bars[0]));
  (void)clangent::dup(array, array_bar);
  (void)clangent::dup(view, view_bar);
  (void)clangent::dup(view, open, 3);
  (void)clangent::dup(open, view_bar, 3);
  (void)clangent::dup(rows, row_bars, 2);
}

void too_short(double *pointer, std::span<double> open) {
  double three[3]{}, bars[2]{}, rows[2][3]{}, row_bar[1][3]{};
  std::array<double, 3> array{};
  std::array<double, 2> array_bar{};
  std::span<double, 3> view(array);
  std::span<double, 2> view_bar(array_bar);
  constexpr std::ptrdiff_t two = 2;
  clangent::vjp<first>(clangent::dup(three, bars), 3); // expected-error {{second argument of dup() has fewer elements}}
  clangent::jvp<first>(clangent::dup(three, bars), 3); // expected-error {{second argument of dup() has fewer elements}}
  (void)clangent::dup(array, array_bar);               // expected-error {{second argument of dup() has fewer elements}}
  (void)clangent::dup(view, view_bar);                 // expected-error {{second argument of dup() has fewer elements}}
  (void)clangent::dup(array, view_bar);                // expected-error {{second argument of dup() has fewer elements}}
  (void)clangent::dup(rows, row_bar);                  // expected-error {{second argument of dup() has fewer elements}}
  (void)clangent::dup(three, bars, two);
  (void)clangent::dup(three, bars, two + 1);  // expected-error {{length given to dup() is larger than an array}}
  (void)clangent::dup(three, pointer, 4);     // expected-error {{length given to dup() is larger than an array}}
  (void)clangent::dup(pointer, three, 4);     // expected-error {{length given to dup() is larger than an array}}
  (void)clangent::dup(view, open, 4);         // expected-error {{length given to dup() is larger than an array}}
}
