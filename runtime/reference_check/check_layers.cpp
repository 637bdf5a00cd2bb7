// Normalisation, dropout, and operations made of others.
#include "check_ops.h"

namespace reference {

using namespace clangent;

namespace {

// f(x, weight, bias), where weight and bias may both be missing.
template <class T, class F> Outcome<T> affine(const Call<T> &c, const F &f) {
  const bool has_weight = c.optional(1).defined();
  if (has_weight != c.optional(2).defined())
    throw Mismatch("one of weight and bias is missing");
  if (has_weight)
    return apply<0, 1, 2>(c, f);
  return apply<0>(c, [f](const Tensor<T> &x) { return f(x, Tensor<T>(), Tensor<T>()); });
}

template <class T> Outcome<T> normalise_layer(const Call<T> &c) {
  return affine(c, [shape = c.dims("normalized_shape"),
                    eps = c.attr("eps", 1e-5)](const Tensor<T> &x, const Tensor<T> &weight, const Tensor<T> &bias) {
    return layer_norm(x, shape, weight, bias, eps);
  });
}

template <class T> Outcome<T> normalise_batch(const Call<T> &c) {
  const T eps = c.attr("eps", 1e-5);
  if (!c.flag("training", false))
    return affine(
        c, [mean = c.x(3), var = c.x(4), eps](const Tensor<T> &x, const Tensor<T> &weight, const Tensor<T> &bias) {
          return batch_norm(x, weight, bias, mean, var, eps);
        });
  Tensor<T> mean, var;
  const Shape channels{c.x(0).size(1)};
  if (c.has("running_mean0")) {
    mean = Tensor<T>::full(channels, c.attr("running_mean0", 0));
    var = Tensor<T>::full(channels, c.attr("running_var0", 1));
  }
  const auto normalise = [mean, var, momentum = c.attr("momentum", 0.1),
                          eps](const Tensor<T> &x, const Tensor<T> &weight, const Tensor<T> &bias) {
    return batch_norm_training(x, weight, bias, mean, var, momentum, eps);
  };
  Outcome<T> r = affine(c, [normalise](const Tensor<T> &x, const Tensor<T> &weight, const Tensor<T> &bias) {
    return normalise(x, weight, bias).y;
  });
  const BatchNormResult<T> y = normalise(c.x(0), c.optional(1), c.optional(2));
  if (mean.defined())
    r.give(y.running_mean).give(y.running_var);
  return r;
}

template <class T> Outcome<T> drop(const Call<T> &c) {
  const double p = option(c.attrs, "p", 0.5);
  const auto reseed = [seed = std::uint64_t(c.integer("seed", 0))] { default_generator().manual_seed(seed); };
  return apply<0>(
      c, [p](const Tensor<T> &x) { return dropout(x, p); }, reseed);
}

template <class T> Outcome<T> lstm(const Call<T> &c) {
  Outcome<T> r(c);
  const LstmState<T> state{c.x(1), c.x(2)};
  const LstmWeights<T> weights{c.x(3), c.x(4), c.x(5), c.x(6)};
  const auto step = [](const Tensor<T> &x, const LstmState<T> &s, const LstmWeights<T> &w) {
    return lstm_cell(x, s, w);
  };
  LstmState<T> y;
#ifdef CLANGENT_PLUGIN
  LstmState<T> state_bar;
  LstmWeights<T> weights_bar;
  const LstmState<T> y_bar{c.cot.at(0), c.cot.at(1)};
  y = clangent::vjp(step, clangent::dup(c.x(0), r.bar(0)), clangent::dup(state, state_bar),
                    clangent::dup(weights, weights_bar), clangent::seed(y_bar));
  r.bar(1) = state_bar.h;
  r.bar(2) = state_bar.c;
  r.bar(3) = weights_bar.w_ih;
  r.bar(4) = weights_bar.w_hh;
  r.bar(5) = weights_bar.b_ih;
  r.bar(6) = weights_bar.b_hh;
  check_tangents(c, r, {0, 1, 2, 3, 4, 5, 6}, [&](std::vector<Tensor<T>> &dot) {
    LstmState<T> state_dot{dot[1], dot[2]};
    LstmWeights<T> weights_dot{dot[3], dot[4], dot[5], dot[6]};
    const LstmState<T> y_dot = clangent::jvp(step, clangent::dup(c.x(0), dot[0]), clangent::dup(state, state_dot),
                                             clangent::dup(weights, weights_dot))
                                   .tangent;
    return std::vector<Tensor<T>>{y_dot.h, y_dot.c};
  });
#else
  y = step(c.x(0), state, weights);
#endif
  return r.give(y.h).give(y.c);
}

} // namespace

template <class T> void add_layers(Operations<T> &table) {
  table["layer_norm"] = normalise_layer<T>;
  table["batch_norm"] = normalise_batch<T>;
  table["dropout"] = drop<T>;
  table["lstm_cell"] = lstm<T>;
  table["attention"] = [](const Call<T> &c) {
    return apply<0, 1, 2>(
        c, [](const Tensor<T> &q, const Tensor<T> &k, const Tensor<T> &v) { return attention(q, k, v); });
  };
  table["composite_mlp"] = [](const Call<T> &c) {
    return apply<0, 1, 2, 3, 4>(
        c, [](const Tensor<T> &x, const Tensor<T> &w1, const Tensor<T> &b1, const Tensor<T> &w2, const Tensor<T> &b2) {
          const Tensor<T> y = linear(tanh(linear(x, w1, b1)), w2, b2);
          return mse_loss(y, ones_like(y));
        });
  };
}
REFERENCE_INSTANTIATE(add_layers)

} // namespace reference
