// The product of two matrices of dynamic size is an operation of its own in both sweeps, and that of two small ones is a
// loop.
// REQUIRES: eigen, default-arguments
// RUN: %clangent++ %{flags} -isystem %{eigen} -DNDEBUG -fsyntax-only -fplugin-arg-clangent-print %s | FileCheck %s
#include <clangent/clangent.h>

#include <Eigen/Dense>

double large(const Eigen::MatrixXd &a, const Eigen::VectorXd &x) { return (a * x).sum(); }
// CHECK-LABEL: double large_adjoint(
// CHECK: clangent::eigen::Product<double>::forward(
// CHECK: clangent::eigen::Product<double>::reverse(
// CHECK-LABEL: double small_adjoint(
// CHECK-NOT: eigen::Product<
// CHECK: for (long
// CHECK-NOT: eigen::Product<
double small(const Eigen::Matrix3d &a, const Eigen::Vector3d &x) { return (a * x).sum(); }

void asked(const Eigen::MatrixXd &a, const Eigen::VectorXd &x, const Eigen::Matrix3d &b, const Eigen::Vector3d &y) {
  clangent::gradient<large>(a, x);
  clangent::gradient<small>(b, y);
}
