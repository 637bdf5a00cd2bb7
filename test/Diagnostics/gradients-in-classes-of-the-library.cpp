// A gradient of an object with a view or container of numbers is refused under the name of the user's class, however deep the
// library keeps them; classes of the library without numbers are left alone.
// RUN: %clangent++ %{flags} -std=c++20 -fsyntax-only -Xclang -verify %s
#include <clangent/clangent.h>
#include <deque>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct Window {
  double k;
  std::span<double> list; // expected-note {{'list' is declared here}}
};
struct Table {
  double k;
  std::deque<double> rates; // expected-note {{'rates' is declared here}}
};
struct Shared {
  std::shared_ptr<double> k; // expected-note {{'k' is declared here}}
};
struct Places {
  double k;
  std::vector<std::vector<double *>> list; // expected-note {{'list' is declared here}}
};
struct Data {
  double k;
  std::string_view name;
  std::map<std::string, int> counts;
  std::shared_ptr<int> count;
  std::vector<std::string> names;
};
struct Outer {
  double k;
  Data data;
};
double of_window(double x, const Window &w) { return x * w.k; }
double of_table(double x, const Table &t) { return x * t.k; }
double of_shared(double x, const Shared &) { return x; }
double of_places(double x, const Places &p) { return x * p.k; }
double of_queue(double x, const std::deque<double> &) { return x; }
double of_map(double x, const std::map<int, double> &m) { return x * m.at(1); }
double of_data(double x, const Outer &o) { return x * o.k * o.data.k; }
void members(const Window &w, const Table &t, const Shared &s, const std::map<int, double> &map, const Outer &o,
             const Places &p, const std::deque<double> &queue) {
  clangent::gradient<of_window>(2., w); // expected-error {{cannot return a gradient of type 'Window': has a view of numbers, which would be shared with the argument}} expected-note {{use clangent::vjp}}
  clangent::gradient<of_table>(2., t);  // expected-error {{cannot return a gradient of type 'Table': has numbers in a class of the library that keeps them out of sight}} expected-note {{use clangent::vjp}}
  clangent::gradient<of_shared>(2., s); // expected-error {{cannot return a gradient of type 'Shared': has numbers in a class of the library that keeps them out of sight}} expected-note {{use clangent::vjp}}
  clangent::gradient<of_places>(2., p); // expected-error {{cannot return a gradient of type 'Places': has a container of pointers to numbers, which would be shared with the argument}} expected-note {{use clangent::vjp}}
  clangent::gradient<of_map>(2., map);
  clangent::gradient<of_queue>(2., queue); // expected-error {{cannot return a gradient of type 'std::deque<double>': has numbers in a class of the library that keeps them out of sight}} expected-note {{use clangent::vjp}}
  clangent::gradient<of_map, clangent::wrt<0>>(2., map);
  clangent::gradient<of_data>(2., o);
}
