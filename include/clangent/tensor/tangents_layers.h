// Tangent rules of convolution, the LSTM cell and attention. An undefined tangent
// is a zero.
#ifndef CLANGENT_TENSOR_TANGENTS_LAYERS_H
#define CLANGENT_TENSOR_TANGENTS_LAYERS_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/convolution.h>
#include <clangent/tensor/layers.h>
#include <clangent/tensor/tangents.h>

namespace clangent {

// conv2d(x_dot, weight) + conv2d(x, weight_dot) + bias_dot
template <class T>
CLANGENT_TANGENT_OF("clangent::conv2d")
Tensor<T> conv2d_tangent(const Tensor<T> &x, const Tensor<T> &weight, const Conv2dOptions &options, const Tensor<T> &y,
                         const Tensor<T> &x_dot, const Tensor<T> &weight_dot, const Tensor<T> &bias_dot) {
  const Tensor<T> first = x_dot.defined() ? conv2d(x_dot, weight, {}, options) : x_dot;
  const Tensor<T> second = weight_dot.defined() ? conv2d(x, weight_dot, {}, options) : weight_dot;
  return detail::total_dot(y.shape(), detail::sum_dots(first, second),
                           bias_dot.defined() ? bias_dot.reshape({-1, 1, 1}) : bias_dot);
}
template <class T>
CLANGENT_TANGENT_OF("clangent::conv1d")
Tensor<T> conv1d_tangent(const Tensor<T> &x, const Tensor<T> &weight, const Conv1dOptions &options, const Tensor<T> &y,
                         const Tensor<T> &x_dot, const Tensor<T> &weight_dot, const Tensor<T> &bias_dot) {
  const auto raised = [](const Tensor<T> &lines) { return lines.defined() ? lines.unsqueeze(2) : lines; };
  const Tensor<T> y_dot = conv2d_tangent(raised(x), raised(weight), options.as_2d(), raised(y), raised(x_dot),
                                         raised(weight_dot), bias_dot);
  return y_dot.defined() ? y_dot.squeeze(2) : y_dot;
}

// Of the sums of the gates, of the gates, of c, of h, one after another.
template <class T>
CLANGENT_TANGENT_OF("clangent::lstm_cell")
LstmState<T> lstm_cell_tangent(const Tensor<T> &x, const LstmState<T> &state, const LstmWeights<T> &weights,
                               const LstmState<T> &y, const Tensor<T> &x_dot, const LstmState<T> &state_dot,
                               const LstmWeights<T> &weights_dot) {
  const auto gate = detail::lstm_gates(x, state, weights);
  const Tensor<T> sums_dot =
      detail::sum_dots(linear_tangent(x, weights.w_ih, x_dot, weights_dot.w_ih, weights_dot.b_ih),
                       linear_tangent(state.h, weights.w_hh, state_dot.h, weights_dot.w_hh, weights_dot.b_hh));
  const auto sum_dot = sums_dot.defined() ? chunk(sums_dot, 4, -1) : std::vector<Tensor<T>>(4);
  const Tensor<T> kept_dot = mul_tangent(gate.f, state.c, sigmoid_tangent(gate.f, sum_dot[1]), state_dot.c);
  const Tensor<T> new_dot =
      mul_tangent(gate.i, gate.g, sigmoid_tangent(gate.i, sum_dot[0]), tanh_tangent(gate.g, sum_dot[2]));
  const Tensor<T> c_dot = detail::sum_dots(kept_dot, new_dot), tanh_c = tanh(y.c);
  return {mul_tangent(gate.o, tanh_c, sigmoid_tangent(gate.o, sum_dot[3]), tanh_tangent(tanh_c, c_dot)), c_dot};
}

// Of the product q k^T, of its softmax p, of p v, one after another.
template <class T>
CLANGENT_TANGENT_OF("clangent::attention")
Tensor<T> attention_tangent(const Tensor<T> &q, const Tensor<T> &k, const Tensor<T> &v, const Tensor<T> &q_dot,
                            const Tensor<T> &k_dot, const Tensor<T> &v_dot) {
  const T scale = T(1) / std::sqrt(T(q.size(-1)));
  const Tensor<T> k_t = k.transpose(-2, -1);
  const Tensor<T> p = softmax(mul_scalar(matmul(q, k_t), scale), -1);
  const Tensor<T> product_dot = matmul_tangent(q, k_t, q_dot, transpose_tangent(-2, -1, k_dot));
  return matmul_tangent(p, v, softmax_tangent(-1, p, detail::scaled_dot(product_dot, scale)), v_dot);
}

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/tangents_layers.inc>

#endif
