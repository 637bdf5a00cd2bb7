// Optimisers beyond their trajectories: state, resumption, errors.
#include <clangent/tensor.h>
#include <clangent/tensor/lbfgs.h>
#include <clangent/tensor/schedule.h>

#include <gtest/gtest.h>

#include <cmath>
#include <memory>

using namespace clangent;

namespace {

Tensor<double> gradient_at(const Tensor<double> &w) { return w * 2 - sin(w * 5); }

/// All optimisers, with options that use all of their state.
std::vector<std::unique_ptr<optim::Optimizer<double>>> all_optimizers() {
  std::vector<std::unique_ptr<optim::Optimizer<double>>> list;
  list.push_back(std::make_unique<optim::Sgd<double>>(optim::SgdOptions{0.01, 0.9, 0, 0, true, false}));
  list.push_back(std::make_unique<optim::Adam<double>>(optim::AdamOptions{0.01, 0.9, 0.999, 1e-8, 0.1, true, false}));
  list.push_back(std::make_unique<optim::AdamW<double>>());
  optim::RmsPropOptions rms;
  rms.centered = true;
  rms.momentum = 0.5;
  list.push_back(std::make_unique<optim::RmsProp<double>>(rms));
  list.push_back(std::make_unique<optim::Adagrad<double>>());
  list.push_back(std::make_unique<optim::Adadelta<double>>());
  list.push_back(std::make_unique<optim::Adamax<double>>());
  list.push_back(std::make_unique<optim::NAdam<double>>());
  list.push_back(std::make_unique<optim::RAdam<double>>());
  list.push_back(std::make_unique<optim::Asgd<double>>());
  list.push_back(std::make_unique<optim::Rprop<double>>());
  return list;
}

TEST(Optim, ResumesBitForBit) {
  auto whole = all_optimizers(), resumed = all_optimizers();
  for (std::size_t k = 0; k < whole.size(); ++k) {
    auto w = tensor<double>({1, -2, 0.5});
    for (int i = 0; i < 10; ++i)
      whole[k]->step({&w}, {gradient_at(w)});
    const auto state = whole[k]->state();
    auto v = w;
    for (int i = 0; i < 10; ++i)
      whole[k]->step({&w}, {gradient_at(w)});
    resumed[k]->set_state(state);
    for (int i = 0; i < 10; ++i)
      resumed[k]->step({&v}, {gradient_at(v)});
    EXPECT_EQ(w.to_vector(), v.to_vector()) << "optimiser " << k;
  }
}

TEST(Optim, SharedParametersAreNotWrittenThrough) {
  const auto start = tensor<double>({1, 2});
  auto w = start;
  optim::Sgd<double> sgd;
  sgd.step({&w}, {start});
  EXPECT_EQ(start.to_vector(), (std::vector<double>{1, 2}));
  EXPECT_EQ(w.at(0), 1 - 1e-3);
}

TEST(Optim, UndefinedGradientsLeaveParametersAlone) {
  auto a = tensor<double>({1}), b = tensor<double>({1});
  optim::Adam<double> adam;
  adam.step({&a, &b}, {tensor<double>({1}), Tensor<double>()});
  EXPECT_NE(a.at(0), 1);
  EXPECT_EQ(b.at(0), 1);
}

TEST(Optim, MisfitsThrow) {
  auto w = tensor<double>({1, 2});
  optim::Sgd<double> sgd;
  EXPECT_THROW(sgd.step({&w}, {}), TensorError);
  EXPECT_THROW(sgd.step({&w}, {tensor<double>({1})}), TensorError);
  EXPECT_THROW(optim::Sgd<double>(optim::SgdOptions{-1}), TensorError);
}

TEST(Optim, LbfgsMinimisesOverSeveralParameters) {
  auto a = tensor<double>({4, -3}), b = Tensor<double>(2.0);
  optim::LbfgsOptions options;
  options.strong_wolfe = true;
  optim::Lbfgs<double> lbfgs(options);
  const auto target = tensor<double>({1, 2});
  for (int i = 0; i < 5; ++i)
    lbfgs.step({&a, &b}, [&] {
      const auto d = a - target;
      return optim::Evaluation<double>{(sum(square(d) * square(d)) + square(b)).item(), {square(d) * d * 4, b * 2}};
    });
  EXPECT_NEAR(a.at(0), 1, 2e-2);
  EXPECT_NEAR(a.at(1), 2, 2e-2);
  EXPECT_NEAR(b.item(), 0, 1e-4);
}

TEST(Optim, ClippingHandlesNan) {
  optim::Gradients<double> g{tensor<double>({NAN, 1})};
  EXPECT_TRUE(std::isnan(optim::clip_grad_norm(g, 1)));
}

TEST(Schedule, ImpossibleOptionsThrow) {
  EXPECT_THROW(schedule::step(0.1, 0), TensorError);
  EXPECT_THROW(schedule::cosine_annealing(0.1, 0), TensorError);
  EXPECT_THROW(schedule::sequential({schedule::exponential(1, 1)}, {3}), TensorError);
  EXPECT_THROW(schedule::one_cycle({}).lr(0), TensorError);
}

// What CyclicLR of PyTorch 1.13 gives for momentum.
TEST(Schedule, CyclicMomentumMovesAgainstTheRate) {
  schedule::CyclicOptions o;
  o.base_lr = 0.01, o.max_lr = 0.1, o.step_size_up = 4, o.step_size_down = 3;
  o.mode = schedule::CyclicMode::triangular2;
  o.base_momentum = 0.7, o.max_momentum = 0.95;
  const std::vector<double> expected{0.95, 0.8875,   0.825,   0.7625,  0.7,   0.7833333333333334, 0.8666666666666667,
                                     0.95, 0.91875,  0.8875,  0.85625, 0.825, 0.8666666666666667, 0.9083333333333333,
                                     0.95, 0.934375, 0.91875, 0.903125};
  const schedule::Schedule momentum = schedule::cyclic_momentum(o);
  for (std::size_t t = 0; t < expected.size(); ++t)
    EXPECT_NEAR(momentum(std::int64_t(t)), expected[t], 1e-14) << t;
}

/// Rosenbrock's function, from the state that another optimiser was stopped in.
TEST(Lbfgs, GoesOnFromItsState) {
  const auto closure_of = [](Tensor<double> &w) {
    return [&w] {
      const double x = w.at(0), y = w.at(1), off = y - x * x;
      optim::Evaluation<double> e;
      e.loss = (1 - x) * (1 - x) + 100 * off * off;
      e.gradients = {Tensor<double>({2}, {-2 * (1 - x) - 400 * x * off, 200 * off})};
      return e;
    };
  };
  optim::LbfgsOptions options;
  options.max_iter = 4;
  options.strong_wolfe = true;
  Tensor<double> whole({2}, {-1.5, 2.0}), parts = whole;
  optim::Lbfgs<double> one(options), first(options), second(options);
  for (int i = 0; i < 6; ++i)
    one.step({&whole}, closure_of(whole));
  for (int i = 0; i < 3; ++i)
    first.step({&parts}, closure_of(parts));
  second.set_state(first.state());
  for (int i = 0; i < 3; ++i)
    second.step({&parts}, closure_of(parts));
  EXPECT_EQ(parts.to_vector(), whole.to_vector());
  EXPECT_EQ(second.evaluations(), one.evaluations());
}

template <template <class> class Method, class Options, class Value>
void expect_refused(Value Options::*member, std::initializer_list<double> values) {
  for (double value : values) {
    Options options;
    options.*member = Value(value);
    EXPECT_THROW(Method<float>{options}, TensorError) << value;
  }
}
/// Adam, and what shares its moments.
template <template <class> class Method, class Options> void expect_moments_checked() {
  expect_refused<Method>(&Options::lr, {-1, std::nan("")});
  expect_refused<Method>(&Options::beta1, {-0.1, 1, std::nan("")});
  expect_refused<Method>(&Options::beta2, {-0.1, 1, 2});
  expect_refused<Method>(&Options::eps, {-1e-8, std::nan("")});
}

TEST(Optimizers, RefuseOptionsOutOfRange) {
  using namespace optim;
  expect_moments_checked<Adam, AdamOptions>();
  expect_moments_checked<AdamW, AdamWOptions>();
  expect_moments_checked<Adamax, AdamaxOptions>();
  expect_moments_checked<NAdam, NAdamOptions>();
  expect_moments_checked<RAdam, RAdamOptions>();
  expect_refused<NAdam>(&NAdamOptions::momentum_decay, {-1});
  expect_refused<Sgd>(&SgdOptions::momentum, {-0.5});
  expect_refused<Sgd>(&SgdOptions::nesterov, {1}); // without a momentum
  expect_refused<RmsProp>(&RmsPropOptions::alpha, {-1});
  expect_refused<RmsProp>(&RmsPropOptions::momentum, {-1});
  expect_refused<RmsProp>(&RmsPropOptions::eps, {-1});
  expect_refused<Adagrad>(&AdagradOptions::lr_decay, {-1});
  expect_refused<Adagrad>(&AdagradOptions::initial_accumulator_value, {-1});
  expect_refused<Adagrad>(&AdagradOptions::eps, {-1});
  expect_refused<Adadelta>(&AdadeltaOptions::rho, {-0.1, 1.1});
  expect_refused<Adadelta>(&AdadeltaOptions::eps, {-1});
  expect_refused<Rprop>(&RpropOptions::eta_minus, {0, 1});
  expect_refused<Rprop>(&RpropOptions::eta_plus, {1});
  expect_refused<Rprop>(&RpropOptions::step_min, {100});
}

/// What the constructor refuses is refused later too, and the old value stays: the next step is the same.
template <class Method> void expect_setters_checked(const std::vector<double> &momenta) {
  Method set, left;
  for (double lr : {-1.0, std::nan(""), HUGE_VAL, -HUGE_VAL})
    EXPECT_THROW(set.set_lr(lr), TensorError) << lr;
  EXPECT_EQ(set.lr(), left.lr());
  for (double momentum : momenta)
    EXPECT_THROW(set.set_momentum(momentum), TensorError) << momentum;
  auto x = tensor<float>({1, -2}), y = x;
  for (int i = 0; i < 2; ++i) {
    set.step({&x}, {x});
    left.step({&y}, {y});
  }
  EXPECT_EQ(x.to_vector(), y.to_vector());
}

TEST(Optimizers, SettersRefuseWhatConstructorsRefuse) {
  using namespace optim;
  const double nan = std::nan("");
  expect_setters_checked<Sgd<float>>({-0.5, nan, HUGE_VAL});
  expect_setters_checked<RmsProp<float>>({-0.5, nan, HUGE_VAL});
  expect_setters_checked<Adam<float>>({-0.1, 1, 1.5, nan});
  expect_setters_checked<AdamW<float>>({-0.1, 1, 1.5, nan});
  expect_setters_checked<Adamax<float>>({-0.1, 1, 1.5, nan});
  expect_setters_checked<NAdam<float>>({-0.1, 1, 1.5, nan});
  expect_setters_checked<RAdam<float>>({-0.1, 1, 1.5, nan});
  expect_setters_checked<Adagrad<float>>({0.5});
  expect_setters_checked<Rprop<float>>({0.5});
  EXPECT_THROW(Sgd<float>({HUGE_VAL}), TensorError);
  EXPECT_THROW(Lbfgs<float>({-1}), TensorError);
  Lbfgs<float> lbfgs;
  for (double lr : {-1.0, nan, HUGE_VAL})
    EXPECT_THROW(lbfgs.set_lr(lr), TensorError) << lr;
  EXPECT_EQ(lbfgs.lr(), 1);
}

TEST(Optimizers, MomentumMayBeSetAfterSteps) {
  optim::Sgd<double> sgd({0.5});
  auto w = tensor<double>({1});
  const auto g = tensor<double>({1});
  sgd.step({&w}, {g});
  sgd.set_momentum(0.5);
  sgd.step({&w}, {g}); // velocity 1
  sgd.step({&w}, {g}); // velocity 1.5
  EXPECT_EQ(w.item(), 1 - 0.5 - 0.5 - 0.75);
}

TEST(Optimizers, ClippingRefusesNegativeBounds) {
  optim::Gradients<float> g{tensor<float>({3, 4})};
  EXPECT_THROW(optim::clip_grad_norm(g, -1), TensorError);
  EXPECT_THROW(optim::clip_grad_norm(g, std::nan("")), TensorError);
  EXPECT_THROW(optim::clip_grad_norm(g, 1, 0), TensorError);
  EXPECT_THROW(optim::clip_grad_value(g, -1), TensorError);
  EXPECT_EQ(g[0].to_vector(), (std::vector<float>{3, 4}));
  EXPECT_EQ(optim::clip_grad_norm(g, 0), 5);
  EXPECT_EQ(g[0].to_vector(), (std::vector<float>{0, 0}));
}

} // namespace
