// Programs over std::vector, beside the same programs over pointers, and their gradients written by hand.

#ifndef CLANGENT_BENCH_VECTORS_H
#define CLANGENT_BENCH_VECTORS_H

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace bench {

// squares and chain of kernels.h.
inline double squares_of_vectors(const std::vector<double> &b, const std::vector<double> &x,
                                 const std::vector<double> &y) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double residual = y[i] - b[0] * (1 - std::exp(-b[1] * x[i]));
    sum += residual * residual;
  }
  return sum;
}
inline double chain_of_vector(const std::vector<double> &x) {
  double energy = 0;
  for (std::size_t i = 0; i + 1 < x.size(); ++i) {
    const double stretch = x[i + 1] - x[i];
    const double square = x[i] * x[i];
    energy += 0.5 * stretch * stretch + 0.25 * square * square;
  }
  return energy;
}

// Two fields that take turns: local to the function as vectors, workspace of the caller as pointers.
constexpr int field_steps = 20;
inline double field(const double *x, double *now, double *next, int n) {
  for (int i = 0; i < n; ++i)
    now[i] = next[i] = x[i];
  for (int step = 0; step < field_steps; ++step) {
    for (int i = 1; i < n - 1; ++i)
      next[i] = now[i] + 0.1 * now[i] * (now[i - 1] - 2 * now[i] + now[i + 1]);
    std::swap(now, next);
  }
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += now[i] * now[i];
  return sum;
}
inline double field_of_vectors(const std::vector<double> &x) {
  std::vector<double> now = x, next = x;
  for (int step = 0; step < field_steps; ++step) {
    for (std::size_t i = 1; i < x.size() - 1; ++i)
      next[i] = now[i] + 0.1 * now[i] * (now[i - 1] - 2 * now[i] + now[i + 1]);
    std::swap(now, next);
  }
  double sum = 0;
  for (double e : now)
    sum += e * e;
  return sum;
}
inline double field_by_hand(const double *x, int n, double *x_bar, std::vector<double> &workspace) {
  const std::size_t width = static_cast<std::size_t>(n);
  workspace.resize((field_steps + 3) * width);
  double *now = workspace.data();
  for (int i = 0; i < n; ++i)
    now[i] = x[i];
  for (int step = 0; step < field_steps; ++step, now += n) {
    double *const next = now + n;
    next[0] = now[0];
    next[n - 1] = now[n - 1];
    for (int i = 1; i < n - 1; ++i)
      next[i] = now[i] + 0.1 * now[i] * (now[i - 1] - 2 * now[i] + now[i + 1]);
  }
  double *bar = workspace.data() + (field_steps + 1) * width, *before = bar + n;
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    sum += now[i] * now[i];
    bar[i] = 2 * now[i];
  }
  for (int step = 0; step < field_steps; ++step) {
    now -= n;
    for (int i = 0; i < n; ++i)
      before[i] = i == 0 || i == n - 1 ? bar[i] : 0;
    for (int i = 1; i < n - 1; ++i) {
      const double along = 0.1 * now[i] * bar[i];
      before[i - 1] += along;
      before[i] += bar[i] * (1 + 0.1 * (now[i - 1] - 4 * now[i] + now[i + 1]));
      before[i + 1] += along;
    }
    std::swap(bar, before);
  }
  for (int i = 0; i < n; ++i)
    x_bar[i] += bar[i];
  return sum;
}

// A vector that grows element by element, over and over.
inline double growth(double x, int rounds, int n) {
  double sum = 0;
  for (int round = 0; round < rounds; ++round) {
    std::vector<double> v;
    for (int i = 0; i < n; ++i)
      v.push_back(x * (i + round));
    for (double e : v)
      sum += e * e;
  }
  return sum;
}
inline double growth_by_hand(double x, int rounds, int n, double *x_bar) {
  double sum = 0, bar = 0;
  for (int round = 0; round < rounds; ++round) {
    std::vector<double> v;
    for (int i = 0; i < n; ++i)
      v.push_back(x * (i + round));
    for (double e : v)
      sum += e * e;
    for (int i = 0; i < n; ++i)
      bar += 2 * v[static_cast<std::size_t>(i)] * (i + round);
  }
  *x_bar += bar;
  return sum;
}

// A vector of one size in each iteration, whose elements the reverse sweep does not read.
inline double iterations(const double *x, int rounds, int n) {
  double sum = 0;
  for (int round = 0; round < rounds; ++round) {
    std::vector<double> v(static_cast<std::size_t>(n));
    for (int i = 0; i < n; ++i)
      v[static_cast<std::size_t>(i)] += x[i] * (i + round);
    for (double e : v)
      sum += e;
  }
  return sum;
}
inline double iterations_by_hand(const double *x, int rounds, int n, double *x_bar) {
  double sum = 0;
  std::vector<double> v(static_cast<std::size_t>(n));
  for (int round = 0; round < rounds; ++round) {
    for (int i = 0; i < n; ++i) {
      v[static_cast<std::size_t>(i)] = x[i] * (i + round);
      x_bar[i] += i + round;
    }
    for (double e : v)
      sum += e;
  }
  return sum;
}

} // namespace bench

#endif
