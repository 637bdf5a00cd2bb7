// Limited-memory BFGS. A Point is a place along the search direction: its
// distance t, the loss, the gradient there and the slope along the direction.
#include <clangent/tensor/lbfgs.h>

#include "optim_options.h"

#include <algorithm>
#include <cmath>

namespace clangent::optim {
namespace {

template <class T> double dot(const std::vector<T> &a, const std::vector<T> &b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    sum += double(a[i]) * double(b[i]);
  return sum;
}

template <class T> void add_scaled(std::vector<T> &a, double factor, const std::vector<T> &b) {
  for (std::size_t i = 0; i < a.size(); ++i)
    a[i] += T(factor * double(b[i]));
}

template <class T> double largest(const std::vector<T> &a) {
  double most = 0;
  for (T v : a)
    most = std::max(most, std::fabs(double(v)));
  return most;
}

template <class T> std::vector<T> flat(const Parameters<T> &parameters) {
  std::vector<T> all;
  for (const Tensor<T> *w : parameters) {
    const std::vector<T> part = w->to_vector();
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

template <class T> void assign(const Parameters<T> &parameters, const std::vector<T> &values) {
  const T *from = values.data();
  for (Tensor<T> *w : parameters) {
    std::copy_n(from, w->numel(), w->writable());
    from += w->numel();
  }
}

// Minimiser of the cubic through two points with their slopes, kept within
// [low, high]; their middle if the cubic has none. Nocedal & Wright (3.59).
template <class P> double cubic_minimum(const P &a, const P &b, double low, double high) {
  const double d1 = a.slope + b.slope - 3 * (a.loss - b.loss) / (a.t - b.t);
  const double square = d1 * d1 - a.slope * b.slope;
  if (!(square >= 0))
    return (low + high) / 2;
  const double d2 = std::sqrt(square);
  const P &l = a.t <= b.t ? a : b, &r = a.t <= b.t ? b : a;
  const double minimum = r.t - (r.t - l.t) * ((r.slope + d2 - d1) / (r.slope - l.slope + 2 * d2));
  return std::min(std::max(minimum, low), high);
}

// A search along one direction for a point that satisfies the strong Wolfe
// conditions: a bracket is found by growing steps, then narrowed by cubic
// interpolation. at(t) evaluates the point at distance t.
template <class P, class At> class WolfeSearch {
public:
  WolfeSearch(const P &start, const At &at, double resolution) : start_(start), at_(at), resolution_(resolution) {}

  P run(double first_step) {
    P previous = start_, now = at_(first_step);
    if (grow(previous, now))
      return now;
    return narrow(std::move(previous), std::move(now));
  }

private:
  static constexpr double sufficient_decrease = 1e-4, curvature = 0.9;
  static constexpr int most_searches = 25;

  bool too_high(const P &p) const { return p.loss > start_.loss + sufficient_decrease * p.t * start_.slope; }
  bool flat_enough(const P &p) const { return std::fabs(p.slope) <= -curvature * start_.slope; }

  // Moves on until `now` is good (true) or the two points enclose a good one.
  bool grow(P &previous, P &now) {
    for (; searches_ < most_searches; ++searches_) {
      if (too_high(now) || (searches_ > 1 && now.loss >= previous.loss))
        return false;
      if (flat_enough(now))
        return true;
      if (now.slope >= 0)
        return false;
      const double t = cubic_minimum(previous, now, now.t + 0.01 * (now.t - previous.t), now.t * 10);
      previous = std::move(now);
      now = at_(t);
    }
    previous = start_;
    return false;
  }

  // A trial between the ends, not twice in a row next to one of them.
  double trial(const P &low, const P &high) {
    const double left = std::min(low.t, high.t);
    const double right = std::max(low.t, high.t);
    const double t = cubic_minimum(low, high, left, right);
    const double margin = 0.1 * (right - left);
    const bool at_end = std::min(right - t, t - left) < margin;
    const bool step_away = at_end && (slow_ || t >= right || t <= left);
    slow_ = at_end && !step_away;
    if (!step_away)
      return t;
    return std::fabs(t - right) < std::fabs(t - left) ? right - margin : left + margin;
  }

  P narrow(P low, P high) {
    if (low.loss > high.loss)
      std::swap(low, high);
    for (; searches_ < most_searches; ++searches_) {
      if (std::fabs(high.t - low.t) < resolution_)
        break;
      P middle = at_(trial(low, high));
      if (too_high(middle) || middle.loss >= low.loss) {
        high = std::move(middle);
        if (low.loss > high.loss)
          std::swap(low, high);
        continue;
      }
      if (flat_enough(middle))
        return middle;
      if (middle.slope * (high.t - low.t) >= 0)
        high = low;
      low = std::move(middle);
    }
    return low;
  }

  const P &start_;
  const At &at_;
  double resolution_;
  int searches_ = 0;
  bool slow_ = false;
};

} // namespace

template <class T> Lbfgs<T>::Lbfgs(const LbfgsOptions &options) : options_(options) {
  require_rate(options.lr);
  if (options_.max_eval == 0)
    options_.max_eval = options_.max_iter * 5 / 4;
}

template <class T> void Lbfgs<T>::set_lr(double lr) {
  require_rate(lr);
  options_.lr = lr;
}

template <class T> void Lbfgs<T>::set_momentum(double) {
  throw TensorError("optimizer", "this optimiser has no momentum");
}

// State that was put back may be that of other parameters.
template <class T> void Lbfgs<T>::require_fitting_state(std::size_t size) const {
  if (state_.iterations == 0)
    return;
  bool fits = state_.direction.size() == size && state_.previous_gradient.size() == size;
  for (const Pair &pair : state_.history)
    fits = fits && pair.y.size() == size && pair.s.size() == size;
  if (!fits)
    throw TensorError("lbfgs", "the state does not fit the parameters");
}

template <class T>
typename Lbfgs<T>::Point Lbfgs<T>::evaluate(const Parameters<T> &parameters, const Closure &closure) {
  const Evaluation<T> e = closure();
  if (e.gradients.size() != parameters.size())
    throw TensorError("lbfgs", "one gradient per parameter is needed");
  Point point;
  point.loss = e.loss;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (!e.gradients[i].defined()) {
      point.gradient.insert(point.gradient.end(), std::size_t(parameters[i]->numel()), T(0));
      continue;
    }
    if (e.gradients[i].shape() != parameters[i]->shape())
      detail::fail_shapes("lbfgs", "gradient does not fit its parameter",
                          {parameters[i]->shape(), e.gradients[i].shape()});
    const Vector part = e.gradients[i].to_vector();
    point.gradient.insert(point.gradient.end(), part.begin(), part.end());
  }
  ++state_.evaluations;
  return point;
}

// The point at `start` + t direction; the parameters are left there.
template <class T>
typename Lbfgs<T>::Point Lbfgs<T>::evaluate_at(const Parameters<T> &parameters, const Closure &closure,
                                               const Vector &start, double t) {
  Vector moved = start;
  add_scaled(moved, t, state_.direction);
  assign(parameters, moved);
  Point point = evaluate(parameters, closure);
  point.t = t;
  point.slope = dot(point.gradient, state_.direction);
  return point;
}

// Stores the last step's change of gradient and place, if curved upwards.
template <class T> void Lbfgs<T>::remember(const Vector &gradient) {
  Pair pair{gradient, state_.direction, 0};
  add_scaled(pair.y, -1, state_.previous_gradient);
  for (T &v : pair.s)
    v = T(double(v) * state_.step_length);
  const double ys = dot(pair.y, pair.s);
  if (ys <= 1e-10)
    return;
  if (int(state_.history.size()) == options_.history_size)
    state_.history.erase(state_.history.begin());
  pair.rho = 1 / ys;
  state_.scale = ys / dot(pair.y, pair.y);
  state_.history.push_back(std::move(pair));
}

// Two-loop recursion: direction = - H gradient.
template <class T> void Lbfgs<T>::choose_direction(const Vector &gradient) {
  state_.direction = gradient;
  for (T &v : state_.direction)
    v = -v;
  std::vector<double> alpha(state_.history.size());
  for (std::size_t i = state_.history.size(); i-- > 0;) {
    alpha[i] = dot(state_.history[i].s, state_.direction) * state_.history[i].rho;
    add_scaled(state_.direction, -alpha[i], state_.history[i].y);
  }
  for (T &v : state_.direction)
    v = T(double(v) * state_.scale);
  for (std::size_t i = 0; i < state_.history.size(); ++i) {
    const double beta = dot(state_.history[i].y, state_.direction) * state_.history[i].rho;
    add_scaled(state_.direction, alpha[i] - beta, state_.history[i].s);
  }
}

template <class T>
typename Lbfgs<T>::Point Lbfgs<T>::line_search(const Parameters<T> &parameters, const Closure &closure,
                                               const Point &start, double first_step, int &evaluations) {
  const Vector place = flat(parameters);
  const auto at = [&](double t) {
    ++evaluations;
    return evaluate_at(parameters, closure, place, t);
  };
  // Along t, a change of tolerance_change in any parameter.
  const double resolution = options_.tolerance_change / largest(state_.direction);
  return WolfeSearch<Point, decltype(at)>(start, at, resolution).run(first_step);
}

template <class T> double Lbfgs<T>::step(const Parameters<T> &parameters, const Closure &closure) {
  Point here = evaluate(parameters, closure);
  require_fitting_state(here.gradient.size());
  const double first_loss = here.loss;
  int used = 1;
  if (largest(here.gradient) <= options_.tolerance_grad)
    return first_loss;
  for (int i = 1; i <= options_.max_iter; ++i) {
    const bool very_first = state_.iterations++ == 0;
    if (!very_first)
      remember(here.gradient);
    choose_direction(here.gradient);
    state_.previous_gradient = here.gradient;
    const double previous_loss = here.loss;
    double sum = 0;
    for (T v : here.gradient)
      sum += std::fabs(double(v));
    state_.step_length = very_first ? std::min(1.0, 1 / sum) * options_.lr : options_.lr;
    here.t = 0;
    here.slope = dot(here.gradient, state_.direction);
    if (here.slope > -options_.tolerance_change)
      break;
    const Vector start = flat(parameters);
    if (options_.strong_wolfe) {
      here = line_search(parameters, closure, here, state_.step_length, used);
      state_.step_length = here.t;
    }
    Vector moved = start;
    add_scaled(moved, state_.step_length, state_.direction);
    assign(parameters, moved);
    if (!options_.strong_wolfe && i != options_.max_iter) {
      here = evaluate(parameters, closure);
      ++used;
    }
    if (used >= options_.max_eval || largest(here.gradient) <= options_.tolerance_grad ||
        largest(state_.direction) * std::fabs(state_.step_length) <= options_.tolerance_change ||
        std::fabs(here.loss - previous_loss) < options_.tolerance_change)
      break;
  }
  return first_loss;
}

template class Lbfgs<float>;
template class Lbfgs<double>;

} // namespace clangent::optim
