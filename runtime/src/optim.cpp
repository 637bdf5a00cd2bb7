// Update rules, one per optimiser, in the notation of its paper: m and v are
// first and second moments, t the step. Each works on plain arrays.
#include <clangent/tensor/optim.h>

#include <clangent/tensor/elementwise.h>

#include <cmath>
#include <limits>

namespace clangent::optim {

template <class T>
Optimizer<T>::Optimizer(double lr, double weight_decay, bool maximize)
    : lr_(lr), weight_decay_(weight_decay), maximize_(maximize) {
  if (!(lr >= 0) || !(weight_decay >= 0))
    throw TensorError("optimizer", "lr and weight_decay must not be negative");
}

template <class T> void Optimizer<T>::set_momentum(double) {
  throw TensorError("optimizer", "this optimiser has no momentum");
}

/// State that was put back is compared with what begin would make.
template <class T> void Optimizer<T>::require_fitting_state(const Parameters<T> &parameters) {
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    State own;
    if (state_[i].step == 0) {
      state_[i] = own;
      continue;
    }
    begin(own, *parameters[i]);
    bool fits = state_[i].step > 0 && own.numbers.size() == state_[i].numbers.size() &&
                own.slots.size() == state_[i].slots.size();
    for (std::size_t k = 0; fits && k < own.slots.size(); ++k)
      fits = own.slots[k].shape() == state_[i].slots[k].shape();
    if (!fits)
      throw TensorError("optimizer", "the state of parameter " + std::to_string(i) + " is not one of this method");
  }
  state_is_foreign_ = false;
}

template <class T> void Optimizer<T>::step(const Parameters<T> &parameters, const Gradients<T> &gradients) {
  if (parameters.size() != gradients.size())
    throw TensorError("optimizer", std::to_string(parameters.size()) + " parameters, " +
                                       std::to_string(gradients.size()) + " gradients");
  if (state_.size() < parameters.size())
    state_.resize(parameters.size());
  if (state_is_foreign_)
    require_fitting_state(parameters);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    Tensor<T> &w = *parameters[i];
    if (!gradients[i].defined())
      continue;
    if (gradients[i].shape() != w.shape())
      detail::fail_shapes("optimizer", "gradient does not fit its parameter", {w.shape(), gradients[i].shape()});
    if (state_[i].step++ == 0)
      begin(state_[i], w);
    const bool decays = weight_decay_ != 0 && decays_gradient();
    Tensor<T> g = gradients[i].contiguous();
    if (maximize_)
      update(
          "optimizer", [](T v) { return -v; }, g);
    if (decays) {
      const T factor = T(weight_decay_);
      update(
          "optimizer", [factor](T u, T v) { return u + factor * v; }, g, w);
    }
    move(state_[i], w.writable(), g.data(), w.numel());
  }
}

namespace {

template <class T> void add_zero_slots(ParameterState<T> &state, const Tensor<T> &w, int count) {
  for (int i = 0; i < count; ++i)
    state.slots.push_back(Tensor<T>::zeros(w.shape()));
}

/// m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g g
template <class T> struct Moments {
  T beta1, rest1, beta2, rest2;
  Moments(double b1, double b2) : beta1(T(b1)), rest1(T(1 - b1)), beta2(T(b2)), rest2(T(1 - b2)) {}
  void update(T &m, T &v, T g) const {
    m = m * beta1 + g * rest1;
    v = v * beta2 + rest2 * g * g;
  }
};

/// Adam and AdamW differ in where weight decay acts only.
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

namespace {

void require(bool holds, const char *rule) {
  if (!holds)
    throw TensorError("optimizer", rule);
}
void require_betas(double beta1, double beta2) {
  require(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1, "beta1 and beta2 must be at least 0 and below 1");
}
void require_eps(double eps) { require(eps >= 0, "eps must not be negative"); }

// What an optimiser's options must hold, beside lr and weight_decay.
template <class AdamLike> void check(const AdamLike &o) {
  require_betas(o.beta1, o.beta2);
  require_eps(o.eps);
}
void check(const SgdOptions &o) {
  require(o.momentum >= 0, "momentum must not be negative");
  require(!o.nesterov || (o.momentum > 0 && o.dampening == 0), "nesterov needs a momentum and no dampening");
}
void check(const RmsPropOptions &o) {
  require(o.alpha >= 0 && o.momentum >= 0, "alpha and momentum must not be negative");
  require_eps(o.eps);
}
void check(const AdagradOptions &o) {
  require(o.lr_decay >= 0 && o.initial_accumulator_value >= 0,
          "lr_decay and initial_accumulator_value must not be negative");
  require_eps(o.eps);
}
void check(const AdadeltaOptions &o) {
  require(o.rho >= 0 && o.rho <= 1, "rho must be between 0 and 1");
  require_eps(o.eps);
}
void check(const NAdamOptions &o) {
  require_betas(o.beta1, o.beta2);
  require_eps(o.eps);
  require(o.momentum_decay >= 0, "momentum_decay must not be negative");
}
void check(const AsgdOptions &) {}
void check(const RpropOptions &o) {
  require(o.eta_minus > 0 && o.eta_minus < 1 && o.eta_plus > 1, "eta_minus must be between 0 and 1, eta_plus above 1");
  require(o.step_min <= o.step_max, "step_min must not be above step_max");
}

} // namespace

/// Constructor and decays_gradient of an optimiser.
#define CLANGENT_CONSTRUCT(Name, maximize, decays)                                                                     \
  template <class T>                                                                                                   \
  Name<T>::Name(const Name##Options &options)                                                                          \
      : Optimizer<T>(options.lr, options.weight_decay, maximize), options_(options) {                                  \
    check(options);                                                                                                    \
  }                                                                                                                    \
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

template <class T> double clip_grad_norm(Gradients<T> &gradients, double max_norm, double norm_type) {
  if (!(max_norm >= 0) || !(norm_type > 0))
    throw TensorError("clip_grad_norm", "a bound of " + std::to_string(max_norm) + " for the norm of type " +
                                            std::to_string(norm_type) +
                                            "; bounds must not be negative, types positive");
  double total = 0;
  for (const Tensor<T> &g : gradients) {
    if (!g.defined())
      continue;
    for (T v : g.to_vector()) {
      const double size = std::fabs(double(v));
      if (std::isinf(norm_type))
        total = size > total || size != size ? size : total;
      else
        total += norm_type == 2 ? size * size : std::pow(size, norm_type);
    }
  }
  if (!std::isinf(norm_type))
    total = norm_type == 2 ? std::sqrt(total) : std::pow(total, 1 / norm_type);
  const double factor = max_norm / (total + 1e-6);
  if (factor < 1 || factor != factor)
    for (Tensor<T> &g : gradients)
      if (g.defined())
        update(
            "clip", [s = T(factor)](T v) { return v * s; }, g);
  return total;
}

template <class T> void clip_grad_value(Gradients<T> &gradients, double clip_value) {
  if (!(clip_value >= 0))
    throw TensorError("clip_grad_value", "a bound of " + std::to_string(clip_value) + "; it must not be negative");
  const T most = T(clip_value);
  for (Tensor<T> &g : gradients)
    if (g.defined())
      update(
          "clip", [most](T v) { return v > most    ? most
                                       : v < -most ? -most
                                                   : v; }, g);
}

template <class T> bool all_finite(const Tensor<T> &x) {
  const Tensor<T> dense = x.contiguous();
  const T *const elements = dense.data();
  // Without an exit, so that it is done by vectors.
  bool finite = true;
  for (std::int64_t i = 0; i < dense.numel(); ++i)
    finite &= std::fabs(elements[i]) <= std::numeric_limits<T>::max();
  return finite;
}

#define CLANGENT_INSTANTIATE(T)                                                                                        \
  template class Optimizer<T>;                                                                                         \
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
  template class Rprop<T>;                                                                                             \
  template double clip_grad_norm(Gradients<T> &, double, double);                                                      \
  template void clip_grad_value(Gradients<T> &, double);                                                               \
  template bool all_finite(const Tensor<T> &);
CLANGENT_INSTANTIATE(float)
CLANGENT_INSTANTIATE(double)
#undef CLANGENT_INSTANTIATE

} // namespace clangent::optim
