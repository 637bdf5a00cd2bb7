// The functions that the notebook differentiates. They are plain functions over tensors: nothing in them knows of
// derivatives.
#ifndef CLANGENT_EXAMPLES_NOTEBOOK_MODELS_H
#define CLANGENT_EXAMPLES_NOTEBOOK_MODELS_H

#include <clangent/tensor.h>

namespace notebook {

using clangent::Tensor;

template <class T> Tensor<T> compute_s(const Tensor<T> &x, const Tensor<T> &y, const Tensor<T> &z) {
  return 2 * (x - y) + z;
}

template <class T> struct Line { Tensor<T> a, b; };

template <class T> Tensor<T> squares(const Line<T> &line, const Tensor<T> &x, const Tensor<T> &y) {
  const Tensor<T> residual = y - (line.a * x + line.b);
  return residual * residual;
}
template <class T> Tensor<T> sum_of_squares(const Line<T> &line, const Tensor<T> &x, const Tensor<T> &y) {
  return clangent::sum(squares(line, x, y));
}
template <class T> Tensor<T> mean_of_squares(const Line<T> &line, const Tensor<T> &x, const Tensor<T> &y) {
  return clangent::mean(squares(line, x, y));
}

struct TwoLayers {
  Tensor<double> w1, b1, w2, b2;
};

inline Tensor<double> two_layer_loss(const TwoLayers &net, const Tensor<double> &x, const Tensor<double> &y) {
  const Tensor<double> hidden = clangent::tanh(clangent::linear(x, net.w1, net.b1));
  return clangent::mse_loss(clangent::linear(hidden, net.w2, net.b2), y);
}

} // namespace notebook

#endif
