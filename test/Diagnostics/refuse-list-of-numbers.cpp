// Numbers that vary are refused where they would go into a std::vector, in whatever way, and so are those of one that is
// to be differentiated; what does not vary may be in any.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>
#include <vector>

double made(double x) {
  std::vector<double> v(3, x); // expected-error {{cannot differentiate numbers in a std::vector that depend on the differentiated arguments}}
  return v[0] * v[1];
}
double ask_made(double x) { return clangent::gradient<made>(x); }

double listed(double x) {
  std::vector<double> v{1, 2 * x}; // expected-error {{cannot differentiate numbers in a std::vector}}
  return v[1];
}
double ask_listed(double x) { return clangent::jvp<listed>(clangent::dup(x, 1.0)).tangent; }

double assigned(double x) {
  std::vector<float> v(2);
  v[1] = float(x * x); // expected-error {{cannot differentiate numbers in a std::vector}}
  v[0] = 3;
  return v[0] * v[1];
}
double ask_assigned(double x) { return clangent::gradient<assigned>(x); }

double appended(double x) {
  std::vector<std::vector<double>> v(1);
  v[0].push_back(x); // expected-error {{cannot differentiate numbers in a std::vector}}
  return v[0][0];
}
double ask_appended(double x) { return clangent::gradient<appended>(x); }

double summed(double x) {
  std::vector<double> v{1.0};
  v.back() += x; // expected-error {{cannot differentiate numbers in a std::vector}}
  return v[0];
}
double ask_summed(double x) { return clangent::gradient<summed>(x); }

void fill(std::vector<double> &v, double x, int n) {
  if (n > 0)
    fill(v, x, n - 1);
  v.push_back(x); // expected-error 0-1 {{cannot differentiate numbers in a std::vector}}
}
double by_callee(double x) {
  std::vector<double> v;
  fill(v, x, 3); // expected-error {{cannot differentiate numbers in a std::vector}}
  return v[0];
}
double ask_by_callee(double x) { return clangent::gradient<by_callee>(x); }

std::vector<double> powers(double x, int n) {
  std::vector<double> v = n > 0 ? powers(x, n - 1) : std::vector<double>(); // expected-error 0-1 {{cannot differentiate numbers in a std::vector}}
  v.push_back(x); // expected-error 0-1 {{cannot differentiate numbers in a std::vector}}
  return v;
}
double returned(double x) {
  return powers(x, 2)[1]; // expected-error {{cannot differentiate numbers in a std::vector}}
}
double ask_returned(double x) { return clangent::gradient<returned>(x); }

double argument(const std::vector<double> &v, double x) {
  return v[0] * x; // expected-error {{cannot differentiate numbers in a std::vector}}
}
double ask_argument(const std::vector<double> &v, double x) { return clangent::gradient_tuple<argument>(v, x), 0; }
double ask_number(const std::vector<double> &v, double x) { return clangent::gradient<argument, clangent::wrt<1>>(v, x); }

double by_value(std::vector<double> v, double x) { // expected-error {{cannot differentiate numbers in a std::vector}}
  return v[0] * x;
}
double ask_by_value(const std::vector<double> &v, double x) { return clangent::gradient_tuple<by_value>(v, x), 0; }

struct Model {
  double k;
  std::vector<double> weights;
};
double member(const Model &m) {
  return m.k * m.weights[0]; // expected-error {{cannot differentiate numbers in a std::vector}}
}
void ask_member(const Model &m, Model &bar) { clangent::vjp<member>(clangent::dup(m, bar)); }
