// The functions whose derivatives the demo asks for, as a scientist would write them.
//
// Nothing here knows about differentiation: the derivatives are requested where they are used.

#ifndef CLANGENT_DEMO_MODELS_H
#define CLANGENT_DEMO_MODELS_H

#include <cmath>

namespace demo {

inline double compute_s(double x, double y, double z) { return 2 * (x - y) + z; }

// L = sum (y - y_hat)^2 for the straight line y_hat = a*x + b.
inline double line_loss(double a, double b, const double *x, const double *y, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    const double residual = y[i] - (a * x[i] + b);
    sum += residual * residual;
  }
  return sum;
}

struct Misra1a {
  static double predict(const double *b, double x) { return b[0] * (1 - std::exp(-b[1] * x)); }
};

struct Thurber {
  static double predict(const double *b, double x) {
    const double numerator = b[0] + x * (b[1] + x * (b[2] + x * b[3]));
    const double denominator = 1 + x * (b[4] + x * (b[5] + x * b[6]));
    return numerator / denominator;
  }
};

struct Mgh09 {
  static double predict(const double *b, double x) { return b[0] * (x * x + x * b[1]) / (x * x + x * b[2] + b[3]); }
};

struct Eckerle4 {
  static double predict(const double *b, double x) {
    const double t = (x - b[2]) / b[1];
    return b[0] / b[1] * std::exp(-0.5 * t * t);
  }
};

// L = sum (y - y_hat)^2 for any of the models above.
template <class Model> double loss(const double *b, const double *x, const double *y, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    const double residual = y[i] - Model::predict(b, x[i]);
    sum += residual * residual;
  }
  return sum;
}

} // namespace demo

#endif
