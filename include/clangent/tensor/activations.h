// Activation functions of neural networks, with their derivative rules. The
// choices at kinks are PyTorch's and are stated where they are made.
#ifndef CLANGENT_TENSOR_ACTIVATIONS_H
#define CLANGENT_TENSOR_ACTIVATIONS_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/math.h>

namespace clangent {

#define CLANGENT_ACTIVATION(name, f)                                                                                   \
  template <class T> CLANGENT_ELEMENTWISE Tensor<T> name(const Tensor<T> &x) {                                         \
    return transform(                                                                                                  \
        #name, [](T v) -> T { return f; }, x);                                                                         \
  }

// clang-format off: products in macro arguments are taken for declarations
// relu'(0) = 0
CLANGENT_ACTIVATION(relu, v <= T(0) ? T(0) : v)
CLANGENT_MATH_ADJOINT(relu, x, v > T(0) ? g : T(0))

// min(max(x, 0), 6); derivative 0 at both bounds
CLANGENT_ACTIVATION(relu6, v <= T(0) ? T(0) : v > T(6) ? T(6) : v)
CLANGENT_MATH_ADJOINT(relu6, x, v > T(0) && v < T(6) ? g : T(0))

namespace detail {
template <class T> T sigmoid_of(T v) { return T(1) / (T(1) + std::exp(-v)); }
// log(1 + exp(v)) without overflow
template <class T> T softplus_of(T v) { return v > T(0) ? v + std::log1p(std::exp(-v)) : std::log1p(std::exp(v)); }
template <class T> T mish_slope(T v) {
  const T s = sigmoid_of(v), t = std::tanh(softplus_of(v));
  return t + v * s * (T(1) - t * t);
}
template <class T> T relu6_of(T v) { return v <= T(0) ? T(0) : v > T(6) ? T(6) : v; }
} // namespace detail

// x * sigmoid(x)
CLANGENT_ACTIVATION(silu, v *detail::sigmoid_of(v))
CLANGENT_MATH_ADJOINT(silu, x, g *detail::sigmoid_of(v) * (T(1) + v * (T(1) - detail::sigmoid_of(v))))

// x * tanh(log(1 + exp(x)))
CLANGENT_ACTIVATION(mish, v *std::tanh(detail::softplus_of(v)))
CLANGENT_MATH_ADJOINT(mish, x, g *detail::mish_slope(v))

// x / (1 + |x|)
CLANGENT_ACTIVATION(softsign, v / (T(1) + std::fabs(v)))
CLANGENT_MATH_ADJOINT(softsign, x, g / ((T(1) + std::fabs(v)) * (T(1) + std::fabs(v))))

// log(sigmoid(x))
CLANGENT_ACTIVATION(logsigmoid, -detail::softplus_of(-v))
CLANGENT_MATH_ADJOINT(logsigmoid, x, g *detail::sigmoid_of(-v))

// relu6(x + 3) / 6; derivative 0 at both bounds
CLANGENT_ACTIVATION(hardsigmoid, detail::relu6_of(v + T(3)) / T(6))
CLANGENT_MATH_ADJOINT(hardsigmoid, x, v > T(-3) && v < T(3) ? g / T(6) : T(0))

// x * relu6(x + 3) / 6; derivative -1/2 at -3 and 3/2 at 3
CLANGENT_ACTIVATION(hardswish, v *detail::relu6_of(v + T(3)) / T(6))
CLANGENT_MATH_ADJOINT(hardswish, x, v<T(-3) ? T(0) : v> T(3) ? g : g *(v / T(3) + T(0.5)))

namespace detail {
constexpr double selu_scale = 1.0507009873554804934193349852946;
constexpr double selu_alpha = 1.6732632423543772848170429916717;
} // namespace detail

// selu'(0) = scale * alpha
CLANGENT_ACTIVATION(selu, T(detail::selu_scale) * (v > T(0) ? v : T(detail::selu_alpha) * std::expm1(v)))
CLANGENT_MATH_ADJOINT(selu, x, g *T(detail::selu_scale) * (v > T(0) ? T(1) : T(detail::selu_alpha) * std::exp(v)))
// clang-format on

#undef CLANGENT_ACTIVATION

// An activation with a parameter: `f` and `derivative` of v, the latter times
// the incoming derivative g.
#define CLANGENT_ACTIVATION_1(name, p, p_value, f, derivative)                                                         \
  template <class T> CLANGENT_ELEMENTWISE Tensor<T> name(const Tensor<T> &x, T p = T(p_value)) {                       \
    return transform(                                                                                                  \
        #name, [p](T v) -> T { return f; }, x);                                                                        \
  }                                                                                                                    \
  CLANGENT_ELEMENTWISE_RULES(name, x, CLANGENT_PARAMETERS(T p, ), derivative)

// leaky_relu'(0) = negative_slope
CLANGENT_ACTIVATION_1(leaky_relu, negative_slope, 0.01, v > T(0) ? v : v * negative_slope,
                      v > T(0) ? g : g * negative_slope)
// elu'(0) = alpha
CLANGENT_ACTIVATION_1(elu, alpha, 1, v > T(0) ? v : alpha * std::expm1(v), v > T(0) ? g : g * alpha * std::exp(v))
// celu'(0) = 1
CLANGENT_ACTIVATION_1(celu, alpha, 1, v > T(0) ? v : alpha * std::expm1(v / alpha),
                      v > T(0) ? g : g * std::exp(v / alpha))
// 0 within [-lambd, lambd]
CLANGENT_ACTIVATION_1(hardshrink, lambd, 0.5, v >= -lambd && v <= lambd ? T(0) : v,
                      v >= -lambd && v <= lambd ? T(0) : g)
// moved towards 0 by lambd
CLANGENT_ACTIVATION_1(softshrink, lambd, 0.5,
                      v > lambd    ? v - lambd
                      : v < -lambd ? v + lambd
                                   : T(0),
                      v >= -lambd && v <= lambd ? T(0) : g)

#undef CLANGENT_ACTIVATION_1

// x clamped to [min_val, max_val]; derivative 0 at both bounds
template <class T> CLANGENT_ELEMENTWISE Tensor<T> hardtanh(const Tensor<T> &x, T min_val = T(-1), T max_val = T(1)) {
  return transform(
      "hardtanh", [=](T v) { return v < min_val   ? min_val
                                    : v > max_val ? max_val
                                                  : v; }, x);
}
CLANGENT_ELEMENTWISE_RULES(hardtanh, x, CLANGENT_PARAMETERS(T min_val, T max_val, ),
                           v > min_val && v < max_val ? g : T(0))

// x above the limit, `value` elsewhere
template <class T> CLANGENT_ELEMENTWISE Tensor<T> threshold(const Tensor<T> &x, T limit, T value) {
  return transform(
      "threshold", [=](T v) { return v <= limit ? value : v; }, x);
}
CLANGENT_ELEMENTWISE_RULES(threshold, x, CLANGENT_PARAMETERS(T limit, ), v <= limit ? T(0) : g)

// log(1 + exp(beta x)) / beta, and x itself where beta x > limit
template <class T> CLANGENT_ELEMENTWISE Tensor<T> softplus(const Tensor<T> &x, T beta = T(1), T limit = T(20)) {
  return transform(
      "softplus", [=](T v) { return v * beta > limit ? v : std::log1p(std::exp(v * beta)) / beta; }, x);
}
CLANGENT_ELEMENTWISE_RULES(softplus, x, CLANGENT_PARAMETERS(T beta, T limit, ),
                           (v * beta > limit ? T(1) : detail::sigmoid_of(v * beta)) * g)

namespace detail {

// x Phi(x) with the normal distribution function Phi, or its tanh form.
template <class T> T gelu_of(T v) { return v * T(0.5) * (T(1) + std::erf(v * T(0.70710678118654752440))); }
template <class T> T gelu_slope(T v) {
  const T cdf = T(0.5) * (T(1) + std::erf(v * T(0.70710678118654752440)));
  return cdf + v * T(0.39894228040143267794) * std::exp(T(-0.5) * v * v);
}
template <class T> T gelu_inner(T v) { return T(0.79788456080286535588) * (v + T(0.044715) * v * v * v); }
template <class T> T gelu_tanh_of(T v) { return T(0.5) * v * (T(1) + std::tanh(gelu_inner(v))); }
template <class T> T gelu_tanh_slope(T v) {
  const T t = std::tanh(gelu_inner(v));
  const T inner = T(0.79788456080286535588) * (T(1) + T(3 * 0.044715) * v * v);
  return T(0.5) * (T(1) + t) + T(0.5) * v * (T(1) - t * t) * inner;
}

} // namespace detail

enum class GeluForm { exact, tanh };

template <class T> CLANGENT_ELEMENTWISE Tensor<T> gelu(const Tensor<T> &x, GeluForm form = GeluForm::exact) {
  return form == GeluForm::exact ? transform("gelu", detail::gelu_of<T>, x)
                                 : transform("gelu", detail::gelu_tanh_of<T>, x);
}
CLANGENT_ELEMENTWISE_RULES(gelu, x, CLANGENT_PARAMETERS(GeluForm form, ),
                           (form == GeluForm::exact ? detail::gelu_slope(v) : detail::gelu_tanh_slope(v)) * g)

#undef CLANGENT_MATH_ADJOINT

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/activations.inc>

#endif
