// std::map and std::multimap as red-black trees. See clangent/model.h.
#ifndef CLANGENT_MODELS_MAP_H
#define CLANGENT_MODELS_MAP_H

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "tree.h"

#include <map>

#ifdef __GLIBCXX__
namespace clangent {

template <class Key, class T, class Compare>
struct [[clang::annotate("clangent.holds_own_address"), clang::annotate("clangent.of_numbers"),
         clang::annotate("clangent.nodes")]] model<std::map<Key, T, Compare>>
    : models::tree<std::map<Key, T, Compare>, models::first_of_value, true> {
  using owner = std::map<Key, T, Compare>;
  using base = models::tree<owner, models::first_of_value, true>;
  using typename base::const_iterator;
  using typename base::iterator;
  using typename base::node;
  using typename base::place;
  using Value = typename owner::value_type;

  model() noexcept { this->reset(); }
  explicit model(const Compare &compare) { this->start(compare); }
  template <class Iterator> model(Iterator from, Iterator to) {
    this->reset();
    this->insert(from, to);
  }
  model(std::initializer_list<Value> list, const Compare &compare) {
    this->start(compare);
    this->insert(list.begin(), list.end());
  }
  model(const owner &other) { this->copy(base::of(other)); }
  model(owner && other) noexcept { this->take(base::of(other)); }
  ~model() { this->destroy_all(); }

  owner &operator=(const owner &other) { return this->assign(other); }
  owner &operator=(owner &&other) noexcept { return this->assign_moved(other); }
  owner &operator=(std::initializer_list<Value> list) { return this->assign(list); }

  T &operator[](const Key &key) { return try_emplace(key).first->second; }
  T &operator[](Key &&key) { return try_emplace(static_cast<Key &&>(key)).first->second; }
  T &at(const Key &key) { return present(key)->value.second; }
  const T &at(const Key &key) const { return present(key)->value.second; }

  template <class... Arguments> std::pair<iterator, bool> try_emplace(const Key &key, Arguments &&...arguments) {
    return made_of(key, static_cast<Arguments &&>(arguments)...);
  }
  template <class... Arguments> std::pair<iterator, bool> try_emplace(Key && key, Arguments && ...arguments) {
    return made_of(static_cast<Key &&>(key), static_cast<Arguments &&>(arguments)...);
  }
  template <class From> std::pair<iterator, bool> insert_or_assign(const Key &key, From &&value) {
    return assigned(key, static_cast<From &&>(value));
  }
  template <class From> std::pair<iterator, bool> insert_or_assign(Key && key, From && value) {
    return assigned(static_cast<Key &&>(key), static_cast<From &&>(value));
  }

private:
  node *present(const Key &key) const {
    node *const at = this->found(key);
    if (at == this->outside())
      std::__throw_out_of_range("map::at");
    return at;
  }
  template <class From, class... Arguments> std::pair<iterator, bool> made_of(From && key, Arguments && ...arguments) {
    const place where = this->place_of(key);
    if (where.equal)
      return base::told(where.equal, false);
    node *const at = static_cast<node *>(::operator new(sizeof(node)));
    ::new (static_cast<void *>(const_cast<Key *>(&at->value.first))) Key(static_cast<From &&>(key));
    ::new (static_cast<void *>(&at->value.second)) T(static_cast<Arguments &&>(arguments)...);
    this->hang(at, where);
    return base::told(at, true);
  }
  template <class From, class Assigned> std::pair<iterator, bool> assigned(From && key, Assigned && value) {
    const place where = this->place_of(key);
    if (where.equal) {
      where.equal->value.second = static_cast<Assigned &&>(value);
      return base::told(where.equal, false);
    }
    node *const at = base::make(static_cast<From &&>(key), static_cast<Assigned &&>(value));
    this->hang(at, where);
    return base::told(at, true);
  }
};

template <class Key, class T, class Compare>
struct [[clang::annotate("clangent.holds_own_address"), clang::annotate("clangent.of_numbers"),
         clang::annotate("clangent.nodes")]] model<std::multimap<Key, T, Compare>>
    : models::tree<std::multimap<Key, T, Compare>, models::first_of_value, false> {
  using owner = std::multimap<Key, T, Compare>;
  using base = models::tree<owner, models::first_of_value, false>;
  using Value = typename owner::value_type;

  model() noexcept { this->reset(); }
  explicit model(const Compare &compare) { this->start(compare); }
  template <class Iterator> model(Iterator from, Iterator to) {
    this->reset();
    this->insert(from, to);
  }
  model(std::initializer_list<Value> list, const Compare &compare) {
    this->start(compare);
    this->insert(list.begin(), list.end());
  }
  model(const owner &other) { this->copy(base::of(other)); }
  model(owner && other) noexcept { this->take(base::of(other)); }
  ~model() { this->destroy_all(); }

  owner &operator=(const owner &other) { return this->assign(other); }
  owner &operator=(owner &&other) noexcept { return this->assign_moved(other); }
  owner &operator=(std::initializer_list<Value> list) { return this->assign(list); }
};

namespace detail {

template <class Key, class T, class Compare>
void expect_same_structure(const char *name, const std::map<Key, T, Compare> &object,
                           const std::map<Key, T, Compare> &bar) {
  detail::expect_same_tree(name, object, bar);
}
template <class Key, class T, class Compare>
void expect_same_structure(const char *name, const std::multimap<Key, T, Compare> &object,
                           const std::multimap<Key, T, Compare> &bar) {
  detail::expect_same_tree(name, object, bar);
}

} // namespace detail

} // namespace clangent
#endif // __GLIBCXX__

#pragma pop_macro("T")

#endif // CLANGENT_MODELS_MAP_H
