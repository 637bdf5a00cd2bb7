// What an optimiser's options must hold, when it is made and when one of them is set.
#ifndef CLANGENT_RUNTIME_OPTIM_OPTIONS_H
#define CLANGENT_RUNTIME_OPTIM_OPTIONS_H

#include <clangent/tensor/optim.h>

#include <cmath>

namespace clangent::optim {

inline void require(bool holds, const char *rule) {
  if (!holds)
    throw TensorError("optimizer", rule);
}
inline bool is_amount(double value) { return std::isfinite(value) && value >= 0; }
inline void require_rate(double lr) {
  if (!is_amount(lr))
    throw TensorError("optimizer", "lr must be a finite number that is not negative, and is " + std::to_string(lr));
}
inline void require_betas(double beta1, double beta2) {
  require(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1, "beta1 and beta2 must be at least 0 and below 1");
}
inline void require_eps(double eps) { require(eps >= 0, "eps must not be negative"); }

template <class AdamLike> void check(const AdamLike &o) {
  require_betas(o.beta1, o.beta2);
  require_eps(o.eps);
}
inline void check(const SgdOptions &o) {
  require(is_amount(o.momentum), "momentum must be a finite number that is not negative");
  require(!o.nesterov || (o.momentum > 0 && o.dampening == 0), "nesterov needs a momentum and no dampening");
}
inline void check(const RmsPropOptions &o) {
  require(is_amount(o.alpha) && is_amount(o.momentum), "alpha and momentum must be finite and not negative");
  require_eps(o.eps);
}
inline void check(const AdagradOptions &o) {
  require(o.lr_decay >= 0 && o.initial_accumulator_value >= 0,
          "lr_decay and initial_accumulator_value must not be negative");
  require_eps(o.eps);
}
inline void check(const AdadeltaOptions &o) {
  require(o.rho >= 0 && o.rho <= 1, "rho must be between 0 and 1");
  require_eps(o.eps);
}
inline void check(const NAdamOptions &o) {
  require_betas(o.beta1, o.beta2);
  require_eps(o.eps);
  require(o.momentum_decay >= 0, "momentum_decay must not be negative");
}
inline void check(const AsgdOptions &) {}
inline void check(const RpropOptions &o) {
  require(o.eta_minus > 0 && o.eta_minus < 1 && o.eta_plus > 1, "eta_minus must be between 0 and 1, eta_plus above 1");
  require(o.step_min <= o.step_max, "step_min must not be above step_max");
}

} // namespace clangent::optim

#endif
