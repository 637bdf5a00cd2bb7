// Matrices of Eigen whose size is fixed: gradients and tangents against central differences.
// REQUIRES: eigen, default-arguments
// RUN: %clangent++ %{flags} -isystem %{eigen} -O0 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>

#include <Eigen/Dense>

#include <cmath>
#include <cstdio>

using Eigen::Array3d, Eigen::Matrix3d, Eigen::Vector3d, Eigen::Vector4d;
using Wide = Eigen::Matrix<double, 2, 3>;

double elements(double x, double y) {
  Matrix3d m = Matrix3d::Zero();
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j)
      m(i, j) += i * x + j * y * y;
  m.diagonal() = Vector3d(x, y, 1);
  return m.row(1).dot(m.col(2)) + m.determinant() + m.squaredNorm();
}
double sums(double x, double y) {
  const Vector4d a(x, y, x * y, 1), b(1, 2, y, 3);
  Vector4d c = a + 2 * b;
  c *= x;
  c += Vector4d::Constant(y);
  return c.dot(a) + c.prod() + c.mean() + c.head<2>().sum() + a.lpNorm<1>();
}
double products(double x, double y) {
  Matrix3d m = Matrix3d::Identity() * x;
  m(0, 1) = y;
  Vector3d v;
  v << 1, x, y;
  const Vector3d w = v + m * v;
  const Matrix3d outer = v * w.transpose(), n = m * outer;
  return w.sum() + n.trace() + n.transpose()(0, 1) + m.determinant();
}
double inverses(double x, double y) {
  Matrix3d m = Matrix3d::Identity() * x;
  m(0, 1) = y;
  const Matrix3d inverse = m.inverse();
  return inverse(0, 1) * inverse.norm();
}
double norms(double x, double y) {
  Vector3d v(1, x, y);
  const Vector3d unit = v.normalized();
  v.normalize();
  return unit[1] + 2 * v[0] + v.cross(Vector3d(y, 1, 2)).norm();
}
double arrays(double x, double y) {
  const Array3d a(x, y, 2);
  const Array3d b = a.sqrt() * a.sin() + a.pow(3.0) + a.exp();
  Wide w = Wide::Constant(x);
  w(1, 2) = y;
  return b.sum() + w.row(1).sum() + w.cwiseAbs().sum() + w.cwiseProduct(w).sum();
}
double rotations(double x, double y) {
  const Eigen::AngleAxisd about(x, Vector3d(0, 0, 1));
  const Eigen::Quaterniond q(about);
  const Vector3d turned = q * Vector3d(y, 1, 2);
  const Eigen::Quaterniond twice = q * q.conjugate() * q * q;
  return turned[0] + (twice * turned)[1] + about.toRotationMatrix()(0, 1) * y;
}
double maps(double x, double y) {
  double numbers[3] = {x, y, x * y};
  Eigen::Map<Vector3d> map(numbers);
  map *= 2;
  return map.squaredNorm() + numbers[0];
}
double solved(double x, double y) {
  Matrix3d m = Matrix3d::Identity() * x;
  m(0, 1) = m(1, 0) = y / 4;
  return m.ldlt().solve(Vector3d(1, y, 1)).sum();
}
double unevaluated(double x, double y) {
  Matrix3d m = Matrix3d::Identity() * x;
  m(0, 1) = y;
  return (m * m)(0, 1) * y + (m * m)(1, 1);
}

template <double (*f)(double, double)> bool agrees() {
  const double x = 1.3, y = 0.7, h = 1e-5;
  const auto [x_bar, y_bar] = clangent::gradient<f>(x, y);
  const double by_x = (f(x + h, y) - f(x - h, y)) / (2 * h), by_y = (f(x, y + h) - f(x, y - h)) / (2 * h);
  const double dot = clangent::jvp<f>(clangent::dup(x, 1.0), clangent::dup(y, 2.0)).tangent;
  const auto near = [](double a, double b) { return std::fabs(a - b) < 1e-7 * (1 + std::fabs(a)); };
  return near(x_bar, by_x) && near(y_bar, by_y) && near(dot, by_x + 2 * by_y);
}

int main() {
  std::printf("%d%d%d%d", agrees<elements>(), agrees<sums>(), agrees<products>(), agrees<inverses>());
  std::printf("%d%d%d%d", agrees<norms>(), agrees<arrays>(), agrees<rotations>(), agrees<maps>());
  std::printf("%d%d\n", agrees<solved>(), agrees<unevaluated>());
  // CHECK: 1111111111
}
