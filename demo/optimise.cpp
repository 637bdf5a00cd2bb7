// Minimisers that need nothing but values and gradients.

#include "optimise.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>

namespace demo {
namespace {

struct Pair {
  Vector s;
  Vector y;
  double rho;
};

// The two-loop recursion: -H g for the inverse Hessian H that the pairs describe.
Vector lbfgs_direction(const std::deque<Pair> &pairs, const Vector &gradient) {
  Vector q = gradient;
  Vector alpha(pairs.size());
  for (std::size_t i = pairs.size(); i-- > 0;) {
    alpha[i] = pairs[i].rho * dot(pairs[i].s, q);
    for (std::size_t j = 0; j < q.size(); ++j)
      q[j] -= alpha[i] * pairs[i].y[j];
  }
  const double scale =
      pairs.empty() ? 1 / std::max(norm(gradient), 1.0) : 1 / (pairs.back().rho * dot(pairs.back().y, pairs.back().y));
  for (double &value : q)
    value *= scale;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const double beta = pairs[i].rho * dot(pairs[i].y, q);
    for (std::size_t j = 0; j < q.size(); ++j)
      q[j] += (alpha[i] - beta) * pairs[i].s[j];
  }
  for (double &value : q)
    value = -value;
  return q;
}

struct Point {
  Vector w;
  double value;
  Vector gradient;
};

// Finds a step with sufficient decrease and a flatter slope, by doubling and bisection.
// Near the minimum the value no longer tells steps apart: there it may rise by its own rounding.
bool line_search(const Objective &objective, const Point &from, const Vector &direction, Point &to, int &evaluations) {
  const double slope = dot(from.gradient, direction);
  const double rounding = 1e-13 * std::fabs(from.value);
  double low = 0;
  double high = std::numeric_limits<double>::infinity();
  double step = 1;
  for (int trial = 0; trial < 60; ++trial) {
    for (std::size_t i = 0; i < to.w.size(); ++i)
      to.w[i] = from.w[i] + step * direction[i];
    to.value = objective(to.w, to.gradient);
    ++evaluations;
    const bool low_enough = to.value <= from.value + 1e-4 * step * slope + rounding;
    if (!low_enough || !std::isfinite(to.value))
      high = step;
    else if (dot(to.gradient, direction) < 0.9 * slope)
      low = step;
    else
      return true;
    step = std::isinf(high) ? 2 * step : 0.5 * (low + high);
  }
  return false;
}

// The Levenberg-Marquardt step: J p = r, damped in the units of each parameter, with orthogonal columns. They are made
// of one length first: parameters may differ by more powers of ten than a column's rank is judged by.
Vector damped_step(const Vector &residual, const Vector &jacobian, const Vector &scale, double lambda) {
  using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto n = static_cast<Eigen::Index>(residual.size());
  const auto p = static_cast<Eigen::Index>(scale.size());
  Eigen::MatrixXd a(n + p, p);
  a.topRows(n) = Eigen::Map<const Rows>(jacobian.data(), n, p);
  a.bottomRows(p) = (std::sqrt(lambda) * Eigen::Map<const Eigen::VectorXd>(scale.data(), p)).asDiagonal();
  Eigen::VectorXd right = Eigen::VectorXd::Zero(n + p);
  right.head(n) = Eigen::Map<const Eigen::VectorXd>(residual.data(), n);
  const Eigen::VectorXd units =
      a.colwise().norm().unaryExpr([](double length) { return length > 0 ? 1 / length : 1; }).transpose();
  a *= units.asDiagonal();
  Vector step(scale.size());
  Eigen::Map<Eigen::VectorXd>(step.data(), p) = units.cwiseProduct(a.colPivHouseholderQr().solve(right));
  return step;
}

// Half the length of the gradient of the sum of squares, and the column norms of the Jacobian.
double normal_gradient(const Vector &residual, const Vector &jacobian, Vector &column_norms) {
  const std::size_t p = column_norms.size();
  Vector gradient(p, 0);
  Vector squares(p, 0);
  for (std::size_t i = 0; i < residual.size(); ++i)
    for (std::size_t j = 0; j < p; ++j) {
      gradient[j] += jacobian[i * p + j] * residual[i];
      squares[j] += jacobian[i * p + j] * jacobian[i * p + j];
    }
  for (std::size_t j = 0; j < p; ++j)
    column_norms[j] = std::max(column_norms[j], std::sqrt(squares[j]));
  return norm(gradient);
}

bool is_small(const Vector &step, const Vector &w, double tolerance) {
  for (std::size_t j = 0; j < w.size(); ++j)
    if (!(std::fabs(step[j]) <= tolerance * std::fabs(w[j])))
      return false;
  return true;
}

} // namespace

double dot(const Vector &a, const Vector &b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    sum += a[i] * b[i];
  return sum;
}

double norm(const Vector &v) { return std::sqrt(dot(v, v)); }

Result gradient_descent(const Objective &objective, Vector w, double gamma, int steps, const Observer &observe) {
  Result result;
  Vector gradient(w.size());
  for (int i = 0; i <= steps; ++i) {
    result.value = objective(w, gradient);
    result.gradient_norm = norm(gradient);
    result.iterations = i;
    observe({i, result.value, result.gradient_norm, w});
    if (i == steps)
      break;
    for (std::size_t j = 0; j < w.size(); ++j)
      w[j] -= gamma * gradient[j];
  }
  result.evaluations = steps + 1;
  result.w = std::move(w);
  return result;
}

Result lbfgs(const Objective &objective, Vector w, double tolerance, int limit, const Observer &observe) {
  constexpr std::size_t memory = 12;
  Result result;
  Point here{w, 0, Vector(w.size())};
  Point next = here;
  here.value = objective(here.w, here.gradient);
  result.evaluations = 1;
  const double first = norm(here.gradient);
  std::deque<Pair> pairs;
  observe({0, here.value, first, here.w});
  while (result.iterations < limit) {
    result.converged = norm(here.gradient) <= tolerance * first;
    if (result.converged)
      break;
    const Vector direction = lbfgs_direction(pairs, here.gradient);
    if (!line_search(objective, here, direction, next, result.evaluations)) {
      if (pairs.empty())
        break;
      pairs.clear();
      continue;
    }
    Pair pair{Vector(w.size()), Vector(w.size()), 0};
    for (std::size_t j = 0; j < w.size(); ++j) {
      pair.s[j] = next.w[j] - here.w[j];
      pair.y[j] = next.gradient[j] - here.gradient[j];
    }
    pair.rho = 1 / dot(pair.s, pair.y);
    if (std::isfinite(pair.rho) && pair.rho > 0)
      pairs.push_back(std::move(pair));
    if (pairs.size() > memory)
      pairs.pop_front();
    std::swap(here, next);
    ++result.iterations;
    observe({result.iterations, here.value, norm(here.gradient), here.w});
  }
  result.value = here.value;
  result.gradient_norm = norm(here.gradient);
  result.w = std::move(here.w);
  return result;
}

Result levenberg_marquardt(const Residuals &residuals, Vector w, double tolerance, int limit, const Observer &observe) {
  Result result;
  Vector residual, jacobian, trial_residual, trial_jacobian;
  residuals(w, residual, jacobian);
  double value = dot(residual, residual);
  Vector scale(w.size(), 0);
  double lambda = 1e-3;
  result.evaluations = 1;
  result.gradient_norm = 2 * normal_gradient(residual, jacobian, scale);
  observe({0, value, result.gradient_norm, w});
  while (result.evaluations < limit && !result.converged) {
    const Vector step = damped_step(residual, jacobian, scale, lambda);
    Vector trial = w;
    for (std::size_t j = 0; j < w.size(); ++j)
      trial[j] += step[j];
    residuals(trial, trial_residual, trial_jacobian);
    ++result.evaluations;
    const double trial_value = dot(trial_residual, trial_residual);
    const bool small = is_small(step, w, tolerance);
    // Within rounding the value says nothing, and the step itself is the better judge.
    if (!(trial_value <= value * (1 + 1e-14)) && !small) {
      lambda *= 10;
      continue;
    }
    result.converged = small;
    w = std::move(trial);
    std::swap(residual, trial_residual);
    std::swap(jacobian, trial_jacobian);
    value = trial_value;
    lambda = std::max(lambda / 10, 1e-16);
    ++result.iterations;
    result.gradient_norm = 2 * normal_gradient(residual, jacobian, scale);
    observe({result.iterations, value, result.gradient_norm, w});
  }
  result.value = value;
  result.w = std::move(w);
  return result;
}

} // namespace demo
