// What lies just outside of assignments to elements of lists is refused: pointers to elements, references that are kept,
// calls that could meet an element in two ways, and other uses of lists; and memory of tensors is not seen.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>
#include <clangent/tensor.h>

using T = clangent::Tensor<double>;
using List = std::vector<T>;

double total(const List &v) {
  double s = 0;
  for (const T &t : v)
    s += clangent::sum(t).item();
  return s;
}

double pointer(const T &x) {
  List v{x, x};
  T *p = &v[0]; // expected-error {{cannot differentiate this reference or pointer to an element of a list of values}}
  *p = x * x;
  return total(v);
}
T ask_pointer(const T &x) { return clangent::gradient<pointer>(x); }

double chosen(const T &x, bool first) {
  List v{x, x};
  (first ? v[0] : v[1]) = x * x; // expected-error {{cannot differentiate this reference or pointer to an element of a list of values}}
  return total(v);
}
T ask_chosen(const T &x) { return clangent::gradient<chosen>(x, true); }

double chained(const T &x) {
  List v{x, x};
  T &sum = v[0] += x; // expected-error {{cannot differentiate this reference or pointer to an element of a list of values}}
  sum = x;
  return total(v);
}
T ask_chained(const T &x) { return clangent::gradient<chained>(x); }

T &element_of(List &v) { return v[0]; } // expected-error {{cannot differentiate this reference or pointer to an element of a list of values}}
double returned(const T &x) {
  List v{x, x};
  element_of(v) = x * x;
  return total(v);
}
T ask_returned(const T &x) { return clangent::gradient<returned>(x); }

double captured(const T &x) {
  List v{x, x};
  const T &first = v[0];
  const auto twice = [&] { return first * 2.0; }; // expected-error {{cannot differentiate a reference to an element of a list of values that is kept while elements are assigned to}}
  v[0] = x * x;
  return clangent::sum(twice()).item();
}
T ask_captured(const T &x) { return clangent::gradient<captured>(x); }

const T &last(const List &v) { return v.back(); }
double kept(const T &x) {
  List v{x, x};
  const T &end = last(v); // expected-error {{cannot differentiate a reference to an element of a list of values that is kept while elements are assigned to}}
  v[1] = x * x;
  return clangent::sum(end).item();
}
T ask_kept(const T &x) { return clangent::gradient<kept>(x); }

double neighbour(const T &x) {
  const List v{x, x};
  const T *p = &v[0]; // expected-error {{cannot differentiate this reference or pointer to an element of a list of values}}
  return clangent::sum(p[1]).item();
}
T ask_neighbour(const T &x) { return clangent::gradient<neighbour>(x); }

void spread(T &t, List &v) {
  t = t * 2.0;
  v[1] = t;
}
double shared(const T &x) {
  List v{x, x};
  spread(v[0], v); // expected-error {{cannot differentiate a call of 'spread' that may meet an element of a list of values in two ways}}
  return total(v);
}
T ask_shared(const T &x) { return clangent::gradient<shared>(x); }

double read_while_written(const T &x) {
  List v{x, x};
  const auto store = [&](const T &t) {
    v[0] = t * t;
    v[1] = t;
  };
  store(v[0]); // expected-error {{that may meet an element of a list of values in two ways}}
  return total(v);
}
T ask_read_while_written(const T &x) { return clangent::gradient<read_while_written>(x); }

void exchange(T &a, T &b, T &c) {
  a = b * c;
  b = c * a;
  c = a;
}
double three(const T &x, int i, int j, int k) {
  List v{x, x, x};
  exchange(v[i], v[j], v[k]); // expected-error {{cannot differentiate a call of 'exchange' that may meet an element of a list of values in two ways}}
  return total(v);
}
T ask_three(const T &x) { return clangent::gradient<three>(x, 0, 1, 2); }

double inserted(const T &x) {
  List v{x, x};
  v.insert(v.begin(), x); // expected-error {{cannot differentiate this use of a list of values}}
  return total(v);
}
T ask_inserted(const T &x) { return clangent::gradient<inserted>(x); }

double lengthened(const T &x) {
  List v{x};
  v.resize(2, x); // expected-error {{cannot differentiate this use of a list of values}}
  return total(v);
}
T ask_lengthened(const T &x) { return clangent::gradient<lengthened>(x); }

double iterated(const T &x) {
  List v{x, x};
  for (auto i = v.begin(); i != v.end(); ++i) // expected-error 2 {{cannot differentiate this use of a list of values}}
    *i = x;
  return total(v);
}
T ask_iterated(const T &x) { return clangent::gradient<iterated>(x); }

double memory(const T &x) {
  return x.data()[0]; // expected-error 1-2 {{cannot differentiate}}
}
T ask_memory(const T &x) { return clangent::gradient<memory>(x); }
