// The training loop with L-BFGS: what it finds, by all examples and by
// batches, and that an interrupted run goes on to the same bits.
#include "temporary_file.h"

#include <clangent/tensor.h>
#include <clangent/tensor/train.h>

#include <gtest/gtest.h>

#include <cmath>
#include <csignal>

using namespace clangent;
using testing_files::TemporaryFile;

namespace {

/// height tanh(rate x)
struct Curve {
  Tensor<double> height, rate;
};
struct CurveStep {
  double value;
  Curve gradient;
};

/// Mean of squares of the curve plus noise, less y.
CurveStep curve_step(const Curve &curve, const Tensor<double> &x, const Tensor<double> &y, double noise,
                     Generator &generator) {
  const Tensor<double> t = tanh(mul(curve.rate, x));
  const Tensor<double> shift = mul_scalar(randn<double>(x.shape(), generator), noise);
  const Tensor<double> off = sub(add(mul(curve.height, t), shift), y);
  CurveStep step;
  step.value = mean(square(off)).item();
  step.gradient.height = mul_scalar(mean(mul(off, t)), 2.0);
  const Tensor<double> slope = mul(x, sub(Tensor<double>(1.0), square(t)));
  step.gradient.rate = mul_scalar(mul(curve.height, mean(mul(off, slope))), 2.0);
  return step;
}

struct CurveRun {
  Curve curve{Tensor<double>(1.0), Tensor<double>(1.0)};
  optim::Lbfgs<double> lbfgs;
  Generator generator{3};
  Tensor<double> x = linspace<double>(-2, 2, 40), y = mul_scalar(tanh(mul_scalar(x, 0.7)), 2.5);
  double noise = 0;
  int evaluations = 0, interrupt_at = -1;

  explicit CurveRun(bool strong_wolfe = true) : lbfgs(options_of(strong_wolfe)) {}
  static optim::LbfgsOptions options_of(bool strong_wolfe) {
    optim::LbfgsOptions options;
    options.max_iter = 4;
    options.history_size = 5;
    options.strong_wolfe = strong_wolfe;
    options.lr = strong_wolfe ? 1 : 0.2;
    return options;
  }
  train::Report fit(const train::Options &options, const train::Hooks<Curve> &hooks = {}) {
    const auto step = [this](Curve &m, const Tensor<double> &a, const Tensor<double> &b) {
      if (++evaluations == interrupt_at)
        std::raise(SIGINT);
      return curve_step(m, a, b, noise, generator);
    };
    return train::fit(curve, lbfgs, x, y, step, options, hooks, generator);
  }
};

/// One batch of all examples per epoch.
train::Options full_batch() {
  train::Options options;
  options.progress = train::Progress::silent;
  options.shuffle = false;
  options.batch_size = 40;
  options.epochs = 10;
  return options;
}
train::Options small_batches() {
  train::Options options = full_batch();
  options.shuffle = true;
  options.batch_size = 12;
  options.epochs = 4;
  return options;
}

TEST(TrainLbfgs, FindsACurveFromAllExamples) {
  CurveRun run;
  const auto report = run.fit(full_batch());
  EXPECT_EQ(report.stop, train::Stop::finished);
  EXPECT_EQ(report.steps, 10);
  EXPECT_NEAR(run.curve.height.item(), 2.5, 1e-4);
  EXPECT_NEAR(run.curve.rate.item(), 0.7, 1e-4);
  EXPECT_LT(report.best_loss, 1e-9);
  EXPECT_EQ(run.lbfgs.evaluations(), run.evaluations);
  EXPECT_GT(run.evaluations, 10) << "several evaluations per step";
}

/// Gradients that are no numbers, in any evaluation of the second step, leave what the first step made.
TEST(TrainLbfgs, AGradientThatIsNotFiniteMovesNothing) {
  CurveRun one;
  train::Options options = full_batch();
  options.epochs = 1;
  one.fit(options);
  options.epochs = 10;
  for (int later : {1, 2}) {
    CurveRun run;
    const auto step = [&](Curve &m, const Tensor<double> &a, const Tensor<double> &b) {
      CurveStep s = curve_step(m, a, b, 0, run.generator);
      if (++run.evaluations >= one.evaluations + later)
        s.gradient.rate = Tensor<double>(std::nan(""));
      return s;
    };
    const auto report = train::fit(run.curve, run.lbfgs, run.x, run.y, step, options, {}, run.generator);
    EXPECT_EQ(report.stop, train::Stop::diverged);
    EXPECT_EQ(report.steps, 1);
    EXPECT_NE(report.message.find("is not finite at epoch 2, batch 1"), std::string::npos) << report.message;
    EXPECT_EQ(run.curve.height.item(), one.curve.height.item());
    EXPECT_EQ(run.curve.rate.item(), one.curve.rate.item());
  }
}

TEST(TrainLbfgs, FindsItFromBatches) {
  CurveRun run;
  train::Options options = small_batches();
  options.epochs = 10;
  EXPECT_EQ(run.fit(options).steps, 40);
  EXPECT_NEAR(run.curve.height.item(), 2.5, 1e-3);
  EXPECT_NEAR(run.curve.rate.item(), 0.7, 1e-3);
}

TEST(TrainLbfgs, EqualsStepsWithAClosure) {
  CurveRun run, plain;
  train::Options options = full_batch();
  options.epochs = 3;
  const auto report = run.fit(options);
  for (std::size_t i = 0; i < 3; ++i) {
    const double loss = plain.lbfgs.step({&plain.curve.height, &plain.curve.rate}, [&] {
      CurveStep s = curve_step(plain.curve, plain.x, plain.y, 0, plain.generator);
      return optim::Evaluation<double>{s.value, {s.gradient.height, s.gradient.rate}};
    });
    EXPECT_EQ(report.history[i].loss, loss) << "the loss before the step";
  }
  EXPECT_EQ(run.curve.height.item(), plain.curve.height.item());
  EXPECT_EQ(run.curve.rate.item(), plain.curve.rate.item());
}

/// Interrupted in an evaluation, then gone on in new objects.
void expect_same_bits_after_interruption(const train::Options &plain_options, double noise, bool strong_wolfe,
                                         int interrupt_at) {
  const TemporaryFile file("lbfgs.safetensors");
  train::Options options = plain_options;
  CurveRun whole(strong_wolfe), first(strong_wolfe), second(strong_wolfe);
  whole.noise = first.noise = second.noise = noise;
  const auto expected = whole.fit(options);

  options.checkpoint = file.path();
  first.interrupt_at = interrupt_at;
  ASSERT_EQ(first.fit(options).stop, train::Stop::interrupted);
  ASSERT_GE(first.evaluations, interrupt_at) << "the step under way is finished";

  second.generator.manual_seed(999);
  second.curve.rate = Tensor<double>(77.0);
  const auto resumed = second.fit(options);
  EXPECT_EQ(resumed.stop, train::Stop::finished);
  EXPECT_EQ(first.evaluations + second.evaluations, whole.evaluations);
  EXPECT_EQ(second.lbfgs.evaluations(), whole.lbfgs.evaluations());
  EXPECT_EQ(second.curve.height.item(), whole.curve.height.item());
  EXPECT_EQ(second.curve.rate.item(), whole.curve.rate.item());
  EXPECT_EQ(second.generator.state(), whole.generator.state());
  ASSERT_EQ(resumed.history.size(), expected.history.size());
  for (std::size_t i = 0; i < expected.history.size(); ++i)
    EXPECT_EQ(resumed.history[i].loss, expected.history[i].loss) << i;
}
TEST(TrainLbfgs, InterruptedInTheFirstStep) { expect_same_bits_after_interruption(full_batch(), 0, true, 2); }
TEST(TrainLbfgs, InterruptedWithAHistory) { expect_same_bits_after_interruption(full_batch(), 0, true, 17); }
TEST(TrainLbfgs, InterruptedAmongBatches) { expect_same_bits_after_interruption(small_batches(), 0.01, true, 31); }
TEST(TrainLbfgs, InterruptedWithoutLineSearch) {
  expect_same_bits_after_interruption(small_batches(), 0.01, false, 23);
}

TEST(TrainLbfgs, StopsEarlyAndKeepsTheBest) {
  CurveRun run;
  train::Options options = full_batch();
  options.epochs = 50;
  options.patience = 2;
  options.keep_best = true;
  train::Hooks<Curve> hooks;
  double best = 0;
  int epoch = 0;
  hooks.validate = [&](Curve &m) {
    const double losses[] = {5, 4, 4.5, 4.2};
    if (epoch == 1)
      best = m.rate.item();
    return losses[epoch++];
  };
  const auto report = run.fit(options, hooks);
  EXPECT_EQ(report.stop, train::Stop::early);
  EXPECT_EQ(report.best_epoch, 2);
  EXPECT_EQ(run.curve.rate.item(), best);
}

TEST(TrainLbfgs, ALossThatIsNoNumberMovesNothing) {
  CurveRun run;
  run.y = run.y.copy();
  run.y.set(std::nan(""), 0);
  EXPECT_EQ(run.fit(full_batch()).stop, train::Stop::diverged);
  EXPECT_EQ(run.curve.height.item(), 1);
  EXPECT_EQ(run.lbfgs.evaluations(), 0);
}

TEST(TrainLbfgs, ScheduleOfTheRateIsFollowedAndOneOfMomentumRefused) {
  CurveRun run(false);
  train::Options options = full_batch();
  options.lr = schedule::exponential(0.2, 0.5);
  EXPECT_DOUBLE_EQ(run.fit(options).history[2].lr, 0.2 * 0.25);
  options.momentum = [](std::int64_t) { return 0.5; };
  EXPECT_THROW(run.fit(options), TensorError);
}

TEST(TrainLbfgs, AnUndefinedGradientLeavesItsParameterAlone) {
  CurveRun run;
  const auto step = [&](Curve &m, const train::Batch &) {
    CurveStep s = curve_step(m, run.x, run.y, 0, run.generator);
    s.gradient.rate = {};
    return s;
  };
  train::fit(run.curve, run.lbfgs, 40, step, full_batch(), {}, run.generator);
  EXPECT_NE(run.curve.height.item(), 1);
  EXPECT_EQ(run.curve.rate.item(), 1);
}

TEST(TrainLbfgs, CheckpointsOfOtherMethodsAndDamagedOnesAreRefused) {
  const TemporaryFile file("lbfgs.safetensors");
  train::Options options = full_batch();
  options.checkpoint = file.path();
  CurveRun().fit(options);
  const auto step = [](Curve &m, const Tensor<double> &a, const Tensor<double> &b) {
    return curve_step(m, a, b, 0, default_generator());
  };
  CurveRun other;
  optim::Sgd<double> sgd({0.1});
  EXPECT_THROW(train::fit(other.curve, sgd, other.x, other.y, step, options), TensorError);

  options.epochs = 20;
  const Safetensors good = load_safetensors(file.path());
  for (const char *name :
       {"lbfgs.counts", "lbfgs.numbers", "lbfgs.direction", "lbfgs.previous_gradient", "lbfgs.s.0000"}) {
    Safetensors damaged = good;
    damaged.tensors.erase(name);
    save_safetensors(file.path(), damaged);
    EXPECT_THROW(CurveRun().fit(options), TensorError) << name;
    damaged.tensors[name] = Tensor<double>::zeros({7});
    save_safetensors(file.path(), damaged);
    EXPECT_THROW(CurveRun().fit(options), TensorError) << name;
  }
}

} // namespace
