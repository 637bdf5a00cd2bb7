// What the training loop knows without knowing the model: options, position,
// order of the examples, history, and the files and the line that show them.
#ifndef CLANGENT_TENSOR_TRAIN_STATE_H
#define CLANGENT_TENSOR_TRAIN_STATE_H

#include <clangent/tensor/files.h>
#include <clangent/tensor/random.h>
#include <clangent/tensor/schedule.h>

#include <chrono>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace clangent::train {

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

// automatic: one line that moves on a terminal, elsewhere some_lines: some
// twenty epochs and the last.
enum class Progress { automatic, moving_line, some_lines, line_per_epoch, silent };

struct Options {
  std::int64_t epochs = 10;
  std::int64_t batch_size = 32;
  bool shuffle = true;
  bool drop_last = false; // a last batch that is not full

  // The rate, and the momentum, of step t (epoch t if per_epoch); unset: the
  // optimizer's own.
  schedule::Schedule lr, momentum;
  bool schedule_per_epoch = true;
  double clip_norm = 0; // joint norm of all gradients; 0: no limit
  // Goes on past batches whose loss or gradient is infinite or not a number,
  // without a step, in place of ending the run.
  bool skip_not_finite = false;

  // Ends after so many epochs in a row without a loss lower than the least
  // by min_delta; 0: never.
  std::int64_t patience = 0;
  double min_delta = 0;
  bool keep_best = false; // leave the model as it was when the loss was least

  std::string checkpoint; // a .safetensors file; empty: none
  std::int64_t checkpoint_every = 1;
  bool resume = true; // go on from the checkpoint if there is one
  bool stop_on_interrupt = true;

  std::string history_csv, history_svg; // written after each epoch
  Progress progress = Progress::automatic;
};

struct EpochRecord {
  std::int64_t epoch = 0;             // from 1
  double loss = 0;                    // mean over the epoch's examples
  double validation_loss = no_number; // if there was a validation
  double lr = 0, seconds = 0;
};

// diverged: a loss or a gradient was infinite or not a number; the step was
// not taken, and the model is as it was before the batch.
enum class Stop { finished, early, asked, interrupted, diverged };

struct Report {
  Stop stop = Stop::finished;
  std::vector<EpochRecord> history;
  std::int64_t steps = 0;
  std::int64_t skipped = 0; // batches of this run, by skip_not_finite
  std::string message;      // what was not finite, in which epoch and batch
  double best_loss = no_number;
  std::int64_t best_epoch = 0;
};

struct Batch {
  Tensor<std::int64_t> indices;
  std::int64_t epoch = 0, number = 0; // both from 0
  bool in_order = false;              // indices are first, first + 1, ...
  std::int64_t first = 0;
};

// The numbers 0 to n - 1 in the order in which PyTorch's DataLoader with
// shuffle=True visits them next: two numbers are drawn, and the second seeds
// the permutation.
Tensor<std::int64_t> shuffled(std::int64_t n, Generator &generator = default_generator());

void write_history_csv(const std::string &path, const std::vector<EpochRecord> &history);
void write_history_svg(const std::string &path, const std::vector<EpochRecord> &history);

namespace detail {

// "name.0007"
std::string numbered(const std::string &prefix, int index);

// Notes Ctrl-C (SIGINT) while it lives; a second one acts as usual. What was
// there before is put back.
class InterruptGuard {
public:
  explicit InterruptGuard(bool enabled);
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard &) = delete;
  InterruptGuard &operator=(const InterruptGuard &) = delete;
  bool interrupted() const;

private:
  struct Previous;
  std::unique_ptr<Previous> previous_;
};

// Everything beside the model and the optimizer that a resumed run needs.
struct Position {
  std::int64_t epoch = 0, batch = 0, steps = 0;
  Tensor<std::int64_t> order; // of this epoch; undefined between epochs
  double loss_sum = 0;
  std::int64_t seen = 0;
  double seconds = 0; // spent in this epoch
  double best_loss = std::numeric_limits<double>::infinity();
  std::int64_t best_epoch = 0, epochs_without_progress = 0;
  std::vector<EpochRecord> history;
};

NamedTensors save_position(const Position &position);
Position load_position(const NamedTensors &tensors);

class Session {
public:
  Session(std::int64_t examples, const Options &options, Generator &generator);

  // The tensors of the checkpoint that this run goes on from, or null.
  const NamedTensors *resumed() const { return resumed_ ? &loaded_ : nullptr; }
  bool has_best() const { return position_.best_epoch > 0; }
  bool stopped_early() const;

  // False when no epoch is left.
  bool begin_epoch();
  bool has_batch() const { return position_.batch < batches_; }
  Batch batch() const;
  template <class SetLr, class SetMomentum> void apply_schedules(SetLr set_lr, SetMomentum set_momentum) const {
    const std::int64_t t = options_.schedule_per_epoch ? position_.epoch : position_.steps;
    if (options_.lr)
      set_lr(options_.lr(t));
    if (options_.momentum)
      set_momentum(options_.momentum(t));
  }
  void end_batch(double loss, double lr);
  // The batch is over without a step, for what it says is not finite. False if that ends the run.
  bool pass_over_batch(const std::string &what);
  // Whether the epoch was the best so far.
  bool end_epoch(double validation_loss, double lr);
  const EpochRecord &last_epoch() const { return position_.history.back(); }
  bool wants_checkpoint() const;
  // Writes the checkpoint: the given tensors, the position, the generator.
  void save(NamedTensors tensors) const;
  Report report(Stop stop) const;
  // Makes room for what others print.
  void clear_line() const;

private:
  using Clock = std::chrono::steady_clock;
  void load();
  std::int64_t batch_end() const;
  double seconds_left() const;
  void show_batch(double lr);
  bool shows_epoch() const;
  void show_epoch() const;
  void show_end() const;

  Options options_;
  Generator &generator_;
  std::int64_t examples_, batches_;
  Position position_;
  bool resumed_ = false;
  NamedTensors loaded_;
  Clock::time_point run_start_, epoch_start_, last_shown_;
  std::int64_t steps_at_start_ = 0, skipped_ = 0;
  std::string message_;
};

} // namespace detail
} // namespace clangent::train

#endif
