// The tensors in a parameter struct: every Tensor<T> among its members, nested
// structs, vectors and arrays of them included, in the order of declaration.
// Structs are aggregates (no constructors) of at most 32 members; other members
// than these are passed over. No macros, no registration.
#ifndef CLANGENT_TENSOR_PARAMETERS_H
#define CLANGENT_TENSOR_PARAMETERS_H

#include <clangent/tensor/members.h>
#include <clangent/tensor/optim.h>

#include <array>
#include <type_traits>

namespace clangent {
namespace detail {

template <class X> struct Contents { static constexpr bool tensor = false, sequence = false; };
template <class T> struct Contents<Tensor<T>> { static constexpr bool tensor = true, sequence = false; };
template <class X, class A> struct Contents<std::vector<X, A>> {
  static constexpr bool tensor = false, sequence = true;
};
template <class X, std::size_t N> struct Contents<std::array<X, N>> {
  static constexpr bool tensor = false, sequence = true;
};

template <class F, class X> void visit_tensors(F &f, X &x);

template <class F, class... X> void visit_each(F &f, X &...x) { (visit_tensors(f, x), ...); }

template <class F, class X> void visit_tensors(F &f, X &x) {
  using Plain = std::remove_const_t<X>;
  if constexpr (Contents<Plain>::tensor) {
    f(x);
  } else if constexpr (Contents<Plain>::sequence) {
    for (auto &element : x)
      visit_tensors(f, element);
  } else if constexpr (std::is_class_v<Plain> && std::is_aggregate_v<Plain>) {
    Members<member_count<Plain>()>::pass([&f](auto &...members) { visit_each(f, members...); }, x);
  }
}

} // namespace detail

/// f(tensor) for every tensor of a parameter struct.
template <class Model, class F> void for_each_tensor(Model &model, F f) { detail::visit_tensors(f, model); }

namespace optim {

/// The tensors of one element type, for Optimizer::step.
template <class T, class Model> Parameters<T> parameters(Model &model) {
  Parameters<T> list;
  for_each_tensor(model, [&list](auto &x) {
    if constexpr (std::is_same_v<std::decay_t<decltype(x)>, Tensor<T>>)
      list.push_back(&x);
  });
  return list;
}
/// The same of a struct of gradients.
template <class T, class Model> Gradients<T> gradients(const Model &bars) {
  Gradients<T> list;
  for_each_tensor(bars, [&list](const auto &x) {
    if constexpr (std::is_same_v<std::decay_t<decltype(x)>, Tensor<T>>)
      list.push_back(x);
  });
  return list;
}

} // namespace optim
} // namespace clangent

#endif
