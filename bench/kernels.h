// The functions that are differentiated, and their gradients written by hand.
//
// A hand-written gradient does what an expert would: one forward pass, shared subexpressions,
// nothing stored that is not needed. It adds into its bars, as the generated code does.

#ifndef CLANGENT_BENCH_KERNELS_H
#define CLANGENT_BENCH_KERNELS_H

#include <cmath>
#include <vector>

namespace bench {

inline double compute_s(double x, double y, double z) { return 2 * (x - y) + z; }

inline double compute_s_by_hand(double x, double y, double z, double *bar) {
  bar[0] += 2;
  bar[1] += -2;
  bar[2] += 1;
  return 2 * (x - y) + z;
}

// Some twenty operations in a row.
inline double formula(double x, double y, double z) {
  const double r = std::sqrt(x * x + y * y + z * z);
  const double u = std::exp(-r) * std::sin(x * y);
  const double v = std::log(1 + z * z) / (r + 1);
  return u * v + x * y * z - 0.5 * u * u;
}

inline double formula_by_hand(double x, double y, double z, double *bar) {
  const double r = std::sqrt(x * x + y * y + z * z);
  const double decay = std::exp(-r);
  const double xy = x * y;
  const double wave = std::sin(xy);
  const double u = decay * wave;
  const double inside = 1 + z * z;
  const double inverse = 1 / (r + 1);
  const double v = std::log(inside) * inverse;

  const double u_bar = v - u;
  const double v_bar = u;
  const double r_bar = -u_bar * u - v_bar * v * inverse;
  const double xy_bar = u_bar * decay * std::cos(xy) + z;
  const double along = r_bar / r;
  bar[0] += xy_bar * y + along * x;
  bar[1] += xy_bar * x + along * y;
  bar[2] += xy + along * z + v_bar * inverse * 2 * z / inside;
  return u * v + xy * z - 0.5 * u * u;
}

// Every step needs the value of the step before.
inline double recurrence(double x, int n) {
  double s = 1;
  for (int i = 0; i < n; ++i)
    s += std::sin(x * s);
  return s;
}

inline double recurrence_by_hand(double x, int n, double *x_bar, std::vector<double> &s_at) {
  s_at.resize(static_cast<std::size_t>(n));
  double *const before = s_at.data();
  double s = 1;
  for (int i = 0; i < n; ++i) {
    before[i] = s;
    s += std::sin(x * s);
  }
  double s_bar = 1;
  double sum = 0;
  for (int i = n - 1; i >= 0; --i) {
    const double argument_bar = std::cos(x * before[i]) * s_bar;
    sum += argument_bar * before[i];
    s_bar += argument_bar * x;
  }
  *x_bar += sum;
  return s;
}

// The sum of squares of a fit: iterations exchange nothing but a sum.
inline double squares(const double *b, const double *x, const double *y, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    const double residual = y[i] - b[0] * (1 - std::exp(-b[1] * x[i]));
    sum += residual * residual;
  }
  return sum;
}

inline double squares_by_hand(const double *b, const double *x, const double *y, int n, double *b_bar) {
  double sum = 0;
  double first = 0;
  double second = 0;
  for (int i = 0; i < n; ++i) {
    const double decay = std::exp(-b[1] * x[i]);
    const double residual = y[i] - b[0] * (1 - decay);
    sum += residual * residual;
    first += residual * (1 - decay);
    second += residual * decay * x[i];
  }
  b_bar[0] -= 2 * first;
  b_bar[1] -= 2 * b[0] * second;
  return sum;
}

// The energy of a chain of oscillators: neighbours are read twice, nothing is transcendental.
inline double chain(const double *x, int n) {
  double energy = 0;
  for (int i = 0; i + 1 < n; ++i) {
    const double stretch = x[i + 1] - x[i];
    const double square = x[i] * x[i];
    energy += 0.5 * stretch * stretch + 0.25 * square * square;
  }
  return energy;
}

inline double chain_by_hand(const double *x, int n, double *x_bar) {
  double energy = 0;
  for (int i = 0; i + 1 < n; ++i) {
    const double stretch = x[i + 1] - x[i];
    const double square = x[i] * x[i];
    energy += 0.5 * stretch * stretch + 0.25 * square * square;
    x_bar[i] += x[i] * square - stretch;
    x_bar[i + 1] += stretch;
  }
  return energy;
}

} // namespace bench

#endif
