// The training loop's session: order of examples, batches, early stopping, the
// line that shows progress, and Ctrl-C.
#include <clangent/tensor/train_state.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdio>

#include <unistd.h>

namespace clangent::train {

Tensor<std::int64_t> shuffled(std::int64_t n, Generator &generator) {
  // The first number would seed worker processes.
  constexpr std::uint64_t positive = ~std::uint64_t(0) >> 1;
  generator.word64();
  Generator own(generator.word64() & positive);
  return randperm(n, own);
}

namespace detail {
namespace {

volatile std::sig_atomic_t interrupt_seen = 0;

extern "C" void clangent_note_interrupt(int) { interrupt_seen = 1; }

std::string clock_text(double seconds) {
  const long whole = long(seconds + 0.5);
  char text[32];
  if (whole >= 3600)
    std::snprintf(text, sizeof text, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
  else
    std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
  return text;
}

double seconds_between(std::chrono::steady_clock::time_point from, std::chrono::steady_clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

} // namespace

struct InterruptGuard::Previous {
  struct sigaction action;
};

InterruptGuard::InterruptGuard(bool enabled) {
  if (!enabled)
    return;
  interrupt_seen = 0;
  previous_ = std::make_unique<Previous>();
  struct sigaction action = {};
  action.sa_handler = clangent_note_interrupt;
  sigemptyset(&action.sa_mask);
  action.sa_flags = int(SA_RESETHAND) | SA_RESTART;
  sigaction(SIGINT, &action, &previous_->action);
}
InterruptGuard::~InterruptGuard() {
  if (previous_)
    sigaction(SIGINT, &previous_->action, nullptr);
}
bool InterruptGuard::interrupted() const { return previous_ && interrupt_seen; }

Session::Session(std::int64_t examples, const Options &options, Generator &generator)
    : options_(options), generator_(generator), examples_(examples) {
  if (options_.batch_size < 1 || options_.epochs < 0 || options_.checkpoint_every < 1)
    throw TensorError("train", "batch_size and checkpoint_every must be positive, epochs not negative");
  if (!(options_.clip_norm >= 0))
    throw TensorError("train", "clip_norm must not be negative");
  const std::int64_t partial = options_.drop_last ? 0 : options_.batch_size - 1;
  batches_ = (examples_ + partial) / options_.batch_size;
  if (batches_ < 1)
    throw TensorError("train",
                      std::to_string(examples_) + " examples make no batch of " + std::to_string(options_.batch_size));
  if (options_.progress == Progress::automatic)
    options_.progress = isatty(STDERR_FILENO) ? Progress::moving_line : Progress::some_lines;
  load();
  run_start_ = epoch_start_ = last_shown_ = Clock::now();
  steps_at_start_ = position_.steps;
}

bool Session::stopped_early() const {
  return options_.patience > 0 && position_.epochs_without_progress >= options_.patience;
}

bool Session::begin_epoch() {
  if (position_.epoch >= options_.epochs || stopped_early())
    return false;
  if (options_.shuffle && !position_.order.defined())
    position_.order = shuffled(examples_, generator_);
  epoch_start_ = Clock::now();
  return true;
}

std::int64_t Session::batch_end() const { return std::min(examples_, (position_.batch + 1) * options_.batch_size); }

Batch Session::batch() const {
  Batch batch;
  batch.epoch = position_.epoch;
  batch.number = position_.batch;
  batch.first = position_.batch * options_.batch_size;
  if (position_.order.defined()) {
    batch.indices = position_.order.slice(0, batch.first, batch_end());
    return batch;
  }
  batch.in_order = true;
  batch.indices = Tensor<std::int64_t>::empty({batch_end() - batch.first});
  std::int64_t *const to = batch.indices.writable();
  for (std::int64_t i = 0; i < batch.indices.numel(); ++i)
    to[i] = batch.first + i;
  return batch;
}

void Session::end_batch(double loss, double lr) {
  const std::int64_t count = batch_end() - position_.batch * options_.batch_size;
  position_.loss_sum += loss * double(count);
  position_.seen += count;
  ++position_.batch;
  ++position_.steps;
  if (options_.progress == Progress::moving_line)
    show_batch(lr);
}

bool Session::pass_over_batch(const std::string &what) {
  message_ =
      what + " at epoch " + std::to_string(position_.epoch + 1) + ", batch " + std::to_string(position_.batch + 1);
  if (!options_.skip_not_finite)
    return false;
  // The first is told at once, all in the end.
  if (options_.progress != Progress::silent && skipped_ == 0) {
    clear_line();
    std::fprintf(stderr, "skipped: %s\n", message_.c_str());
  }
  ++position_.batch;
  ++skipped_;
  return true;
}

bool Session::end_epoch(double validation_loss, double lr) {
  EpochRecord record;
  record.epoch = ++position_.epoch;
  record.loss = position_.loss_sum / double(position_.seen);
  record.validation_loss = validation_loss;
  record.lr = lr;
  record.seconds = position_.seconds + seconds_between(epoch_start_, Clock::now());
  position_.history.push_back(record);
  position_.order = {};
  position_.batch = position_.seen = 0;
  position_.loss_sum = position_.seconds = 0;
  const double watched = std::isnan(validation_loss) ? record.loss : validation_loss;
  const bool progress = watched < position_.best_loss - options_.min_delta ||
                        (position_.best_epoch == 0 && !std::isnan(watched)); // it is if all batches were skipped
  position_.epochs_without_progress = progress ? 0 : position_.epochs_without_progress + 1;
  if (progress) {
    position_.best_loss = watched;
    position_.best_epoch = record.epoch;
  }
  if (shows_epoch())
    show_epoch();
  if (!options_.history_csv.empty())
    write_history_csv(options_.history_csv, position_.history);
  if (!options_.history_svg.empty())
    write_history_svg(options_.history_svg, position_.history);
  return progress;
}

bool Session::wants_checkpoint() const {
  return !options_.checkpoint.empty() && position_.epoch % options_.checkpoint_every == 0;
}

double Session::seconds_left() const {
  const double passed = seconds_between(run_start_, Clock::now());
  const std::int64_t done = position_.steps - steps_at_start_;
  const std::int64_t left = (options_.epochs - position_.epoch) * batches_ - position_.batch;
  return done > 0 ? passed / double(done) * double(left) : 0;
}

void Session::clear_line() const {
  if (options_.progress == Progress::moving_line)
    std::fprintf(stderr, "\r\033[K");
}

void Session::show_batch(double lr) {
  const auto now = Clock::now();
  if (seconds_between(last_shown_, now) < 0.1)
    return;
  last_shown_ = now;
  clear_line();
  std::fprintf(stderr, "epoch %lld/%lld  batch %lld/%lld  loss %.4g  lr %.3g  left %s",
               static_cast<long long>(position_.epoch + 1), static_cast<long long>(options_.epochs),
               static_cast<long long>(position_.batch), static_cast<long long>(batches_),
               position_.loss_sum / double(position_.seen), lr, clock_text(seconds_left()).c_str());
  std::fflush(stderr);
}

bool Session::shows_epoch() const {
  constexpr std::int64_t most_lines = 20;
  const std::int64_t epoch = last_epoch().epoch, every = (options_.epochs + most_lines - 1) / most_lines;
  switch (options_.progress) {
  case Progress::silent:
    return false;
  case Progress::some_lines:
    return epoch == 1 || epoch == options_.epochs || epoch % every == 0;
  default:
    return true;
  }
}

// On a terminal the line stays open, for the next one to take its place.
void Session::show_epoch() const {
  const EpochRecord &r = last_epoch();
  clear_line();
  std::fprintf(stderr, "epoch %lld/%lld  loss %.6g", static_cast<long long>(r.epoch),
               static_cast<long long>(options_.epochs), r.loss);
  if (!std::isnan(r.validation_loss))
    std::fprintf(stderr, "  validation %.6g", r.validation_loss);
  std::fprintf(stderr, "  lr %.3g  %.0f examples/s  left %s%s", r.lr,
               r.seconds > 0 ? double(std::min(examples_, batches_ * options_.batch_size)) / r.seconds : 0.0,
               clock_text(seconds_left()).c_str(), options_.progress == Progress::moving_line ? "" : "\n");
  std::fflush(stderr);
}

// The last epoch's line, if it does not stand there already, and how many batches were skipped.
void Session::show_end() const {
  if (!position_.history.empty() && position_.steps > steps_at_start_ &&
      (options_.progress == Progress::moving_line || !shows_epoch()))
    show_epoch();
  if (options_.progress == Progress::moving_line)
    std::fprintf(stderr, "\n");
  if (skipped_ > 1)
    std::fprintf(stderr, "skipped %lld batches, the last because %s\n", static_cast<long long>(skipped_),
                 message_.c_str());
}

Report Session::report(Stop stop) const {
  Report report;
  report.stop = stop;
  report.history = position_.history;
  report.steps = position_.steps;
  report.skipped = skipped_;
  report.message = message_;
  report.best_epoch = position_.best_epoch;
  report.best_loss = position_.best_epoch > 0 ? position_.best_loss : no_number;
  if (options_.progress != Progress::silent)
    show_end();
  if (stop == Stop::diverged && options_.progress != Progress::silent)
    std::fprintf(stderr, "stopped: %s\n", message_.c_str());
  if (stop == Stop::interrupted && options_.progress != Progress::silent) {
    std::fprintf(stderr, "interrupted at epoch %lld, batch %lld%s%s\n", static_cast<long long>(position_.epoch + 1),
                 static_cast<long long>(position_.batch), options_.checkpoint.empty() ? "" : "; checkpoint in ",
                 options_.checkpoint.c_str());
  }
  return report;
}

} // namespace detail
} // namespace clangent::train
