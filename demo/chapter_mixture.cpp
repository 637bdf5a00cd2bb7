// Chapter 5: a Gaussian mixture, its gradient checked, timed, and used to fit real data.

#include "chapters.h"
#include "optimise.h"
#include "terminal.h"

#include "mixture.h"

#include <clangent/clangent.h>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <random>

namespace demo {
namespace {

constexpr mixture::Wishart prior{0.1, 0};

// Points and the parameters of a mixture, packed as alpha, mean, factor.
struct Problem {
  int d;
  int k;
  int n;
  Vector x;
  Vector w;

  std::size_t means() const { return static_cast<std::size_t>(k); }
  std::size_t factors() const { return static_cast<std::size_t>(k + k * d); }
};

std::size_t parameter_count(int d, int k) { return static_cast<std::size_t>(k * (1 + d + mixture::factor_size(d))); }

double value_of(const Problem &p, const Vector &w) {
  return mixture::log_posterior(p.d, p.k, p.n, w.data(), &w[p.means()], &w[p.factors()], p.x.data(), prior);
}

double value_and_gradient_of(const Problem &p, const Vector &w, Vector &w_bar) {
  std::fill(w_bar.begin(), w_bar.end(), 0.0);
  return clangent::vjp<mixture::log_posterior>(p.d, p.k, p.n, clangent::dup(w.data(), w_bar.data()),
                                               clangent::dup(&w[p.means()], &w_bar[p.means()]),
                                               clangent::dup(&w[p.factors()], &w_bar[p.factors()]), p.x.data(), prior);
}

double slope_of(const Problem &p, const Vector &w, const Vector &w_dot) {
  return clangent::jvp<mixture::log_posterior>(p.d, p.k, p.n, clangent::dup(w.data(), w_dot.data()),
                                               clangent::dup(&w[p.means()], &w_dot[p.means()]),
                                               clangent::dup(&w[p.factors()], &w_dot[p.factors()]), p.x.data(), prior)
      .tangent;
}

// Central differences of sixth order along a direction.
double difference_of(const Problem &p, const Vector &w, const Vector &direction) {
  const double h = 4e-3 / norm(direction);
  const auto central = [&](double step) {
    Vector up = w;
    Vector down = w;
    for (std::size_t i = 0; i < w.size(); ++i) {
      up[i] += step * direction[i];
      down[i] -= step * direction[i];
    }
    return (value_of(p, up) - value_of(p, down)) / (2 * step);
  };
  return (central(3 * h) - 6 * central(2 * h) + 15 * central(h)) / 10;
}

// A number in [-1, 1), the same on every machine.
double symmetric(std::mt19937 &generator) { return static_cast<double>(generator()) / 2147483648.0 - 1.0; }

// A mixture with made-up parameters and points.
Problem made_up(int d, int k, int n) {
  Problem p{d, k, n, Vector(static_cast<std::size_t>(n * d)), Vector(parameter_count(d, k))};
  std::mt19937 generator(20);
  std::generate(p.x.begin(), p.x.end(), [&] { return 3 * symmetric(generator); });
  std::generate(p.w.begin(), p.w.end(), [&] { return 0.5 * symmetric(generator); });
  return p;
}

Problem standardised(const Cloud &cloud, Vector &mean, Vector &deviation) {
  const int d = cloud.dimension();
  Problem p{d, 2, cloud.size(), cloud.points, Vector(parameter_count(d, 2), 0.0)};
  mean.assign(static_cast<std::size_t>(d), 0.0);
  deviation = mean;
  const double n = p.n;
  for (std::size_t i = 0; i < p.x.size(); ++i)
    mean[i % mean.size()] += p.x[i] / n;
  for (std::size_t i = 0; i < p.x.size(); ++i)
    deviation[i % mean.size()] += std::pow(p.x[i] - mean[i % mean.size()], 2) / n;
  for (double &value : deviation)
    value = std::sqrt(value);
  for (std::size_t i = 0; i < p.x.size(); ++i)
    p.x[i] = (p.x[i] - mean[i % mean.size()]) / deviation[i % mean.size()];
  for (std::size_t i = 0; i < mean.size(); ++i) {
    p.w[p.means() + i] = -1;
    p.w[p.means() + mean.size() + i] = 1;
  }
  return p;
}

// Reverse against forward mode and against differences, along random directions.
bool tell_check(const Problem &p, const std::string &name) {
  std::mt19937 generator(7);
  Vector gradient(p.w.size());
  value_and_gradient_of(p, p.w, gradient);
  double forward_error = 0;
  double difference_error = 0;
  Table table({"direction", "reverse <g, v>", "forward J v", "differences"});
  for (int trial = 1; trial <= 4; ++trial) {
    Vector v(p.w.size());
    std::generate(v.begin(), v.end(), [&] { return symmetric(generator); });
    const double reverse = dot(gradient, v);
    const double forward = slope_of(p, p.w, v);
    const double difference = difference_of(p, p.w, v);
    const double size = std::max(std::fabs(reverse), 1e-3 * norm(gradient) * norm(v));
    forward_error = std::max(forward_error, std::fabs(reverse - forward) / size);
    difference_error = std::max(difference_error, std::fabs(reverse - difference) / size);
    table.add({format("%s, %d", name.c_str(), trial), format("%.12g", reverse), format("%.12g", forward),
               format("%.12g", difference)});
  }
  table.print();
  const bool holds = forward_error <= 1e-11 && difference_error <= 1e-7;
  print_check(holds, format("reverse and forward mode differ by %.0e, differences by %.0e "
                            "(relative)",
                            forward_error, difference_error));
  return holds;
}

// Seconds of one call: the best of several batches of about 20 ms each.
template <class Call> double seconds(Call call) {
  using Clock = std::chrono::steady_clock;
  const auto batch = [&](int repeats) {
    const auto begin = Clock::now();
    for (int i = 0; i < repeats; ++i)
      call();
    return std::chrono::duration<double>(Clock::now() - begin).count() / repeats;
  };
  const int repeats = 1 + static_cast<int>(0.02 / std::max(batch(1), 1e-7));
  double best = batch(repeats);
  for (int i = 0; i < 9; ++i)
    best = std::min(best, batch(repeats));
  return best;
}

void add_timing(Table &table, const std::string &name, const Problem &p) {
  Vector w = p.w;
  Vector w_bar(w.size());
  volatile double sink = 0;
  const double primal = seconds([&] { sink = value_of(p, w); });
  const double gradient = seconds([&] { sink = value_and_gradient_of(p, w, w_bar); });
  static_cast<void>(sink);
  table.add({name, format("%d", p.n), format("%d", p.d), format("%d", p.k), format("%zu", p.w.size()),
             format("%.1f", 1e6 * primal), format("%.1f", 1e6 * gradient), format("%.2f", gradient / primal)});
}

void show_components(const Problem &p, const Result &result, const Vector &mean, const Vector &deviation,
                     const Cloud &cloud) {
  std::vector<std::string> heading{"component", "weight"};
  for (const std::string &column : cloud.columns) {
    heading.push_back(column);
    heading.push_back("+-");
  }
  Table table(heading);
  const double total = mixture::log_sum_exp(result.w.data(), p.k);
  for (int c = 0; c < p.k; ++c) {
    const auto at = [&](std::size_t from, int size, int i) {
      return result.w[from + static_cast<std::size_t>(c * size + i)];
    };
    std::vector<std::string> row{format("%d", c + 1),
                                 format("%.4f", std::exp(result.w[static_cast<std::size_t>(c)] - total))};
    // The covariance is (Q^T Q)^-1; for two dimensions its diagonal is written out.
    const double q0 = std::exp(at(p.factors(), 3, 0));
    const double q1 = std::exp(at(p.factors(), 3, 1));
    const double l = at(p.factors(), 3, 2);
    const double spread[2] = {1 / q0, std::hypot(l / q0, 1) / q1};
    for (int i = 0; i < p.d; ++i) {
      const std::size_t u = static_cast<std::size_t>(i);
      row.push_back(format("%.3f", mean[u] + deviation[u] * at(p.means(), p.d, i)));
      row.push_back(format("%.3f", deviation[u] * spread[i]));
    }
    table.add(row);
  }
  table.print();
}

// Most likely parameters by L-BFGS on the negative log posterior.
bool tell_fit(const Problem &p, const Vector &mean, const Vector &deviation, const Cloud &cloud) {
  const auto objective = [&](const Vector &w, Vector &gradient) {
    const double value = value_and_gradient_of(p, w, gradient);
    for (double &g : gradient)
      g = -g;
    return -value;
  };
  Table path({"step", "log posterior", "|grad|"});
  const Result result = lbfgs(objective, p.w, 1e-9, 500, [&](const Step &step) {
    if (step.iteration % 5 == 0)
      path.add({format("%d", step.iteration), format("%.8f", -step.value), format("%.1e", step.gradient_norm)});
  });
  path.add({format("%d", result.iterations), format("%.8f", -result.value), format("%.1e", result.gradient_norm)});
  path.print();
  print_paragraph("The two kinds of eruption, in minutes:");
  show_components(p, result, mean, deviation, cloud);
  print_check(result.converged, "the gradient vanishes at the fitted mixture");
  return result.converged;
}

} // namespace

bool tell_mixture(const Cloud &cloud) {
  print_chapter(5, "A Gaussian mixture: the Old Faithful geyser");
  print_paragraph(format("%s: %d eruptions, read from a file. The log posterior of a mixture with "
                         "full covariances, log-sum-exp and a Wishart prior is a hundred lines of "
                         "plain C++ with helper functions, pointers and local arrays.",
                         cloud.name.c_str(), cloud.size()));
  Vector mean;
  Vector deviation;
  const Problem geyser = standardised(cloud, mean, deviation);
  const Problem large = made_up(10, 25, 1000);
  bool holds = tell_check(geyser, "geyser");
  holds = tell_check(large, "made up") && holds;

  print_paragraph("Times in microseconds, best of ten batches:");
  Table times({"data", "n", "d", "k", "unknowns", "value", "gradient", "ratio"});
  add_timing(times, "geyser", geyser);
  add_timing(times, "made up", large);
  times.print();

  print_paragraph("And the fit, by L-BFGS on these gradients:");
  return tell_fit(geyser, mean, deviation, cloud) && holds;
}

} // namespace demo
