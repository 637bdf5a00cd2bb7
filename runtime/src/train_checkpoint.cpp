// Checkpoints of the training loop: a safetensors file with the tensors of the
// model and the optimizer, the position in the run and the generator's state.
#include <clangent/tensor/train.h>

#include <cstring>
#include <filesystem>
#include <limits>

namespace clangent::train::detail {
namespace {

constexpr const char *format_name = "clangent training 1";

Tensor<double> column(const std::vector<EpochRecord> &history, double EpochRecord::*member) {
  auto values = Tensor<double>::empty({std::int64_t(history.size())});
  double *const to = values.writable();
  for (std::size_t i = 0; i < history.size(); ++i)
    to[i] = history[i].*member;
  return values;
}

const AnyTensor &entry(const NamedTensors &tensors, const std::string &name) {
  const auto found = tensors.find(name);
  if (found == tensors.end())
    throw TensorError("train", "the checkpoint has no " + name);
  return found->second;
}

void read_column(const NamedTensors &tensors, const char *name, double EpochRecord::*member,
                 std::vector<EpochRecord> &history) {
  const std::vector<double> values = typed<double>(entry(tensors, name)).to_vector();
  if (values.size() != history.size())
    throw TensorError("train", std::string("the checkpoint's ") + name + " has the wrong length");
  for (std::size_t i = 0; i < values.size(); ++i)
    history[i].*member = values[i];
}

Tensor<std::int64_t> generator_tensor(const Generator &generator) {
  const std::vector<std::uint64_t> state = generator.state();
  auto x = Tensor<std::int64_t>::empty({std::int64_t(state.size())});
  std::memcpy(x.writable(), state.data(), state.size() * sizeof state[0]);
  return x;
}

void restore_generator(const Tensor<std::int64_t> &saved, Generator &generator) {
  std::vector<std::uint64_t> state;
  for (std::int64_t word : saved.to_vector())
    state.push_back(std::uint64_t(word));
  generator.set_state(state);
}

// What must agree between a checkpoint and the run that goes on from it.
std::map<std::string, std::string> description(std::int64_t examples, const Options &options) {
  return {{"format", format_name},
          {"examples", std::to_string(examples)},
          {"batch_size", std::to_string(options.batch_size)},
          {"shuffle", options.shuffle ? "yes" : "no"},
          {"drop_last", options.drop_last ? "yes" : "no"}};
}

// Whether a run of so many examples and batches can have come to this position.
bool is_of_this_run(const Position &p, std::int64_t examples, std::int64_t batches, const Options &options) {
  if (p.epoch != std::int64_t(p.history.size()) || p.batch < 0 || p.batch > batches)
    return false;
  // Not p.batch * options.batch_size, which is larger than `examples` after the last batch, and may overflow.
  const std::int64_t most_seen = p.batch == batches ? examples : p.batch * options.batch_size;
  std::int64_t most_steps = 0;
  if (__builtin_mul_overflow(p.epoch, batches, &most_steps) || __builtin_add_overflow(most_steps, p.batch, &most_steps))
    return false;
  const bool counts_fit = 0 <= p.seen && p.seen <= most_seen && 0 <= p.steps && p.steps <= most_steps;
  const bool best_fits = 0 <= p.best_epoch && p.best_epoch <= p.epoch && 0 <= p.epochs_without_progress &&
                         p.epochs_without_progress <= p.epoch;
  if (!p.order.defined())
    return counts_fit && best_fits && (p.batch == 0 || !options.shuffle);
  if (p.order.shape() != Shape{examples} || !options.shuffle)
    return false;
  for (const std::int64_t index : p.order.to_vector())
    if (index < 0 || index >= examples)
      return false;
  return counts_fit && best_fits;
}

} // namespace

std::string numbered(const std::string &prefix, int index) {
  const std::string digits = std::to_string(index);
  return prefix + "." + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

namespace {

template <class T> Tensor<T> vector_tensor(const std::vector<T> &values) {
  return Tensor<T>({std::int64_t(values.size())}, values);
}
template <class T> std::vector<T> read_vector(const NamedTensors &tensors, const std::string &name) {
  return typed<T>(entry(tensors, name)).to_vector();
}

} // namespace

std::int64_t checked_count(const std::string &name, std::int64_t count) {
  // Counts go on from here, and formulas take them as double.
  constexpr std::int64_t most = std::int64_t(1) << std::numeric_limits<double>::digits;
  if (count < 0 || count > most)
    throw TensorError("train", "the checkpoint's " + name + " is " + std::to_string(count));
  return count;
}

template <class T> void save_optimizer(const optim::Lbfgs<T> &optimizer, NamedTensors &out) {
  const optim::LbfgsState<T> &state = optimizer.state();
  out["lbfgs.counts"] = Tensor<std::int64_t>({2}, {state.iterations, state.evaluations});
  out["lbfgs.numbers"] = Tensor<double>({2}, {state.step_length, state.scale});
  out["lbfgs.direction"] = vector_tensor(state.direction);
  out["lbfgs.previous_gradient"] = vector_tensor(state.previous_gradient);
  std::vector<double> rho;
  for (std::size_t i = 0; i < state.history.size(); ++i) {
    out[numbered("lbfgs.y", int(i))] = vector_tensor(state.history[i].y);
    out[numbered("lbfgs.s", int(i))] = vector_tensor(state.history[i].s);
    rho.push_back(state.history[i].rho);
  }
  out["lbfgs.rho"] = vector_tensor(rho);
}

template <class T> void load_optimizer(optim::Lbfgs<T> &optimizer, const NamedTensors &in) {
  const std::vector<std::int64_t> counts = read_vector<std::int64_t>(in, "lbfgs.counts");
  const std::vector<double> numbers = read_vector<double>(in, "lbfgs.numbers");
  if (counts.size() != 2 || numbers.size() != 2)
    throw TensorError("train", "the checkpoint's state of L-BFGS has the wrong length");
  optim::LbfgsState<T> state;
  state.iterations = checked_count("lbfgs.counts", counts[0]);
  state.evaluations = checked_count("lbfgs.counts", counts[1]);
  state.step_length = numbers[0], state.scale = numbers[1];
  state.direction = read_vector<T>(in, "lbfgs.direction");
  state.previous_gradient = read_vector<T>(in, "lbfgs.previous_gradient");
  for (double rho : read_vector<double>(in, "lbfgs.rho")) {
    const int i = int(state.history.size());
    state.history.push_back(
        {read_vector<T>(in, numbered("lbfgs.y", i)), read_vector<T>(in, numbered("lbfgs.s", i)), rho});
  }
  optimizer.set_state(std::move(state));
}

template void save_optimizer(const optim::Lbfgs<float> &, NamedTensors &);
template void save_optimizer(const optim::Lbfgs<double> &, NamedTensors &);
template void load_optimizer(optim::Lbfgs<float> &, const NamedTensors &);
template void load_optimizer(optim::Lbfgs<double> &, const NamedTensors &);

NamedTensors save_position(const Position &p) {
  NamedTensors out;
  out["position.counts"] =
      Tensor<std::int64_t>({6}, {p.epoch, p.batch, p.steps, p.seen, p.best_epoch, p.epochs_without_progress});
  out["position.sums"] = Tensor<double>({3}, {p.loss_sum, p.seconds, p.best_loss});
  if (p.order.defined())
    out["position.order"] = p.order;
  out["history.loss"] = column(p.history, &EpochRecord::loss);
  out["history.validation_loss"] = column(p.history, &EpochRecord::validation_loss);
  out["history.lr"] = column(p.history, &EpochRecord::lr);
  out["history.seconds"] = column(p.history, &EpochRecord::seconds);
  return out;
}

Position load_position(const NamedTensors &tensors) {
  const std::vector<std::int64_t> counts = typed<std::int64_t>(entry(tensors, "position.counts")).to_vector();
  const std::vector<double> sums = typed<double>(entry(tensors, "position.sums")).to_vector();
  if (counts.size() != 6 || sums.size() != 3)
    throw TensorError("train", "the checkpoint's position has the wrong length");
  Position p;
  p.epoch = counts[0], p.batch = counts[1], p.steps = counts[2], p.seen = counts[3];
  p.best_epoch = counts[4], p.epochs_without_progress = counts[5];
  p.loss_sum = sums[0], p.seconds = sums[1], p.best_loss = sums[2];
  if (tensors.count("position.order"))
    p.order = typed<std::int64_t>(tensors.at("position.order"));
  p.history.resize(typed<double>(entry(tensors, "history.loss")).to_vector().size());
  read_column(tensors, "history.loss", &EpochRecord::loss, p.history);
  read_column(tensors, "history.validation_loss", &EpochRecord::validation_loss, p.history);
  read_column(tensors, "history.lr", &EpochRecord::lr, p.history);
  read_column(tensors, "history.seconds", &EpochRecord::seconds, p.history);
  for (std::size_t i = 0; i < p.history.size(); ++i)
    p.history[i].epoch = std::int64_t(i) + 1;
  return p;
}

void Session::save(NamedTensors tensors) const {
  Position now = position_;
  if (now.seen > 0)
    now.seconds += std::chrono::duration<double>(Clock::now() - epoch_start_).count();
  tensors.merge(save_position(now));
  tensors["generator"] = generator_tensor(generator_);
  save_safetensors(options_.checkpoint, {std::move(tensors), description(examples_, options_)});
}

void Session::load() {
  if (options_.checkpoint.empty() || !options_.resume || !std::filesystem::exists(options_.checkpoint))
    return;
  Safetensors file = load_safetensors(options_.checkpoint);
  for (const auto &[key, value] : description(examples_, options_)) {
    const auto found = file.metadata.find(key);
    if (found == file.metadata.end())
      throw TensorError("train",
                        options_.checkpoint + " does not say its " + key + ": it is no checkpoint of train::fit");
    if (found->second != value)
      throw TensorError("train", options_.checkpoint + " was made with another " + key + " (" + found->second +
                                     ", not " + value + ")");
  }
  position_ = load_position(file.tensors);
  if (!is_of_this_run(position_, examples_, batches_, options_))
    throw TensorError("train", options_.checkpoint + ": the position is not one of this run");
  restore_generator(typed<std::int64_t>(entry(file.tensors, "generator")), generator_);
  loaded_ = std::move(file.tensors);
  resumed_ = true;
}

} // namespace clangent::train::detail
