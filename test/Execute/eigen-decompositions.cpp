// What Eigen solves, inverts and decomposes, and Eigen's types as arguments and results of what is asked for.
// REQUIRES: eigen, default-arguments
// RUN: %clangent++ %{flags} -isystem %{eigen} -O0 %s -o %t && %t | FileCheck %s
#include "Inputs/BothModes.h"

#include <Eigen/Dense>

#include <stdexcept>

using namespace Eigen;

MatrixXd made(double x, double y, int n) {
  MatrixXd m(n, n);
  for (int j = 0; j < n; ++j)
    for (int i = 0; i < n; ++i)
      m(i, j) = std::sin(1.0 + i + 2 * j) * x + std::cos(1.0 * i * j) * y * y + (i == j ? 3 : 0);
  return m;
}
MatrixXd positive(double x, double y, int n) {
  const MatrixXd m = made(x, y, n);
  return m * m.transpose() + MatrixXd::Identity(n, n);
}
double llt(double x, double y) {
  const MatrixXd a = positive(x, y, 4);
  const VectorXd b = made(y, x, 4).col(1);
  const LLT<MatrixXd> decomposed(a);
  return decomposed.solve(b).sum() + MatrixXd(decomposed.matrixL()).squaredNorm() + a.llt().solve(a * b)(2);
}
double ldlt(double x, double y) {
  const MatrixXd a = positive(x, y, 4);
  const VectorXd b = made(y, x, 4).col(1);
  return a.ldlt().solve(b).squaredNorm() + a.ldlt().vectorD().prod();
}
double lu(double x, double y) {
  const MatrixXd a = made(x, y, 4), b = made(y, x, 4);
  return a.partialPivLu().solve(b).squaredNorm() + a.determinant() + a.inverse().sum() + a.lu().solve(b)(1, 2);
}
double qr(double x, double y) {
  const MatrixXd a = made(x, y, 4).leftCols(3);
  const VectorXd b = made(y, x, 4).col(1);
  const MatrixXd q = a.householderQr().householderQ();
  return a.householderQr().solve(b).squaredNorm() + q(1, 2) * q(3, 0);
}
double fixedSolves(double x, double y) {
  const Matrix4d a = positive(x, y, 4);
  const Vector4d b(x, y, 1, 2);
  Matrix2d c;
  c << x + 2, y, 1, 3;
  return a.inverse().sum() + a.determinant() + a.llt().solve(b).sum() + a.ldlt().solve(b).squaredNorm() +
         c.inverse()(0, 1) + a.partialPivLu().solve(b).norm() + a.householderQr().solve(b)(1);
}
double triangular(double x, double y) {
  const MatrixXd a = made(x, y, 4);
  const VectorXd b = made(y, x, 4).col(1);
  VectorXd z = a.triangularView<Lower>().solve(b);
  z += a.triangularView<UnitUpper>().solve(b);
  a.transpose().triangularView<Upper>().solveInPlace(z);
  MatrixXd right = made(y, x, 4);
  a.triangularView<Lower>().solveInPlace<OnTheRight>(right);
  const MatrixXd above = a.triangularView<Upper>();
  return z.squaredNorm() + above.sum() + right.squaredNorm();
}
double eigenvalues(double x, double y) {
  const MatrixXd a = positive(x, y, 4);
  const SelfAdjointEigenSolver<MatrixXd> s(a);
  const MatrixXd v = s.eigenvectors();
  const VectorXd w = s.eigenvalues();
  const Matrix3d b = positive(x, y, 3);
  return w(1) * w(0) + (v * w.cwiseSqrt().asDiagonal() * v.transpose()).sum() + v.col(0).cwiseAbs2().dot(w) +
         SelfAdjointEigenSolver<Matrix3d>(b, EigenvaluesOnly).eigenvalues().dot(Vector3d(1, 2, 3));
}

// ---- arguments and results

VectorXd bent(const VectorXd &x) {
  VectorXd y = 2 * x;
  y(0) *= y(1);
  return y;
}
MatrixXd squared(const MatrixXd &x) { return x * x; }
Vector3d turned(const Vector3d &x) { return x.cross(Vector3d(1, 2, 3)) * x(0); }
double changed(VectorXd x) {
  x *= 2;
  return x.dot(x.reverse());
}
double corner(const MatrixXd &a) { return a.sum() * a(0, 1); }
struct Model {
  MatrixXd weight;
  ArrayXd offset;
};
double loss(const Model &model, const VectorXd &x) {
  return ((model.weight * x).array() + model.offset).square().sum();
}
double chained(const std::vector<MatrixXd> &list) {
  MatrixXd product = list[0];
  for (std::size_t i = 1; i < list.size(); ++i)
    product = product * list[i];
  return product.sum();
}

void tell(const char *name, bool isRight) {
  ++functions;
  wrong += !isRight;
  if (!isRight)
    std::printf("%s is wrong\n", name);
}
bool near(double a, double b) { return close(a, b, 1e-8); }

void arguments() {
  VectorXd x(3), w(3);
  x << 0.7, 1.3, 0.4;
  w << 1, -2, 0.5;
  VectorXd x_bar = VectorXd::Zero(3);
  const VectorXd y = clangent::vjp<bent>(clangent::dup(x, x_bar), clangent::seed(w));
  const auto moved = clangent::jvp<bent>(clangent::dup(x, w));
  tell("bent", y == bent(x) && moved.value == y && near(moved.tangent.dot(w), x_bar.dot(w)) &&
                   near(x_bar(1), 4 * x(0) * w(0) + 2 * w(1)));

  const MatrixXd a = made(0.7, 1.3, 3), a_dot = made(1.3, 0.2, 3);
  MatrixXd a_bar = MatrixXd::Zero(3, 3);
  clangent::vjp<squared>(clangent::dup(a, a_bar), clangent::seed(a_dot));
  const auto square = clangent::jvp<squared>(clangent::dup(a, a_dot));
  tell("squared", (square.tangent - a * a_dot - a_dot * a).norm() < 1e-12 &&
                      (a_bar - a_dot * a.transpose() - a.transpose() * a_dot).norm() < 1e-12);

  const Vector3d v(0.7, 1.3, 0.4), u(1, -2, 0.5);
  Vector3d v_bar = Vector3d::Zero();
  clangent::vjp<turned>(clangent::dup(v, v_bar), clangent::seed(u));
  tell("turned", near(clangent::jvp<turned>(clangent::dup(v, u)).tangent.dot(u), v_bar.dot(u)));

  const VectorXd by_x = clangent::gradient<changed>(x);
  tell("changed", x(1) == 1.3 && near(by_x(0), 8 * x(2)) && near(by_x(1), 8 * x(1)));

  const Model model{a, ArrayXd::Ones(3)};
  const Model by_model = clangent::gradient<loss, clangent::wrt<0>>(model, x);
  const VectorXd out = 2 * (a * x + VectorXd::Ones(3));
  tell("loss", (by_model.weight - out * x.transpose()).norm() < 1e-12 &&
                   (by_model.offset.matrix() - out).norm() < 1e-12);

  const std::vector<MatrixXd> list{a, a_dot}, by_list = clangent::gradient<chained>(list);
  tell("chained", by_list.size() == 2 && (by_list[0] - MatrixXd::Ones(3, 3) * a_dot.transpose()).norm() < 1e-12);

  const auto isTold = [](auto &&call) {
    try {
      call();
    } catch (const std::invalid_argument &) {
      return true;
    }
    return false;
  };
  VectorXd none;
  tell("sizes", isTold([&] { clangent::vjp<changed>(clangent::dup(x, none)); }));
  // As many numbers, in other rows.
  const MatrixXd flat = MatrixXd::Ones(2, 3);
  MatrixXd tall = MatrixXd::Zero(3, 2);
  tell("shapes", isTold([&] { clangent::vjp<corner>(clangent::dup(flat, tall)); }));
  tell("shapes, forwards", isTold([&] { clangent::jvp<corner>(clangent::dup(flat, tall)); }));
}

int main() {
  BOTH_MODES(llt);
  BOTH_MODES(ldlt);
  BOTH_MODES(lu);
  BOTH_MODES(qr);
  BOTH_MODES(fixedSolves);
  BOTH_MODES(triangular);
  BOTH_MODES(eigenvalues);
  arguments();
  // CHECK: 16 functions, 0 wrong
  return told();
}
