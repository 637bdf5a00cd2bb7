// Limited-memory BFGS, with fixed steps or a line search for the strong Wolfe
// conditions (Nocedal and Wright, Numerical Optimization, algorithms 3.5, 3.6
// and 7.4), with PyTorch 1.13's constants and stopping rules.
#ifndef CLANGENT_TENSOR_LBFGS_H
#define CLANGENT_TENSOR_LBFGS_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/optim.h>

#include <functional>

namespace clangent::optim {

struct LbfgsOptions {
  double lr = 1;
  int max_iter = 20;
  int max_eval = 0; // 0: five quarters of max_iter
  double tolerance_grad = 1e-7, tolerance_change = 1e-9;
  int history_size = 100;
  bool strong_wolfe = false;
};

// The loss at the parameters' present values, and its gradients.
template <class T> struct Evaluation {
  double loss = 0;
  Gradients<T> gradients;
};

// What the method remembers between steps; all vectors are flat, over all
// parameters in order.
template <class T> struct LbfgsState {
  struct Pair {
    std::vector<T> y, s;
    double rho = 0;
  };
  std::int64_t iterations = 0, evaluations = 0;
  std::vector<T> direction, previous_gradient;
  double step_length = 0, scale = 1;
  std::vector<Pair> history;
};

template <class T> class Lbfgs {
public:
  using value_type = T;
  using Closure = std::function<Evaluation<T>()>;
  explicit Lbfgs(const LbfgsOptions &options = {});

  // Up to max_iter iterations; returns the loss before the first. An undefined
  // gradient counts as zeros.
  double step(const Parameters<T> &parameters, const Closure &closure);

  double lr() const { return options_.lr; }
  // Throws, like the constructor, if it is negative or not finite; the old one stays.
  void set_lr(double lr);
  // Throws: there is none.
  void set_momentum(double momentum);
  std::int64_t evaluations() const { return state_.evaluations; }

  const LbfgsState<T> &state() const { return state_; }
  void set_state(LbfgsState<T> state) { state_ = std::move(state); }

private:
  using Vector = std::vector<T>;
  using Pair = typename LbfgsState<T>::Pair;
  struct Point {
    double t = 0, loss = 0, slope = 0;
    Vector gradient;
  };
  void require_fitting_state(std::size_t size) const;
  void choose_direction(const Vector &gradient);
  void remember(const Vector &gradient);
  Point evaluate(const Parameters<T> &parameters, const Closure &closure);
  Point evaluate_at(const Parameters<T> &parameters, const Closure &closure, const Vector &start, double t);
  Point line_search(const Parameters<T> &parameters, const Closure &closure, const Point &start, double first_step,
                    int &evaluations);

  LbfgsOptions options_;
  LbfgsState<T> state_;
};

} // namespace clangent::optim

#pragma pop_macro("T")

#endif
