// The training loop: order of examples, early stopping, history, and that an
// interrupted run goes on to the same bits.
#include "temporary_file.h"

#include <clangent/tensor/train.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <csignal>

using namespace clangent;
using testing_files::TemporaryFile;

namespace {

struct Line {
  Tensor<float> slope, offset;
};
struct LineStep {
  float value;
  Line gradient;
};

/// Mean of squares of slope x + offset - y with a little noise drawn in the
/// step, as dropout would draw.
LineStep line_step(Line &line, const Tensor<float> &x, const Tensor<float> &y, Generator &generator) {
  const Tensor<float> noise = mul_scalar(randn<float>(x.shape(), generator), 0.01f);
  const Tensor<float> off = sub(add(add(mul(line.slope, x), line.offset), noise), y);
  LineStep step;
  step.value = mean(square(off)).item();
  step.gradient.slope = mul_scalar(mean(mul(off, x)), 2.0f);
  step.gradient.offset = mul_scalar(mean(off), 2.0f);
  return step;
}

struct LineRun {
  Line line{Tensor<float>(0.0f), Tensor<float>(0.0f)};
  optim::Adam<float> adam{optim::AdamOptions{0.05}};
  Generator generator{3};
  Tensor<float> x, y;
  int steps = 0, interrupt_at = -1;

  LineRun() {
    Generator data(11);
    x = randn<float>({50}, data);
    y = add_scalar(mul_scalar(x, 3.0f), 1.0f);
  }
  train::Report fit(const train::Options &options, const train::Hooks<Line> &hooks = {}) {
    const auto step = [this](Line &m, const Tensor<float> &a, const Tensor<float> &b) {
      if (++steps == interrupt_at)
        std::raise(SIGINT);
      return line_step(m, a, b, generator);
    };
    return train::fit(line, adam, x, y, step, options, hooks, generator);
  }
};

train::Options quiet() {
  train::Options options;
  options.progress = train::Progress::silent;
  options.batch_size = 8;
  options.epochs = 6;
  return options;
}

// What torch.utils.data.DataLoader(range(10), batch_size=10, shuffle=True) of
// PyTorch 1.13 gives in two epochs after torch.manual_seed(0).
TEST(Train, OrderIsThatOfDataLoader) {
  Generator generator(0);
  EXPECT_EQ(train::shuffled(10, generator).to_vector(), (std::vector<std::int64_t>{6, 7, 1, 4, 2, 0, 9, 8, 3, 5}));
  EXPECT_EQ(train::shuffled(10, generator).to_vector(), (std::vector<std::int64_t>{2, 4, 7, 0, 8, 9, 5, 3, 6, 1}));
}

TEST(Train, EveryExampleIsSeenOncePerEpoch) {
  LineRun run;
  std::vector<int> seen(50, 0);
  train::Options options = quiet();
  options.epochs = 2;
  const auto step = [&](Line &m, const train::Batch &batch) {
    for (std::int64_t i : batch.indices.to_vector())
      ++seen[std::size_t(i)];
    return line_step(m, index_select(run.x, 0, batch.indices), index_select(run.y, 0, batch.indices), run.generator);
  };
  const auto report = train::fit(run.line, run.adam, 50, step, options, {}, run.generator);
  EXPECT_EQ(report.steps, 14);
  EXPECT_EQ(seen, std::vector<int>(50, 2));
}

TEST(Train, WithoutShufflingBatchesAreViewsInOrder) {
  LineRun run;
  train::Options options = quiet();
  options.shuffle = false;
  options.drop_last = true;
  options.epochs = 1;
  std::int64_t next = 0;
  const auto step = [&](Line &m, const Tensor<float> &a, const Tensor<float> &b) {
    EXPECT_TRUE(a.shares_memory_with(run.x));
    EXPECT_EQ(a.at(0), run.x.at(next));
    EXPECT_EQ(a.numel(), 8);
    next += 8;
    return line_step(m, a, b, run.generator);
  };
  train::fit(run.line, run.adam, run.x, run.y, step, options, {}, run.generator);
  EXPECT_EQ(next, 48);
}

TEST(Train, ALineIsFound) {
  LineRun run;
  train::Options options = quiet();
  options.epochs = 60;
  options.lr = schedule::exponential(0.1, 0.95);
  const auto report = run.fit(options);
  EXPECT_EQ(report.stop, train::Stop::finished);
  EXPECT_NEAR(run.line.slope.item(), 3, 0.02);
  EXPECT_NEAR(run.line.offset.item(), 1, 0.02);
  ASSERT_EQ(report.history.size(), 60u);
  EXPECT_LT(report.history.back().loss, report.history.front().loss / 100);
  EXPECT_DOUBLE_EQ(report.history[2].lr, 0.1 * 0.95 * 0.95);
}

/// Interrupted at a step, then gone on in new objects from the checkpoint.
void expect_same_bits_after_interruption(int interrupt_at, bool shuffle) {
  const TemporaryFile file("run.safetensors");
  train::Options options = quiet();
  options.shuffle = shuffle;
  LineRun whole;
  const auto expected = whole.fit(options);

  options.checkpoint = file.path();
  LineRun first;
  first.interrupt_at = interrupt_at;
  EXPECT_EQ(first.fit(options).stop, train::Stop::interrupted);
  EXPECT_EQ(first.steps, interrupt_at);

  LineRun second;
  second.generator.manual_seed(999);
  second.line.slope = Tensor<float>(77.0f);
  const auto resumed = second.fit(options);
  EXPECT_EQ(resumed.stop, train::Stop::finished);
  EXPECT_EQ(first.steps + second.steps, whole.steps);
  EXPECT_EQ(second.line.slope.item(), whole.line.slope.item());
  EXPECT_EQ(second.line.offset.item(), whole.line.offset.item());
  EXPECT_EQ(second.generator.state(), whole.generator.state());
  ASSERT_EQ(resumed.history.size(), expected.history.size());
  for (std::size_t i = 0; i < expected.history.size(); ++i)
    EXPECT_EQ(resumed.history[i].loss, expected.history[i].loss) << i;
}
TEST(Train, InterruptedInTheMiddleOfAnEpoch) { expect_same_bits_after_interruption(17, true); }
TEST(Train, InterruptedAtTheEndOfAnEpoch) { expect_same_bits_after_interruption(14, true); }
TEST(Train, InterruptedWithoutShuffling) { expect_same_bits_after_interruption(10, false); }

TEST(Train, HandlerOfTheProgramIsPutBack) {
  static int calls = 0;
  const auto before = std::signal(SIGINT, [](int) { ++calls; });
  LineRun run;
  run.interrupt_at = 2;
  EXPECT_EQ(run.fit(quiet()).stop, train::Stop::interrupted);
  EXPECT_EQ(calls, 0);
  std::raise(SIGINT);
  EXPECT_EQ(calls, 1);
  std::signal(SIGINT, before);
}

TEST(Train, MoreEpochsGoOnFromAFinishedRun) {
  const TemporaryFile file("run.safetensors");
  train::Options options = quiet();
  LineRun whole;
  whole.fit(options);
  options.checkpoint = file.path();
  options.epochs = 2;
  LineRun part;
  part.fit(options);
  options.epochs = 6;
  LineRun rest;
  EXPECT_EQ(rest.fit(options).history.size(), 6u);
  EXPECT_EQ(rest.line.slope.item(), whole.line.slope.item());
}

TEST(Train, StopsEarlyAndKeepsTheBest) {
  LineRun run;
  train::Options options = quiet();
  options.epochs = 50;
  options.patience = 3;
  options.keep_best = true;
  train::Hooks<Line> hooks;
  float best = 0;
  int epoch = 0;
  hooks.validate = [&](Line &m) {
    const double losses[] = {5, 4, 3, 3.5, 3.2, 3.1};
    if (epoch == 2)
      best = m.slope.item();
    return losses[epoch++];
  };
  const auto report = run.fit(options, hooks);
  EXPECT_EQ(report.stop, train::Stop::early);
  EXPECT_EQ(report.history.size(), 6u);
  EXPECT_EQ(report.best_epoch, 3);
  EXPECT_EQ(report.best_loss, 3);
  EXPECT_EQ(run.line.slope.item(), best);
}

TEST(Train, ALossThatIsNoNumberMovesNothing) {
  LineRun run;
  run.y.set(std::nanf(""), 0);
  train::Options options = quiet();
  options.shuffle = false;
  EXPECT_EQ(run.fit(options).stop, train::Stop::diverged);
  EXPECT_EQ(run.line.slope.item(), 0);
}

/// The gradient of `offset` is replaced in one step of the second epoch, the loss is not.
train::Report fit_with_bad_gradient(LineRun &run, const train::Options &options, float bad) {
  const auto step = [&](Line &m, const Tensor<float> &a, const Tensor<float> &b) {
    LineStep s = line_step(m, a, b, run.generator);
    if (++run.steps == 10)
      s.gradient.offset = Tensor<float>(bad);
    return s;
  };
  return train::fit(run.line, run.adam, run.x, run.y, step, options, {}, run.generator);
}

TEST(Train, AGradientThatIsNotFiniteMovesNothing) {
  for (float bad : {std::nanf(""), INFINITY, -INFINITY})
    for (double clip_norm : {0.0, 1.0}) {
      train::Options options = quiet();
      options.clip_norm = clip_norm;
      // Nine batches and no more: an epoch of seven and two of the next.
      LineRun nine;
      int steps = 0;
      const auto bounded = [&](Line &m, const Tensor<float> &a, const Tensor<float> &b) {
        if (++steps == 9)
          std::raise(SIGINT);
        return line_step(m, a, b, nine.generator);
      };
      train::fit(nine.line, nine.adam, nine.x, nine.y, bounded, options, {}, nine.generator);

      LineRun run;
      const auto report = fit_with_bad_gradient(run, options, bad);
      EXPECT_EQ(report.stop, train::Stop::diverged);
      EXPECT_EQ(report.steps, 9);
      EXPECT_EQ(report.message, "the gradient of model.0001, shape [], is not finite at epoch 2, batch 3");
      EXPECT_EQ(run.line.slope.item(), nine.line.slope.item());
      EXPECT_EQ(run.line.offset.item(), nine.line.offset.item());
    }
}

TEST(Train, BatchesThatAreNotFiniteAreSkippedOnDemand) {
  LineRun run;
  train::Options options = quiet();
  options.epochs = 60;
  options.skip_not_finite = true;
  const auto report = fit_with_bad_gradient(run, options, INFINITY);
  EXPECT_EQ(report.stop, train::Stop::finished);
  EXPECT_EQ(report.skipped, 1);
  EXPECT_EQ(report.steps, 60 * 7 - 1);
  EXPECT_NEAR(run.line.slope.item(), 3, 0.02);

  LineRun none;
  none.x = Tensor<float>::full({50}, std::nanf(""));
  options.epochs = 2;
  const auto empty = none.fit(options);
  EXPECT_EQ(empty.skipped, 14);
  EXPECT_EQ(empty.steps, 0);
  EXPECT_EQ(empty.best_epoch, 0);
  EXPECT_EQ(none.line.slope.item(), 0);
}

TEST(Train, AScheduleOfImpossibleValuesMovesNothing) {
  for (const bool of_momentum : {false, true})
    for (const double bad : {std::nan(""), -0.1, HUGE_VAL}) {
      LineRun run;
      train::Options options = quiet();
      options.schedule_per_epoch = false;
      float slope = 0, offset = 0;
      (of_momentum ? options.momentum : options.lr) = [&](std::int64_t t) {
        if (t < 9)
          return 0.01;
        slope = run.line.slope.item(), offset = run.line.offset.item();
        return bad;
      };
      EXPECT_THROW(run.fit(options), TensorError) << bad;
      EXPECT_NE(slope, 0);
      EXPECT_EQ(run.line.slope.item(), slope);
      EXPECT_EQ(run.line.offset.item(), offset);
    }
}

TEST(Train, ANegativeLimitOfTheNormIsRefused) {
  LineRun run;
  train::Options options = quiet();
  options.clip_norm = -1;
  EXPECT_THROW(run.fit(options), TensorError);
}

/// What a run says on standard error, which is no terminal here.
std::string said(std::int64_t epochs, train::Progress progress) {
  LineRun run;
  train::Options options = quiet();
  options.epochs = epochs;
  options.progress = progress;
  testing::internal::CaptureStderr();
  run.fit(options);
  return testing::internal::GetCapturedStderr();
}
TEST(Train, ProgressTakesFewLines) {
  const auto lines = [](const std::string &text) { return std::count(text.begin(), text.end(), '\n'); };
  const std::string many = said(401, train::Progress::automatic);
  EXPECT_LE(lines(many), 22);
  EXPECT_NE(many.find("epoch 1/401 "), std::string::npos);
  EXPECT_NE(many.find("epoch 401/401 "), std::string::npos);
  EXPECT_EQ(lines(said(3, train::Progress::automatic)), 3);
  EXPECT_EQ(lines(said(30, train::Progress::line_per_epoch)), 30);
  const std::string moving = said(30, train::Progress::moving_line);
  EXPECT_EQ(lines(moving), 1);
  EXPECT_NE(moving.rfind("\r\033[Kepoch 30/30 "), std::string::npos);
}

/// The numbers beside the vertical axis.
std::vector<double> loss_ticks(const std::vector<double> &losses) {
  const TemporaryFile svg("history.svg");
  std::vector<train::EpochRecord> history;
  for (double loss : losses)
    history.push_back({std::int64_t(history.size() + 1), loss});
  train::write_history_svg(svg.path(), history);
  const std::string text = svg.contents();
  const std::string before = "text-anchor=\"end\">";
  std::vector<double> ticks;
  for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before, at + 1))
    ticks.push_back(std::stod(text.substr(at + before.size())));
  EXPECT_NE(text.find(">epoch<"), std::string::npos);
  EXPECT_NE(text.find(">loss"), std::string::npos);
  return ticks;
}
TEST(Train, TicksAreRound) {
  EXPECT_EQ(loss_ticks({0.137, 0.52, 0.93}), (std::vector<double>{0, 0.2, 0.4, 0.6, 0.8, 1}));
  EXPECT_EQ(loss_ticks({-7, 23}), (std::vector<double>{-10, -5, 0, 5, 10, 15, 20, 25}));
  EXPECT_EQ(loss_ticks({3, 0.03}), (std::vector<double>{0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5}));
  EXPECT_EQ(loss_ticks({3, 3e-5}), (std::vector<double>{1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10}));
  EXPECT_GE(loss_ticks({2, 2}).size(), 2u);
  EXPECT_GE(loss_ticks({0}).size(), 2u);
  EXPECT_GE(loss_ticks({}).size(), 2u);
}

TEST(Train, MomentumFollowsItsSchedule) {
  LineRun run;
  optim::Sgd<float> sgd({0.01, 0.9});
  train::Options options = quiet();
  options.momentum = [](std::int64_t) { return 0.5; };
  const auto step = [&](Line &m, const Tensor<float> &a, const Tensor<float> &b) {
    return line_step(m, a, b, run.generator);
  };
  LineRun plain;
  optim::Sgd<float> other({0.01, 0.5});
  const auto plain_step = [&](Line &m, const Tensor<float> &a, const Tensor<float> &b) {
    return line_step(m, a, b, plain.generator);
  };
  train::fit(run.line, sgd, run.x, run.y, step, options, {}, run.generator);
  options.momentum = {};
  train::fit(plain.line, other, plain.x, plain.y, plain_step, options, {}, plain.generator);
  EXPECT_EQ(run.line.slope.item(), plain.line.slope.item());
  optim::Adagrad<float> none;
  EXPECT_THROW(none.set_momentum(0.5), TensorError);
}

TEST(Train, HistoryIsWritten) {
  const TemporaryFile csv("history.csv"), svg("history.svg");
  LineRun run;
  train::Options options = quiet();
  options.history_csv = csv.path();
  options.history_svg = svg.path();
  train::Hooks<Line> hooks;
  hooks.validate = [](Line &m) { return double(std::fabs(m.slope.item() - 3)); };
  const auto report = run.fit(options, hooks);
  const CsvTable table = load_csv(csv.path());
  EXPECT_EQ(table.columns, (std::vector<std::string>{"epoch", "loss", "validation_loss", "lr", "seconds"}));
  ASSERT_EQ(table.values.shape(), (Shape{6, 5}));
  for (std::int64_t i = 0; i < 6; ++i) {
    EXPECT_EQ(table.values.at(i, 0), double(i + 1));
    EXPECT_EQ(table.values.at(i, 1), report.history[std::size_t(i)].loss);
    EXPECT_EQ(table.values.at(i, 2), report.history[std::size_t(i)].validation_loss);
  }
  const std::string picture = svg.contents();
  EXPECT_EQ(picture.rfind("<svg", 0), 0u);
  EXPECT_NE(picture.find(">validation<"), std::string::npos);
  EXPECT_EQ(picture.find("nan"), std::string::npos);
  EXPECT_EQ(picture.substr(picture.size() - 7), "</svg>\n");
}

TEST(Train, ACheckpointOfAnotherRunIsRefused) {
  const TemporaryFile file("run.safetensors");
  train::Options options = quiet();
  options.checkpoint = file.path();
  LineRun first;
  first.fit(options);
  train::Options other = options;
  other.batch_size = 10;
  LineRun second;
  EXPECT_THROW(second.fit(other), TensorError);
  LineRun wider;
  wider.line.slope = Tensor<float>::zeros({2});
  EXPECT_THROW(wider.fit(options), TensorError);
  other = options;
  other.resume = false;
  LineRun third;
  third.fit(other);
  EXPECT_EQ(third.line.slope.item(), first.line.slope.item());
}

TEST(Train, ACheckpointOfAnotherOriginHasNoSettings) {
  const TemporaryFile file("run.safetensors");
  save_safetensors(file.path(), {{{"model.0000", Tensor<float>(1)}}, {}});
  train::Options options = quiet();
  options.checkpoint = file.path();
  try {
    LineRun().fit(options);
    ADD_FAILURE() << "taken";
  } catch (const TensorError &error) {
    EXPECT_NE(std::string(error.what()).find("it is no checkpoint of train::fit"), std::string::npos) << error.what();
  }
}

TEST(Train, StateOfAnotherOptimizerIsRefused) {
  const TemporaryFile file("run.safetensors");
  train::Options options = quiet();
  options.checkpoint = file.path();
  LineRun().fit(options);
  options.epochs = 8;
  LineRun run;
  const auto step = [&](Line &m, const Tensor<float> &a, const Tensor<float> &b) {
    return line_step(m, a, b, run.generator);
  };
  optim::Sgd<float> sgd({0.01, 0.9});
  EXPECT_THROW(train::fit(run.line, sgd, run.x, run.y, step, options, {}, run.generator), TensorError);

  Safetensors edited = load_safetensors(file.path());
  edited.tensors["optimizer.0001.0000"] = Tensor<float>::zeros({3});
  save_safetensors(file.path(), edited);
  EXPECT_THROW(LineRun().fit(options), TensorError);
}

TEST(Train, DamagedCheckpointsAreErrors) {
  const TemporaryFile file("run.safetensors");
  train::Options options = quiet();
  options.checkpoint = file.path();
  LineRun().fit(options);
  const std::string good = file.contents();
  for (std::size_t size = 0; size < good.size(); size += 97) {
    file.write(good.substr(0, size));
    LineRun run;
    EXPECT_THROW(run.fit(options), TensorError) << size;
  }
}

/// Counts and indices that no run can have come to.
TEST(Train, CheckpointsOfImpossiblePositionsAreErrors) {
  const TemporaryFile file("run.safetensors");
  train::Options options = quiet();
  options.checkpoint = file.path();
  LineRun().fit(options);
  const Safetensors good = load_safetensors(file.path());
  const auto is_refused = [&](const std::string &name, const AnyTensor &x) {
    Safetensors edited = good;
    edited.tensors[name] = x;
    save_safetensors(file.path(), edited);
    EXPECT_THROW(LineRun().fit(options), TensorError) << name;
  };
  const std::vector<std::int64_t> counts = typed<std::int64_t>(good.tensors.at("position.counts")).to_vector();
  for (std::size_t i = 0; i < counts.size(); ++i)
    for (const std::int64_t count : {std::int64_t(-1), std::int64_t(1000000), INT64_MAX, INT64_MIN}) {
      std::vector<std::int64_t> wrong = counts;
      wrong[i] = count;
      is_refused("position.counts", Tensor<std::int64_t>({6}, wrong));
    }
  for (const std::int64_t step : {std::int64_t(-1), INT64_MAX, INT64_MIN})
    is_refused("optimizer.0000.step", Tensor<std::int64_t>(step));
  for (const std::int64_t index : {std::int64_t(-1), INT64_MAX})
    is_refused("position.order", Tensor<std::int64_t>::full({LineRun().x.shape()[0]}, index));
  is_refused("history.loss", Tensor<double>::zeros({0}));
  save_safetensors(file.path(), good);
  LineRun().fit(options);
}

} // namespace
