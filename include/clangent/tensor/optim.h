// Optimisers with the update rules of PyTorch 1.13, on lists of parameters and
// of their gradients. State is kept per parameter, by position in the list, and
// can be taken out and put back for checkpoints.
#ifndef CLANGENT_TENSOR_OPTIM_H
#define CLANGENT_TENSOR_OPTIM_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/parameters.h>
#include <clangent/tensor/tensor_class.h>

#include <vector>

namespace clangent::optim {

// What an optimiser remembers of one parameter.
template <class T> struct ParameterState {
  std::int64_t step = 0;
  std::vector<Tensor<T>> slots;
  std::vector<double> numbers;
};

template <class T> class Optimizer {
public:
  using value_type = T;
  virtual ~Optimizer() = default;

  // Moves every parameter. An undefined gradient leaves its parameter alone.
  void step(const Parameters<T> &parameters, const Gradients<T> &gradients);

  // Moves every parameter of a struct, all of whose real tensors are of this element type, along its gradient.
  template <class Model> void step(Model &model, const Model &gradient) {
    for_each_tensor(gradient, [](const auto &x) {
      using Element = typename std::decay_t<decltype(x)>::value_type;
      static_assert(std::is_same_v<Element, T> || !std::is_floating_point_v<Element>,
                    "parameters of another element type would stay as they are; list those that are meant with "
                    "optim::parameters<T>");
    });
    step(parameters<T>(model), gradients<T>(gradient));
  }

  double lr() const { return lr_; }
  // Throws, like the constructor, if it is negative or not finite; the old one stays.
  void set_lr(double lr);
  // The momentum, or beta1, for schedules that move it; optimisers that have
  // neither throw, and so do all for one that their constructors refuse.
  virtual void set_momentum(double momentum);

  const std::vector<ParameterState<T>> &state() const { return state_; }
  // The next step throws if it is the state of another method or of other parameters.
  void set_state(std::vector<ParameterState<T>> state) {
    state_ = std::move(state);
    state_is_foreign_ = true;
  }

protected:
  Optimizer(double lr, double weight_decay, bool maximize);
  using State = ParameterState<T>;

  // Fills the state of a parameter before its first step.
  virtual void begin(State &state, const Tensor<T> &parameter) const = 0;
  // One step of one parameter: n elements w, their gradient g (weight decay
  // and direction already in it). state.step counts from 1.
  virtual void move(State &state, T *w, const T *g, std::int64_t n) const = 0;
  // Whether weight decay is part of the gradient (not so in AdamW).
  virtual bool decays_gradient() const { return true; }

  double weight_decay() const { return weight_decay_; }

private:
  void require_fitting_state(const Parameters<T> &parameters);

  double lr_, weight_decay_;
  bool maximize_, state_is_foreign_ = false;
  std::vector<State> state_;
};

struct SgdOptions {
  double lr = 1e-3, momentum = 0, dampening = 0, weight_decay = 0;
  bool nesterov = false, maximize = false;
};
struct AdamOptions {
  double lr = 1e-3, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = 0;
  bool amsgrad = false, maximize = false;
};
struct AdamWOptions {
  double lr = 1e-3, beta1 = 0.9, beta2 = 0.999, eps = 1e-8;
  double weight_decay = 1e-2;
  bool amsgrad = false, maximize = false;
};
struct RmsPropOptions {
  double lr = 1e-2, alpha = 0.99, eps = 1e-8, weight_decay = 0, momentum = 0;
  bool centered = false, maximize = false;
};
struct AdagradOptions {
  double lr = 1e-2, lr_decay = 0, weight_decay = 0;
  double initial_accumulator_value = 0, eps = 1e-10;
  bool maximize = false;
};
struct AdadeltaOptions {
  double lr = 1, rho = 0.9, eps = 1e-6, weight_decay = 0;
  bool maximize = false;
};
struct AdamaxOptions {
  double lr = 2e-3, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = 0;
  bool maximize = false;
};
struct NAdamOptions {
  double lr = 2e-3, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = 0;
  double momentum_decay = 4e-3;
};
struct RAdamOptions {
  double lr = 1e-3, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = 0;
};
struct AsgdOptions {
  double lr = 1e-2, lambd = 1e-4, alpha = 0.75, t0 = 1e6, weight_decay = 0;
  bool maximize = false;
};
struct RpropOptions {
  double lr = 1e-2, eta_minus = 0.5, eta_plus = 1.2;
  double step_min = 1e-6, step_max = 50;
};

// An optimiser: its options, and the two hooks of Optimizer.
#define CLANGENT_OPTIMIZER(Name)                                                                                       \
  template <class T> class Name final : public Optimizer<T> {                                                          \
  public:                                                                                                              \
    explicit Name(const Name##Options &options = {});                                                                  \
    void set_momentum(double momentum) override;                                                                       \
                                                                                                                       \
  private:                                                                                                             \
    void begin(ParameterState<T> &, const Tensor<T> &) const override;                                                 \
    void move(ParameterState<T> &, T *w, const T *g, std::int64_t n) const override;                                   \
    bool decays_gradient() const override;                                                                             \
    Name##Options options_;                                                                                            \
  };
CLANGENT_OPTIMIZER(Sgd)
CLANGENT_OPTIMIZER(Adam)
CLANGENT_OPTIMIZER(AdamW)
CLANGENT_OPTIMIZER(RmsProp)
CLANGENT_OPTIMIZER(Adagrad)
CLANGENT_OPTIMIZER(Adadelta)
CLANGENT_OPTIMIZER(Adamax)
CLANGENT_OPTIMIZER(NAdam)
CLANGENT_OPTIMIZER(RAdam)
CLANGENT_OPTIMIZER(Asgd)
CLANGENT_OPTIMIZER(Rprop)
#undef CLANGENT_OPTIMIZER

// Scales all gradients together so that their joint norm is at most max_norm;
// returns the norm before. norm_type may be infinite. Throws if max_norm is negative.
template <class T> double clip_grad_norm(Gradients<T> &gradients, double max_norm, double norm_type = 2);
// Clamps every element to [-clip_value, clip_value].
template <class T> void clip_grad_value(Gradients<T> &gradients, double clip_value);
// Whether no element is infinite or not a number.
template <class T> bool all_finite(const Tensor<T> &x);

} // namespace clangent::optim

#pragma pop_macro("T")

#endif
