// std::set and std::multiset as red-black trees. See clangent/model.h.
#ifndef CLANGENT_MODELS_SET_H
#define CLANGENT_MODELS_SET_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "tree.h"

#include <set>

#ifdef __GLIBCXX__
namespace clangent {
template <class Key, class Compare>
struct [[clang::annotate("clangent.holds_own_address"), clang::annotate("clangent.of_numbers"),
         clang::annotate("clangent.nodes")]] model<std::set<Key, Compare>>
    : models::tree<std::set<Key, Compare>, models::whole_value, true> {
  using owner = std::set<Key, Compare>;
  using base = models::tree<owner, models::whole_value, true>;

  model() noexcept { this->reset(); }
  explicit model(const Compare &compare) { this->start(compare); }
  template <class Iterator> model(Iterator from, Iterator to) {
    this->reset();
    this->insert(from, to);
  }
  model(std::initializer_list<Key> list, const Compare &compare) {
    this->start(compare);
    this->insert(list.begin(), list.end());
  }
  model(const owner &other) { this->copy(base::of(other)); }
  model(owner && other) noexcept { this->take(base::of(other)); }
  ~model() { this->destroy_all(); }

  owner &operator=(const owner &other) { return this->assign(other); }
  owner &operator=(owner &&other) noexcept { return this->assign_moved(other); }
  owner &operator=(std::initializer_list<Key> list) { return this->assign(list); }
};

template <class Key, class Compare>
struct [[clang::annotate("clangent.holds_own_address"), clang::annotate("clangent.of_numbers"),
         clang::annotate("clangent.nodes")]] model<std::multiset<Key, Compare>>
    : models::tree<std::multiset<Key, Compare>, models::whole_value, false> {
  using owner = std::multiset<Key, Compare>;
  using base = models::tree<owner, models::whole_value, false>;

  model() noexcept { this->reset(); }
  explicit model(const Compare &compare) { this->start(compare); }
  template <class Iterator> model(Iterator from, Iterator to) {
    this->reset();
    this->insert(from, to);
  }
  model(std::initializer_list<Key> list, const Compare &compare) {
    this->start(compare);
    this->insert(list.begin(), list.end());
  }
  model(const owner &other) { this->copy(base::of(other)); }
  model(owner && other) noexcept { this->take(base::of(other)); }
  ~model() { this->destroy_all(); }

  owner &operator=(const owner &other) { return this->assign(other); }
  owner &operator=(owner &&other) noexcept { return this->assign_moved(other); }
  owner &operator=(std::initializer_list<Key> list) { return this->assign(list); }
};

namespace detail {

// The elements of an adjoint are in the order of what they belong to, not of their own.
template <class Key, class Compare>
void expect_same_structure(const char *name, const std::set<Key, Compare> &, const std::set<Key, Compare> &) {
  detail::keys_have_no_adjoint(name);
}
template <class Key, class Compare>
void expect_same_structure(const char *name, const std::multiset<Key, Compare> &, const std::multiset<Key, Compare> &) {
  detail::keys_have_no_adjoint(name);
}

} // namespace detail

} // namespace clangent
#endif // __GLIBCXX__

#endif // CLANGENT_MODELS_SET_H
