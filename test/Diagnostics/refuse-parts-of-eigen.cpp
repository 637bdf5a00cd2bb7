// What of Eigen is refused, at the line that calls it, and what of it is run as it is.
// REQUIRES: eigen, default-arguments
// RUN: %clangent++ %{flags} -isystem %{eigen} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
// RUN: %clangent++ %{flags} -I %{eigen} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>

#include <Eigen/Dense>

using Eigen::Matrix3d, Eigen::MatrixXd, Eigen::Vector3d, Eigen::VectorXd;

double general(const MatrixXd &a) {
  return a.jacobiSvd().singularValues()(0); // expected-error-re {{cannot differentiate a call of '{{.*}}jacobiSvd'{{.*}}}}
}
double schur(const MatrixXd &a) {
  return Eigen::RealSchur<MatrixXd>(a).matrixT()(0, 0); // expected-error-re {{cannot differentiate a call of '{{.*}}RealSchur{{.*}}'{{.*}}}}
}
double tridiagonal(const VectorXd &d) {
  Eigen::SelfAdjointEigenSolver<MatrixXd> solver;
  solver.computeFromTridiagonal(d, d.head(2)); // expected-error-re {{cannot differentiate a call of '{{.*}}computeFromTridiagonal'{{.*}}}}
  return solver.eigenvalues()(0);
}
double inactive(double x, const MatrixXd &a) { return x * a.jacobiSvd().singularValues()(0); }

void asked(const MatrixXd &a, const VectorXd &d) {
  clangent::gradient<general>(a);
  clangent::gradient<schur>(a);
  clangent::gradient<tridiagonal>(d);
  clangent::gradient<inactive, clangent::wrt<0>>(2.0, a);
}
