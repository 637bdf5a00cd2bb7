// A destructor that is looked into is a call of a function, at the end of the scope, in reverse order, and of what it leaves
// nothing but numbers remains. An object that somebody else gets to see lives where C++ does not destroy it once more, and
// for its shadow nothing of its class runs.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-emit-dir=%t -fplugin-arg-clangent-dump=lowered %s > %t.ir && FileCheck --check-prefix=LOWERED --input-file %t.ir %s
// RUN: FileCheck --input-file %t/destructors-are-calls-at-the-end-of-scopes.clangent.cpp %s
#include <clangent/clangent.h>

struct Part {
  double v;
  ~Part() { v = 0; }
};
struct Add {
  Add(double &sum, double v) : sum(sum), v(v), first{v}, second{v} {}
  ~Add() {
    if (v > 100)
      return;
    sum += v * v;
  }
  double &sum;
  double v;
  Part first, second;
};

// The returned flag is asked, and members die behind the body, last made first.
// LOWERED-LABEL: func scopes(
// LOWERED: %a = local
// LOWERED: while
// LOWERED: %b = local
// LOWERED: if
// LOWERED: call ~Add(%b)
// LOWERED: call ~Add(%a)

// LOWERED-LABEL: func ~Add(
// LOWERED: if
// LOWERED: field %self .second
// LOWERED-NEXT: call ~Part
// LOWERED-NEXT: field %self .first
// LOWERED-NEXT: call ~Part

// CHECK-LABEL: double scopes_adjoint(
// CHECK-NOT: ::Add
// CHECK: return s;
double scopes(double x) {
  double s = x;
  {
    Add a(s, x);
    for (int i = 0; i < 3; ++i) {
      Add b(s, i * x);
      if (i == 1)
        continue;
      s *= x;
    }
  }
  return s;
}
struct Seen {
  explicit Seen(double v) : v(v) {}
  ~Seen() { v *= 2; }
  double v;
};
[[clangent::inactive]] int look(const Seen &a);

// CHECK-LABEL: double seen_adjoint(
// CHECK: clangent::detail::Raw<::Seen> a_raw;
// CHECK-NEXT: auto &a = a_raw.object();
// CHECK-NOT: ::Seen a
// CHECK: ::look({{.*}}a{{.*}})
// CHECK-NOT: ~Seen
// CHECK: return
double seen(double x) {
  double s = x;
  Seen a(x);
  const int n = look(a);
  return s * a.v * n;
}
double asked(double x) { return clangent::gradient<scopes>(x) + clangent::gradient<seen>(x); }
