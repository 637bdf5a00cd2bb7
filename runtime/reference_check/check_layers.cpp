// Normalisation, dropout, and operations made of others.
#include "check_ops.h"

namespace reference {

using namespace clangent;

namespace {

template <class T> Outcome<T> normalise_layer(const Call<T> &c) {
  Outcome<T> r(c);
  const Shape shape = c.dims("normalized_shape");
  const T eps = c.attr("eps", 1e-5);
  const Tensor<T> weight = c.optional(1), bias = c.optional(2);
  r.give(layer_norm(c.x(0), shape, weight, bias, eps));
  if (c.cot.empty())
    return r;
  Tensor<T> unused;
  layer_norm_adjoint(c.x(0), shape, weight, eps, c.cot[0], r.bar(0), weight.defined() ? r.bar(1) : unused,
                     bias.defined() ? r.bar(2) : unused);
  return r;
}

template <class T> Outcome<T> normalise_batch(const Call<T> &c) {
  Outcome<T> r(c);
  const T eps = c.attr("eps", 1e-5);
  const Tensor<T> &x = c.x(0);
  const Tensor<T> weight = c.optional(1), bias = c.optional(2);
  Tensor<T> unused_weight, unused_bias;
  Tensor<T> &weight_bar = weight.defined() ? r.bar(1) : unused_weight;
  Tensor<T> &bias_bar = bias.defined() ? r.bar(2) : unused_bias;
  if (!c.flag("training", false)) {
    r.give(batch_norm(x, weight, bias, c.x(3), c.x(4), eps));
    if (!c.cot.empty())
      batch_norm_adjoint(x, weight, c.x(3), c.x(4), eps, c.cot[0], r.bar(0), weight_bar, bias_bar);
    return r;
  }
  Tensor<T> mean, var;
  const Shape channels{x.size(1)};
  if (c.has("running_mean0")) {
    mean = Tensor<T>::full(channels, c.attr("running_mean0", 0));
    var = Tensor<T>::full(channels, c.attr("running_var0", 1));
  }
  const auto y = batch_norm_training(x, weight, bias, mean, var, c.attr("momentum", 0.1), eps);
  r.give(y.y);
  if (mean.defined())
    r.give(y.running_mean).give(y.running_var);
  if (!c.cot.empty())
    batch_norm_training_adjoint(x, weight, eps, c.cot[0], r.bar(0), weight_bar, bias_bar);
  return r;
}

template <class T> Outcome<T> drop(const Call<T> &c) {
  Outcome<T> r(c);
  const double p = option(c.attrs, "p", 0.5);
  Generator generator(std::uint64_t(c.integer("seed", 0)));
  const auto mask = dropout_mask<T>(c.x(0).shape(), p, generator);
  generator.manual_seed(c.integer("seed", 0));
  r.give(dropout(c.x(0), p, true, generator));
  if (!c.cot.empty())
    mul_adjoint(c.x(0), mask, c.cot[0], r.bar(0), nullptr);
  return r;
}

template <class T> Outcome<T> lstm(const Call<T> &c) {
  Outcome<T> r(c);
  const LstmState<T> state{c.x(1), c.x(2)};
  const LstmWeights<T> weights{c.x(3), c.x(4), c.x(5), c.x(6)};
  const LstmState<T> y = lstm_cell(c.x(0), state, weights);
  r.give(y.h).give(y.c);
  if (c.cot.empty())
    return r;
  LstmState<T> state_bar;
  LstmWeights<T> weights_bar;
  lstm_cell_adjoint(c.x(0), state, weights, y, LstmState<T>{c.cot.at(0), c.cot.at(1)}, r.bar(0), &state_bar,
                    &weights_bar);
  r.bar(1) = state_bar.h;
  r.bar(2) = state_bar.c;
  r.bar(3) = weights_bar.w_ih;
  r.bar(4) = weights_bar.w_hh;
  r.bar(5) = weights_bar.b_ih;
  r.bar(6) = weights_bar.b_hh;
  return r;
}

template <class T> Outcome<T> attend(const Call<T> &c) {
  Outcome<T> r(c);
  r.give(attention(c.x(0), c.x(1), c.x(2)));
  if (!c.cot.empty())
    attention_adjoint(c.x(0), c.x(1), c.x(2), c.cot[0], r.bar(0), r.bar(1), r.bar(2));
  return r;
}

/// mse(W2 tanh(W1 x + b1) + b2, 1)
template <class T> Outcome<T> mlp(const Call<T> &c) {
  Outcome<T> r(c);
  const Tensor<T> before = linear(c.x(0), c.x(1), c.x(2));
  const Tensor<T> hidden = tanh(before);
  const Tensor<T> y = linear(hidden, c.x(3), c.x(4));
  const Tensor<T> target = ones_like(y);
  r.give(mse_loss(y, target));
  if (c.cot.empty())
    return r;
  Tensor<T> y_bar, hidden_bar, before_bar;
  mse_loss_adjoint(y, target, Reduction::mean, c.cot[0], y_bar, nullptr);
  linear_adjoint(hidden, c.x(3), y_bar, hidden_bar, r.bar(3), r.bar(4));
  tanh_adjoint(hidden, hidden_bar, before_bar);
  linear_adjoint(c.x(0), c.x(1), before_bar, r.bar(0), r.bar(1), r.bar(2));
  return r;
}

} // namespace

template <class T> void add_layers(Operations<T> &table) {
  table["layer_norm"] = normalise_layer<T>;
  table["batch_norm"] = normalise_batch<T>;
  table["dropout"] = drop<T>;
  table["lstm_cell"] = lstm<T>;
  table["attention"] = attend<T>;
  table["composite_mlp"] = mlp<T>;
}
REFERENCE_INSTANTIATE(add_layers)

} // namespace reference
