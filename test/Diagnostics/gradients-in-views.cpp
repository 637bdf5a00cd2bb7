// A view such as std::span leads to memory of the caller's, where a gradient would stand in place of the numbers: one error at
// the call. Views of anything but numbers are left alone.
// RUN: %clangent++ %{flags} -std=c++20 -fsyntax-only -Xclang -verify %s
#include <clangent/clangent.h>
#include <span>
#include <string>
#include <string_view>

struct Point {
  double x, y;
};
double first(double k, std::span<double> list) { return k * list[0]; }
double constant(std::span<const double> list) { return list[0]; }
double points(std::span<const Point> list) { return list[0].x; }
double named(double x, std::string_view name) { return name.empty() ? x * x : x; }
double counted(double x, std::span<int> counts) { return counts[0] * x; }
double spelled(double x, const std::string &name) { return name.empty() ? x * x : x; }

void asked(std::span<double> list, std::span<double> bars, std::span<Point> more, std::span<int> counts) {
  clangent::gradient<first>(2., list);    // expected-error {{a gradient in a view of memory, such as std::span, would be written over the memory: use clangent::vjp and pass it as clangent::dup(a, a_bar), or leave it out by clangent::wrt}} expected-note@*:* {{from 'diagnose_if'}}
  clangent::gradient<constant>(list);     // expected-error {{a gradient in a view of memory}} expected-note@*:* {{from 'diagnose_if'}}
  clangent::gradient<points>(more);       // expected-error {{a gradient in a view of memory}} expected-note@*:* {{from 'diagnose_if'}}
  clangent::value_and_gradient<first, clangent::wrt<1>>(2., list); // expected-error {{a gradient in a view of memory}} expected-note@*:* {{from 'diagnose_if'}}
  clangent::gradient<first, clangent::wrt<0>>(2., list);
  clangent::vjp<first>(2., clangent::dup(list, bars));
  clangent::gradient<named>(3., "sq");
  clangent::gradient<counted>(3., counts);
  clangent::gradient<spelled>(3., "sq");
}
