// Shadows of memory that iterations own are made where its release is undone, and what grows has one.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-print %s | FileCheck %s
#include <clangent/clangent.h>
#include <vector>

// Not read in the reverse sweep: given back in the iteration.
double one_each(const double *x, int n, int m) {
  double s = 0;
  for (int k = 0; k < m; ++k) {
    std::vector<double> v(n);
    for (int i = 0; i < n; ++i)
      v[i] += x[i] * x[k];
    for (int i = 0; i < n; ++i)
      s += v[i];
  }
  return s;
}
void of_one_each(const double *x, double *x_bar) { clangent::vjp<one_each>(clangent::dup(x, x_bar), 3, 4); }
// CHECK-LABEL: double one_each_adjoint(
// CHECK-NOT: _at
// CHECK: double *const v = tape.borrow<double>(
// CHECK-NOT: v_bar
// CHECK: tape.give_back(v);
// CHECK-NEXT: }
// CHECK: for (int k = m; k-- > 0;) {
// CHECK: double *const v_bar = tape.borrow_zeros<double>(
// CHECK: v_bar[static_cast<unsigned long>(i)] += result_bar;
// CHECK: tape.give_back(v_bar);
// CHECK-NEXT: }

// Pointers into a block are numbers beside it, which are known; the copying to a larger block has nothing to undo.
double growing(double x, int n, int m) {
  double s = 0;
  for (int k = 0; k < m; ++k) {
    std::vector<double> v;
    for (int i = 0; i < n; ++i)
      v.push_back(x * (i + k));
    for (double e : v)
      s += e * e;
  }
  return s;
}
double of_growing(double x) { return clangent::gradient<growing>(x, 3, 4); }
// CHECK-LABEL: double growing_adjoint(
// CHECK-NOT: bool
// CHECK: double **const v_at = tape.array<double *>(m);
// CHECK-NEXT: long *const [[SIZES:[a-z_]+]] = tape.array<long>(m);
// CHECK-NOT: tape.array
// CHECK: if (i == v_limit_offset) {
// CHECK: double *const v_1 = tape.borrow<double>(v_limit_offset);
// CHECK: v_1[i_1] = v[i_1];
// CHECK: tape.give_back(v);
// CHECK: v[i] = x * (i + k);
// CHECK-NOT: tape.give_back
// CHECK: for (int k = m; k-- > 0;) {
// CHECK: double *const v_bar = tape.borrow_zeros<double>([[SIZES]][k]);
// CHECK: for (int i = n; i-- > 0;) {
// CHECK-NEXT: //
// CHECK-NEXT: const double product_bar = v_bar[i];
// CHECK-NEXT: v_bar[i] = 0;
// CHECK-NOT: borrow
// CHECK: tape.give_back(v_bar);

// What is no copy is taken back through its old sizes.
double scaling(double x, int n, int m) {
  double s = 0;
  for (int k = 0; k < m; ++k) {
    double *block = nullptr;
    int room = 0;
    for (int i = 0; i < n; ++i) {
      if (i == room) {
        room = 2 * i + 1;
        double *larger = new double[room];
        for (int j = 0; j < i; ++j)
          larger[j] = 2 * block[j];
        delete[] block;
        block = larger;
      }
      block[i] = x;
    }
    s += block[k];
    delete[] block;
  }
  return s;
}
double of_scaling(double x) { return clangent::gradient<scaling>(x, 3, 4); }
// CHECK-LABEL: double scaling_adjoint(
// CHECK: clangent::Stack<long> [[SIZES:[a-z_]+]](tape);
// CHECK: bool *const [[BITS:[a-z_]+]] = tape.array<bool>(m,
// CHECK: [[SIZES]].push(
// CHECK: for (int k = m; k-- > 0;) {
// CHECK: [[SIZES]].pop();
// CHECK: tape.borrow_zeros<double>(

// The rows' addresses, and those of their shadows, are read again.
double rows(const double *x, int n, int m) {
  std::vector<std::vector<double>> v(n, std::vector<double>(m));
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < m; ++j)
      v[i][j] = x[i] * x[j];
  double s = 0;
  for (int i = 1; i < n; ++i)
    for (int j = 0; j < m; ++j)
      s += v[i][j] * v[i - 1][j];
  return s;
}
void of_rows(const double *x, double *x_bar) { clangent::vjp<rows>(clangent::dup(x, x_bar), 3, 4); }
// CHECK-LABEL: double rows_adjoint(
// CHECK: for (int i = 0; i < n; ++i) {
// CHECK-NOT: _at[
// CHECK: for (int i = n; i-- > 1;) {
// CHECK: v_bar[{{.*}}][{{.*}}] += result_bar * v[{{.*}}][{{.*}}];
// CHECK: v_bar[{{.*}}][{{.*}}] += result_bar *

// A pointer that changes in one arm is carried backwards, and only where it changes it is kept.
double latest(double *a, int n) {
  double *p = a;
  double s = 0;
  for (int i = 0; i < n; ++i) {
    if (a[i] > 1) {
      a[i] *= a[i];
      p = a + i / 2;
    }
    s += *p * i;
  }
  return s;
}
void of_latest(double *a, double *a_bar) { clangent::vjp<latest>(clangent::dup(a, a_bar), 4); }
// CHECK-LABEL: double latest_adjoint(
// CHECK: clangent::Stack<double *> p_bar_stack(tape);
// CHECK-NOT: tape.array<double *>
// CHECK: p_bar_stack.push(p_bar);
// CHECK: for (int i = n; i-- > 0;) {
// CHECK: p_bar_stack.pop()
