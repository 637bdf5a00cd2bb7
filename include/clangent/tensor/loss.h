// Losses between two tensors of one shape, with their derivative rules: an
// elementwise penalty, then a reduction. batchmean divides the sum by the first
// size.
#ifndef CLANGENT_TENSOR_LOSS_H
#define CLANGENT_TENSOR_LOSS_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/activations.h>
#include <clangent/tensor/reductions.h>

namespace clangent {

enum class Reduction { none, mean, sum, batchmean };

namespace detail {

template <class T> void require_same(const char *operation, const Tensor<T> &x, const Tensor<T> &target) {
  require_defined(operation, x, target);
  if (x.shape() != target.shape())
    fail_shapes(operation, "shapes differ", {x.shape(), target.shape()});
}

// What a reduction divides the sum by.
inline double divisor(const Shape &shape, Reduction reduction) {
  if (reduction == Reduction::mean)
    return double(count_elements(shape));
  if (reduction == Reduction::batchmean && !shape.empty())
    return double(shape[0]);
  return 1;
}

// Linear: of the tangents of single losses, that of the result.
template <class T> Tensor<T> reduce_loss(const Tensor<T> &loss, Reduction reduction) {
  if (reduction == Reduction::none || !loss.defined())
    return loss;
  Tensor<T> total = sum(loss);
  const T n = T(divisor(loss.shape(), reduction));
  if (n != T(1))
    update(
        "loss", [n](T v) { return v / n; }, total);
  return total;
}

// The adjoint of every single loss: broadcasts over them.
template <class T> Tensor<T> spread_loss(const Tensor<T> &y_bar, const Shape &shape, Reduction reduction) {
  const T n = T(divisor(shape, reduction));
  return n == T(1) ? y_bar
                   : transform(
                         "loss", [n](T g) { return g / n; }, y_bar);
}

// What a loss needs of its arguments, beside shapes.
template <class T> void require_nothing(const Tensor<T> &) {}
// NaN passes, for the loss shows it.
template <class T> void require_probabilities(const Tensor<T> &x) {
  const Tensor<T> dense = x.contiguous();
  bool outside = false;
  for (std::int64_t i = 0; i < dense.numel(); ++i)
    outside |= dense.data()[i] < T(0) || dense.data()[i] > T(1);
  if (outside)
    throw TensorError("binary_cross_entropy", "a probability is not between 0 and 1");
}
template <class T> void require_beta(T beta) {
  if (!(beta >= T(0)))
    throw TensorError("smooth_l1_loss", "beta is " + std::to_string(beta) + "; it must not be negative");
}
template <class T> void require_delta(T delta) {
  if (!(delta > T(0)))
    throw TensorError("huber_loss", "delta is " + std::to_string(delta) + "; it must be positive");
}

} // namespace detail

// A loss without and one with a parameter p. `f` is the penalty of x = v and
// target = t; `dx` and `dt` are its derivatives times the incoming one, g.
#define CLANGENT_LOSS(name, needs, f, dx, dt)                                                                          \
  template <class T>                                                                                                   \
  Tensor<T> name(const Tensor<T> &x, const Tensor<T> &target, Reduction reduction = Reduction::mean) {                 \
    detail::require_same(#name, x, target);                                                                            \
    detail::needs(x);                                                                                                  \
    return detail::reduce_loss(transform(                                                                              \
                                   #name, [](T v, T t) -> T { return f; }, x, target),                                 \
                               reduction);                                                                             \
  }                                                                                                                    \
  CLANGENT_LOSS_RULES(name, , dx, dt)
#define CLANGENT_LOSS_1(name, p, needs, f, dx, dt)                                                                     \
  template <class T>                                                                                                   \
  Tensor<T> name(const Tensor<T> &x, const Tensor<T> &target, T p = T(1), Reduction reduction = Reduction::mean) {     \
    detail::require_same(#name, x, target);                                                                            \
    detail::needs(p);                                                                                                  \
    return detail::reduce_loss(transform(                                                                              \
                                   #name, [p](T v, T t) -> T { return f; }, x, target),                                \
                               reduction);                                                                             \
  }                                                                                                                    \
  CLANGENT_LOSS_RULES(name, CLANGENT_PARAMETERS(T p, ), dx, dt)

#define CLANGENT_LOSS_RULES(name, parameters, dx, dt)                                                                  \
  template <class T>                                                                                                   \
  CLANGENT_ADJOINT_OF("clangent::" #name)                                                                              \
  void name##_adjoint(const Tensor<T> &x, const Tensor<T> &target, parameters Reduction reduction,                     \
                      const Tensor<T> &y_bar, Bar<T> x_bar, Bar<T> target_bar) {                                       \
    const Tensor<T> each = detail::spread_loss(y_bar, x.shape(), reduction);                                           \
    if (x_bar)                                                                                                         \
      x_bar.add(transform(                                                                                             \
          #name, [=](T g, [[maybe_unused]] T v, [[maybe_unused]] T t) -> T { return dx; }, each, x, target));          \
    if (target_bar)                                                                                                    \
      target_bar.add(transform(                                                                                        \
          #name, [=](T g, [[maybe_unused]] T v, [[maybe_unused]] T t) -> T { return dt; }, each, x, target));          \
  }                                                                                                                    \
  template <class T>                                                                                                   \
  CLANGENT_TANGENT_OF("clangent::" #name)                                                                              \
  Tensor<T> name##_tangent(const Tensor<T> &x, const Tensor<T> &target, parameters Reduction reduction,                \
                           const Tensor<T> &x_dot, const Tensor<T> &target_dot) {                                      \
    return detail::reduce_loss(                                                                                        \
        detail::sum_dots(                                                                                              \
            detail::transform_dot(                                                                                     \
                #name, [=](T g, [[maybe_unused]] T v, [[maybe_unused]] T t) -> T { return dx; }, x_dot, x, target),    \
            detail::transform_dot(                                                                                     \
                #name, [=](T g, [[maybe_unused]] T v, [[maybe_unused]] T t) -> T { return dt; }, target_dot, x,        \
                target)),                                                                                              \
        reduction);                                                                                                    \
  }

namespace detail {

template <class T> T smooth_l1(T d, T beta) {
  const T a = std::fabs(d);
  return a < beta ? T(0.5) * d * d / beta : a - T(0.5) * beta;
}
// For beta 0, where it is |d|, the derivative at 0 is 0.
template <class T> T smooth_l1_slope(T d, T beta) {
  return beta == T(0) ? sign_of(d) : d <= -beta ? T(-1) : d >= beta ? T(1) : d / beta;
}
template <class T> T huber(T d, T delta) {
  const T a = std::fabs(d);
  return a <= delta ? T(0.5) * d * d : delta * (a - T(0.5) * delta);
}
template <class T> T huber_slope(T d, T delta) { return d < -delta ? -delta : d > delta ? delta : d; }
// log v, not below -100
template <class T> T clamped_log(T v) {
  const T l = std::log(v);
  return l < T(-100) ? T(-100) : l;
}
// -(t log v + (1 - t) log(1 - v))
template <class T> T cross_entropy_of(T v, T t) { return -(t * clamped_log(v) + (T(1) - t) * clamped_log(T(1) - v)); }
template <class T> T cross_entropy_slope(T v, T t) {
  const T spread = (T(1) - v) * v;
  return (v - t) / (spread < T(1e-12f) ? T(1e-12f) : spread);
}
// t log(t) - t v; a zero target gives 0
template <class T> T divergence(T v, T t) { return t > T(0) ? t * (std::log(t) - v) : T(0); }
template <class T> T divergence_target_slope(T v, T t) { return t > T(0) ? std::log(t) + T(1) - v : T(0); }

} // namespace detail

// clang-format off: products in macro arguments are taken for declarations
CLANGENT_LOSS(mse_loss, require_nothing, (v - t) * (v - t), g *(T(2) * (v - t)), g *(T(2) * (t - v)))
CLANGENT_LOSS(l1_loss, require_nothing, std::fabs(v - t), g *detail::sign_of(v - t), g *detail::sign_of(t - v))
CLANGENT_LOSS_1(smooth_l1_loss, beta, require_beta, detail::smooth_l1(v - t, beta),
                g *detail::smooth_l1_slope(v - t, beta), -g *detail::smooth_l1_slope(v - t, beta))
CLANGENT_LOSS_1(huber_loss, delta, require_delta, detail::huber(v - t, delta), g *detail::huber_slope(v - t, delta),
                -g *detail::huber_slope(v - t, delta))

// x are probabilities, or it throws; logarithms are clamped at -100.
CLANGENT_LOSS(binary_cross_entropy, require_probabilities, detail::cross_entropy_of(v, t),
              g *detail::cross_entropy_slope(v, t), g *(detail::clamped_log(T(1) - v) - detail::clamped_log(v)))

// target log(target) - target x, for x = log of probabilities
CLANGENT_LOSS(kl_div, require_nothing, detail::divergence(v, t), -g *t, g *detail::divergence_target_slope(v, t))
// The same with the logarithm of the target.
CLANGENT_LOSS(kl_div_log_target, require_nothing, std::exp(t) * (t - v), -g *std::exp(t),
              g *std::exp(t) * (t - v + T(1)))
// clang-format on

#undef CLANGENT_LOSS
#undef CLANGENT_LOSS_1
#undef CLANGENT_LOSS_RULES

// x where target is 1, max(0, margin - x) where it is -1. The target is
// inactive.
template <class T>
Tensor<T> hinge_embedding_loss(const Tensor<T> &x, const Tensor<T> &target, T margin = T(1),
                               Reduction reduction = Reduction::mean) {
  detail::require_same("hinge_embedding_loss", x, target);
  const auto penalty = [margin](T v, T t) {
    const T below = margin - v > T(0) ? margin - v : T(0);
    return (t != T(1) ? below : T(0)) + (t != T(-1) ? v : T(0));
  };
  return detail::reduce_loss(transform("hinge_embedding_loss", penalty, x, target), reduction);
}
namespace detail {
// The derivative of the penalty in v, times g.
template <class T> auto hinge_by_x(T margin) {
  return [margin](T g, T v, T t) { return (t != T(1) && margin - v > T(0) ? -g : T(0)) + (t != T(-1) ? g : T(0)); };
}
} // namespace detail
template <class T>
CLANGENT_ADJOINT_OF("clangent::hinge_embedding_loss")
void hinge_embedding_loss_adjoint(const Tensor<T> &x, const Tensor<T> &target, T margin, Reduction reduction,
                                  const Tensor<T> &y_bar, Bar<T> x_bar) {
  const Tensor<T> each = detail::spread_loss(y_bar, x.shape(), reduction);
  x_bar.add(transform("hinge_embedding_loss", detail::hinge_by_x(margin), each, x, target));
}
template <class T>
CLANGENT_TANGENT_OF("clangent::hinge_embedding_loss")
Tensor<T> hinge_embedding_loss_tangent(const Tensor<T> &x, const Tensor<T> &target, T margin, Reduction reduction,
                                       const Tensor<T> &x_dot) {
  return detail::reduce_loss(
      detail::transform_dot("hinge_embedding_loss", detail::hinge_by_x(margin), x_dot, x, target), reduction);
}

namespace detail {
// What the positive terms are scaled by: a tensor that broadcasts over x.
template <class T> Tensor<T> positive_weight(const Tensor<T> &x, const Tensor<T> &pos_weight) {
  const char *const name = "binary_cross_entropy_with_logits";
  if (!pos_weight.defined())
    return Tensor<T>(T(1));
  if (broadcast_shapes(name, x.shape(), pos_weight.shape()) != x.shape())
    fail_shapes(name, "pos_weight does not broadcast over x", {x.shape(), pos_weight.shape()});
  return pos_weight;
}
} // namespace detail

// Cross entropy of sigmoid(x) without overflow; pos_weight, if defined,
// scales the positive term and broadcasts over x.
template <class T>
Tensor<T> binary_cross_entropy_with_logits(const Tensor<T> &x, const Tensor<T> &target,
                                           Reduction reduction = Reduction::mean, const Tensor<T> &pos_weight = {}) {
  detail::require_same("binary_cross_entropy_with_logits", x, target);
  const Tensor<T> weight = detail::positive_weight(x, pos_weight);
  return detail::reduce_loss(
      transform(
          "binary_cross_entropy_with_logits",
          [](T v, T t, T p) { return (T(1) - t) * v + (T(1) + (p - T(1)) * t) * detail::softplus_of(-v); }, x, target,
          weight),
      reduction);
}
namespace detail {
// The derivatives of every single loss in x and in the target.
template <class T> Tensor<T> logits_slope(const Tensor<T> &x, const Tensor<T> &target, const Tensor<T> &pos_weight) {
  const Tensor<T> weight = positive_weight(x, pos_weight);
  return transform(
      "binary_cross_entropy_with_logits",
      [](T v, T t, T p) { return (T(1) - t) - (T(1) + (p - T(1)) * t) * sigmoid_of(-v); }, x, target, weight);
}
template <class T> Tensor<T> logits_target_slope(const Tensor<T> &x, const Tensor<T> &pos_weight) {
  const Tensor<T> weight = positive_weight(x, pos_weight);
  return transform(
      "binary_cross_entropy_with_logits", [](T v, T p) { return (p - T(1)) * softplus_of(-v) - v; }, x, weight);
}
} // namespace detail
template <class T>
CLANGENT_ADJOINT_OF("clangent::binary_cross_entropy_with_logits")
void binary_cross_entropy_with_logits_adjoint(const Tensor<T> &x, const Tensor<T> &target, Reduction reduction,
                                              const Tensor<T> &pos_weight, const Tensor<T> &y_bar, Bar<T> x_bar,
                                              Bar<T> target_bar) {
  const Tensor<T> each = detail::spread_loss(y_bar, x.shape(), reduction);
  if (x_bar)
    x_bar.add(detail::scaled_dot(each, detail::logits_slope(x, target, pos_weight)));
  if (target_bar)
    target_bar.add(detail::scaled_dot(each, detail::logits_target_slope(x, pos_weight)));
}
template <class T>
CLANGENT_TANGENT_OF("clangent::binary_cross_entropy_with_logits")
Tensor<T> binary_cross_entropy_with_logits_tangent(const Tensor<T> &x, const Tensor<T> &target, Reduction reduction,
                                                   const Tensor<T> &pos_weight, const Tensor<T> &x_dot,
                                                   const Tensor<T> &target_dot) {
  Tensor<T> each;
  if (x_dot.defined())
    each = detail::scaled_dot(x_dot, detail::logits_slope(x, target, pos_weight));
  if (target_dot.defined())
    each = detail::sum_dots(each, detail::scaled_dot(target_dot, detail::logits_target_slope(x, pos_weight)));
  return detail::reduce_loss(each, reduction);
}

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/loss.inc>

#endif
