// Losses.
#include "check_ops.h"

namespace reference {

using namespace clangent;

namespace {

template <class T> Reduction reduction_of(const Call<T> &c) {
  const std::string name = c.text("reduction", "mean");
  if (name == "none")
    return Reduction::none;
  if (name == "mean")
    return Reduction::mean;
  if (name == "sum")
    return Reduction::sum;
  if (name == "batchmean")
    return Reduction::batchmean;
  throw Mismatch("unknown reduction " + name);
}

#define LOSS(name, function)                                                                                           \
  REFERENCE_BINARY(name, function(a, b, reduction_of(c)), function##_adjoint(a, b, reduction_of(c), g, a_bar, b_bar))
#define LOSS_1(name, p, otherwise)                                                                                     \
  REFERENCE_BINARY(#name, name(a, b, c.attr(p, otherwise), reduction_of(c)),                                           \
                   name##_adjoint(a, b, c.attr(p, otherwise), reduction_of(c), g, a_bar, b_bar))

template <class T> Outcome<T> divergence(const Call<T> &c) {
  Outcome<T> r(c);
  const Tensor<T> &x = c.x(0), &target = c.x(1);
  const Reduction reduction = reduction_of(c);
  const bool logs = c.flag("log_target", false);
  r.give(logs ? kl_div_log_target(x, target, reduction) : kl_div(x, target, reduction));
  if (!c.cot.empty() && logs)
    kl_div_log_target_adjoint(x, target, reduction, c.cot[0], r.bar(0), r.bar(1));
  else if (!c.cot.empty())
    kl_div_adjoint(x, target, reduction, c.cot[0], r.bar(0), r.bar(1));
  return r;
}

template <class T> ClassLossOptions<T> class_options(const Call<T> &c) {
  ClassLossOptions<T> options;
  options.reduction = reduction_of(c);
  if (c.flag("weight", false))
    options.weight = c.x(2);
  options.ignore_index = c.integer("ignore_index", -100);
  options.label_smoothing = c.attr("label_smoothing", 0);
  return options;
}

template <class T> Outcome<T> negative_log(const Call<T> &c) {
  Outcome<T> r(c);
  const auto options = class_options(c);
  r.give(nll_loss(c.x(0), c.index(1), options));
  if (!c.cot.empty())
    nll_loss_adjoint(c.x(0).shape(), c.index(1), options, c.cot[0], r.bar(0));
  return r;
}

template <class T> Outcome<T> classes(const Call<T> &c) {
  Outcome<T> r(c);
  if (c.text("target", "indices") == "probabilities") {
    r.give(cross_entropy(c.x(0), c.x(1), reduction_of(c)));
    if (!c.cot.empty())
      cross_entropy_adjoint(c.x(0), c.x(1), reduction_of(c), c.cot[0], r.bar(0), r.bar(1));
    return r;
  }
  const auto options = class_options(c);
  r.give(cross_entropy(c.x(0), c.index(1), options));
  if (!c.cot.empty())
    cross_entropy_adjoint(c.x(0), c.index(1), options, c.cot[0], r.bar(0));
  return r;
}

template <class T> Outcome<T> logits(const Call<T> &c) {
  Outcome<T> r(c);
  const Tensor<T> weight = c.flag("pos_weight", false) ? c.x(2) : Tensor<T>();
  const Reduction reduction = reduction_of(c);
  r.give(binary_cross_entropy_with_logits(c.x(0), c.x(1), reduction, weight));
  if (!c.cot.empty())
    binary_cross_entropy_with_logits_adjoint(c.x(0), c.x(1), reduction, weight, c.cot[0], r.bar(0), r.bar(1));
  return r;
}

} // namespace

template <class T> void add_losses(Operations<T> &table) {
  LOSS("mse_loss", mse_loss)
  LOSS("l1_loss", l1_loss)
  LOSS("binary_cross_entropy", binary_cross_entropy)
  LOSS_1(smooth_l1_loss, "beta", 1)
  LOSS_1(huber_loss, "delta", 1)
  REFERENCE_UNARY("hinge_embedding_loss", hinge_embedding_loss(x, c.x(1), c.attr("margin", 1), reduction_of(c)),
                  hinge_embedding_loss_adjoint(x, c.x(1), c.attr("margin", 1), reduction_of(c), g, bar))
  REFERENCE_BINARY("cosine_similarity", cosine_similarity(a, b, c.integer("dim", 1), c.attr("eps", 1e-8)),
                   cosine_similarity_adjoint(a, b, c.integer("dim", 1), c.attr("eps", 1e-8), y, g, a_bar, b_bar))
  table["kl_div"] = divergence<T>;
  table["nll_loss"] = negative_log<T>;
  table["cross_entropy"] = classes<T>;
  table["binary_cross_entropy_with_logits"] = logits<T>;
}
REFERENCE_INSTANTIATE(add_losses)

} // namespace reference
