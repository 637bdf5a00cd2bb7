// What an optimiser's options must hold, beside lr and weight_decay.
#ifndef CLANGENT_RUNTIME_OPTIM_OPTIONS_H
#define CLANGENT_RUNTIME_OPTIM_OPTIONS_H

#include <clangent/tensor/optim.h>

namespace clangent::optim {

inline void require(bool holds, const char *rule) {
  if (!holds)
    throw TensorError("optimizer", rule);
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
  require(o.momentum >= 0, "momentum must not be negative");
  require(!o.nesterov || (o.momentum > 0 && o.dampening == 0), "nesterov needs a momentum and no dampening");
}
inline void check(const RmsPropOptions &o) {
  require(o.alpha >= 0 && o.momentum >= 0, "alpha and momentum must not be negative");
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
