// NIST's Misra1a problem, y = b1 * (1 - exp(-b2 * x)), fitted by the Gauss-Newton method.
//
// Data and certified values: NIST Statistical Reference Datasets, nonlinear regression, Misra1a.

#include <clangent/clangent.h>

#include <cmath>
#include <cstdio>

double volume(const double *b, double pressure) { return b[0] * (1 - std::exp(-b[1] * pressure)); }

int main() {
  const int n = 14;
  const double y[n] = {10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02,
                       44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78};
  const double x[n] = {77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0};
  const double certified[2] = {2.3894212918E+02, 5.5015643181E-04};

  double b[2] = {250, 0.0005};
  double loss = 0;
  for (int step = 0; step < 10; ++step) {
    // The normal equations H p = g of the linearised model, one gradient per observation.
    double h00 = 0, h01 = 0, h11 = 0, g0 = 0, g1 = 0;
    loss = 0;
    for (int i = 0; i < n; ++i) {
      double slope[2] = {};
      const double residual = y[i] - clangent::vjp<volume>(clangent::dup(b, slope), x[i]);
      loss += residual * residual;
      h00 += slope[0] * slope[0];
      h01 += slope[0] * slope[1];
      h11 += slope[1] * slope[1];
      g0 += slope[0] * residual;
      g1 += slope[1] * residual;
    }
    std::printf("step %d  loss %.10f  b1 %.8f  b2 %.10f\n", step, loss, b[0], b[1]);
    const double determinant = h00 * h11 - h01 * h01;
    b[0] += (h11 * g0 - h01 * g1) / determinant;
    b[1] += (h00 * g1 - h01 * g0) / determinant;
  }

  bool right = std::fabs(loss - 1.2455138894E-01) < 1e-9;
  for (int j = 0; j < 2; ++j) {
    const double error = std::fabs(b[j] - certified[j]) / certified[j];
    std::printf("b%d = %.10e, certified %.10e, relative difference %.1e\n", j + 1, b[j], certified[j], error);
    right = right && error < 1e-9;
  }
  return right ? 0 : 1;
}
