// What could not be looked into is refused where a number that is differentiated gets there: as an argument, into its
// memory, into memory that it was given the address of, also where it keeps the address for later.
// RUN: %clangent++ %{flags} -std=c++17 -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <variant>
#include <vector>
#include <deque>

// Containers with other allocators have no models.
template <class T> struct Own : std::allocator<T> {
  template <class U> struct rebind { using other = Own<U>; };
  Own() = default;
  template <class U> Own(const Own<U> &) {}
};
template <class T> using Queue = std::deque<T, Own<T>>;

struct Row {
  double weight;
  int kind;
};
struct Registry {
  Queue<double *> all;
  ~Registry() {}
};
struct Record {
  Queue<double> all;
  double k;
};
struct Shape {
  virtual ~Shape() = default;
  virtual double size(double x) const = 0;
};
Record make(double x) { return Record{{x}, x}; } // expected-error {{cannot differentiate an object of type 'std::deque<double, Own<double>>'}}
void keep(double *p);
double total();
double number(const char *text);

double argument(double x) {
  Queue<Row> rows;
  rows.push_back({x, 1}); // expected-error {{cannot differentiate an object of type 'std::deque<Row, Own<Row>>'}}
  return rows[0].weight;
}
double element(double x) {
  Queue<Row> rows(2);
  for (Row &row : rows)
    row.weight = x; // expected-error@-1 {{cannot differentiate an object of type 'std::deque<Row, Own<Row>>'}}
  return rows[1].weight;
}
double kept(double x) {
  double a[2] = {1, 2};
  keep(a); // expected-error {{cannot differentiate a call of 'keep': its definition is not visible here}}
  a[0] = x * x;
  return total();
}
double registered(double x) {
  double a[2] = {1, 2};
  Registry registry;
  registry.all.push_back(&a[1]); // expected-error {{cannot differentiate an object of type 'std::deque<double *, Own<double *>>'}}
  a[1] = x * x;
  return *registry.all[0];
}
double member(double x) {
  Record record{{}, x};
  record.all.push_back(record.k); // expected-error {{cannot differentiate an object of type 'std::deque<double, Own<double>>'}}
  return record.k * record.all[0];
}
double returned(double x) { return make(x).k; }
double captured(double x) {
  const std::function<double(double)> f = [x](double y) { return x * y; }; // expected-error {{cannot differentiate an object of type 'std::function<double (double)>'}}
  return f(2); // expected-error {{cannot differentiate a call through a std::function}}
}
double dispatched(double x, const Shape &shape) {
  return shape.size(x); // expected-error {{cannot differentiate a call of the virtual function 'Shape::size'}}
}
double allocated(double x) {
  double *p = static_cast<double *>(std::realloc(nullptr, sizeof(double))); // expected-error {{cannot differentiate 'realloc' yet}}
  *p = x;
  const double y = *p;
  std::free(p);
  return y;
}
double mixed(double x) {
  std::variant<double, std::vector<double>> v = x; // expected-error {{cannot differentiate an object of type 'std::variant<double, std::vector<double>>'}}
  return v.index() * x;
}
double owned(double x) {
  const std::shared_ptr<Row> row(new Row{x, 1}, [](Row *p) { delete p; }); // expected-error {{cannot differentiate a call of 'std::shared_ptr<Row>::shared_ptr}}
  return row->weight;
}
// Kept by a function that stays a call, and by one that it calls.
int keepDeeply(double &p, int depth) {
  return depth ? keepDeeply(p, depth - 1) : (keep(&p), 1); // expected-error {{cannot differentiate a call of 'keep'}}
}
double keptByCallee(double x) {
  double a = 1;
  const int one = keepDeeply(a, 2);
  a = x;
  return total() * one;
}
struct Block {
  double *p;
  int n;
};
double *memory(int n);
Block block(int depth) { return depth ? block(depth - 1) : Block{memory(3), 3}; }
double inReturned(double x) {
  const Block b = block(2);
  b.p[1] = x; // expected-error {{written to memory, where no derivative is tracked}}
  return b.p[1] * 2;
}
double readBack(double x) {
  std::stringstream text;
  text << x;
  double y = 0;
  text >> y; // expected-error {{cannot differentiate an object of type}}
  return y;
}
double readBackFromBuffer(double x) {
  char text[40];
  std::snprintf(text, sizeof text, "%.17g", x);
  return number(text); // expected-error {{cannot differentiate a call of 'number'}}
}
double asked(double x, const Shape &shape) {
  return clangent::gradient<keptByCallee>(x) + clangent::gradient<inReturned>(x) + clangent::gradient<readBack>(x) +
         clangent::gradient<readBackFromBuffer>(x) +
         clangent::gradient<argument>(x) + clangent::gradient<element>(x) + clangent::gradient<kept>(x) +
         clangent::gradient<registered>(x) + clangent::gradient<member>(x) + clangent::gradient<returned>(x) +
         clangent::gradient<captured>(x) + clangent::gradient<dispatched, clangent::wrt<0>>(x, shape) +
         clangent::gradient<allocated>(x) + clangent::gradient<owned>(x) + clangent::gradient<mixed>(x);
}
