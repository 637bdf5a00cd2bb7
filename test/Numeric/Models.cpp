// Whole models: regression, mixtures, decompositions, dynamics, networks.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %if default-arguments %{ %clangent++ %{flags} -O1 -DREAL=float %s -o %t && %t | FileCheck %s %}
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

real rosenbrock(const real *x, int n) {
  real sum = 0;
  for (int i = 0; i + 1 < n; ++i) {
    const real a = x[i + 1] - x[i] * x[i], b = 1 - x[i];
    sum += 100 * a * a + b * b;
  }
  return sum;
}
AT(rosenbrock, {{-1.2, 1, 0.5}, 3}, {{1, 1}, 2});

real squared_loss(real a, real b, const real *x, const real *y, int n) {
  real loss = 0;
  for (int i = 0; i < n; ++i) {
    const real residual = y[i] - (a * x[i] + b);
    loss += residual * residual;
  }
  return loss;
}
AT(squared_loss, {2, 1, {0.5, 1, 2}, {2, 3, 4.5}, 3});

real exponential_model(const real *b, const real *x, const real *y, int n) {
  real loss = 0;
  for (int i = 0; i < n; ++i) {
    const real model = b[0] * (1 - std::exp(-b[1] * x[i]));
    loss += (y[i] - model) * (y[i] - model);
  }
  return loss;
}
AT(exponential_model, {{2, 0.5}, {0.5, 1, 2}, {0.5, 1, 1.5}, 3});

real log_sum_exp(const real *x, int n) {
  real largest = x[0];
  for (int i = 1; i < n; ++i)
    largest = std::max(largest, x[i]);
  real sum = 0;
  for (int i = 0; i < n; ++i)
    sum += std::exp(x[i] - largest);
  return largest + std::log(sum);
}
AT(log_sum_exp, {{1, 3, 2}, 3}, {{5}, 1});

// One-dimensional mixture of k Gaussians.
real mixture(const real *alpha, const real *mu, const real *log_sigma, int k, const real *x,
             int n) {
  real terms[4];
  real total = 0;
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < k; ++j) {
      const real z = (x[i] - mu[j]) * std::exp(-log_sigma[j]);
      terms[j] = alpha[j] - log_sigma[j] - z * z / 2;
    }
    total += log_sum_exp(terms, k);
  }
  return total - n * log_sum_exp(alpha, k);
}
AT(mixture, {{0.5, -0.25}, {1, 3}, {0.125, -0.5}, 2, {0.5, 2.5, 4}, 3});

// Solves a symmetric positive definite system through its Cholesky factor.
real cholesky_solve(const real *a, const real *b, int n) {
  real l[9] = {}, y[3];
  for (int j = 0; j < n; ++j) {
    real s = a[j * n + j];
    for (int k = 0; k < j; ++k)
      s -= l[j * n + k] * l[j * n + k];
    l[j * n + j] = std::sqrt(s);
    for (int i = j + 1; i < n; ++i) {
      real t = a[i * n + j];
      for (int k = 0; k < j; ++k)
        t -= l[i * n + k] * l[j * n + k];
      l[i * n + j] = t / l[j * n + j];
    }
  }
  real quadratic = 0;
  for (int i = 0; i < n; ++i) {
    real s = b[i];
    for (int k = 0; k < i; ++k)
      s -= l[i * n + k] * y[k];
    y[i] = s / l[i * n + i];
    quadratic += y[i] * y[i];
  }
  return quadratic;
}
AT(cholesky_solve, {{4, 1, 0.5, 1, 3, 0.25, 0.5, 0.25, 2}, {1, 2, 3}, 3}, {{4}, {3}, 1});

real pivoted_determinant(real *a, int n) {
  real determinant = 1;
  for (int k = 0; k < n; ++k) {
    int pivot = k;
    for (int i = k + 1; i < n; ++i)
      if (std::fabs(a[i * n + k]) > std::fabs(a[pivot * n + k]))
        pivot = i;
    if (pivot != k) {
      for (int j = 0; j < n; ++j)
        std::swap(a[k * n + j], a[pivot * n + j]);
      determinant = -determinant;
    }
    determinant *= a[k * n + k];
    for (int i = k + 1; i < n; ++i) {
      const real factor = a[i * n + k] / a[k * n + k];
      for (int j = k; j < n; ++j)
        a[i * n + j] -= factor * a[k * n + j];
    }
  }
  return determinant;
}
AT(pivoted_determinant, {{1, 2, 3, 4, 5, 7, 2, -1, 0.5}, 3}, {{3}, 1});

real pendulum(real angle, real speed, real dt, int steps) {
  for (int i = 0; i < steps; ++i) {
    const real k1 = speed, l1 = -std::sin(angle);
    const real k2 = speed + dt * l1 / 2, l2 = -std::sin(angle + dt * k1 / 2);
    angle += dt * (k1 + 2 * k2) / 3;
    speed += dt * (l1 + 2 * l2) / 3;
  }
  return angle * angle + speed;
}
AT(pendulum, {0.5, -1, 0.125, 6});

real tiny_network(const real (*w)[3], const real *v, const real *x, int hidden) {
  real h[4];
  for (int i = 0; i < hidden; ++i) {
    h[i] = w[i][2];
    for (int j = 0; j < 2; ++j)
      h[i] += w[i][j] * x[j];
    h[i] = h[i] > 0 ? h[i] : 0.125 * h[i];
  }
  real out = 0;
  for (int i = 0; i < hidden; ++i)
    out += v[i] * std::tanh(h[i]);
  return 1 / (1 + std::exp(-out));
}
AT(tiny_network, {{0.5, -1, 0.25, 1, 2, -0.5}, {1.5, -0.75}, {1, 0.5}, 2});

void softmax(const real *x, real *y, int n) {
  real sum = 0;
  for (int i = 0; i < n; ++i)
    sum += y[i] = std::exp(x[i]);
  for (int i = 0; i < n; ++i)
    y[i] /= sum;
}
real cross_entropy(const real *x, int n, int label) {
  real p[4];
  softmax(x, p, n);
  return -std::log(p[label]);
}
AT(cross_entropy, {{0.5, -1, 2}, 3, 1});
AT(softmax, {{0.5, -1, 2}, {9, 9, 9}, 3});

real edit_distance(const real *a, int n, const real *b, int m) {
  real d[5][5] = {};
  for (int i = 0; i <= n; ++i)
    for (int j = 0; j <= m; ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      const real change = d[i - 1][j - 1] + (a[i - 1] - b[j - 1]) * (a[i - 1] - b[j - 1]);
      d[i][j] = std::min(change, std::min(d[i - 1][j], d[i][j - 1]) + a[i - 1] * a[i - 1]);
    }
  return d[n][m];
}
AT(edit_distance, {{1, 2, 0.5}, 3, {1.25, 0.75}, 2}, {{1}, 1, {3}, 1});

real black_scholes(real s, real k, real r, real sigma, real t) {
  const real d1 = (std::log(s / k) + (r + sigma * sigma / 2) * t) / (sigma * std::sqrt(t));
  const real d2 = d1 - sigma * std::sqrt(t);
  const auto normal = [](real x) { return std::erfc(-x / std::sqrt(real(2))) / 2; };
  return s * normal(d1) - k * std::exp(-r * t) * normal(d2);
}
AT(black_scholes, {100, 95, 0.03125, 0.25, 0.5});
