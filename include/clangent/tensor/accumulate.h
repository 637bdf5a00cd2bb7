// Sums of adjoints, as generated code makes them, and the adjoints of lists. Whatever was never written is a zero: an
// undefined tensor, a list that is too short.
#ifndef CLANGENT_TENSOR_ACCUMULATE_H
#define CLANGENT_TENSOR_ACCUMULATE_H

#include <clangent/tensor/adjoint.h>
#include <clangent/tensor/members.h>

#include <cstddef>
#include <vector>

namespace clangent {

/// bar += contribution
template <class T> std::enable_if_t<std::is_floating_point_v<T>> accumulate(T &bar, T contribution) {
  bar += contribution;
}
template <class T> void accumulate(Tensor<T> &bar, Tensor<T> contribution) {
  if (contribution.defined())
    BarReference<T>(bar).add(std::move(contribution));
}
template <class E> void accumulate(std::vector<E> &bar, const std::vector<E> &contribution);
/// Of arrays, pairs, tuples and structs, member by member; members without a derivative stay as they are.
template <class C> std::enable_if_t<detail::has_members<C>> accumulate(C &bar, const C &contribution);

namespace detail {

struct AccumulateMember {
  template <class X> void operator()(X &bar, const X &contribution) const {
    if constexpr (std::is_floating_point_v<X> || std::is_class_v<X> || std::is_array_v<X>)
      add(bar, contribution, 0);
  }

private:
  template <class X> static auto add(X &bar, const X &contribution, int) -> decltype(accumulate(bar, contribution)) {
    accumulate(bar, contribution);
  }
  template <class X> static void add(X &, const X &, long) {}
};

} // namespace detail

namespace detail {

/// Makes a zero of an adjoint or tangent. Members without a derivative stay as they are.
template <class T> std::enable_if_t<std::is_floating_point_v<T>> make_zero(T &x) { x = 0; }
template <class T> void make_zero(Tensor<T> &x) { x = Tensor<T>(); }
template <class E> void make_zero(std::vector<E> &x) { x.clear(); }
template <class C> std::enable_if_t<has_members<C>> make_zero(C &x);

struct MakeMemberZero {
  template <class X> void operator()(X &x) const {
    if constexpr (std::is_floating_point_v<X> || std::is_class_v<X> || std::is_array_v<X>)
      reset(x, 0);
  }

private:
  template <class X> static auto reset(X &x, int) -> decltype(make_zero(x)) { make_zero(x); }
  template <class X> static void reset(X &, long) {}
};

template <class C> std::enable_if_t<has_members<C>> make_zero(C &x) { visit_members(MakeMemberZero{}, x); }

} // namespace detail

/// A zero of a class whose objects may start as something else.
template <class E> E zero_of() {
  E x{};
  detail::make_zero(x);
  return x;
}

namespace detail {

/// New elements are zeros.
template <class E> void lengthen(std::vector<E> &bar, std::size_t size) {
  if (bar.size() < size)
    bar.resize(size, zero_of<E>());
}

} // namespace detail

template <class E> void accumulate(std::vector<E> &bar, const std::vector<E> &contribution) {
  detail::lengthen(bar, contribution.size());
  for (std::size_t i = 0; i < contribution.size(); ++i)
    accumulate(bar[i], contribution[i]);
}
template <class C> std::enable_if_t<detail::has_members<C>> accumulate(C &bar, const C &contribution) {
  detail::visit_member_pairs(detail::AccumulateMember{}, bar, contribution);
}

// The adjoint of list[i] to that of the list, and back.
template <class E> void accumulate_at(std::vector<E> &bar, long i, const E &contribution) {
  detail::lengthen(bar, std::size_t(i) + 1);
  accumulate(bar[std::size_t(i)], contribution);
}
template <class E> void accumulate_from(E &bar, const std::vector<E> &list_bar, long i) {
  if (std::size_t(i) < list_bar.size())
    accumulate(bar, list_bar[std::size_t(i)]);
}
/// Of a list of equal elements to that element: bar += sum of list_bar[i].
template <class E> void accumulate_all(E &bar, const std::vector<E> &list_bar) {
  for (const E &element : list_bar)
    accumulate(bar, element);
}

/// list[i], made to be there: of the adjoint or tangent of a list.
template <class E> E &element_place(std::vector<E> &list, long i) {
  detail::lengthen(list, std::size_t(i) + 1);
  return list[std::size_t(i)];
}
// y = list with another value at `place`. What y_bar has there belongs to that value, and the list had no part in it:
// bar += place; place = 0.
template <class E> void take_part(E &bar, E &place) {
  accumulate(bar, place);
  detail::make_zero(place);
}
template <class E> void take_part(std::nullptr_t, E &place) { detail::make_zero(place); }
/// The tangent: place = dot.
template <class E, class D> void put_part(E &place, D &&dot) { place = std::forward<D>(dot); }

// y = list with its length changed from `count`: only elements that both have take part.
template <class E> void keep_front(std::vector<E> &list, long count) {
  if (std::size_t(count) < list.size())
    list.resize(std::size_t(count));
}
/// y = list of `count` elements and one more.
template <class E> void take_back(E &bar, std::vector<E> &list_bar, long count) {
  accumulate_from(bar, list_bar, count);
  keep_front(list_bar, count);
}
template <class E> void take_back(std::nullptr_t, std::vector<E> &list_bar, long count) { keep_front(list_bar, count); }

// Tangents of lists.
template <class E> E element_of(const std::vector<E> &list, long i) {
  return std::size_t(i) < list.size() ? list[std::size_t(i)] : zero_of<E>();
}

} // namespace clangent

#endif
