// A straight line through ten points by gradient descent.
//
// The expected numbers are what PyTorch 1.13 computes for the same hundred steps.

#include <clangent/clangent.h>

#include <cmath>
#include <cstdio>

double mean_squared_error(double a, double b, const double *x, const double *y, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    const double residual = y[i] - (a * x[i] + b);
    sum += residual * residual;
  }
  return sum / n;
}

int main() {
  const int n = 10;
  const double x[n] = {-1, -0.667, -0.333, 0, 0.333, 0.667, 1, 1.333, 1.667, 2};
  const double y[n] = {-3.08, -2.466, -1.691, -0.958, -0.22, 0.345, 0.945, 1.588, 2.409, 3.163};
  const double gamma = 0.1;

  double a = 0;
  double b = 0;
  double last_loss = 0;
  for (int step = 0; step < 100; ++step) {
    const auto [loss, gradient] = clangent::value_and_gradient<mean_squared_error>(a, b, x, y, n);
    const auto [da, db] = gradient;
    if (step % 20 == 0)
      std::printf("step %3d  loss %.8f  a %.6f  b %.6f\n", step, loss, a, b);
    a -= gamma * da;
    b -= gamma * db;
    last_loss = loss;
  }
  std::printf("fitted    loss %.8f  a %.6f  b %.6f\n", last_loss, a, b);

  const bool right = std::fabs(last_loss - 0.005365064204296527) < 1e-12 && std::fabs(a - 2.0541225183768588) < 1e-9 &&
                     std::fabs(b - -1.0235568201422591) < 1e-9;
  return right ? 0 : 1;
}
