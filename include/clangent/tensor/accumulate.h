// Sums of adjoints, as generated code makes them, and the adjoints of lists. Whatever was never written is a zero: an
// undefined tensor, a list that is too short.
#ifndef CLANGENT_TENSOR_ACCUMULATE_H
#define CLANGENT_TENSOR_ACCUMULATE_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/bar.h>
#include <clangent/tensor/members.h>

#include <cstddef>
#include <vector>

namespace clangent {

// bar += contribution
template <class T> std::enable_if_t<std::is_floating_point_v<T>> accumulate(T &bar, T contribution) {
  bar += contribution;
}
template <class T> CLANGENT_COMPILED void accumulate(Tensor<T> &bar, Tensor<T> contribution) {
  if (contribution.defined())
    BarReference<T>(bar).add(std::move(contribution));
}
template <class Element> void accumulate(std::vector<Element> &bar, const std::vector<Element> &contribution);
// Of arrays, pairs, tuples and structs, member by member; members without a derivative stay as they are.
template <class Object>
std::enable_if_t<detail::has_members<Object>> accumulate(Object &bar, const Object &contribution);

namespace detail {

struct AccumulateMember {
  template <class Member> void operator()(Member &bar, const Member &contribution) const {
    if constexpr (std::is_floating_point_v<Member> || std::is_class_v<Member> || std::is_array_v<Member>)
      add(bar, contribution, 0);
  }

private:
  template <class Member>
  static auto add(Member &bar, const Member &contribution, int) -> decltype(accumulate(bar, contribution)) {
    accumulate(bar, contribution);
  }
  template <class Member> static void add(Member &, const Member &, long) {}
};

} // namespace detail

namespace detail {

// Makes a zero of an adjoint or tangent. Members without a derivative stay as they are.
template <class T> std::enable_if_t<std::is_floating_point_v<T>> make_zero(T &x) { x = 0; }
template <class T> void make_zero(Tensor<T> &x) { x = Tensor<T>(); }
template <class Element> void make_zero(std::vector<Element> &x) { x.clear(); }
template <class Object> std::enable_if_t<has_members<Object>> make_zero(Object &x);

struct MakeMemberZero {
  template <class Member> void operator()(Member &x) const {
    if constexpr (std::is_floating_point_v<Member> || std::is_class_v<Member> || std::is_array_v<Member>)
      reset(x, 0);
  }

private:
  template <class Member> static auto reset(Member &x, int) -> decltype(make_zero(x)) { make_zero(x); }
  template <class Member> static void reset(Member &, long) {}
};

template <class Object> std::enable_if_t<has_members<Object>> make_zero(Object &x) {
  visit_members(MakeMemberZero{}, x);
}

} // namespace detail

// A zero of a class whose objects may start as something else.
template <class Element> Element zero_of() {
  Element x{};
  detail::make_zero(x);
  return x;
}

namespace detail {

// New elements are zeros.
template <class Element> void lengthen(std::vector<Element> &bar, std::size_t size) {
  if (bar.size() < size)
    bar.resize(size, zero_of<Element>());
}

} // namespace detail

template <class Element> void accumulate(std::vector<Element> &bar, const std::vector<Element> &contribution) {
  detail::lengthen(bar, contribution.size());
  for (std::size_t i = 0; i < contribution.size(); ++i)
    accumulate(bar[i], contribution[i]);
}
template <class Object>
std::enable_if_t<detail::has_members<Object>> accumulate(Object &bar, const Object &contribution) {
  detail::visit_member_pairs(detail::AccumulateMember{}, bar, contribution);
}

// The adjoint of list[i] to that of the list, and back.
template <class Element> void accumulate_at(std::vector<Element> &bar, long i, const Element &contribution) {
  detail::lengthen(bar, std::size_t(i) + 1);
  accumulate(bar[std::size_t(i)], contribution);
}
template <class Element> void accumulate_from(Element &bar, const std::vector<Element> &list_bar, long i) {
  if (std::size_t(i) < list_bar.size())
    accumulate(bar, list_bar[std::size_t(i)]);
}
// Of a list of equal elements to that element: bar += sum of list_bar[i].
template <class Element> void accumulate_all(Element &bar, const std::vector<Element> &list_bar) {
  for (const Element &element : list_bar)
    accumulate(bar, element);
}

// list[i], made to be there: of the adjoint or tangent of a list.
template <class Element> Element &element_place(std::vector<Element> &list, long i) {
  detail::lengthen(list, std::size_t(i) + 1);
  return list[std::size_t(i)];
}
// y = list with another value at `place`. What y_bar has there belongs to that value, and the list had no part in it:
// bar += place; place = 0.
template <class Element> void take_part(Element &bar, Element &place) {
  accumulate(bar, place);
  detail::make_zero(place);
}
template <class Element> void take_part(std::nullptr_t, Element &place) { detail::make_zero(place); }
// The tangent: place = dot.
template <class Element, class Dot> void put_part(Element &place, Dot &&dot) { place = std::forward<Dot>(dot); }

// y = list with its length changed from `count`: only elements that both have take part.
template <class Element> void keep_front(std::vector<Element> &list, long count) {
  if (std::size_t(count) < list.size())
    list.resize(std::size_t(count));
}
// y = list of `count` elements and one more.
template <class Element> void take_back(Element &bar, std::vector<Element> &list_bar, long count) {
  accumulate_from(bar, list_bar, count);
  keep_front(list_bar, count);
}
template <class Element> void take_back(std::nullptr_t, std::vector<Element> &list_bar, long count) {
  keep_front(list_bar, count);
}

// Tangents of lists.
template <class Element> Element element_of(const std::vector<Element> &list, long i) {
  return std::size_t(i) < list.size() ? list[std::size_t(i)] : zero_of<Element>();
}

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/accumulate.inc>

#endif
