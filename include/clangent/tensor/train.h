// A training loop: epochs and shuffled batches, a progress line, early
// stopping, checkpoints, the history of losses as CSV and SVG. Ctrl-C stops
// after the batch under way and leaves a checkpoint; a run that starts where a
// checkpoint lies goes on from it and computes the same bits as one that was
// never stopped.
//
//   auto step = [](Mlp &m, const Tensor<float> &x, const Tensor<float> &y) {
//     return clangent::value_and_gradient<loss, clangent::wrt<0>>(m, x, y);
//   };
//   train::fit(model, optimizer, x, y, step, options);
#ifndef CLANGENT_TENSOR_TRAIN_H
#define CLANGENT_TENSOR_TRAIN_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/files.h>
#include <clangent/tensor/indexing.h>
#include <clangent/tensor/lbfgs.h>
#include <clangent/tensor/parameters.h>
#include <clangent/tensor/random.h>
#include <clangent/tensor/train_state.h>

namespace clangent::train {

// What a caller may hang into the loop besides the step itself.
template <class Model> struct Hooks {
  // A loss on data held back, taken after each epoch; early stopping watches
  // it in place of the training loss.
  std::function<double(Model &)> validate;
  // Sees each finished epoch; false ends the training.
  std::function<bool(const EpochRecord &, Model &)> after_epoch;
};

namespace detail {

template <class T, std::enable_if_t<std::is_arithmetic_v<T>, int> = 0> double number(T value) { return double(value); }
template <class T> double number(const Tensor<T> &value) { return double(value.item()); }

// Tensors of a model under numbered names, and back.
template <class Model> void save_tensors(Model &model, const std::string &prefix, NamedTensors &out) {
  int index = 0;
  for_each_tensor(model, [&](auto &x) {
    const std::string name = numbered(prefix, index++);
    if (x.defined())
      out[name] = x;
  });
}
template <class Model> void load_tensors(Model &model, const std::string &prefix, const NamedTensors &in) {
  int index = 0;
  for_each_tensor(model, [&](auto &x) {
    using Element = typename std::decay_t<decltype(x)>::value_type;
    const std::string name = numbered(prefix, index++);
    const auto found = in.find(name);
    if (found == in.end() && !x.defined())
      return;
    if (found == in.end())
      throw TensorError("train", "the checkpoint has no " + name);
    const Tensor<Element> &loaded = typed<Element>(found->second);
    if (x.defined() && loaded.shape() != x.shape())
      clangent::detail::fail_shapes("train", name + " of the checkpoint has another shape",
                                    {loaded.shape(), x.shape()});
    x = loaded;
  });
}

// A number of steps or calls that a checkpoint holds; throws if no run can have made so many.
std::int64_t checked_count(const std::string &name, std::int64_t count);

template <class T> void save_optimizer(const optim::Optimizer<T> &optimizer, NamedTensors &out) {
  for (std::size_t i = 0; i < optimizer.state().size(); ++i) {
    const optim::ParameterState<T> &state = optimizer.state()[i];
    const std::string name = numbered("optimizer", int(i));
    out[name + ".step"] = Tensor<std::int64_t>(state.step);
    out[name + ".numbers"] = Tensor<double>({std::int64_t(state.numbers.size())}, state.numbers);
    for (std::size_t k = 0; k < state.slots.size(); ++k)
      out[numbered(name, int(k))] = state.slots[k];
  }
}
template <class T> void load_optimizer(optim::Optimizer<T> &optimizer, const NamedTensors &in) {
  if (in.count("lbfgs.counts"))
    throw TensorError("train", "the checkpoint is one of L-BFGS");
  std::vector<optim::ParameterState<T>> states;
  for (;;) {
    const std::string name = numbered("optimizer", int(states.size()));
    const auto step = in.find(name + ".step"), numbers = in.find(name + ".numbers");
    if (step == in.end() || numbers == in.end())
      break;
    optim::ParameterState<T> state;
    state.step = checked_count(name + ".step", typed<std::int64_t>(step->second).item());
    state.numbers = typed<double>(numbers->second).to_vector();
    for (int k = 0; in.count(numbered(name, k)); ++k)
      state.slots.push_back(typed<T>(in.at(numbered(name, k))));
    states.push_back(std::move(state));
  }
  optimizer.set_state(std::move(states));
}

// The same for L-BFGS, in float and double.
template <class T> void save_optimizer(const optim::Lbfgs<T> &optimizer, NamedTensors &out);
template <class T> void load_optimizer(optim::Lbfgs<T> &optimizer, const NamedTensors &in);

// A loop under way: the session, which knows no types, and what it trains.
template <class Optimizer, class Model> class Training {
  using T = typename Optimizer::value_type;

public:
  Training(Model &model, Optimizer &optimizer, std::int64_t examples, const Options &options, Generator &generator)
      : model_(model), optimizer_(optimizer), options_(options), session_(examples, options, generator),
        parameters_(optim::parameters<T>(model)) {
    if (parameters_.empty())
      throw TensorError("train", "the model has no parameters of the optimizer's type");
    if (const NamedTensors *const saved = session_.resumed()) {
      load_tensors(model_, "model", *saved);
      load_optimizer(optimizer_, *saved);
      if (options_.keep_best && saved->count(numbered("best", 0))) {
        best_ = model_;
        load_tensors(best_, "best", *saved);
      }
    }
  }

  template <class Step> Report run(const Step &step, const Hooks<Model> &hooks) {
    const InterruptGuard guard(options_.stop_on_interrupt);
    while (session_.begin_epoch()) {
      while (session_.has_batch()) {
        if (guard.interrupted())
          return finish(Stop::interrupted);
        const std::string not_finite = take(step);
        if (!not_finite.empty() && !session_.pass_over_batch(not_finite))
          return session_.report(Stop::diverged);
      }
      const double validation = hooks.validate ? hooks.validate(model_) : no_number;
      const bool best = session_.end_epoch(validation, optimizer_.lr());
      if (best && options_.keep_best)
        best_ = model_;
      if (session_.wants_checkpoint())
        save();
      if (hooks.after_epoch)
        session_.clear_line();
      if (hooks.after_epoch && !hooks.after_epoch(session_.last_epoch(), model_))
        return finish(Stop::asked);
    }
    return finish(session_.stopped_early() ? Stop::early : Stop::finished);
  }

private:
  // One batch; what of it is not finite, and then nothing has moved.
  template <class Step> std::string take(const Step &step) {
    session_.apply_schedules([this](double lr) { optimizer_.set_lr(lr); },
                             [this](double momentum) { optimizer_.set_momentum(momentum); });
    const Batch batch = session_.batch();
    const double loss = evaluate(step, batch);
    if (!(loss - loss == 0))
      return loss != loss ? "the loss is not a number" : "the loss is infinite";
    if (!bad_gradient_.empty())
      return bad_gradient_;
    const std::string bad_parameter = move(optimizer_, [&] { evaluate(step, batch); });
    if (bad_parameter.empty())
      session_.end_batch(loss, optimizer_.lr());
    return bad_parameter;
  }

  // The loss at the parameters' present values, and into evaluation_ the same with its gradients.
  template <class Step> double evaluate(const Step &step, const Batch &batch) {
    const auto result = step(model_, batch);
    evaluation_.loss = number(result.value);
    evaluation_.gradients.clear();
    for_each_tensor(result.gradient, [this](const auto &bar) {
      if constexpr (std::is_same_v<std::decay_t<decltype(bar)>, Tensor<T>>)
        evaluation_.gradients.push_back(bar);
    });
    bad_gradient_ = first_not_finite(result.gradient, "the gradient of ");
    if (options_.clip_norm > 0)
      optim::clip_grad_norm(evaluation_.gradients, options_.clip_norm);
    return evaluation_.loss;
  }

  // The first tensor of the optimizer's type that is not finite, by the name that checkpoints give it; empty if all
  // are.
  template <class Tensors> static std::string first_not_finite(const Tensors &tensors, const char *kind) {
    std::string found;
    int index = 0;
    for_each_tensor(tensors, [&](const auto &x) {
      const std::string name = numbered("model", index++);
      if constexpr (std::is_same_v<std::decay_t<decltype(x)>, Tensor<T>>)
        if (found.empty() && x.defined() && !optim::all_finite(x))
          found = kind + name + ", shape " + to_string(x.shape()) + ", is not finite";
    });
    return found;
  }

  template <class Again> std::string move(optim::Optimizer<T> &optimizer, const Again &) {
    optimizer.step(parameters_, evaluation_.gradients);
    evaluation_.gradients.clear();
    return {};
  }
  // The first evaluation is there already; the search along a line makes others, and they too may have gradients that
  // are not finite. It may recover from them; otherwise parameters and state are put back.
  template <class Again> std::string move(optim::Lbfgs<T> &optimizer, const Again &again) {
    std::vector<Tensor<T>> before;
    for (const Tensor<T> *x : parameters_)
      before.push_back(*x);
    const optim::LbfgsState<T> state = optimizer.state();
    bool there = true;
    optimizer.step(parameters_, [&] {
      if (!std::exchange(there, false))
        again();
      return std::move(evaluation_);
    });
    const std::string bad = bad_gradient_.empty() ? first_not_finite(model_, "after the step, ") : bad_gradient_;
    if (!bad.empty()) {
      for (std::size_t i = 0; i < before.size(); ++i)
        *parameters_[i] = before[i];
      optimizer.set_state(state);
    }
    return bad;
  }

  void save() {
    NamedTensors tensors;
    save_tensors(model_, "model", tensors);
    save_optimizer(optimizer_, tensors);
    if (options_.keep_best && session_.has_best())
      save_tensors(best_, "best", tensors);
    session_.save(std::move(tensors));
  }

  Report finish(Stop stop) {
    if (!options_.checkpoint.empty())
      save();
    if (stop != Stop::interrupted && options_.keep_best && session_.has_best()) {
      // Only the tensors: other members may have moved on meanwhile.
      NamedTensors best;
      save_tensors(best_, "best", best);
      load_tensors(model_, "best", best);
    }
    return session_.report(stop);
  }

  Model &model_;
  Optimizer &optimizer_;
  const Options &options_;
  Session session_;
  optim::Parameters<T> parameters_;
  optim::Evaluation<T> evaluation_; // of the step under way
  std::string bad_gradient_;        // of the latest evaluation; empty if all are finite
  Model best_{};
};

// The rows of x that a batch names: a view if they lie in order.
template <class Element> Tensor<Element> rows_of_batch(const Tensor<Element> &x, const Batch &batch) {
  if (batch.in_order)
    return x.slice(0, batch.first, batch.first + batch.indices.numel());
  return index_select(x, 0, batch.indices);
}

} // namespace detail

// Trains a model, by an Optimizer or Lbfgs, on `examples` examples. step(model, batch) computes the loss
// of the examples that batch.indices names, and its gradient: any object with
// `value` (a number or a tensor of one) and `gradient` (a struct like Model).
// L-BFGS takes it several times per batch; the loss that counts is the first.
template <class Optimizer, class Model, class Step>
Report fit(Model &model, Optimizer &optimizer, std::int64_t examples, const Step &step, const Options &options = {},
           const Hooks<Model> &hooks = {}, Generator &generator = default_generator()) {
  return detail::Training<Optimizer, Model>(model, optimizer, examples, options, generator).run(step, hooks);
}

// The same over the first dimension of x and y: step(model, x_batch, y_batch).
template <class Optimizer, class Model, class Input, class Target, class Step>
Report fit(Model &model, Optimizer &optimizer, const Tensor<Input> &x, const Tensor<Target> &y, const Step &step,
           const Options &options = {}, const Hooks<Model> &hooks = {}, Generator &generator = default_generator()) {
  if (x.rank() < 1 || y.rank() < 1 || x.shape()[0] != y.shape()[0])
    clangent::detail::fail_shapes("train", "as many inputs as targets are needed", {x.shape(), y.shape()});
  const auto step_of_rows = [&](Model &m, const Batch &batch) {
    return step(m, detail::rows_of_batch(x, batch), detail::rows_of_batch(y, batch));
  };
  return fit(model, optimizer, x.shape()[0], step_of_rows, options, hooks, generator);
}

} // namespace clangent::train

#pragma pop_macro("T")

#endif
