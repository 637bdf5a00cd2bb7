// Operations by name: each entry computes results from a case's inputs and the
// gradient of sum(cot * out), through the adjoint that the compiler writes for
// a function which calls the operation; the tangent that it writes must agree
// with the gradient. Compiled without the plugin, results alone are computed.
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

// One case as an operation sees it. Inputs of other types than T, and absent
// ones, are undefined in `in`.
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
  // An optional input: undefined if absent.
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
  // A number or a list of numbers; none for null.
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

// What an operation gave. `grads` is filled through bar(i); an undefined one
// counts as zero.
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

// Computes the results and, if call.cot is not empty, the gradients.
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

// Of two tensors of as many elements; `size` grows by the terms' magnitudes. An undefined one is zero.
template <class T> double inner_product(const Tensor<T> &a, const Tensor<T> &b, double &size) {
  if (!a.defined() || !b.defined())
    return 0;
  if (a.shape() != b.shape())
    throw Mismatch("a derivative has shape " + clangent::to_string(b.shape()) + ", not " +
                   clangent::to_string(a.shape()));
  const Tensor<double> terms = a.template to<double>() * b.template to<double>();
  size += clangent::sum(clangent::abs(terms)).item();
  return clangent::sum(terms).item();
}

// Normal numbers, of which every second one in memory counts.
template <class T> Tensor<T> random_direction(Shape shape, clangent::Generator &generator) {
  if (shape.empty())
    return clangent::randn<T>(shape, generator);
  const std::int64_t n = shape.back();
  shape[shape.size() - 1] = 2 * n;
  return clangent::slice(clangent::randn<T>(shape, generator), -1, 0, 2 * n, 2);
}

// <cot, y_dot> must be <x_bar, x_dot>, where push(x_dot) gives y_dot: for one x_dot of all differentiated inputs, for
// that of each with the others undefined, and for none.
template <class T, class F>
void check_tangents(const Call<T> &c, const Outcome<T> &r, const std::vector<std::size_t> &inputs, const F &push) {
  clangent::Generator generator(1);
  std::vector<Tensor<T>> all(c.input_count);
  for (std::size_t k : inputs)
    all[k] = random_direction<T>(c.x(k).shape(), generator);
  std::vector<std::vector<Tensor<T>>> directions{all, std::vector<Tensor<T>>(c.input_count)};
  for (std::size_t k = 0; k < inputs.size() && inputs.size() > 1; ++k) {
    directions.emplace_back(c.input_count);
    directions.back()[inputs[k]] = all[inputs[k]];
  }
  for (std::vector<Tensor<T>> &x_dot : directions) {
    const std::vector<Tensor<T>> y_dot = push(x_dot);
    double size = 0, difference = 0;
    for (std::size_t k : inputs)
      difference -= inner_product(r.grads[k], x_dot[k], size);
    const bool is_finite = std::isfinite(size);
    for (std::size_t i = 0; i < y_dot.size() && i < c.cot.size(); ++i)
      difference += inner_product(c.cot[i], y_dot[i], size);
    if (is_finite && !(std::fabs(difference) <= (std::is_same_v<T, float> ? 2e-5 : 1e-12) * size))
      throw Mismatch("<cot, y_dot> and <x_bar, x_dot> differ by " + std::to_string(difference));
  }
}

struct Nothing {
  void operator()() const {}
};

// The case of an operation with one result: y = f(inputs number k...) and, with cotangents, the inputs' gradients.
// prepare() comes before every run of f.
template <std::size_t... k, class T, class F, class P = Nothing>
Outcome<T> apply(const Call<T> &c, const F &f, const P &prepare = {}) {
  Outcome<T> r(c);
  prepare();
#ifdef CLANGENT_PLUGIN
  if (!c.cot.empty()) {
    r.give(clangent::vjp(f, clangent::dup(c.x(k), r.bar(k))..., clangent::seed(c.cot[0])));
    check_tangents(c, r, {k...}, [&](std::vector<Tensor<T>> &x_dot) {
      prepare();
      return std::vector<Tensor<T>>{clangent::jvp(f, clangent::dup(c.x(k), x_dot[k])...).tangent};
    });
    return r;
  }
#endif
  return r.give(f(c.x(k)...));
}

} // namespace reference

#endif
