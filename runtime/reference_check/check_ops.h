// Operations by name: each entry computes results from a case's inputs and,
// through the hand-written adjoints, the gradient of sum(cot * out).
#ifndef CLANGENT_REFERENCE_CHECK_CHECK_OPS_H
#define CLANGENT_REFERENCE_CHECK_CHECK_OPS_H

#include "reference.h"

#include <map>
#include <optional>
#include <variant>

namespace reference {

using Integers = Tensor<std::int64_t>;
using Booleans = Tensor<bool>;

/// One case as an operation sees it. Inputs of other types than T, and absent
/// ones, are undefined in `in`.
template <class T> struct Call {
  json attrs;
  std::vector<Tensor<T>> in;
  std::vector<Integers> integers;
  std::vector<Booleans> booleans;
  std::vector<Tensor<T>> cot;
  std::size_t input_count = 0;

  const Tensor<T> &x(std::size_t i) const {
    if (i >= in.size() || !in[i].defined())
      throw Mismatch("input " + std::to_string(i) + " is missing");
    return in[i];
  }
  /// An optional input: undefined if absent.
  Tensor<T> optional(std::size_t i) const { return i < in.size() ? in[i] : Tensor<T>(); }
  const Integers &index(std::size_t i) const { return integers.at(i); }
  const Booleans &mask(std::size_t i) const { return booleans.at(i); }

  T attr(const char *name, double otherwise) const { return T(option(attrs, name, otherwise)); }
  std::int64_t integer(const char *name, std::int64_t otherwise) const {
    return has(name) ? attrs.at(name).template get<std::int64_t>() : otherwise;
  }
  bool flag(const char *name, bool otherwise) const {
    return has(name) ? attrs.at(name).template get<bool>() : otherwise;
  }
  std::string text(const char *name, const char *otherwise) const {
    return has(name) ? attrs.at(name).template get<std::string>() : otherwise;
  }
  /// A number or a list of numbers; none for null.
  clangent::Dims dims(const char *name = "dim") const {
    if (!has(name))
      return {};
    const json &value = attrs.at(name);
    if (value.is_array())
      return shape_of(value);
    return {value.get<std::int64_t>()};
  }
  bool has(const char *name) const { return attrs.is_object() && attrs.contains(name) && !attrs.at(name).is_null(); }
};

/// What an operation gave. `grads` is filled through bar(i); an undefined one
/// counts as zero.
template <class T> struct Outcome {
  std::vector<std::variant<Tensor<T>, Integers, Booleans>> out;
  std::vector<Tensor<T>> grads;

  explicit Outcome(const Call<T> &call) : grads(call.input_count) {}
  Outcome &give(const Tensor<T> &y) {
    out.push_back(y);
    return *this;
  }
  template <class U> Outcome &give_other(const Tensor<U> &y) {
    out.push_back(y);
    return *this;
  }
  Tensor<T> &bar(std::size_t i) { return grads.at(i); }
};

/// Computes the results and, if call.cot is not empty, the gradients.
template <class T> using Operation = Outcome<T> (*)(const Call<T> &);
template <class T> using Operations = std::map<std::string, Operation<T>>;

// Each file of operations adds its own; for float and double.
template <class T> void add_math(Operations<T> &table);
template <class T> void add_activations(Operations<T> &table);
template <class T> void add_reductions(Operations<T> &table);
template <class T> void add_views(Operations<T> &table);
template <class T> void add_matrices(Operations<T> &table);
template <class T> void add_layers(Operations<T> &table);
template <class T> void add_losses(Operations<T> &table);

#define REFERENCE_INSTANTIATE(add)                                                                                     \
  template void add(Operations<float> &);                                                                              \
  template void add(Operations<double> &);

/// An operation of one tensor, given as expressions in x, y, g and bar.
#define REFERENCE_UNARY(name, forward, adjoint)                                                                        \
  table[name] = [](const Call<T> &c) {                                                                                 \
    Outcome<T> r(c);                                                                                                   \
    const Tensor<T> &x = c.x(0);                                                                                       \
    const Tensor<T> y = forward;                                                                                       \
    r.give(y);                                                                                                         \
    if (!c.cot.empty()) {                                                                                              \
      const Tensor<T> &g = c.cot[0];                                                                                   \
      Tensor<T> &bar = r.bar(0);                                                                                       \
      adjoint;                                                                                                         \
    }                                                                                                                  \
    return r;                                                                                                          \
  };
/// An operation of two tensors: a, b, y, g, a_bar, b_bar.
#define REFERENCE_BINARY(name, forward, adjoint)                                                                       \
  table[name] = [](const Call<T> &c) {                                                                                 \
    Outcome<T> r(c);                                                                                                   \
    const Tensor<T> &a = c.x(0), &b = c.x(1);                                                                          \
    const Tensor<T> y = forward;                                                                                       \
    r.give(y);                                                                                                         \
    if (!c.cot.empty()) {                                                                                              \
      const Tensor<T> &g = c.cot[0];                                                                                   \
      Tensor<T> &a_bar = r.bar(0), &b_bar = r.bar(1);                                                                  \
      adjoint;                                                                                                         \
    }                                                                                                                  \
    return r;                                                                                                          \
  };

} // namespace reference

#endif
