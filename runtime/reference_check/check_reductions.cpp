// Reductions, extrema, sorting, running sums.
#include "check_ops.h"

namespace reference {

using namespace clangent;

namespace {

template <class T> void add_sums(Operations<T> &table) {
  REFERENCE_UNARY("sum", sum(x, c.dims(), c.flag("keepdim", false)), sum_adjoint(x.shape(), c.dims(), g, bar))
  REFERENCE_UNARY("mean", mean(x, c.dims(), c.flag("keepdim", false)), mean_adjoint(x.shape(), c.dims(), g, bar))
  REFERENCE_UNARY("prod", prod(x, c.dims(), c.flag("keepdim", false)), prod_adjoint(x, c.dims(), g, bar))
  REFERENCE_UNARY("var", var(x, c.dims(), c.flag("unbiased", true), c.flag("keepdim", false)),
                  var_adjoint(x, c.dims(), c.flag("unbiased", true), g, bar))
  REFERENCE_UNARY("std", std_dev(x, c.dims(), c.flag("unbiased", true), c.flag("keepdim", false)),
                  std_dev_adjoint(x, c.dims(), c.flag("unbiased", true), y, g, bar))
  REFERENCE_UNARY("logsumexp", logsumexp(x, c.dims(), c.flag("keepdim", false)),
                  logsumexp_adjoint(x, c.dims(), y, g, bar))
  REFERENCE_UNARY("norm", norm(x, c.attr("p", 2), c.dims(), c.flag("keepdim", false)),
                  norm_adjoint(x, c.attr("p", 2), c.dims(), y, g, bar))
  REFERENCE_UNARY("cumsum", cumsum(x, c.integer("dim", 0)), cumsum_adjoint(c.integer("dim", 0), g, bar))
  REFERENCE_UNARY("cumprod", cumprod(x, c.integer("dim", 0)), cumprod_adjoint(x, c.integer("dim", 0), g, bar))
}

/// Values and indices along a dimension, with their common adjoint.
template <class T> Outcome<T> chosen(const Call<T> &c, const ValuesAndIndices<T> &y, std::int64_t dim) {
  Outcome<T> r(c);
  r.give(y.values).give_other(y.indices);
  if (!c.cot.empty() && c.cot[0].defined())
    chosen_adjoint(c.x(0).shape(), dim, y.indices, c.cot[0], r.bar(0));
  return r;
}

template <class T> Outcome<T> largest(const Call<T> &c) {
  if (c.has("dim"))
    return chosen(c, max(c.x(0), c.integer("dim", 0), c.flag("keepdim", false)), c.integer("dim", 0));
  Outcome<T> r(c);
  const Tensor<T> y = max(c.x(0));
  r.give(y);
  if (!c.cot.empty())
    max_adjoint(c.x(0), y, c.cot[0], r.bar(0));
  return r;
}
template <class T> Outcome<T> smallest(const Call<T> &c) {
  if (c.has("dim"))
    return chosen(c, min(c.x(0), c.integer("dim", 0), c.flag("keepdim", false)), c.integer("dim", 0));
  Outcome<T> r(c);
  const Tensor<T> y = min(c.x(0));
  r.give(y);
  if (!c.cot.empty())
    min_adjoint(c.x(0), y, c.cot[0], r.bar(0));
  return r;
}

/// Without a dimension the index counts over the flattened tensor.
template <class T, class F> Outcome<T> index_of(const Call<T> &c, const F &f) {
  const bool keepdim = c.flag("keepdim", false);
  return Outcome<T>(c).give_other(c.has("dim") ? f(c.x(0), c.integer("dim", 0), keepdim)
                                               : f(c.x(0).flatten(), 0, keepdim));
}

template <class T> void add_extrema(Operations<T> &table) {
  REFERENCE_UNARY("amax", amax(x, c.dims(), c.flag("keepdim", false)), amax_adjoint(x, c.dims(), y, g, bar))
  REFERENCE_UNARY("amin", amin(x, c.dims(), c.flag("keepdim", false)), amin_adjoint(x, c.dims(), y, g, bar))
  table["max"] = largest<T>;
  table["min"] = smallest<T>;
  table["argmax"] = [](const Call<T> &c) { return index_of(c, argmax<T>); };
  table["argmin"] = [](const Call<T> &c) { return index_of(c, argmin<T>); };
  table["sort"] = [](const Call<T> &c) {
    const std::int64_t dim = c.integer("dim", -1);
    return chosen(c, sort(c.x(0), dim, c.flag("descending", false)), dim);
  };
  table["topk"] = [](const Call<T> &c) {
    const std::int64_t dim = c.integer("dim", -1);
    return chosen(c, topk(c.x(0), c.integer("k", 1), dim, c.flag("largest", true)), dim);
  };
}

} // namespace

template <class T> void add_reductions(Operations<T> &table) {
  add_sums(table);
  add_extrema(table);
}
REFERENCE_INSTANTIATE(add_reductions)

} // namespace reference
