// Reductions, extrema, sorting, running sums.
#include "check_ops.h"

namespace reference {

using namespace clangent;

namespace {

template <class T> void add_sums(Operations<T> &table) {
#define REDUCTION(name, call)                                                                                          \
  table[name] = [](const Call<T> &c) {                                                                                 \
    return apply<0>(c, [dims = c.dims(), keepdim = c.flag("keepdim", false), unbiased = c.flag("unbiased", true),      \
                        p = c.attr("p", 2)](const Tensor<T> &x) {                                                      \
      (void)unbiased, (void)p;                                                                                         \
      return call;                                                                                                     \
    });                                                                                                                \
  };
  REDUCTION("sum", sum(x, dims, keepdim))
  REDUCTION("mean", mean(x, dims, keepdim))
  REDUCTION("prod", prod(x, dims, keepdim))
  REDUCTION("var", var(x, dims, unbiased, keepdim))
  REDUCTION("std", std_dev(x, dims, unbiased, keepdim))
  REDUCTION("logsumexp", logsumexp(x, dims, keepdim))
  REDUCTION("norm", norm(x, p, dims, keepdim))
  REDUCTION("amax", amax(x, dims, keepdim))
  REDUCTION("amin", amin(x, dims, keepdim))
#undef REDUCTION
  table["cumsum"] = [](const Call<T> &c) {
    return apply<0>(c, [dim = c.integer("dim", 0)](const Tensor<T> &x) { return cumsum(x, dim); });
  };
  table["cumprod"] = [](const Call<T> &c) {
    return apply<0>(c, [dim = c.integer("dim", 0)](const Tensor<T> &x) { return cumprod(x, dim); });
  };
}

// Values and indices: f gives both, and its values are differentiated.
template <class T, class F> Outcome<T> chosen(const Call<T> &c, const F &f) {
  Outcome<T> r = apply<0>(c, [f](const Tensor<T> &x) { return f(x).values; });
  return r.give_other(f(c.x(0)).indices);
}

template <class T> void add_extrema(Operations<T> &table) {
#define EXTREMUM(name)                                                                                                 \
  table[#name] = [](const Call<T> &c) {                                                                                \
    if (!c.has("dim"))                                                                                                 \
      return apply<0>(c, [](const Tensor<T> &x) { return clangent::name(x); });                                        \
    return chosen(c, [dim = c.integer("dim", 0), keepdim = c.flag("keepdim", false)](const Tensor<T> &x) {             \
      return clangent::name(x, dim, keepdim);                                                                          \
    });                                                                                                                \
  };
  EXTREMUM(max)
  EXTREMUM(min)
#undef EXTREMUM
  table["sort"] = [](const Call<T> &c) {
    return chosen(c, [dim = c.integer("dim", -1), descending = c.flag("descending", false)](const Tensor<T> &x) {
      return sort(x, dim, descending);
    });
  };
  table["topk"] = [](const Call<T> &c) {
    return chosen(c, [k = c.integer("k", 1), dim = c.integer("dim", -1),
                      largest = c.flag("largest", true)](const Tensor<T> &x) { return topk(x, k, dim, largest); });
  };
}

// Without a dimension the index counts over the flattened tensor.
template <class T, class F> Outcome<T> index_of(const Call<T> &c, const F &f) {
  const bool keepdim = c.flag("keepdim", false);
  return Outcome<T>(c).give_other(c.has("dim") ? f(c.x(0), c.integer("dim", 0), keepdim)
                                               : f(c.x(0).flatten(), 0, keepdim));
}

} // namespace

template <class T> void add_reductions(Operations<T> &table) {
  add_sums(table);
  add_extrema(table);
  table["argmax"] = [](const Call<T> &c) { return index_of(c, argmax<T>); };
  table["argmin"] = [](const Call<T> &c) { return index_of(c, argmin<T>); };
}
REFERENCE_INSTANTIATE(add_reductions)

} // namespace reference
