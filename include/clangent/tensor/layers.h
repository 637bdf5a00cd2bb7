// Operations made of others: dropout, the LSTM cell, attention. They are plain
// functions over tensors; the LSTM cell and attention have adjoints written
// out, dropout is the product with a mask.
#ifndef CLANGENT_TENSOR_LAYERS_H
#define CLANGENT_TENSOR_LAYERS_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/join.h>
#include <clangent/tensor/linalg.h>
#include <clangent/tensor/random.h>
#include <clangent/tensor/softmax.h>

namespace clangent {

// 0 with probability p, else 1 / (1 - p). No draws for p = 0 and p = 1.
template <class T>
CLANGENT_INACTIVE Tensor<T> dropout_mask(const Shape &shape, double p, Generator &generator = default_generator()) {
  if (!(p >= 0 && p <= 1))
    throw TensorError("dropout", "probability " + std::to_string(p));
  if (p == 0 || p == 1)
    return Tensor<T>::full(shape, T(1 - p));
  auto mask = Tensor<T>::empty(shape);
  bernoulli_(mask, 1 - p, generator);
  const T keep = T(1 - p);
  update(
      "dropout", [keep](T m) { return m / keep; }, mask);
  return mask;
}

// The mask is inactive: y = x * mask. In inference (training false) y = x.
template <class T>
Tensor<T> dropout(const Tensor<T> &x, double p, bool training = true, Generator &generator = default_generator()) {
  return training && p != 0 ? mul(x, dropout_mask<T>(x.shape(), p, generator)) : x;
}

template <class T> struct LstmState { Tensor<T> h, c; };
template <class T> struct LstmWeights { Tensor<T> w_ih, w_hh, b_ih, b_hh; };

namespace detail {
// Gates i, f, g, o after their activations.
template <class T> struct LstmGates { Tensor<T> i, f, g, o; };
// x [.., in] comes with h and c [.., hidden] of as many rows, and four times `hidden` gates.
template <class T> void require_lstm(const Tensor<T> &x, const LstmState<T> &s, const LstmWeights<T> &w) {
  require_defined("lstm_cell", x, s.h, s.c, w.w_ih, w.w_hh);
  Shape state = x.shape();
  const std::int64_t hidden = s.h.rank() > 0 ? s.h.size(-1) : 0;
  if (x.rank() > 0)
    state[x.rank() - 1] = hidden;
  if (x.rank() == 0 || s.h.shape() != state || s.c.shape() != state)
    fail_shapes("lstm_cell", "input and state do not fit", {x.shape(), s.h.shape(), s.c.shape()});
  if (w.w_ih.shape() != Shape{4 * hidden, x.size(-1)} || w.w_hh.shape() != Shape{4 * hidden, hidden})
    fail_shapes("lstm_cell", "weights do not fit", {x.shape(), s.h.shape(), w.w_ih.shape(), w.w_hh.shape()});
}
template <class T> LstmGates<T> lstm_gates(const Tensor<T> &x, const LstmState<T> &s, const LstmWeights<T> &w) {
  const auto sums = chunk(add(linear(x, w.w_ih, w.b_ih), linear(s.h, w.w_hh, w.b_hh)), 4, -1);
  if (sums.size() != 4)
    fail_shapes("lstm_cell", "needs four gates", {w.w_ih.shape()});
  return {sigmoid(sums[0]), sigmoid(sums[1]), tanh(sums[2]), sigmoid(sums[3])};
}
} // namespace detail

// c = f c + i g, h = o tanh(c); x [n, in], h and c [n, hidden]
template <class T>
LstmState<T> lstm_cell(const Tensor<T> &x, const LstmState<T> &state, const LstmWeights<T> &weights) {
  detail::require_lstm(x, state, weights);
  const auto gate = detail::lstm_gates(x, state, weights);
  const Tensor<T> c = add(mul(gate.f, state.c), mul(gate.i, gate.g));
  return {mul(gate.o, tanh(c)), c};
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::lstm_cell")
void lstm_cell_adjoint(const Tensor<T> &x, const LstmState<T> &state, const LstmWeights<T> &weights,
                       const LstmState<T> &y, const LstmState<T> &y_bar, Bar<T> x_bar, LstmState<T> *state_bar,
                       LstmWeights<T> *weights_bar) {
  const auto gate = detail::lstm_gates(x, state, weights);
  const Tensor<T> tanh_c = tanh(y.c);
  detail::LstmGates<T> bar, sum_bar;
  Tensor<T> tanh_bar, c_bar, old_c_bar;
  if (y_bar.c.defined())
    c_bar = y_bar.c;
  if (y_bar.h.defined())
    mul_adjoint(gate.o, tanh_c, y_bar.h, bar.o, tanh_bar);
  else
    bar.o = tanh_bar = Tensor<T>::zeros(y.c.shape());
  tanh_adjoint(tanh_c, tanh_bar, c_bar);
  mul_adjoint(gate.f, state.c, c_bar, bar.f, old_c_bar);
  mul_adjoint(gate.i, gate.g, c_bar, bar.i, bar.g);
  sigmoid_adjoint(gate.i, bar.i, sum_bar.i);
  sigmoid_adjoint(gate.f, bar.f, sum_bar.f);
  tanh_adjoint(gate.g, bar.g, sum_bar.g);
  sigmoid_adjoint(gate.o, bar.o, sum_bar.o);
  const Tensor<T> sums_bar = cat<T>({sum_bar.i, sum_bar.f, sum_bar.g, sum_bar.o}, -1);
  LstmState<T> s_bar;
  LstmWeights<T> w_bar;
  linear_adjoint(x, weights.w_ih, weights.b_ih.shape(), sums_bar, x_bar, w_bar.w_ih, w_bar.b_ih);
  linear_adjoint(state.h, weights.w_hh, weights.b_hh.shape(), sums_bar, s_bar.h, w_bar.w_hh, w_bar.b_hh);
  if (state_bar) {
    BarReference<T>(state_bar->h).add(s_bar.h);
    BarReference<T>(state_bar->c).add(old_c_bar);
  }
  if (weights_bar) {
    BarReference<T>(weights_bar->w_ih).add(w_bar.w_ih);
    BarReference<T>(weights_bar->w_hh).add(w_bar.w_hh);
    if (weights.b_ih.defined())
      BarReference<T>(weights_bar->b_ih).add(w_bar.b_ih);
    if (weights.b_hh.defined())
      BarReference<T>(weights_bar->b_hh).add(w_bar.b_hh);
  }
}

// softmax(q k^T / sqrt(d)) v over the last two dimensions
template <class T> Tensor<T> attention(const Tensor<T> &q, const Tensor<T> &k, const Tensor<T> &v) {
  const T scale = T(1) / std::sqrt(T(q.size(-1)));
  const Tensor<T> scores = mul_scalar(matmul(q, k.transpose(-2, -1)), scale);
  return matmul(softmax(scores, -1), v);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::attention")
void attention_adjoint(const Tensor<T> &q, const Tensor<T> &k, const Tensor<T> &v, const Tensor<T> &y_bar, Bar<T> q_bar,
                       Bar<T> k_bar, Bar<T> v_bar) {
  const T scale = T(1) / std::sqrt(T(q.size(-1)));
  const Tensor<T> k_t = k.transpose(-2, -1);
  const Tensor<T> p = softmax(mul_scalar(matmul(q, k_t), scale), -1);
  Tensor<T> p_bar, scaled_bar, k_t_bar;
  matmul_adjoint(p, v, y_bar, p_bar, v_bar);
  softmax_adjoint(-1, p, p_bar, scaled_bar);
  matmul_adjoint(q, k_t, mul_scalar(scaled_bar, scale), q_bar, k_t_bar);
  transpose_adjoint(-2, -1, k_t_bar, k_bar);
}

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/layers.inc>

#endif
