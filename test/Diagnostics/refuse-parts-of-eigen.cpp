// What of Eigen is refused, as the documents say.
// REQUIRES: eigen, default-arguments
// RUN: %clangent++ %{flags} -isystem %{eigen} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#define EIGEN_DONT_VECTORIZE
#define EIGEN_NO_DEBUG
#include <clangent/clangent.h>

#include <Eigen/Dense>

using Eigen::Vector3d;

double dynamic(double x, double y) {
  Eigen::VectorXd v = Eigen::VectorXd::Constant(3, x); // expected-error-re 1-3 {{cannot differentiate {{.*}}}}
  return v.sum() * y; // expected-error-re 0-2 {{cannot differentiate {{.*}}}}
}
double largest(double x, double y) {
  return Vector3d(x, y, 1).maxCoeff(); // expected-error-re {{cannot differentiate a call of '{{.*}}maxCoeff'}}
}
double asked(double x, double y) {
  return std::get<0>(clangent::gradient<dynamic>(x, y)) + std::get<0>(clangent::gradient<largest>(x, y));
}
