// Views, rearrangements, joining, indexing.
#include "check_ops.h"

#include <numeric>

namespace reference {

using namespace clangent;

namespace {

// An operation of x and attributes: `captures` names the attributes in `call`.
#define CAPTURES(...) __VA_ARGS__
#define VIEW(name, captures, call)                                                                                     \
  table[#name] = [](const Call<T> &c) { return apply<0>(c, [captures](const Tensor<T> &x) { return call; }); };

template <class T> void add_plain_views(Operations<T> &table) {
  VIEW(transpose, CAPTURES(i = c.integer("dim0", 0), j = c.integer("dim1", 1)), transpose(x, i, j))
  VIEW(permute, CAPTURES(dims = c.dims("dims")), permute(x, dims))
  VIEW(reshape, CAPTURES(shape = c.dims("shape")), reshape(x, shape))
  VIEW(t, , t(x))
  VIEW(unsqueeze, CAPTURES(dim = c.integer("dim", 0)), unsqueeze(x, dim))
  VIEW(squeeze, CAPTURES(dim = c.integer("dim", 0)), squeeze(x, dim))
  VIEW(flatten, CAPTURES(start = c.integer("start_dim", 0), end = c.integer("end_dim", -1)), flatten(x, start, end))
  VIEW(expand, CAPTURES(shape = c.dims("shape")), expand(x, shape))
  VIEW(slice,
       CAPTURES(dim = c.integer("dim", 0), start = c.integer("start", 0), end = c.integer("end", 0),
                step = c.integer("step", 1)),
       slice(x, dim, start, end, step))
  VIEW(select, CAPTURES(dim = c.integer("dim", 0), index = c.integer("index", 0)), select(x, dim, index))
}

template <class T> void add_rearrangements(Operations<T> &table) {
  VIEW(flip, CAPTURES(dims = c.dims("dims")), flip(x, dims))
  VIEW(roll, CAPTURES(shift = c.integer("shift", 0), dim = c.integer("dim", 0)), roll(x, shift, dim))
  VIEW(tril, CAPTURES(diagonal = c.integer("diagonal", 0)), tril(x, diagonal))
  VIEW(triu, CAPTURES(diagonal = c.integer("diagonal", 0)), triu(x, diagonal))
  VIEW(diag, , diag(x))
  VIEW(trace, , trace(x))
  VIEW(repeat, CAPTURES(repeats = c.dims("repeats")), repeat(x, repeats))
}

template <class T> void add_indexing(Operations<T> &table) {
  VIEW(index_select, CAPTURES(dim = c.integer("dim", 0), index = c.index(1)), index_select(x, dim, index))
  VIEW(gather, CAPTURES(dim = c.integer("dim", 0), index = c.index(1)), gather(x, dim, index))
  VIEW(masked_select, CAPTURES(mask = c.mask(1)), masked_select(x, mask))
  table["index_add"] = [](const Call<T> &c) {
    return apply<0, 2>(c, [dim = c.integer("dim", 0), index = c.index(1)](const Tensor<T> &x, const Tensor<T> &src) {
      return index_add(x, dim, index, src);
    });
  };
  table["scatter_add"] = [](const Call<T> &c) {
    return apply<0, 2>(c, [dim = c.integer("dim", 0), index = c.index(1)](const Tensor<T> &x, const Tensor<T> &src) {
      return scatter_add(x, dim, index, src);
    });
  };
  table["embedding"] = [](const Call<T> &c) {
    return apply<1>(c, [index = c.index(0), padding = c.integer("padding_idx", -1)](const Tensor<T> &weight) {
      return embedding(index, weight, padding);
    });
  };
}

// f joins all the case's inputs.
template <class T, class F> Outcome<T> join(const Call<T> &c, const F &f) {
  Outcome<T> r(c);
#ifdef CLANGENT_PLUGIN
  if (!c.cot.empty()) {
    r.give(clangent::vjp(f, clangent::dup(c.in, r.grads), clangent::seed(c.cot[0])));
    std::vector<std::size_t> inputs(c.input_count);
    std::iota(inputs.begin(), inputs.end(), std::size_t(0));
    check_tangents(c, r, inputs, [&](std::vector<Tensor<T>> &x_dot) {
      return std::vector<Tensor<T>>{clangent::jvp(f, clangent::dup(c.in, x_dot)).tangent};
    });
    return r;
  }
#endif
  return r.give(f(c.in));
}

// f takes the case's only input apart.
template <class T, class F> Outcome<T> take_apart(const Call<T> &c, const F &f) {
  Outcome<T> r(c);
  std::vector<Tensor<T>> parts;
#ifdef CLANGENT_PLUGIN
  if (!c.cot.empty()) {
    parts = clangent::vjp(f, clangent::dup(c.x(0), r.bar(0)), clangent::seed(c.cot));
    check_tangents(c, r, {0}, [&](std::vector<Tensor<T>> &x_dot) {
      return clangent::jvp(f, clangent::dup(c.x(0), x_dot[0])).tangent;
    });
  } else {
    parts = f(c.x(0));
  }
#else
  parts = f(c.x(0));
#endif
  for (const Tensor<T> &part : parts)
    r.give(part);
  return r;
}

template <class T> void add_joining(Operations<T> &table) {
  table["cat"] = [](const Call<T> &c) {
    return join(c, [dim = c.integer("dim", 0)](const std::vector<Tensor<T>> &parts) { return cat(parts, dim); });
  };
  table["stack"] = [](const Call<T> &c) {
    return join(c, [dim = c.integer("dim", 0)](const std::vector<Tensor<T>> &parts) { return stack(parts, dim); });
  };
  table["split"] = [](const Call<T> &c) {
    return take_apart(c, [size = c.integer("size", 1), dim = c.integer("dim", 0)](const Tensor<T> &x) {
      return split(x, size, dim);
    });
  };
  table["chunk"] = [](const Call<T> &c) {
    return take_apart(c, [chunks = c.integer("chunks", 1), dim = c.integer("dim", 0)](const Tensor<T> &x) {
      return chunk(x, chunks, dim);
    });
  };
}

} // namespace

template <class T> void add_views(Operations<T> &table) {
  add_plain_views(table);
  add_rearrangements(table);
  add_indexing(table);
  add_joining(table);
}
REFERENCE_INSTANTIATE(add_views)

} // namespace reference
