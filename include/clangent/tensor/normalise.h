// Layer and batch normalisation with their derivative rules. Both are one map:
// x is centred and scaled by statistics over some dimensions, then by a weight
// and a bias, either of which may be undefined.
#ifndef CLANGENT_TENSOR_NORMALISE_H
#define CLANGENT_TENSOR_NORMALISE_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/arithmetic.h>
#include <clangent/tensor/reductions.h>

namespace clangent {
namespace detail {

// mean and 1 / sqrt(variance + eps) over `dims`, in a broadcastable shape.
template <class T> struct Statistics { Tensor<T> mean, inverse_spread; };
template <class T> Tensor<T> inverse_spread(const Tensor<T> &variance, T eps) {
  return transform(
      "normalise", [eps](T v) { return T(1) / std::sqrt(v + eps); }, variance);
}
template <class T> Statistics<T> statistics(const Tensor<T> &x, const Dims &dims, T eps) {
  return {mean(x, dims, true), inverse_spread(var(x, dims, false, true), eps)};
}

template <class T> Tensor<T> centred(const Tensor<T> &x, const Statistics<T> &s) {
  return transform(
      "normalise", [](T v, T m, T r) { return (v - m) * r; }, x, s.mean, s.inverse_spread);
}

// normal * weight + bias, those of them that are defined
template <class T> Tensor<T> scale_and_shift(Tensor<T> normal, const Tensor<T> &weight, const Tensor<T> &bias) {
  if (weight.defined())
    update(
        "normalise", [](T v, T w) { return v * w; }, normal, weight);
  if (bias.defined())
    update(
        "normalise", [](T v, T b) { return v + b; }, normal, bias);
  return normal;
}

// The Jacobian of centred times g, where the statistics depend on x:
// r (g - mean(g) - n mean(g n)), where n is the result. It is symmetric.
template <class T>
Tensor<T> centred_derivative(const Tensor<T> &normal, const Statistics<T> &s, const Dims &dims, const Tensor<T> &g) {
  if (!g.defined())
    return g;
  const Tensor<T> mean_g = mean(g, dims, true);
  const Tensor<T> mean_gn = mean(mul(g, normal), dims, true);
  const Tensor<T> shifted = transform(
      "normalise", [](T u, T n, T m) { return u - n * m; }, g, normal, mean_gn);
  return transform(
      "normalise", [](T u, T m, T r) { return (u - m) * r; }, shifted, mean_g, s.inverse_spread);
}
// The tangent of scale_and_shift.
template <class T>
Tensor<T> scale_and_shift_dot(const Tensor<T> &normal, const Tensor<T> &weight, const Tensor<T> &normal_dot,
                              const Tensor<T> &weight_dot, const Tensor<T> &bias_dot) {
  const Tensor<T> by_normal = weight.defined() ? scaled_dot(normal_dot, weight) : normal_dot;
  return total_dot(normal.shape(), sum_dots(by_normal, scaled_dot(weight_dot, normal)), bias_dot);
}

inline Dims last_dims(const char *operation, const Shape &x, const Shape &normalized_shape) {
  if (normalized_shape.empty())
    fail_shapes(operation, "normalized_shape is empty", {x});
  Dims dims;
  const int first = x.size() - normalized_shape.size();
  for (int d = first < 0 ? x.size() : first; d < x.size(); ++d)
    dims.push_back(d);
  for (int i = 0; i < normalized_shape.size(); ++i)
    if (first < 0 || x[first + i] != normalized_shape[i])
      fail_shapes(operation, "normalized_shape does not fit", {x, normalized_shape});
  return dims;
}
template <class T> void require_layer(const Shape &normalized_shape, const Tensor<T> &weight, const Tensor<T> &bias) {
  if ((weight.defined() && weight.shape() != normalized_shape) || (bias.defined() && bias.shape() != normalized_shape))
    fail_shapes("layer_norm", "weight or bias do not have normalized_shape",
                {normalized_shape, weight.shape(), bias.shape()});
}

// Every dimension but 1, and the shape [1, c, 1, ...] of statistics.
inline Dims batch_dims(const char *operation, const Shape &x) {
  if (x.size() < 2)
    fail_shapes(operation, "needs rank 2 or more", {x});
  Dims dims;
  for (int d = 0; d < x.size(); ++d)
    if (d != 1)
      dims.push_back(d);
  return dims;
}
template <class T> void require_channels(const Tensor<T> &v, const Shape &x) {
  if (v.defined() && v.shape() != Shape{x[1]})
    fail_shapes("batch_norm", "needs one number per channel", {x, v.shape()});
}
template <class T> Tensor<T> per_channel(const Tensor<T> &v, const Shape &x) {
  require_channels(v, x);
  Shape shape = Shape::filled(x.size(), 1);
  shape[1] = x[1];
  return v.defined() ? v.reshape(shape) : v;
}
template <class T>
Statistics<T> fixed_statistics(const Shape &x, const Tensor<T> &mean, const Tensor<T> &variance, T eps) {
  return {per_channel(mean, x), inverse_spread(per_channel(variance, x), eps)};
}

} // namespace detail

// Normalises over the last dimensions, those of normalized_shape.
template <class T>
Tensor<T> layer_norm(const Tensor<T> &x, const Shape &normalized_shape, const Tensor<T> &weight = {},
                     const Tensor<T> &bias = {}, T eps = T(1e-5)) {
  const Dims dims = detail::last_dims("layer_norm", x.shape(), normalized_shape);
  detail::require_layer(normalized_shape, weight, bias);
  const auto s = detail::statistics(x, dims, eps);
  return detail::scale_and_shift(detail::centred(x, s), weight, bias);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::layer_norm")
void layer_norm_adjoint(const Tensor<T> &x, const Shape &normalized_shape, const Tensor<T> &weight,
                        const Shape &bias_shape, T eps, const Tensor<T> &y_bar, Bar<T> x_bar, Bar<T> weight_bar,
                        Bar<T> bias_bar) {
  const Dims dims = detail::last_dims("layer_norm", x.shape(), normalized_shape);
  const auto s = detail::statistics(x, dims, eps);
  const Tensor<T> normal = detail::centred(x, s);
  if (x_bar)
    x_bar.add(detail::centred_derivative(normal, s, dims, weight.defined() ? mul(y_bar, weight) : y_bar));
  if (weight_bar && weight.defined())
    weight_bar.add(mul(y_bar, normal), normalized_shape);
  if (bias_bar && !bias_shape.empty())
    bias_bar.add(y_bar, normalized_shape);
}
template <class T>
CLANGENT_TANGENT_OF("clangent::layer_norm")
Tensor<T> layer_norm_tangent(const Tensor<T> &x, const Shape &normalized_shape, const Tensor<T> &weight, T eps,
                             const Tensor<T> &x_dot, const Tensor<T> &weight_dot, const Tensor<T> &bias_dot) {
  const Dims dims = detail::last_dims("layer_norm", x.shape(), normalized_shape);
  const auto s = detail::statistics(x, dims, eps);
  const Tensor<T> normal = detail::centred(x, s);
  return detail::scale_and_shift_dot(normal, weight, detail::centred_derivative(normal, s, dims, x_dot), weight_dot,
                                     bias_dot);
}

// What batch_norm in training gives: the result, and running statistics moved
// towards the batch's by `momentum` (the variance with divisor n - 1).
template <class T> struct BatchNormResult { Tensor<T> y, running_mean, running_var; };

template <class T>
BatchNormResult<T> batch_norm_training(const Tensor<T> &x, const Tensor<T> &weight, const Tensor<T> &bias,
                                       const Tensor<T> &running_mean, const Tensor<T> &running_var, T momentum = T(0.1),
                                       T eps = T(1e-5)) {
  const Dims dims = detail::batch_dims("batch_norm", x.shape());
  if (x.numel() <= x.shape()[1])
    detail::fail_shapes("batch_norm_training", "needs more than one value per channel", {x.shape()});
  detail::require_channels(running_mean, x.shape());
  detail::require_channels(running_var, x.shape());
  const auto s = detail::statistics(x, dims, eps);
  BatchNormResult<T> result;
  result.y = detail::scale_and_shift(detail::centred(x, s), detail::per_channel(weight, x.shape()),
                                     detail::per_channel(bias, x.shape()));
  const auto moved = [momentum](T old, T now) { return (T(1) - momentum) * old + momentum * now; };
  if (running_mean.defined())
    result.running_mean = transform("batch_norm", moved, running_mean, mean(x, dims));
  if (running_var.defined())
    result.running_var = transform("batch_norm", moved, running_var, var(x, dims));
  return result;
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::batch_norm_training")
void batch_norm_training_adjoint(const Tensor<T> &x, const Tensor<T> &weight, const Shape &bias_shape, T momentum,
                                 T eps, const BatchNormResult<T> &y_bar, Bar<T> x_bar, Bar<T> weight_bar,
                                 Bar<T> bias_bar, Bar<T> running_mean_bar, Bar<T> running_var_bar) {
  const Dims dims = detail::batch_dims("batch_norm", x.shape());
  if (y_bar.y.defined()) {
    const auto s = detail::statistics(x, dims, eps);
    const Tensor<T> normal = detail::centred(x, s);
    const Tensor<T> w = detail::per_channel(weight, x.shape());
    if (x_bar)
      x_bar.add(detail::centred_derivative(normal, s, dims, w.defined() ? mul(y_bar.y, w) : y_bar.y));
    if (weight_bar && weight.defined())
      weight_bar.add(sum(mul(y_bar.y, normal), dims));
    if (bias_bar && !bias_shape.empty())
      bias_bar.add(sum(y_bar.y, dims));
  }
  if (y_bar.running_mean.defined()) {
    if (x_bar)
      mean_adjoint(x.shape(), dims, mul_scalar(y_bar.running_mean, momentum), x_bar);
    running_mean_bar.add(mul_scalar(y_bar.running_mean, T(1) - momentum));
  }
  if (y_bar.running_var.defined()) {
    if (x_bar)
      var_adjoint(x, dims, true, mul_scalar(y_bar.running_var, momentum), x_bar);
    running_var_bar.add(mul_scalar(y_bar.running_var, T(1) - momentum));
  }
}
template <class T>
CLANGENT_TANGENT_OF("clangent::batch_norm_training")
BatchNormResult<T> batch_norm_training_tangent(const Tensor<T> &x, const Tensor<T> &weight, T momentum, T eps,
                                               const BatchNormResult<T> &y, const Tensor<T> &x_dot,
                                               const Tensor<T> &weight_dot, const Tensor<T> &bias_dot,
                                               const Tensor<T> &running_mean_dot, const Tensor<T> &running_var_dot) {
  const Dims dims = detail::batch_dims("batch_norm", x.shape());
  const auto s = detail::statistics(x, dims, eps);
  const Tensor<T> normal = detail::centred(x, s);
  BatchNormResult<T> dot;
  dot.y = detail::scale_and_shift_dot(
      normal, detail::per_channel(weight, x.shape()), detail::centred_derivative(normal, s, dims, x_dot),
      detail::per_channel(weight_dot, x.shape()), detail::per_channel(bias_dot, x.shape()));
  const auto moved = [momentum](const Tensor<T> &old_dot, const Tensor<T> &now_dot) {
    return detail::sum_dots(detail::scaled_dot(old_dot, T(1) - momentum), detail::scaled_dot(now_dot, momentum));
  };
  if (y.running_mean.defined())
    dot.running_mean = moved(running_mean_dot, x_dot.defined() ? mean(x_dot, dims) : x_dot);
  if (y.running_var.defined())
    dot.running_var = moved(running_var_dot, var_tangent(x, dims, true, false, y.running_var, x_dot));
  return dot;
}

// Batch normalisation with fixed statistics, as in inference.
template <class T>
Tensor<T> batch_norm(const Tensor<T> &x, const Tensor<T> &weight, const Tensor<T> &bias, const Tensor<T> &running_mean,
                     const Tensor<T> &running_var, T eps = T(1e-5)) {
  detail::batch_dims("batch_norm", x.shape());
  const auto s = detail::fixed_statistics(x.shape(), running_mean, running_var, eps);
  return detail::scale_and_shift(detail::centred(x, s), detail::per_channel(weight, x.shape()),
                                 detail::per_channel(bias, x.shape()));
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::batch_norm")
void batch_norm_adjoint(const Tensor<T> &x, const Tensor<T> &weight, const Shape &bias_shape,
                        const Tensor<T> &running_mean, const Tensor<T> &running_var, T eps, const Tensor<T> &y_bar,
                        Bar<T> x_bar, Bar<T> weight_bar, Bar<T> bias_bar) {
  const Dims dims = detail::batch_dims("batch_norm", x.shape());
  const auto s = detail::fixed_statistics(x.shape(), running_mean, running_var, eps);
  const Tensor<T> w = detail::per_channel(weight, x.shape());
  if (x_bar)
    x_bar.add(mul(w.defined() ? mul(y_bar, w) : y_bar, s.inverse_spread));
  if (weight_bar && weight.defined())
    weight_bar.add(sum(mul(y_bar, detail::centred(x, s)), dims));
  if (bias_bar && !bias_shape.empty())
    bias_bar.add(sum(y_bar, dims));
}
template <class T>
CLANGENT_TANGENT_OF("clangent::batch_norm")
Tensor<T> batch_norm_tangent(const Tensor<T> &x, const Tensor<T> &weight, const Tensor<T> &running_mean,
                             const Tensor<T> &running_var, T eps, const Tensor<T> &x_dot, const Tensor<T> &weight_dot,
                             const Tensor<T> &bias_dot) {
  const auto s = detail::fixed_statistics(x.shape(), running_mean, running_var, eps);
  return detail::scale_and_shift_dot(
      detail::centred(x, s), detail::per_channel(weight, x.shape()), detail::scaled_dot(x_dot, s.inverse_spread),
      detail::per_channel(weight_dot, x.shape()), detail::per_channel(bias_dot, x.shape()));
}

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/normalise.inc>

#endif
