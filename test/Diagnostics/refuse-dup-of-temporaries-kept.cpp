// A dup() or seed() refers to what it is given. Kept in a variable, its use is an error where temporaries were given, and
// Clang warns of the variable.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

#include <utility>

double square(double x) { return x * x; }
double first(const double *x) { return *x; }
struct Pair {
  double a, b;
};
Pair both(double x) { return {x, x * x}; }

void written_in_the_call(double *x, double *x_bar) {
  double bar = 0, three[3]{};
  clangent::jvp<square>(clangent::dup(1.2, 1.0));
  clangent::vjp<square>(clangent::dup(1.2, bar));
  clangent::vjp<first>(clangent::dup(x + 1, x_bar + 1, 2));
  clangent::vjp<both>(clangent::dup(1.2, bar), clangent::seed(Pair{1, 2}));
  clangent::vjp<first>(clangent::dup(three, x_bar));
}

template <class Dup> double handed_on(Dup &&d) { return clangent::jvp<square>(std::forward<Dup>(d)).tangent; }
double through_a_function() { return handed_on(clangent::dup(1.2, 1.0)); }

void kept_of_variables() {
  double x = 1.2, bar = 0, dot = 1;
  const double y = 3;
  Pair weight{1, 2};
  auto d = clangent::dup(x, dot);
  const auto e = clangent::dup(y, bar);
  auto w = clangent::seed(weight);
  clangent::jvp<square>(d);
  clangent::vjp<square>(e);
  clangent::vjp<both>(e, w);
}

void kept_of_temporaries(double *x, double *x_bar) {
  double bar = 0, y = 1;
  // expected-warning@+1 2 {{temporary whose address is used as value of local variable 'd' will be destroyed}}
  auto d = clangent::dup(1.2, 1.0);
  clangent::jvp<square>(d); // expected-error {{dup() or seed() of temporaries was kept in a variable}}
  // expected-warning@+1 {{temporary whose address is used as value of local variable 'e'}}
  const auto e = clangent::dup(1.2, bar);
  clangent::vjp<square>(e); // expected-error {{temporaries was kept in a variable}}
  // expected-warning@+1 {{temporary whose address is used as value of local variable 's'}}
  auto s = clangent::dup(y, 1.0);
  clangent::jvp<square>(s); // expected-error {{temporaries was kept in a variable}}
  // expected-warning@+1 2 {{temporary whose address is used as value of local variable 'p'}}
  auto p = clangent::dup(x + 1, x_bar + 1, 2);
  clangent::vjp<first>(p); // expected-error {{temporaries was kept in a variable}}
  // expected-warning@+1 {{temporary whose address is used as value of local variable 'w'}}
  auto w = clangent::seed(Pair{1, 2});
  clangent::vjp<both>(clangent::dup(y, bar), w); // expected-error {{temporaries was kept in a variable}}
}

auto returned(double x) {
  double dot = 1;
  return clangent::dup(x, dot); // expected-warning 2 {{stack memory}}
}
