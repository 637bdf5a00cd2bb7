// Matrices of Eigen, of fixed and of dynamic size, as Eigen is: with its vector code and its assertions. Both modes
// against extrapolated differences.
// REQUIRES: eigen, default-arguments
// RUN: %clangent++ %{flags} -isystem %{eigen} -O0 %s -o %t && %t | FileCheck %s
#include "Inputs/BothModes.h"

#include <Eigen/Dense>

using namespace Eigen;

MatrixXd made(double x, double y, int n) {
  MatrixXd m(n, n);
  for (int j = 0; j < n; ++j)
    for (int i = 0; i < n; ++i)
      m(i, j) = std::sin(1.0 + i + 2 * j) * x + std::cos(1.0 * i * j) * y * y + (i == j ? 3 : 0);
  return m;
}
double assigned(double x, double y) {
  MatrixXd a = made(x, y, 3), b = a;
  b(1, 1) *= x;
  b = b + a;
  a.swap(b);
  MatrixXd moved = std::move(a);
  moved.conservativeResize(2, 3);
  a = moved;
  a.resize(6, 1);
  return moved.sum() + 2 * b.squaredNorm() + a(4) * a(1);
}
// An expression is computed when it is used.
double later(double x, double y) {
  VectorXd a(2), b(2);
  a << x, y;
  b << y, 1;
  const auto sum = a + 2 * b;
  const double before = sum(1);
  a(1) *= x;
  return before * sum(1) + sum.squaredNorm();
}
double small(double x, double y) {
  Matrix3d a = made(x, y, 3);
  Vector3d v(x, y, 1), w = a * v;
  w += a.transpose() * v;
  const Matrix<float, 2, 2> f = a.topLeftCorner<2, 2>().cast<float>();
  return w.dot(v) + (a * a).trace() + v.cross(w).norm() + (f(0, 0) > 100);
}
double products(double x, double y) {
  MatrixXd a = made(x, y, 4);
  VectorXd v = a.col(1);
  MatrixXd c = a * a.transpose();
  c.noalias() += 2 * a * a;
  c -= a.block(0, 0, 4, 2) * a.block(0, 0, 2, 4);
  a = a * c;
  Matrix<double, Dynamic, Dynamic, RowMajor> r = a * c;
  r.noalias() -= r.transpose().eval() * a;
  return c.sum() + (a * v).dot(v) + (v.transpose() * a)(1) + (v * v.transpose()).squaredNorm() + 1e-3 * r.sum();
}
double blocks(double x, double y) {
  MatrixXd a = made(x, y, 4);
  a.row(1) *= 2;
  a.col(0) = a.col(1) + a.diagonal();
  a.block(1, 1, 2, 2).setConstant(x);
  a.topLeftCorner(2, 2) += a.bottomRightCorner<2, 2>();
  a.diagonal().array() += y;
  VectorXd v = a.row(2);
  v.head(2).swap(v.tail(2));
  v.segment(1, 2) *= x;
  v.reverseInPlace();
  return a.squaredNorm() + v(0) * v(1) + v.norm() + a.colwise().sum().squaredNorm() + a.rowwise().norm().sum();
}
double coefficients(double x, double y) {
  const ArrayXd a = made(x, y, 2).reshaped();
  const ArrayXd b = a.exp() + a.sin() * a.cos() + a.abs().sqrt() + (a * a + 1).log() + a.square() + a.tanh() +
                    a.inverse() + a.cube() + (a > 1).select(a, 2 * a * a);
  const MatrixXd m = made(x, y, 2).cwiseProduct(made(y, x, 2)).cwiseQuotient(made(x, x, 2));
  return b.sum() + m.mean() + m.prod() + b.max(a).sum() + m.cwiseAbs().sum() + m.maxCoeff() +
         m.unaryExpr([](double v) { return v * std::sin(v); }).sum() + m.lpNorm<1>();
}
double initialised(double x, double y) {
  Matrix2d a;
  a << x, y, 1, x * y;
  MatrixXd b(2, 3);
  b << a, Vector2d(x, 2);
  VectorXd c(4);
  c << x, Vector3d::Constant(y);
  return a.determinant() + b.squaredNorm() + c.prod() + VectorXd::LinSpaced(3, 0, x).sum();
}
double maps(double x, double y) {
  double n[6] = {x, y, x * y, 1, 2, x};
  Map<MatrixXd> m(n, 2, 3);
  m *= y;
  Map<VectorXd, 0, InnerStride<2>> s(n, 3);
  s.array() += x;
  std::vector<double> numbers{x, y, 2};
  return m.squaredNorm() + n[3] + Map<const VectorXd>(numbers.data(), 3).norm();
}
void step(Ref<VectorXd> state, const Ref<const MatrixXd> &by) { state = by * state; }
double referred(double x, double y) {
  const MatrixXd a = made(x, y, 4);
  VectorXd v = a.col(0);
  step(v, a);
  step(v.head(2), a.topLeftCorner(2, 2));
  return 1e-2 * v.squaredNorm();
}
// Numbers without derivatives beside it.
double counted(double x, double y) {
  VectorXi order(3);
  order << 2, 0, 1;
  const Array<bool, Dynamic, 1> chosen = made(1, 2, 3).col(0).array() > 1;
  const MatrixXd a = made(x, y, 3);
  double sum = 0;
  for (int i = 0; i < order.size(); ++i)
    sum += (chosen(i) ? 2 : 1) * a(order(i), i);
  return sum * a.maxCoeff();
}
// A state and its covariance, predicted and corrected.
class Kalman {
public:
  Kalman(double drift, double noise) : transition(Matrix2d::Identity()), process(Matrix2d::Identity() * noise) {
    transition(0, 1) = drift;
    covariance.setIdentity();
  }
  void predict() {
    state = transition * state;
    covariance = transition * covariance * transition.transpose() + process;
  }
  double correct(double measured, double variance) {
    const RowVector2d seen(1, 0);
    const double innovation = measured - seen * state, s = (seen * covariance * seen.transpose())(0) + variance;
    const Vector2d gain = covariance * seen.transpose() / s;
    state += gain * innovation;
    covariance = (Matrix2d::Identity() - gain * seen) * covariance;
    return std::log(s) + innovation * innovation / s;
  }

private:
  Matrix2d transition, process, covariance;
  Vector2d state = Vector2d::Zero();
};
double filtered(double x, double y) {
  Kalman filter(x, y);
  double sum = 0;
  for (double measured : {0.1, 0.4, 0.2, 0.8}) {
    filter.predict();
    sum += filter.correct(measured, 0.5 + y);
  }
  return sum;
}
struct Layer {
  MatrixXd weight;
  VectorXd offset;
  VectorXd operator()(const VectorXd &x) const { return (weight * x + offset).array().tanh(); }
};
double network(double x, double y) {
  std::vector<Layer> layers;
  for (int k = 0; k < 3; ++k)
    layers.push_back({made(x, y + k, 3) / 5, made(y, x, 3).col(k) / 5});
  VectorXd h = made(x, y, 3).row(0) / 5;
  for (const Layer &layer : layers)
    h = layer(h);
  return h.squaredNorm();
}

int main() {
  BOTH_MODES(assigned);
  BOTH_MODES(later);
  BOTH_MODES(small);
  BOTH_MODES(products);
  BOTH_MODES(blocks);
  BOTH_MODES(coefficients);
  BOTH_MODES(initialised);
  BOTH_MODES(maps);
  BOTH_MODES(referred);
  BOTH_MODES(counted);
  BOTH_MODES(filtered);
  BOTH_MODES(network);
  // CHECK: 12 functions, 0 wrong
  return told();
}
