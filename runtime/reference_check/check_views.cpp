// Views, rearrangements, joining, indexing.
#include "check_ops.h"

namespace reference {

using namespace clangent;

namespace {

template <class T> void add_plain_views(Operations<T> &table) {
  REFERENCE_UNARY("transpose", transpose(x, c.integer("dim0", 0), c.integer("dim1", 1)),
                  transpose_adjoint(c.integer("dim0", 0), c.integer("dim1", 1), g, bar))
  REFERENCE_UNARY("permute", permute(x, c.dims("dims")), permute_adjoint(c.dims("dims"), g, bar))
  REFERENCE_UNARY("reshape", reshape(x, c.dims("shape")), reshape_adjoint(x.shape(), g, bar))
  REFERENCE_UNARY("t", t(x), t_adjoint(g, bar))
  REFERENCE_UNARY("unsqueeze", unsqueeze(x, c.integer("dim", 0)), unsqueeze_adjoint(x.shape(), g, bar))
  REFERENCE_UNARY("squeeze", squeeze(x, c.integer("dim", 0)), squeeze_adjoint(x.shape(), g, bar))
  REFERENCE_UNARY("flatten", flatten(x, c.integer("start_dim", 0), c.integer("end_dim", -1)),
                  flatten_adjoint(x.shape(), g, bar))
  REFERENCE_UNARY("expand", expand(x, c.dims("shape")), expand_adjoint(x.shape(), g, bar))
  REFERENCE_UNARY("slice",
                  slice(x, c.integer("dim", 0), c.integer("start", 0), c.integer("end", 0), c.integer("step", 1)),
                  slice_adjoint(x.shape(), c.integer("dim", 0), c.integer("start", 0), c.integer("end", 0),
                                c.integer("step", 1), g, bar))
  REFERENCE_UNARY("select", select(x, c.integer("dim", 0), c.integer("index", 0)),
                  select_adjoint(x.shape(), c.integer("dim", 0), c.integer("index", 0), g, bar))
}

template <class T> void add_rearrangements(Operations<T> &table) {
  REFERENCE_UNARY("flip", flip(x, c.dims("dims")), flip_adjoint(c.dims("dims"), g, bar))
  REFERENCE_UNARY("roll", roll(x, c.integer("shift", 0), c.integer("dim", 0)),
                  roll_adjoint(c.integer("shift", 0), c.integer("dim", 0), g, bar))
  REFERENCE_UNARY("tril", tril(x, c.integer("diagonal", 0)), tril_adjoint(c.integer("diagonal", 0), g, bar))
  REFERENCE_UNARY("triu", triu(x, c.integer("diagonal", 0)), triu_adjoint(c.integer("diagonal", 0), g, bar))
  REFERENCE_UNARY("diag", diag(x), diag_adjoint(x.shape(), g, bar))
  REFERENCE_UNARY("trace", trace(x), trace_adjoint(x.shape(), g, bar))
  REFERENCE_UNARY("repeat", repeat(x, c.dims("repeats")), repeat_adjoint(x.shape(), c.dims("repeats"), g, bar))
}

template <class T> void add_indexing(Operations<T> &table) {
  REFERENCE_UNARY("index_select", index_select(x, c.integer("dim", 0), c.index(1)),
                  index_select_adjoint(x.shape(), c.integer("dim", 0), c.index(1), g, bar))
  REFERENCE_UNARY("gather", gather(x, c.integer("dim", 0), c.index(1)),
                  gather_adjoint(x.shape(), c.integer("dim", 0), c.index(1), g, bar))
  REFERENCE_UNARY("masked_select", masked_select(x, c.mask(1)), masked_select_adjoint(x.shape(), c.mask(1), g, bar))
  REFERENCE_UNARY("index_add", index_add(x, c.integer("dim", 0), c.index(1), c.x(2)),
                  index_add_adjoint(c.integer("dim", 0), c.index(1), g, bar, r.bar(2)))
  REFERENCE_UNARY("scatter_add", scatter_add(x, c.integer("dim", 0), c.index(1), c.x(2)),
                  scatter_add_adjoint(c.integer("dim", 0), c.index(1), g, bar, r.bar(2)))
  table["embedding"] = [](const Call<T> &c) {
    Outcome<T> r(c);
    r.give(embedding(c.index(0), c.x(1)));
    if (!c.cot.empty())
      embedding_adjoint(c.index(0), c.x(1).shape(), c.integer("padding_idx", -1), c.cot[0], r.bar(1));
    return r;
  };
}

template <class T> Outcome<T> join(const Call<T> &c) {
  Outcome<T> r(c);
  std::vector<Shape> shapes;
  for (const Tensor<T> &x : c.in)
    shapes.push_back(x.shape());
  r.give(cat(c.in, c.integer("dim", 0)));
  if (!c.cot.empty())
    cat_adjoint(shapes, c.integer("dim", 0), c.cot[0], &r.grads);
  return r;
}

template <class T> Outcome<T> pile(const Call<T> &c) {
  Outcome<T> r(c);
  r.give(stack(c.in, c.integer("dim", 0)));
  if (!c.cot.empty())
    stack_adjoint(c.in.size(), c.integer("dim", 0), c.cot[0], &r.grads);
  return r;
}

template <class T> void add_joining(Operations<T> &table) {
  table["cat"] = join<T>;
  table["stack"] = pile<T>;
  table["split"] = [](const Call<T> &c) {
    Outcome<T> r(c);
    const std::int64_t size = c.integer("size", 1), dim = c.integer("dim", 0);
    for (const Tensor<T> &part : split(c.x(0), size, dim))
      r.give(part);
    if (!c.cot.empty())
      split_adjoint(c.x(0).shape(), size, dim, c.cot, r.bar(0));
    return r;
  };
  table["chunk"] = [](const Call<T> &c) {
    Outcome<T> r(c);
    const std::int64_t chunks = c.integer("chunks", 1);
    const std::int64_t dim = c.integer("dim", 0);
    for (const Tensor<T> &part : chunk(c.x(0), chunks, dim))
      r.give(part);
    if (!c.cot.empty())
      chunk_adjoint(c.x(0).shape(), chunks, dim, c.cot, r.bar(0));
    return r;
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
