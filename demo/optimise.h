// Minimisers that need nothing but values and gradients.
//
// Gradient descent, L-BFGS with a weak Wolfe line search, and Levenberg-Marquardt, which uses the
// gradient of the model at each observation.

#ifndef CLANGENT_DEMO_OPTIMISE_H
#define CLANGENT_DEMO_OPTIMISE_H

#include <functional>
#include <vector>

namespace demo {

using Vector = std::vector<double>;

// Returns the value at w and writes the gradient.
using Objective = std::function<double(const Vector &w, Vector &gradient)>;

// Writes the residuals y - y_hat and, row by row, the gradients of y_hat.
using Residuals = std::function<void(const Vector &w, Vector &residual, Vector &jacobian)>;

struct Step {
  int iteration;
  double value;
  double gradient_norm;
  Vector w;
};

// Called after every iteration.
using Observer = std::function<void(const Step &)>;

struct Result {
  Vector w;
  double value = 0;
  double gradient_norm = 0;
  int iterations = 0;
  int evaluations = 0;
  bool converged = false;
};

double norm(const Vector &v);
double dot(const Vector &a, const Vector &b);

// w <- w - gamma * grad L, a fixed number of times.
Result gradient_descent(const Objective &objective, Vector w, double gamma, int steps, const Observer &observe);

// Stops when the gradient has shrunk to `tolerance` of its first norm, or when no step along the
// search direction lowers the value any more.
Result lbfgs(const Objective &objective, Vector w, double tolerance, int limit, const Observer &observe);

// Stops when a step changes no parameter by more than `tolerance` of its size.
Result levenberg_marquardt(const Residuals &residuals, Vector w, double tolerance, int limit, const Observer &observe);

} // namespace demo

#endif
