// Operations by name: each entry computes results from a case's inputs and the
// gradient of sum(cot * out), through the adjoint that the compiler writes for
// a function which calls the operation. Compiled without the plugin, results
// alone are computed.
#ifndef CLANGENT_REFERENCE_CHECK_CHECK_OPS_H
#define CLANGENT_REFERENCE_CHECK_CHECK_OPS_H

#include "reference.h"

#include <clangent/clangent.h>

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
#ifdef CLANGENT_PLUGIN
  static constexpr bool has_gradients = true;
#else
  static constexpr bool has_gradients = false;
#endif

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

/// y = f(inputs number k...) and, with cotangents, the inputs' gradients.
template <std::size_t... k, class T, class F>
auto differentiate([[maybe_unused]] Outcome<T> &r, const Call<T> &c, const F &f) {
#ifdef CLANGENT_PLUGIN
  if (!c.cot.empty())
    return clangent::vjp(f, clangent::dup(c.x(k), r.bar(k))..., clangent::seed(c.cot[0]));
#endif
  return f(c.x(k)...);
}

/// The case of an operation with one result: f(inputs number k...).
template <std::size_t... k, class T, class F> Outcome<T> apply(const Call<T> &c, const F &f) {
  Outcome<T> r(c);
  return r.give(differentiate<k...>(r, c, f));
}

/// Of two tensors of as many elements; `size` grows by the terms' magnitudes. An undefined one is zero.
template <class T> double inner_product(const Tensor<T> &a, const Tensor<T> &b, double &size) {
  if (!a.defined() || !b.defined())
    return 0;
  const Tensor<double> terms = a.template to<double>() * b.template to<double>();
  size += clangent::sum(clangent::abs(terms)).item();
  return clangent::sum(terms).item();
}

/// The same for an operation that has a tangent rule: <cot, y_dot> must be <x_bar, x_dot> for some x_dot.
template <std::size_t... k, class T, class F> Outcome<T> apply_both(const Call<T> &c, const F &f) {
  Outcome<T> r = apply<k...>(c, f);
#ifdef CLANGENT_PLUGIN
  if (c.cot.empty())
    return r;
  clangent::Generator generator(1);
  std::vector<Tensor<T>> dots(c.input_count);
  (void(dots[k] = clangent::randn<T>(c.x(k).shape(), generator)), ...);
  const auto moved = clangent::jvp(f, clangent::dup(c.x(k), dots[k])...);
  double size = 0, difference = inner_product(c.cot[0], moved.tangent, size);
  ((difference -= inner_product(r.bar(k), dots[k], size)), ...);
  if (std::isfinite(size) && std::fabs(difference) > (std::is_same_v<T, float> ? 2e-5 : 1e-12) * size)
    throw Mismatch("<cot, y_dot> and <x_bar, x_dot> differ by " + std::to_string(difference));
#endif
  return r;
}

} // namespace reference

#endif
