// Sums of adjoints, as generated code makes them, and the adjoints of lists. Whatever was never written is a zero: an
// undefined tensor, a list that is too short.
#ifndef CLANGENT_TENSOR_ACCUMULATE_H
#define CLANGENT_TENSOR_ACCUMULATE_H

#include <clangent/tensor/adjoint.h>
#include <clangent/tensor/members.h>

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
/// Of an aggregate, member by member; members without a derivative stay as they are.
template <class A>
std::enable_if_t<std::is_class_v<A> && std::is_aggregate_v<A>> accumulate(A &bar, const A &contribution);

namespace detail {

struct AccumulateMember {
  template <class X> void operator()(X &bar, const X &contribution) const {
    if constexpr (std::is_floating_point_v<X> || std::is_class_v<X>)
      add(bar, contribution, 0);
  }

private:
  template <class X> static auto add(X &bar, const X &contribution, int) -> decltype(accumulate(bar, contribution)) {
    accumulate(bar, contribution);
  }
  template <class X> static void add(X &, const X &, long) {}
};

} // namespace detail

template <class E> void accumulate(std::vector<E> &bar, const std::vector<E> &contribution) {
  if (bar.size() < contribution.size())
    bar.resize(contribution.size());
  for (std::size_t i = 0; i < contribution.size(); ++i)
    accumulate(bar[i], contribution[i]);
}
template <class A>
std::enable_if_t<std::is_class_v<A> && std::is_aggregate_v<A>> accumulate(A &bar, const A &contribution) {
  detail::visit_member_pairs(detail::AccumulateMember{}, bar, contribution);
}

// The adjoint of list[i] to that of the list, and back.
template <class E> void accumulate_at(std::vector<E> &bar, long i, const E &contribution) {
  if (bar.size() <= std::size_t(i))
    bar.resize(std::size_t(i) + 1);
  accumulate(bar[std::size_t(i)], contribution);
}
template <class E> void accumulate_from(E &bar, const std::vector<E> &list_bar, long i) {
  if (std::size_t(i) < list_bar.size())
    accumulate(bar, list_bar[std::size_t(i)]);
}
/// The first `count` elements.
template <class E> void accumulate_front(std::vector<E> &bar, const std::vector<E> &list_bar, long count) {
  const std::size_t n = std::min(std::size_t(count), list_bar.size());
  if (bar.size() < n)
    bar.resize(n);
  for (std::size_t i = 0; i < n; ++i)
    accumulate(bar[i], list_bar[i]);
}

// Tangents of lists.
template <class E> E element_of(const std::vector<E> &list, long i) {
  return std::size_t(i) < list.size() ? list[std::size_t(i)] : E();
}
/// The list, of `count` elements with the zeros that it may lack, and one more.
template <class E> std::vector<E> appended(std::vector<E> list, long count, E element) {
  list.resize(std::size_t(count));
  list.push_back(std::move(element));
  return list;
}

} // namespace clangent

#endif
