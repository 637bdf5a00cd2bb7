// A mixture of two Gaussians fitted to the eruptions of the Old Faithful geyser.
//
// Plain gradient ascent on the log posterior of mixture.h; the data file is the only argument.

#include "mixture.h"

#include <clangent/clangent.h>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

namespace {

constexpr int d = 2;
constexpr int k = 2;
constexpr mixture::Wishart prior{0.1, 0};

// The rows after the line `data`, centred and scaled to about unit spread.
std::vector<double> read_points(const char *path) {
  std::ifstream stream(path);
  std::string line;
  while (std::getline(stream, line) && line != "data") {
  }
  std::vector<double> points;
  double duration, waiting;
  while (stream >> duration >> waiting) {
    points.push_back((duration - 3.5) / 1.1);
    points.push_back((waiting - 71) / 13.6);
  }
  return stream.eof() ? points : std::vector<double>();
}

} // namespace

int main(int argc, char **argv) {
  const std::vector<double> points = argc == 2 ? read_points(argv[1]) : std::vector<double>();
  const int n = static_cast<int>(points.size()) / d;
  if (n == 0) {
    std::fprintf(stderr, "usage: gmm FILE, a file with a line 'data' and two numbers a row\n");
    return 1;
  }

  double alpha[k] = {0, 0};
  double mean[k * d] = {-1, -1, 1, 1};
  double factor[k * 3] = {};
  const double rate = 5e-4;
  double value = 0;
  double size = 0;
  for (int step = 0; step <= 4000; ++step) {
    double alpha_bar[k] = {};
    double mean_bar[k * d] = {};
    double factor_bar[k * 3] = {};
    value =
        clangent::vjp<mixture::log_posterior>(d, k, n, clangent::dup(alpha, alpha_bar), clangent::dup(mean, mean_bar),
                                              clangent::dup(factor, factor_bar), points.data(), prior);
    size = 0;
    const auto climb = [&](double *w, const double *w_bar, int count) {
      for (int i = 0; i < count; ++i) {
        w[i] += rate * w_bar[i];
        size += w_bar[i] * w_bar[i];
      }
    };
    climb(alpha, alpha_bar, k);
    climb(mean, mean_bar, k * d);
    climb(factor, factor_bar, k * 3);
    if (step % 1000 == 0)
      std::printf("step %4d  log posterior %.6f  |gradient| %.1e\n", step, value, std::sqrt(size));
  }

  const double total = mixture::log_sum_exp(alpha, k);
  const double weight = std::exp(alpha[0] - total);
  const double duration = 3.5 + 1.1 * mean[0];
  const double waiting = 71 + 13.6 * mean[1];
  std::printf("short eruptions: %.1f %% of all, %.3f minutes, then %.2f minutes of waiting\n", 100 * weight, duration,
              waiting);

  // What expectation maximisation finds on these data.
  const bool right = std::fabs(weight - 0.3559) < 2e-4 && std::fabs(duration - 2.0364) < 2e-3 &&
                     std::fabs(waiting - 54.479) < 2e-2 && std::sqrt(size) < 1e-3;
  return right ? 0 : 1;
}
