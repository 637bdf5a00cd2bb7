// The gradient of the Gaussian mixture's log posterior, written by hand.
//
// One pass over the points; for each, the components' terms are kept until their weights in the
// log-sum-exp are known.

#ifndef CLANGENT_BENCH_MIXTURE_BY_HAND_H
#define CLANGENT_BENCH_MIXTURE_BY_HAND_H

#include "mixture.h"

#include <cmath>

namespace bench {

// The mixture with its exponentials taken, and what is gathered over the points.
struct MixtureSums {
  static constexpr int k = mixture::max_components;
  static constexpr int d = mixture::max_dimension;
  double diagonal[k * d];
  double log_diagonal_sum[k];
  double diagonal_bar[k * d] = {};
  double weight_sum[k] = {};
  double centred[k * d];
  double scaled[k * d];
  double term[k];
};

inline void prepare(int d, int k, const double *factor, MixtureSums &sums) {
  const int size = mixture::factor_size(d);
  for (int c = 0; c < k; ++c) {
    sums.log_diagonal_sum[c] = 0;
    for (int i = 0; i < d; ++i) {
      sums.log_diagonal_sum[c] += factor[c * size + i];
      sums.diagonal[c * d + i] = std::exp(factor[c * size + i]);
    }
  }
}

// Turns v into exp(v - logsumexp(v)) and returns logsumexp(v).
inline double softmax(double *v, int n) {
  double largest = v[0];
  for (int i = 1; i < n; ++i)
    largest = v[i] > largest ? v[i] : largest;
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    v[i] = std::exp(v[i] - largest);
    sum += v[i];
  }
  const double inverse = 1 / sum;
  for (int i = 0; i < n; ++i)
    v[i] *= inverse;
  return largest + std::log(sum);
}

// Adds one point's contribution to all bars and returns its log density.
inline double add_point(int d, int k, const double *alpha, const double *mean, const double *factor,
                        const double *point, MixtureSums &sums, double *mean_bar, double *factor_bar) {
  const int size = mixture::factor_size(d);
  for (int c = 0; c < k; ++c) {
    double *const centred = &sums.centred[c * d];
    double *const scaled = &sums.scaled[c * d];
    mixture::subtract(point, &mean[c * d], d, centred);
    mixture::multiply_factor(&sums.diagonal[c * d], &factor[c * size + d], centred, d, scaled);
    sums.term[c] = alpha[c] + sums.log_diagonal_sum[c] - 0.5 * mixture::squared_norm(scaled, d);
  }
  const double value = softmax(sums.term, k);
  for (int c = 0; c < k; ++c) {
    const double weight = sums.term[c];
    const double *const centred = &sums.centred[c * d];
    const double *const scaled = &sums.scaled[c * d];
    const double *const lower = &factor[c * size + d];
    double *const lower_bar = &factor_bar[c * size + d];
    sums.weight_sum[c] += weight;
    int next = 0;
    for (int column = 0; column < d; ++column) {
      sums.diagonal_bar[c * d + column] -= weight * scaled[column] * centred[column];
      double centred_bar = sums.diagonal[c * d + column] * scaled[column];
      for (int row = column + 1; row < d; ++row, ++next) {
        lower_bar[next] -= weight * scaled[row] * centred[column];
        centred_bar += lower[next] * scaled[row];
      }
      mean_bar[c * d + column] += weight * centred_bar;
    }
  }
  return value;
}

inline double log_posterior_by_hand(int d, int k, int n, const double *alpha, const double *mean, const double *factor,
                                    const double *x, mixture::Wishart prior, double *alpha_bar, double *mean_bar,
                                    double *factor_bar) {
  const double log_two_pi = 1.8378770664093453;
  const int size = mixture::factor_size(d);
  MixtureSums sums;
  prepare(d, k, factor, sums);
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += add_point(d, k, alpha, mean, factor, &x[i * d], sums, mean_bar, factor_bar);

  double share[mixture::max_components];
  for (int c = 0; c < k; ++c)
    share[c] = alpha[c];
  const double normaliser = softmax(share, k);
  const double square = prior.gamma * prior.gamma;
  for (int c = 0; c < k; ++c) {
    alpha_bar[c] += sums.weight_sum[c] - n * share[c];
    for (int i = 0; i < d; ++i) {
      const double diagonal = sums.diagonal[c * d + i];
      factor_bar[c * size + i] +=
          sums.weight_sum[c] + prior.m + (sums.diagonal_bar[c * d + i] - square * diagonal) * diagonal;
    }
    for (int i = d; i < size; ++i)
      factor_bar[c * size + i] -= square * factor[c * size + i];
  }
  return sum - 0.5 * n * d * log_two_pi - n * normaliser +
         mixture::log_wishart(sums.log_diagonal_sum, sums.diagonal, factor, d, k, prior);
}

} // namespace bench

#endif
