// Update rules, one per optimiser, in the notation of its paper: m and v are
// first and second moments, t the step. Each works on plain arrays.
#include "optim_options.h"

#include <cmath>

namespace clangent::optim {

namespace {

template <class T> void add_zero_slots(ParameterState<T> &state, const Tensor<T> &w, int count) {
  for (int i = 0; i < count; ++i)
    state.slots.push_back(Tensor<T>::zeros(w.shape()));
}

// m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g g
template <class T> struct Moments {
  T beta1, rest1, beta2, rest2;
  Moments(double b1, double b2) : beta1(T(b1)), rest1(T(1 - b1)), beta2(T(b2)), rest2(T(1 - b2)) {}
  void update(T &m, T &v, T g) const {
    m = m * beta1 + g * rest1;
    v = v * beta2 + rest2 * g * g;
  }
};

// Which member of an optimiser's options is its momentum.
template <class Options> auto assign_momentum(Options &options, double momentum, int) -> decltype(options.beta1, true) {
  options.beta1 = momentum;
  return true;
}
template <class Options>
auto assign_momentum(Options &options, double momentum, long) -> decltype(options.momentum, true) {
  options.momentum = momentum;
  return true;
}
template <class Options> bool assign_momentum(Options &, double, ...) { return false; }

// The options with another momentum, if they have one and can have this one.
template <class Options> bool change_momentum(Options &options, double momentum) {
  Options changed = options;
  if (!assign_momentum(changed, momentum, 0))
    return false;
  check(changed);
  options = changed;
  return true;
}

// Adam and AdamW differ in where weight decay acts only.
template <class T, class Options>
void adam_step(const Options &o, double lr, ParameterState<T> &state, T *w, const T *g, std::int64_t n) {
  const double t = double(state.step);
  const T root2 = T(std::sqrt(1 - std::pow(o.beta2, t)));
  const T rate = T(lr / (1 - std::pow(o.beta1, t))), eps = T(o.eps);
  const Moments<T> moments(o.beta1, o.beta2);
  T *const m = state.slots[0].writable(), *const v = state.slots[1].writable();
  T *const largest = o.amsgrad ? state.slots[2].writable() : nullptr;
  for (std::int64_t i = 0; i < n; ++i) {
    moments.update(m[i], v[i], g[i]);
    if (largest)
      largest[i] = v[i] > largest[i] ? v[i] : largest[i];
    const T second = largest ? largest[i] : v[i];
    w[i] -= rate * (m[i] / (std::sqrt(second) / root2 + eps));
  }
}

} // namespace

#define CLANGENT_SET_MOMENTUM(Name)                                                                                    \
  template <class T> void Name<T>::set_momentum(double momentum) {                                                     \
    if (!change_momentum(options_, momentum))                                                                          \
      Optimizer<T>::set_momentum(momentum);                                                                            \
  }
// Constructor, set_momentum and decays_gradient of an optimiser.
#define CLANGENT_CONSTRUCT(Name, maximize, decays)                                                                     \
  template <class T>                                                                                                   \
  Name<T>::Name(const Name##Options &options)                                                                          \
      : Optimizer<T>(options.lr, options.weight_decay, maximize), options_(options) {                                  \
    check(options);                                                                                                    \
  }                                                                                                                    \
  CLANGENT_SET_MOMENTUM(Name)                                                                                          \
  template <class T> bool Name<T>::decays_gradient() const { return decays; }
#define CLANGENT_BEGIN(Name) template <class T> void Name<T>::begin(ParameterState<T> &state, const Tensor<T> &w) const
#define CLANGENT_MOVE(Name)                                                                                            \
  template <class T> void Name<T>::move(ParameterState<T> &state, T *w, const T *g, std::int64_t n) const

CLANGENT_CONSTRUCT(Sgd, options.maximize, true)
CLANGENT_BEGIN(Sgd) {
  if (options_.momentum != 0)
    add_zero_slots(state, w, 1);
}
CLANGENT_MOVE(Sgd) {
  const T lr = T(this->lr()), momentum = T(options_.momentum);
  if (options_.momentum == 0) {
    for (std::int64_t i = 0; i < n; ++i)
      w[i] -= lr * g[i];
    return;
  }
  const bool first = state.step == 1;
  const T rest = T(1 - options_.dampening);
  T *const b = state.slots[0].writable();
  for (std::int64_t i = 0; i < n; ++i) {
    b[i] = first ? g[i] : b[i] * momentum + g[i] * rest;
    w[i] -= lr * (options_.nesterov ? g[i] + momentum * b[i] : b[i]);
  }
}

CLANGENT_CONSTRUCT(Adam, options.maximize, true)
CLANGENT_BEGIN(Adam) { add_zero_slots(state, w, options_.amsgrad ? 3 : 2); }
CLANGENT_MOVE(Adam) { adam_step(options_, this->lr(), state, w, g, n); }

CLANGENT_CONSTRUCT(AdamW, options.maximize, false)
CLANGENT_BEGIN(AdamW) { add_zero_slots(state, w, options_.amsgrad ? 3 : 2); }
CLANGENT_MOVE(AdamW) {
  const T keep = T(1 - this->lr() * options_.weight_decay);
  for (std::int64_t i = 0; i < n; ++i)
    w[i] *= keep;
  adam_step(options_, this->lr(), state, w, g, n);
}

CLANGENT_CONSTRUCT(RmsProp, options.maximize, true)
CLANGENT_BEGIN(RmsProp) { add_zero_slots(state, w, 3); }
CLANGENT_MOVE(RmsProp) {
  const T lr = T(this->lr()), alpha = T(options_.alpha), rest = T(1 - options_.alpha), eps = T(options_.eps),
          momentum = T(options_.momentum);
  T *const v = state.slots[0].writable(), *const a = state.slots[1].writable(), *const b = state.slots[2].writable();
  for (std::int64_t i = 0; i < n; ++i) {
    v[i] = v[i] * alpha + rest * g[i] * g[i];
    T spread = v[i];
    if (options_.centered) {
      a[i] = a[i] * alpha + g[i] * rest;
      spread -= a[i] * a[i];
    }
    const T scaled = g[i] / (std::sqrt(spread) + eps);
    b[i] = b[i] * momentum + scaled;
    w[i] -= lr * (options_.momentum > 0 ? b[i] : scaled);
  }
}

CLANGENT_CONSTRUCT(Adagrad, options.maximize, true)
CLANGENT_BEGIN(Adagrad) { state.slots.push_back(Tensor<T>::full(w.shape(), T(options_.initial_accumulator_value))); }
CLANGENT_MOVE(Adagrad) {
  const T rate = T(this->lr() / (1 + double(state.step - 1) * options_.lr_decay));
  const T eps = T(options_.eps);
  T *const v = state.slots[0].writable();
  for (std::int64_t i = 0; i < n; ++i) {
    v[i] += g[i] * g[i];
    w[i] -= rate * (g[i] / (std::sqrt(v[i]) + eps));
  }
}

CLANGENT_CONSTRUCT(Adadelta, options.maximize, true)
CLANGENT_BEGIN(Adadelta) { add_zero_slots(state, w, 2); }
CLANGENT_MOVE(Adadelta) {
  const T lr = T(this->lr()), rho = T(options_.rho), rest = T(1 - options_.rho), eps = T(options_.eps);
  T *const v = state.slots[0].writable(), *const a = state.slots[1].writable();
  for (std::int64_t i = 0; i < n; ++i) {
    v[i] = v[i] * rho + rest * g[i] * g[i];
    const T delta = std::sqrt(a[i] + eps) / std::sqrt(v[i] + eps) * g[i];
    a[i] = a[i] * rho + rest * delta * delta;
    w[i] -= lr * delta;
  }
}

CLANGENT_CONSTRUCT(Adamax, options.maximize, true)
CLANGENT_BEGIN(Adamax) { add_zero_slots(state, w, 2); }
CLANGENT_MOVE(Adamax) {
  const T beta1 = T(options_.beta1), rest = T(1 - options_.beta1), beta2 = T(options_.beta2), eps = T(options_.eps);
  const T rate = T(this->lr() / (1 - std::pow(options_.beta1, double(state.step))));
  T *const m = state.slots[0].writable(), *const u = state.slots[1].writable();
  for (std::int64_t i = 0; i < n; ++i) {
    m[i] = m[i] * beta1 + g[i] * rest;
    const T now = std::fabs(g[i]) + eps, before = u[i] * beta2;
    u[i] = now > before ? now : before;
    w[i] -= rate * (m[i] / u[i]);
  }
}

CLANGENT_CONSTRUCT(NAdam, false, true)
CLANGENT_BEGIN(NAdam) {
  add_zero_slots(state, w, 2);
  state.numbers = {1}; // product of all mu
}
CLANGENT_MOVE(NAdam) {
  const double t = double(state.step), decay = options_.momentum_decay;
  const auto mu_at = [&](double s) { return options_.beta1 * (1 - 0.5 * std::pow(0.96, s * decay)); };
  const double mu = mu_at(t), mu_next = mu_at(t + 1);
  const double product = state.numbers[0] *= mu;
  // 1.13 counts mu twice in the second denominator.
  const T rate_g = T(this->lr() * (1 - mu) / (1 - product));
  const T rate_m = T(this->lr() * mu_next / (1 - product * mu * mu_next));
  const T correction2 = T(1 - std::pow(options_.beta2, t));
  const T eps = T(options_.eps);
  const Moments<T> moments(options_.beta1, options_.beta2);
  T *const m = state.slots[0].writable(), *const v = state.slots[1].writable();
  for (std::int64_t i = 0; i < n; ++i) {
    moments.update(m[i], v[i], g[i]);
    const T scale = std::sqrt(v[i] / correction2) + eps;
    w[i] -= rate_g * (g[i] / scale) + rate_m * (m[i] / scale);
  }
}

CLANGENT_CONSTRUCT(RAdam, false, true)
CLANGENT_BEGIN(RAdam) { add_zero_slots(state, w, 2); }
CLANGENT_MOVE(RAdam) {
  const double t = double(state.step), power2 = std::pow(options_.beta2, t);
  const double rest1 = 1 - std::pow(options_.beta1, t), rest2 = 1 - power2;
  const double rho_inf = 2 / (1 - options_.beta2) - 1;
  const double rho = rho_inf - 2 * t * power2 / rest2;
  const double rectified =
      rho > 5 ? std::sqrt((rho - 4) * (rho - 2) * rho_inf / ((rho_inf - 4) * (rho_inf - 2) * rho)) : 0;
  const T rate = T(this->lr()), eps = T(options_.eps);
  const T adapted = T(rectified * std::sqrt(rest2));
  const Moments<T> moments(options_.beta1, options_.beta2);
  T *const m = state.slots[0].writable(), *const v = state.slots[1].writable();
  for (std::int64_t i = 0; i < n; ++i) {
    moments.update(m[i], v[i], g[i]);
    const T mean = m[i] / T(rest1);
    // eps is added before bias correction.
    w[i] -= rate * (rho > 5 ? mean * adapted / (std::sqrt(v[i]) + eps) : mean);
  }
}

CLANGENT_CONSTRUCT(Asgd, options.maximize, true)
CLANGENT_BEGIN(Asgd) {
  add_zero_slots(state, w, 1);     // the averaged parameter
  state.numbers = {this->lr(), 1}; // eta, mu
}
CLANGENT_MOVE(Asgd) {
  double &eta = state.numbers[0], &mu = state.numbers[1];
  const T keep = T(1 - options_.lambd * eta), rate = T(eta), share = T(mu);
  T *const average = state.slots[0].writable();
  for (std::int64_t i = 0; i < n; ++i) {
    w[i] = w[i] * keep - rate * g[i];
    average[i] = mu == 1 ? w[i] : average[i] + (w[i] - average[i]) * share;
  }
  const double t = double(state.step);
  eta = this->lr() / std::pow(1 + options_.lambd * this->lr() * t, options_.alpha);
  mu = 1 / std::max(1.0, t - options_.t0);
}

template <class T>
Rprop<T>::Rprop(const RpropOptions &options) : Optimizer<T>(options.lr, 0, false), options_(options) {
  check(options);
}
CLANGENT_SET_MOMENTUM(Rprop)
template <class T> bool Rprop<T>::decays_gradient() const { return false; }
CLANGENT_BEGIN(Rprop) {
  add_zero_slots(state, w, 1);
  state.slots.push_back(Tensor<T>::full(w.shape(), T(this->lr())));
}
CLANGENT_MOVE(Rprop) {
  T *const before = state.slots[0].writable(), *const size = state.slots[1].writable();
  for (std::int64_t i = 0; i < n; ++i) {
    const T agreement = g[i] * before[i];
    const T factor = agreement > 0 ? T(options_.eta_plus) : agreement < 0 ? T(options_.eta_minus) : T(1);
    size[i] = std::min(std::max(size[i] * factor, T(options_.step_min)), T(options_.step_max));
    before[i] = agreement < 0 ? T(0) : g[i];
    w[i] -= T((before[i] > 0) - (before[i] < 0)) * size[i];
  }
}

#undef CLANGENT_SET_MOMENTUM
#undef CLANGENT_CONSTRUCT
#undef CLANGENT_BEGIN
#undef CLANGENT_MOVE

#define CLANGENT_INSTANTIATE(T)                                                                                        \
  template class Sgd<T>;                                                                                               \
  template class Adam<T>;                                                                                              \
  template class AdamW<T>;                                                                                             \
  template class RmsProp<T>;                                                                                           \
  template class Adagrad<T>;                                                                                           \
  template class Adadelta<T>;                                                                                          \
  template class Adamax<T>;                                                                                            \
  template class NAdam<T>;                                                                                             \
  template class RAdam<T>;                                                                                             \
  template class Asgd<T>;                                                                                              \
  template class Rprop<T>;
CLANGENT_INSTANTIATE(float)
CLANGENT_INSTANTIATE(double)
#undef CLANGENT_INSTANTIATE

} // namespace clangent::optim
