// A number that is differentiated is refused in a list in braces, in an array, in a parameter and in a capture of a class
// that is not looked into, and where it gets there later.
// RUN: %clangent++ %{flags} -std=c++17 -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>
#include <cstdarg>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <valarray>
#include <deque>

// Containers with other allocators have no models.
template <class T> struct Own : std::allocator<T> {
  template <class U> struct rebind { using other = Own<U>; };
  Own() = default;
  template <class U> Own(const Own<U> &) {}
};
template <class T> using Queue = std::deque<T, Own<T>>;

struct Named {
  std::valarray<double> numbers;
  double weight;
};
struct Config {
  double scale = 1;
  std::string name;
};
struct Node {
  double *at;
  Queue<Node> kids;
};

double inBraces(double x) {
  std::map<std::string, double> m{{"a", x}}; // expected-error {{cannot differentiate an object of type 'std::map<std::basic_string<char>, double>'}}
  return m["a"]; // expected-error {{cannot differentiate an object of type 'std::basic_string<char>'}}
}
double inPairs(double x) {
  const Queue<std::pair<int, double>> v{{1, 2.0}, {2, x}}; // expected-error {{cannot differentiate an object of type 'std::deque<std::pair<int, double>, Own<std::pair<int, double>>>'}}
  return v[1].second;
}
double inArray(double x) {
  Named all[2] = {{{}, 1}, {{1, x}, x}}; // expected-error {{cannot differentiate an object of type 'std::valarray<double>'}}
  return all[1].weight;
}
double storedInArray(double x) {
  Named all[2];
  all[1].weight = x;
  all[1].numbers[2] = all[1].weight; // expected-error {{cannot differentiate an object of type 'std::valarray<double>'}}
  return all[1].weight * x;
}
double weightOf(double x, Named of) { return of.weight * x; }
double inArgument(double x) { return weightOf(x, Named{{1, x}, x}); } // expected-error {{cannot differentiate an object of type 'std::valarray<double>'}}
double changesOwn(double x, Named own) {
  own.numbers[1] = x; // expected-error {{cannot differentiate an object of type 'std::valarray<double>'}}
  return own.weight;
}
double inParameter(double x) { return changesOwn(x, Named{{}, 2}); }
double throughShared(double x) {
  const auto config = std::make_shared<Config>();
  config->scale = x;
  return config->scale;
}
double inCapture(double x) {
  std::map<int, double, std::less<int>, Own<std::pair<const int, double>>> m{{1, 2}};
  const auto put = [&m](double y) { m[1] = y; };
  put(x); // expected-error@-1 {{cannot differentiate}}
  return m[1];
}
double keptInList(double x) {
  double a = 1;
  Node root{&a, {{&a, {}}}}; // expected-error {{cannot differentiate an object of type 'std::deque<Node, Own<Node>>'}}
  a = x * x;
  return *root.kids[0].at;
}
double logged(double x, int n, Queue<double *> &log, double &at) {
  log.push_back(&at); // expected-error {{cannot differentiate an object of type 'std::deque<double *, Own<double *>>'}}
  at = x;
  return n == 0 ? **log.begin() : logged(x * x, n - 1, log, at);
}
double keptInRecursion(double x) {
  Queue<double *> log;
  double a = 1;
  return logged(x, 2, log, a);
}

double copied(double x) {
  std::valarray<double> numbers;
  auto put = [numbers](double y) mutable { return numbers[1] = y; }; // expected-error {{cannot differentiate an object of type 'std::valarray<double>'}}
  return put(x);
}
struct Outer {
  Named inner[2];
  double k;
};
double nested(double x) {
  Outer outer{{{{}, 1}, {{}, 2}}, 2};
  outer.inner[1].numbers[0] = x; // expected-error {{cannot differentiate an object of type 'std::valarray<double>'}}
  outer.k = x;
  return outer.k;
}
double sum(int n, ...) {
  va_list list;
  va_start(list, n);
  const double first = va_arg(list, double);
  va_end(list);
  return first;
}
double summed(double x) { return sum(1, x); } // expected-error {{cannot differentiate 'sum', which takes a variable number of arguments}}
double scannedOver(double x) {
  double a = x;
  std::sscanf("2", "%lf", &a); // expected-error {{cannot differentiate a call of 'sscanf'}}
  return a;
}
double scannedBack(double x) {
  char text[40];
  double a = 1;
  std::snprintf(text, sizeof text, "%g", x);
  std::sscanf(text, "%lf", &a); // expected-error {{cannot differentiate a call of 'sscanf'}}
  return a;
}

double asked(double x) {
  return clangent::gradient<inBraces>(x) + clangent::gradient<inPairs>(x) + clangent::gradient<inArray>(x) +
         clangent::gradient<storedInArray>(x) + clangent::gradient<inArgument>(x) + clangent::gradient<inParameter>(x) +
         clangent::gradient<throughShared>(x) + clangent::gradient<inCapture>(x) + clangent::gradient<keptInList>(x) +
         clangent::gradient<keptInRecursion>(x) + clangent::gradient<copied>(x) + clangent::gradient<nested>(x) +
         clangent::gradient<summed>(x) + clangent::gradient<scannedOver>(x) + clangent::gradient<scannedBack>(x);
}
