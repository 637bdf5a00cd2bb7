// Losses over classes, with their derivative rules. Classes lie along dimension
// 1 (0 for a single example); targets are indices, or probabilities of x's shape.
#ifndef CLANGENT_TENSOR_LOSS_CLASSES_H
#define CLANGENT_TENSOR_LOSS_CLASSES_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/arithmetic.h>
#include <clangent/tensor/indexing.h>
#include <clangent/tensor/loss.h>
#include <clangent/tensor/softmax.h>

namespace clangent {

template <class T> struct ClassLossOptions {
  Reduction reduction = Reduction::mean;
  Tensor<T> weight;                 // per class; undefined: all 1
  std::int64_t ignore_index = -100; // targets equal to it do not count
  T label_smoothing = T(0);         // cross_entropy only
};

namespace detail {

inline int class_dim(const Shape &x) { return x.size() < 2 ? 0 : 1; }

// f(target k, class, offset of (k, class 0) in row-major x, class stride) for
// every target that counts.
template <class Function>
void for_each_target(const char *operation, const Shape &x, const Indices &target, std::int64_t ignore_index,
                     const Function &f) {
  const int d = class_dim(x);
  if (x.size() < 1)
    fail_shapes(operation, "needs rank 1 or more", {x});
  Shape expected = x;
  expected.erase(d);
  if (target.shape() != expected)
    fail_shapes(operation, "target does not fit", {x, target.shape()});
  const Sandwich s = sandwich(x, d);
  const Indices list = target.contiguous();
  for (std::int64_t k = 0; k < list.numel(); ++k) {
    const std::int64_t c = list.data()[k];
    if (c == ignore_index)
      continue;
    checked_index(operation, c, s.n);
    f(k, c, k / s.inner * s.n * s.inner + k % s.inner, s.inner);
  }
}

template <class T> T weight_of(const Tensor<T> &weight, std::int64_t c) {
  return weight.defined() ? weight.at(c) : T(1);
}
template <class T> void require_weight(const char *operation, const Shape &x, const Tensor<T> &weight) {
  if (weight.defined() && weight.shape() != Shape{x[class_dim(x)]})
    fail_shapes(operation, "one weight per class", {x, weight.shape()});
}

// What the sum of the losses is divided by: the counted targets' weights.
template <class T>
T class_divisor(const char *operation, const Shape &x, const Indices &target, const ClassLossOptions<T> &options) {
  if (options.reduction != Reduction::mean)
    return T(1);
  T total = 0;
  for_each_target(
      operation, x, target, options.ignore_index,
      [&](std::int64_t, std::int64_t c, std::int64_t, std::int64_t) { total += weight_of(options.weight, c); });
  return total;
}

// Adjoint of target k's own loss.
template <class T> T loss_bar(const Tensor<T> &dense_y_bar, std::int64_t k, T divisor) {
  return dense_y_bar.data()[dense_y_bar.numel() == 1 ? 0 : k] / divisor;
}

template <class T> Tensor<T> finish_class_loss(const Tensor<T> &losses, const ClassLossOptions<T> &options, T divisor) {
  if (options.reduction == Reduction::none)
    return losses;
  Tensor<T> total = sum(losses);
  return divisor == T(1) ? total
                         : transform(
                               "loss", [divisor](T v) { return v / divisor; }, total);
}

} // namespace detail

// -weight[c] x[.., c, ..] for target class c, x being log-probabilities.
template <class T>
Tensor<T> nll_loss(const Tensor<T> &x, const Indices &target, const ClassLossOptions<T> &options = {}) {
  detail::require_weight("nll_loss", x.shape(), options.weight);
  const Tensor<T> dense = x.contiguous();
  auto losses = Tensor<T>::zeros(target.shape());
  T *const out = losses.writable();
  detail::for_each_target("nll_loss", x.shape(), target, options.ignore_index,
                          [&](std::int64_t k, std::int64_t c, std::int64_t at, std::int64_t step) {
                            out[k] = -detail::weight_of(options.weight, c) * dense.data()[at + c * step];
                          });
  return detail::finish_class_loss(losses, options, detail::class_divisor("nll_loss", x.shape(), target, options));
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::nll_loss")
void nll_loss_adjoint(const Shape &x_shape, const Indices &target, const ClassLossOptions<T> &options,
                      const Tensor<T> &y_bar, Bar<T> x_bar) {
  const Tensor<T> dense = y_bar.contiguous();
  T *const out = x_bar.materialise(x_shape).writable();
  const T n = detail::class_divisor("nll_loss", x_shape, target, options);
  detail::for_each_target("nll_loss", x_shape, target, options.ignore_index,
                          [&](std::int64_t k, std::int64_t c, std::int64_t at, std::int64_t step) {
                            out[at + c * step] -= detail::weight_of(options.weight, c) * detail::loss_bar(dense, k, n);
                          });
}

template <class T>
CLANGENT_TANGENT_OF("clangent::nll_loss")
Tensor<T> nll_loss_tangent(const Indices &target, const ClassLossOptions<T> &options, const Tensor<T> &x_dot) {
  return x_dot.defined() ? nll_loss(x_dot, target, options) : x_dot;
}

namespace detail {
// Cross entropy of logarithms of probabilities, in which it is linear.
template <class T>
Tensor<T> smoothed_nll(const Tensor<T> &log_probabilities, const Indices &target, const ClassLossOptions<T> &options) {
  const char *const name = "cross_entropy";
  const Tensor<T> logs = log_probabilities.contiguous();
  const std::int64_t classes = logs.shape()[class_dim(logs.shape())];
  const T e = options.label_smoothing;
  auto losses = Tensor<T>::zeros(target.shape());
  T *const out = losses.writable();
  for_each_target(name, logs.shape(), target, options.ignore_index,
                  [&](std::int64_t k, std::int64_t c, std::int64_t at, std::int64_t step) {
                    const T *const l = logs.data() + at;
                    out[k] = -(T(1) - e) * weight_of(options.weight, c) * l[c * step];
                    for (std::int64_t j = 0; e != T(0) && j < classes; ++j)
                      out[k] -= e / T(classes) * weight_of(options.weight, j) * l[j * step];
                  });
  return finish_class_loss(losses, options, class_divisor(name, logs.shape(), target, options));
}
} // namespace detail

// nll_loss of log_softmax; label smoothing e moves e/classes of the target to
// every class.
template <class T>
Tensor<T> cross_entropy(const Tensor<T> &x, const Indices &target, const ClassLossOptions<T> &options = {}) {
  detail::require_weight("cross_entropy", x.shape(), options.weight);
  if (!(options.label_smoothing >= T(0) && options.label_smoothing <= T(1)))
    throw TensorError("cross_entropy",
                      "label_smoothing is " + std::to_string(options.label_smoothing) + "; it must be between 0 and 1");
  return detail::smoothed_nll(log_softmax(x, detail::class_dim(x.shape())), target, options);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::cross_entropy")
void cross_entropy_adjoint(const Tensor<T> &x, const Indices &target, const ClassLossOptions<T> &options,
                           const Tensor<T> &y_bar, Bar<T> x_bar) {
  const char *const name = "cross_entropy";
  const int d = detail::class_dim(x.shape());
  const std::int64_t classes = x.shape()[d];
  const T e = options.label_smoothing;
  const T n = detail::class_divisor(name, x.shape(), target, options);
  const Tensor<T> dense = y_bar.contiguous();
  auto logs_bar = Tensor<T>::zeros(x.shape());
  T *const out = logs_bar.writable();
  detail::for_each_target(name, x.shape(), target, options.ignore_index,
                          [&](std::int64_t k, std::int64_t c, std::int64_t at, std::int64_t step) {
                            const T g = detail::loss_bar(dense, k, n);
                            out[at + c * step] -= (T(1) - e) * detail::weight_of(options.weight, c) * g;
                            for (std::int64_t j = 0; e != T(0) && j < classes; ++j)
                              out[at + j * step] -= e / T(classes) * detail::weight_of(options.weight, j) * g;
                          });
  log_softmax_adjoint(d, log_softmax(x, d), logs_bar, x_bar);
}
template <class T>
CLANGENT_TANGENT_OF("clangent::cross_entropy")
Tensor<T> cross_entropy_tangent(const Tensor<T> &x, const Indices &target, const ClassLossOptions<T> &options,
                                const Tensor<T> &x_dot) {
  if (!x_dot.defined())
    return x_dot;
  const int d = detail::class_dim(x.shape());
  return detail::smoothed_nll(log_softmax_tangent(d, log_softmax(x, d), x_dot), target, options);
}

// Cross entropy against probabilities; mean divides by the examples.
template <class T>
Tensor<T> cross_entropy(const Tensor<T> &x, const Tensor<T> &target, Reduction reduction = Reduction::mean) {
  detail::require_same("cross_entropy", x, target);
  if (x.rank() < 1)
    detail::fail_shapes("cross_entropy", "needs rank 1 or more", {x.shape()});
  const int d = detail::class_dim(x.shape());
  const Tensor<T> losses = neg(sum(mul(log_softmax(x, d), target), {std::int64_t(d)}));
  return detail::reduce_loss(losses, reduction);
}
template <class T>
CLANGENT_ADJOINT_OF("clangent::cross_entropy")
void cross_entropy_adjoint(const Tensor<T> &x, const Tensor<T> &target, Reduction reduction, const Tensor<T> &y_bar,
                           Bar<T> x_bar, Bar<T> target_bar) {
  const int d = detail::class_dim(x.shape());
  Shape kept = x.shape();
  kept[d] = 1;
  Shape losses = x.shape();
  losses.erase(d);
  const Tensor<T> each = detail::spread_loss(y_bar, losses, reduction).expand(losses).reshape(kept);
  const auto product = [](T g, T v) { return -g * v; };
  const Tensor<T> logs = log_softmax(x, d);
  if (x_bar)
    log_softmax_adjoint(d, logs, transform("cross_entropy", product, each, target), x_bar);
  if (target_bar)
    target_bar.add(transform("cross_entropy", product, each, logs));
}

// -sum(logs_dot target + logs target_dot) of every example, logs = log_softmax(x)
template <class T>
CLANGENT_TANGENT_OF("clangent::cross_entropy")
Tensor<T> cross_entropy_tangent(const Tensor<T> &x, const Tensor<T> &target, Reduction reduction,
                                const Tensor<T> &x_dot, const Tensor<T> &target_dot) {
  const int d = detail::class_dim(x.shape());
  const Tensor<T> logs = log_softmax(x, d);
  const Tensor<T> products = detail::sum_dots(detail::scaled_dot(log_softmax_tangent(d, logs, x_dot), target),
                                              detail::scaled_dot(target_dot, logs));
  return products.defined() ? detail::reduce_loss(neg(sum(products, {std::int64_t(d)})), reduction) : products;
}

namespace detail {
// Two operands in their common shape, of whose dimensions `dim` is one.
template <class T> struct CosineOperands {
  CosineOperands(const Tensor<T> &of_a, const Tensor<T> &of_b)
      : shape(broadcast_shapes("cosine_similarity", of_a.shape(), of_b.shape())), a(of_a.expand(shape)),
        b(of_b.expand(shape)) {}
  Shape shape;
  Tensor<T> a, b;
};
} // namespace detail

// Cosine of the angle between lanes along `dim` of the operands' common shape; norms count as at least eps.
template <class T>
Tensor<T> cosine_similarity(const Tensor<T> &a, const Tensor<T> &b, std::int64_t dim = 1, T eps = T(1e-8)) {
  const detail::CosineOperands<T> wide(a, b);
  const auto at_least = [eps](T v) { return v < eps ? eps : v; };
  const Tensor<T> scale = mul(transform("cosine_similarity", at_least, norm(wide.a, T(2), {dim})),
                              transform("cosine_similarity", at_least, norm(wide.b, T(2), {dim})));
  return div(sum(mul(wide.a, wide.b), {dim}), scale);
}

namespace detail {
// Adjoint in a of one lane pair: g (b / (|a||b|) - y a / |a|^2).
template <class T>
Tensor<T> cosine_bar(const Tensor<T> &a, const Tensor<T> &b, std::int64_t dim, T eps, const Tensor<T> &y,
                     const Tensor<T> &y_bar) {
  const auto at_least = [eps](T v) { return v < eps ? eps : v; };
  const Tensor<T> raw_a = norm(a, T(2), {dim}, true);
  const Tensor<T> norm_a = transform("cosine_similarity", at_least, raw_a);
  const Tensor<T> norm_b = transform("cosine_similarity", at_least, norm(b, T(2), {dim}, true));
  const Tensor<T> g = unreduce(y_bar, a.shape(), {dim});
  const Tensor<T> first = mul(b, div(g, mul(norm_a, norm_b)));
  const Tensor<T> slope = transform(
      "cosine_similarity", [eps](T u, T c, T n) { return n > eps ? u * c / (n * n) : T(0); }, g,
      unreduce(y, a.shape(), {dim}), raw_a);
  return sub(first, mul(a, slope));
}
} // namespace detail

template <class T>
CLANGENT_ADJOINT_OF("clangent::cosine_similarity")
void cosine_similarity_adjoint(const Tensor<T> &a, const Tensor<T> &b, std::int64_t dim, T eps, const Tensor<T> &y,
                               const Tensor<T> &y_bar, Bar<T> a_bar, Bar<T> b_bar) {
  const detail::CosineOperands<T> wide(a, b);
  if (a_bar)
    a_bar.add(detail::cosine_bar(wide.a, wide.b, dim, eps, y, y_bar), a.shape());
  if (b_bar)
    b_bar.add(detail::cosine_bar(wide.b, wide.a, dim, eps, y, y_bar), b.shape());
}
// Sums of a_dot and b_dot over the lanes, times the derivatives.
template <class T>
CLANGENT_TANGENT_OF("clangent::cosine_similarity")
Tensor<T> cosine_similarity_tangent(const Tensor<T> &a, const Tensor<T> &b, std::int64_t dim, T eps, const Tensor<T> &y,
                                    const Tensor<T> &a_dot, const Tensor<T> &b_dot) {
  const detail::CosineOperands<T> wide(a, b);
  const auto by_a = [&](const Tensor<T> &ones, Tensor<T> &bar) {
    bar = detail::cosine_bar(wide.a, wide.b, dim, eps, y, ones);
  };
  const auto by_b = [&](const Tensor<T> &ones, Tensor<T> &bar) {
    bar = detail::cosine_bar(wide.b, wide.a, dim, eps, y, ones);
  };
  return detail::sum_dots(detail::reduced_dot(detail::total_dot(wide.shape, a_dot), y, {dim}, false, by_a),
                          detail::reduced_dot(detail::total_dot(wide.shape, b_dot), y, {dim}, false, by_b));
}

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/loss_classes.inc>

#endif
