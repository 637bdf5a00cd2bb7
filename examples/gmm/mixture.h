// The log posterior density of a Gaussian mixture, written from its formulas.
//
// The objective is that of the GMM problem of the ADBench suite, up to the sign of the prior.
// Nothing here knows about differentiation.

#ifndef CLANGENT_EXAMPLES_MIXTURE_H
#define CLANGENT_EXAMPLES_MIXTURE_H

#include <cmath>

namespace mixture {

constexpr int max_dimension = 16;
constexpr int max_components = 32;

struct Wishart {
  double gamma;
  int m;
};

// Numbers in one factor: d logarithms of the diagonal, then the columns of the lower triangle.
inline int factor_size(int d) { return d * (d + 1) / 2; }

inline double log_sum_exp(const double *v, int n) {
  double largest = v[0];
  for (int i = 1; i < n; ++i)
    if (v[i] > largest)
      largest = v[i];
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += std::exp(v[i] - largest);
  return largest + std::log(sum);
}

inline double squared_norm(const double *v, int n) {
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += v[i] * v[i];
  return sum;
}

inline void subtract(const double *a, const double *b, int n, double *difference) {
  for (int i = 0; i < n; ++i)
    difference[i] = a[i] - b[i];
}

// out = Q v for the triangular Q with the given diagonal and strict lower triangle by columns.
inline void multiply_factor(const double *diagonal, const double *lower, const double *v, int d, double *out) {
  for (int i = 0; i < d; ++i)
    out[i] = diagonal[i] * v[i];
  int next = 0;
  for (int column = 0; column < d; ++column)
    for (int row = column + 1; row < d; ++row)
      out[row] += lower[next++] * v[column];
}

// log of the multivariate gamma function Gamma_p(a).
inline double log_multigamma(double a, int p) {
  const double log_pi = 1.1447298858494002;
  double sum = 0.25 * p * (p - 1) * log_pi;
  for (int j = 0; j < p; ++j)
    sum += std::lgamma(a - 0.5 * j);
  return sum;
}

// The log density of the Wishart prior of all precision matrices, with d + m + 1 degrees of freedom
// and scale gamma^-2: for each, m sum q - gamma^2/2 |Q|^2 and a constant.
inline double log_wishart(const double *log_diagonal_sum, const double *diagonal, const double *factor, int d, int k,
                          Wishart prior) {
  const int size = factor_size(d);
  const double freedom = d + prior.m + 1;
  const double constant =
      freedom * d * (std::log(prior.gamma) - 0.5 * std::log(2.0)) - log_multigamma(0.5 * freedom, d);
  double sum = 0;
  for (int c = 0; c < k; ++c) {
    const double frobenius = squared_norm(&diagonal[c * d], d) + squared_norm(&factor[c * size + d], size - d);
    sum += prior.m * log_diagonal_sum[c] - 0.5 * prior.gamma * prior.gamma * frobenius;
  }
  return sum + k * constant;
}

// With weights w = softmax(alpha), means mu, and precision matrices Q^T Q whose lower triangular
// factor Q has the diagonal exp(q) and the strict lower triangle l:
//
//   log p(x) = sum_i log sum_k w_k N(x_i; mu_k, (Q_k^T Q_k)^-1)
//            = -n d/2 log(2 pi) - n logsumexp(alpha)
//              + sum_i logsumexp_k(alpha_k + sum q_k - |Q_k (x_i - mu_k)|^2 / 2)
//
// alpha: k; mean: k x d; factor: k x factor_size(d), q before l; x: n x d.
inline double log_posterior(int d, int k, int n, const double *alpha, const double *mean, const double *factor,
                            const double *x, Wishart prior) {
  const double log_two_pi = 1.8378770664093453;
  const int size = factor_size(d);

  double diagonal[max_components * max_dimension];
  double log_diagonal_sum[max_components];
  for (int c = 0; c < k; ++c) {
    log_diagonal_sum[c] = 0;
    for (int i = 0; i < d; ++i) {
      const double q = factor[c * size + i];
      log_diagonal_sum[c] += q;
      diagonal[c * d + i] = std::exp(q);
    }
  }

  double centred[max_dimension];
  double scaled[max_dimension];
  double term[max_components];
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    for (int c = 0; c < k; ++c) {
      subtract(&x[i * d], &mean[c * d], d, centred);
      multiply_factor(&diagonal[c * d], &factor[c * size + d], centred, d, scaled);
      term[c] = alpha[c] + log_diagonal_sum[c] - 0.5 * squared_norm(scaled, d);
    }
    sum += log_sum_exp(term, k);
  }

  return sum - 0.5 * n * d * log_two_pi - n * log_sum_exp(alpha, k) +
         log_wishart(log_diagonal_sum, diagonal, factor, d, k, prior);
}

} // namespace mixture

#endif
