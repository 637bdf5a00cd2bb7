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

template <class T> ClassLossOptions<T> class_options(const Call<T> &c) {
  ClassLossOptions<T> options;
  options.reduction = reduction_of(c);
  if (c.flag("weight", false))
    options.weight = c.x(2);
  options.ignore_index = c.integer("ignore_index", -100);
  options.label_smoothing = c.attr("label_smoothing", 0);
  return options;
}

template <class T> Outcome<T> divergence(const Call<T> &c) {
  const Reduction reduction = reduction_of(c);
  if (c.flag("log_target", false))
    return apply<0, 1>(
        c, [reduction](const Tensor<T> &x, const Tensor<T> &t) { return kl_div_log_target(x, t, reduction); });
  return apply<0, 1>(c, [reduction](const Tensor<T> &x, const Tensor<T> &t) { return kl_div(x, t, reduction); });
}

template <class T> Outcome<T> classes(const Call<T> &c) {
  if (c.text("target", "indices") == "probabilities")
    return apply<0, 1>(c, [reduction = reduction_of(c)](const Tensor<T> &x, const Tensor<T> &t) {
      return cross_entropy(x, t, reduction);
    });
  return apply<0>(c, [target = c.index(1), options = class_options(c)](const Tensor<T> &x) {
    return cross_entropy(x, target, options);
  });
}

template <class T> Outcome<T> logits(const Call<T> &c) {
  const Tensor<T> weight = c.flag("pos_weight", false) ? c.x(2) : Tensor<T>();
  return apply<0, 1>(c, [reduction = reduction_of(c), weight](const Tensor<T> &x, const Tensor<T> &t) {
    return binary_cross_entropy_with_logits(x, t, reduction, weight);
  });
}

template <class T> void add_comparisons(Operations<T> &table) {
#define LOSS(name)                                                                                                     \
  table[#name] = [](const Call<T> &c) {                                                                                \
    return apply<0, 1>(c, [reduction = reduction_of(c)](const Tensor<T> &x, const Tensor<T> &t) {                      \
      return clangent::name(x, t, reduction);                                                                          \
    });                                                                                                                \
  };
#define LOSS_1(name, parameter, otherwise)                                                                             \
  table[#name] = [](const Call<T> &c) {                                                                                \
    return apply<0, 1>(c, [p = c.attr(parameter, otherwise), reduction = reduction_of(c)](                             \
                              const Tensor<T> &x, const Tensor<T> &t) { return clangent::name(x, t, p, reduction); }); \
  };
  LOSS(mse_loss)
  LOSS(l1_loss)
  LOSS(binary_cross_entropy)
  LOSS_1(smooth_l1_loss, "beta", 1)
  LOSS_1(huber_loss, "delta", 1)
#undef LOSS
#undef LOSS_1
  table["hinge_embedding_loss"] = [](const Call<T> &c) {
    return apply<0>(c, [target = c.x(1), margin = c.attr("margin", 1), reduction = reduction_of(c)](
                           const Tensor<T> &x) { return hinge_embedding_loss(x, target, margin, reduction); });
  };
}

} // namespace

template <class T> void add_losses(Operations<T> &table) {
  add_comparisons(table);
  table["cosine_similarity"] = [](const Call<T> &c) {
    return apply<0, 1>(c, [dim = c.integer("dim", 1), eps = c.attr("eps", 1e-8)](
                              const Tensor<T> &a, const Tensor<T> &b) { return cosine_similarity(a, b, dim, eps); });
  };
  table["kl_div"] = divergence<T>;
  table["nll_loss"] = [](const Call<T> &c) {
    return apply<0>(c, [target = c.index(1), options = class_options(c)](const Tensor<T> &x) {
      return nll_loss(x, target, options);
    });
  };
  table["cross_entropy"] = classes<T>;
  table["binary_cross_entropy_with_logits"] = logits<T>;
}
REFERENCE_INSTANTIATE(add_losses)

} // namespace reference
