// What all optimisers share: parameters and gradients in step, weight decay, state that is put back.
#include "optim_options.h"

#include <clangent/tensor/elementwise.h>

namespace clangent::optim {

template <class T>
Optimizer<T>::Optimizer(double lr, double weight_decay, bool maximize)
    : lr_(lr), weight_decay_(weight_decay), maximize_(maximize) {
  require_rate(lr);
  require(is_amount(weight_decay), "weight_decay must be a finite number that is not negative");
}

template <class T> void Optimizer<T>::set_lr(double lr) {
  require_rate(lr);
  lr_ = lr;
}

template <class T> void Optimizer<T>::set_momentum(double) {
  throw TensorError("optimizer", "this optimiser has no momentum");
}

// State that was put back is compared with what begin would make.
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
    // A momentum that was set after steps without one is a first step too.
    if (state_[i].step++ == 0 || state_[i].slots.empty())
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

template class Optimizer<float>;
template class Optimizer<double>;

} // namespace clangent::optim
