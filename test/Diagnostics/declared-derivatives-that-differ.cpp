// A declaration of named derivatives that are not those of the function is an error where it stands.
// RUN: not %clangent++ %{flags} -fsyntax-only %s 2>&1 | FileCheck %s
#include <clangent/clangent.h>

double plain(double x);
// CHECK: [[# @LINE + 1]]:{{.*}}error: use of undeclared identifier 'plain_adjoint'
CLANGENT_DECLARE_DERIVATIVES(plain);

void other_adjoint(int);
void other_tangent(int);
double other(double x);
// CHECK: [[# @LINE + 1]]:{{.*}}error: static_cast from '{{.*}}' to
CLANGENT_DECLARE_DERIVATIVES(other);

CLANGENT_DIFFERENTIABLE double right(double x);
// CHECK-NOT: error:{{.*}}right
CLANGENT_DECLARE_DERIVATIVES(right);
