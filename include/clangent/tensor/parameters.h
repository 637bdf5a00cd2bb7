// The tensors in a parameter struct: every Tensor<T> among its members, nested
// structs, vectors and arrays of them included, in the order of declaration.
// Structs are aggregates (no constructors) of at most 16 members; other members
// than these are passed over. No macros, no registration.
#ifndef CLANGENT_TENSOR_PARAMETERS_H
#define CLANGENT_TENSOR_PARAMETERS_H

#include <clangent/tensor/optim.h>

#include <array>
#include <type_traits>

namespace clangent {
namespace detail {

/// Stands for a value of any type where only the number of members matters.
struct AnyMember {
  template <class U> operator U() const;
};

// Leaving members out is the point here.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
template <class A, class... Members> constexpr auto accepts(int) -> decltype(A{std::declval<Members>()...}, bool()) {
  return true;
}
#pragma GCC diagnostic pop
template <class A, class... Members> constexpr bool accepts(...) { return false; }

/// The largest number of members that A can be made from.
template <class A, class... Members> constexpr int member_count() {
  if constexpr (sizeof...(Members) > 16)
    return sizeof...(Members);
  else if constexpr (accepts<A, Members..., AnyMember>(0))
    return member_count<A, Members..., AnyMember>();
  else
    return int(sizeof...(Members));
}

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

/// The members of an aggregate, by structured bindings of each possible size.
template <class F, class A> void visit_members(F &f, A &object) {
  constexpr int n = member_count<std::remove_const_t<A>>();
  static_assert(n <= 16, "parameter structs have at most 16 members; nest them");
  if constexpr (n == 16) {
    auto &[m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16] = object;
    (visit_each(f, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16));
  } else if constexpr (n == 15) {
    auto &[m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15] = object;
    (visit_each(f, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15));
  } else if constexpr (n == 14) {
    auto &[m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14] = object;
    (visit_each(f, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14));
  } else if constexpr (n == 13) {
    auto &[m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13] = object;
    (visit_each(f, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13));
  } else if constexpr (n == 12) {
    auto &[m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12] = object;
    (visit_each(f, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12));
  } else if constexpr (n == 11) {
    auto &[m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11] = object;
    (visit_each(f, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11));
  } else if constexpr (n == 10) {
    auto &[m1, m2, m3, m4, m5, m6, m7, m8, m9, m10] = object;
    (visit_each(f, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10));
  } else if constexpr (n == 9) {
    auto &[m1, m2, m3, m4, m5, m6, m7, m8, m9] = object;
    (visit_each(f, m1, m2, m3, m4, m5, m6, m7, m8, m9));
  } else if constexpr (n == 8) {
    auto &[m1, m2, m3, m4, m5, m6, m7, m8] = object;
    (visit_each(f, m1, m2, m3, m4, m5, m6, m7, m8));
  } else if constexpr (n == 7) {
    auto &[m1, m2, m3, m4, m5, m6, m7] = object;
    (visit_each(f, m1, m2, m3, m4, m5, m6, m7));
  } else if constexpr (n == 6) {
    auto &[m1, m2, m3, m4, m5, m6] = object;
    (visit_each(f, m1, m2, m3, m4, m5, m6));
  } else if constexpr (n == 5) {
    auto &[m1, m2, m3, m4, m5] = object;
    (visit_each(f, m1, m2, m3, m4, m5));
  } else if constexpr (n == 4) {
    auto &[m1, m2, m3, m4] = object;
    (visit_each(f, m1, m2, m3, m4));
  } else if constexpr (n == 3) {
    auto &[m1, m2, m3] = object;
    (visit_each(f, m1, m2, m3));
  } else if constexpr (n == 2) {
    auto &[m1, m2] = object;
    (visit_each(f, m1, m2));
  } else if constexpr (n == 1) {
    auto &[m1] = object;
    (visit_each(f, m1));
  }
}

template <class F, class X> void visit_tensors(F &f, X &x) {
  using Plain = std::remove_const_t<X>;
  if constexpr (Contents<Plain>::tensor) {
    f(x);
  } else if constexpr (Contents<Plain>::sequence) {
    for (auto &element : x)
      visit_tensors(f, element);
  } else if constexpr (std::is_class_v<Plain> && std::is_aggregate_v<Plain>) {
    visit_members(f, x);
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
