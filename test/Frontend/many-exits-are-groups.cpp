// The remainders of eight exits are nested in one another; what follows stands behind them, guarded by the flag, and so
// does every further group. What one group declares, others use.
// RUN: %clangent++ %{flags} -fsyntax-only -fplugin-arg-clangent-dump=lowered %s | FileCheck --strict-whitespace %s
// REQUIRES: default-arguments
// CHECK-LABEL: func f(
// CHECK: {{^}}  %returned = local : bool *
// CHECK: {{^}}  %y.0 = local : double *
// CHECK: {{^}}  if {{.*}} {
// CHECK: {{^}}                  if {{.*}} {
// CHECK-NOT: {{^}}                    if
// CHECK: {{^}}  [[RETURNED:%[0-9]+]] = load %returned : bool
// CHECK-NEXT: {{^}}  [[GUARD:%[0-9]+]] = not [[RETURNED]] : bool
// CHECK-NEXT: {{^}}  if [[GUARD]] {
// CHECK: {{^}}  [[RETURNED:%[0-9]+]] = load %returned : bool
// CHECK-NEXT: {{^}}  [[GUARD:%[0-9]+]] = not [[RETURNED]] : bool
// CHECK-NEXT: {{^}}  if [[GUARD]] {
#define EXIT(N)                                                                                                        \
  if (x > N)                                                                                                           \
    return x * N;
#define EIGHT(N) EXIT(N##0) EXIT(N##1) EXIT(N##2) EXIT(N##3) EXIT(N##4) EXIT(N##5) EXIT(N##6) EXIT(N##7)
[[clangent::differentiable]] double f(double x) {
  EIGHT(1)
  double y = x * x;
  EIGHT(2)
  EIGHT(3)
  return y;
}
