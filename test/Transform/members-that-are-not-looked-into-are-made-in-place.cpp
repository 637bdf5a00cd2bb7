// A member that is not looked into lies in storage of its own; its constructors and its destructor are called there.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-emit-dir=%t %s && FileCheck --input-file %t/members-that-are-not-looked-into-are-made-in-place.clangent.cpp %s
#include <clangent/clangent.h>

struct Base {
  int kind;
};
struct Label : virtual Base {
  explicit Label(int n);
  Label(const Label &other);
  ~Label();
  int length() const;
};
struct Bond {
  Label label;
  double coupon;
};

// CHECK-LABEL: double f_adjoint(
// CHECK: clangent::detail::Raw<{{ ?}}::Label> [[RAW:[a-z_]*label_raw]];
// CHECK-NEXT: auto &[[LABEL:[a-z_]*label]] = [[RAW]].object();
// CHECK-NEXT: ::new (clangent::detail::Place{&{{[(]?}}[[LABEL]]{{[)]?}}}) ::Label(3);
// CHECK: [[LABEL]].length()
// CHECK: [[LABEL]].~Label();
// CHECK: result_bar
// CHECK-NOT: Label
double f(double x) {
  Bond bond{Label(3), x};
  return bond.coupon * bond.label.length() * x;
}
double asked(double x) { return clangent::gradient<f>(x); }
