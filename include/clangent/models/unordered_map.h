// std::unordered_map as libstdc++ lays it out: one list of all nodes, in which those of a bucket stand together, and
// for each bucket the node in front of its first. See clangent/model.h.
#ifndef CLANGENT_MODELS_UNORDERED_MAP_H
#define CLANGENT_MODELS_UNORDERED_MAP_H

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "../detail/sizes.h"
#include "../model.h"
#include "position.h"

#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <new>
#include <stdexcept>
#include <type_traits>
#include <unordered_map>
#include <utility>

#ifdef __GLIBCXX__
namespace clangent {
namespace models {

// The memory is also seen through the library's own classes.
template <class Value, bool isCached> struct hash_node;
template <class Value, bool isCached> struct [[gnu::may_alias, clang::annotate("clangent.nodes")]] hash_links {
  hash_node<Value, isCached> *next;
};
template <class Value>
struct [[gnu::may_alias, clang::annotate("clangent.nodes")]] hash_node<Value, false> : hash_links<Value, false> {
  Value value;
};
template <class Value>
struct [[gnu::may_alias, clang::annotate("clangent.nodes")]] hash_node<Value, true> : hash_links<Value, true> {
  Value value;
  std::size_t code;
};

// The order of iteration follows from how many buckets there are: the library decides. Of the load factor only the bits
// are known here; it is no number with a derivative.
[[clangent::inactive]] inline std::size_t buckets_to_have(unsigned factor, std::size_t next_resize, std::size_t buckets,
                                                          std::size_t count, std::size_t more) {
  std::__detail::_Prime_rehash_policy policy(__builtin_bit_cast(float, factor));
  policy._M_reset(next_resize);
  const std::pair<bool, std::size_t> answer = policy._M_need_rehash(buckets, count, more);
  return answer.first ? answer.second : buckets;
}
[[clangent::inactive]] inline std::size_t count_to_resize_at(unsigned factor, std::size_t next_resize,
                                                             std::size_t buckets, std::size_t count, std::size_t more) {
  std::__detail::_Prime_rehash_policy policy(__builtin_bit_cast(float, factor));
  policy._M_reset(next_resize);
  policy._M_need_rehash(buckets, count, more);
  return policy._M_state();
}
[[clangent::inactive]] inline std::size_t buckets_for(unsigned factor, std::size_t count, std::size_t at_least) {
  const std::__detail::_Prime_rehash_policy policy(__builtin_bit_cast(float, factor));
  const std::size_t wanted = policy._M_bkt_for_elements(count);
  return policy._M_next_bkt(at_least > wanted ? at_least : wanted);
}
[[clangent::inactive]] inline std::size_t resize_at_for(unsigned factor, std::size_t count, std::size_t at_least) {
  const std::__detail::_Prime_rehash_policy policy(__builtin_bit_cast(float, factor));
  const std::size_t wanted = policy._M_bkt_for_elements(count);
  policy._M_next_bkt(at_least > wanted ? at_least : wanted);
  return policy._M_state();
}

template <class Value, bool isCached> hash_node<Value, isCached> *next_of(hash_node<Value, isCached> *at) noexcept {
  return at->next;
}

} // namespace models

template <class Value, bool isCached>
struct [[clang::annotate("clangent.of_numbers")]] model<std::__detail::_Node_iterator_base<Value, isCached>> {
  models::hash_node<Value, isCached> *at;
};
template <class Value, bool isConst, bool isCached>
struct [[clang::annotate("clangent.of_numbers")]] model<std::__detail::_Node_iterator<Value, isConst, isCached>>
    : models::position<std::__detail::_Node_iterator<Value, isConst, isCached>, models::hash_node<Value, isCached>,
                       typename std::__detail::_Node_iterator<Value, isConst, isCached>::reference,
                       typename std::__detail::_Node_iterator<Value, isConst, isCached>::pointer> {
  using node = models::hash_node<Value, isCached>;
  using base = models::position<std::__detail::_Node_iterator<Value, isConst, isCached>, node,
                                typename std::__detail::_Node_iterator<Value, isConst, isCached>::reference,
                                typename std::__detail::_Node_iterator<Value, isConst, isCached>::pointer>;
  model() noexcept {}
  explicit model(node * at) noexcept : base(at) {}
};
template <class Value, bool isConst, bool isCached>
struct [[clang::annotate("clangent.of_numbers")]] model<std::__detail::_Node_const_iterator<Value, isConst, isCached>>
    : models::position<std::__detail::_Node_const_iterator<Value, isConst, isCached>,
                       models::hash_node<Value, isCached>, const Value &, const Value *> {
  using node = models::hash_node<Value, isCached>;
  using base = models::position<std::__detail::_Node_const_iterator<Value, isConst, isCached>, node, const Value &,
                                const Value *>;
  using changing = std::__detail::_Node_iterator<Value, isConst, isCached>;
  model() noexcept {}
  explicit model(node * at) noexcept : base(at) {}
  model(const changing &other) noexcept : base(reinterpret_cast<const model<changing> &>(other).at) {}
};

template <class Key, class T, class Hash, class Equal>
struct [[clang::annotate("clangent.holds_own_address"), clang::annotate("clangent.of_numbers"),
         clang::annotate("clangent.nodes")]] model<std::unordered_map<Key, T, Hash, Equal>> {
  using owner = std::unordered_map<Key, T, Hash, Equal>;
  using Value = typename owner::value_type;
  static constexpr bool isCached = std::__cache_default<Key, Hash>::value;
  using node = models::hash_node<Value, isCached>;
  using size_type = std::size_t;
  using iterator = typename owner::iterator;
  using const_iterator = typename owner::const_iterator;
  static_assert(sizeof(node) == sizeof(std::__detail::_Hash_node<Value, isCached>), "the library's nodes are others");

  // ---- made and destroyed

  model() noexcept { reset(); }
  explicit model(size_type count, const Hash &, const Equal &) {
    reset();
    reserve_buckets(count);
  }
  template <class Iterator> model(Iterator from, Iterator to, size_type count, const Hash &, const Equal &) {
    reset();
    reserve_buckets(count);
    for (; from != to; ++from)
      insert_made(*from);
  }
  model(std::initializer_list<Value> list, size_type count, const Hash &, const Equal &) {
    reset();
    reserve_buckets(count);
    for (const Value &value : list)
      insert_made(value);
  }
  model(const owner &other) {
    reset();
    copy(of(other));
  }
  model(owner && other) noexcept {
    reset();
    take(of(other));
  }
  ~model() {
    destroy_all();
    release_buckets();
  }

  owner &operator=(const owner &other) {
    if (&of(other) != this) {
      destroy_all();
      release_buckets();
      reset();
      copy(of(other));
    }
    return self();
  }
  owner &operator=(owner &&other) noexcept {
    destroy_all();
    release_buckets();
    reset();
    take(of(other));
    return self();
  }
  owner &operator=(std::initializer_list<Value> list) {
    clear();
    if (count_of_buckets < list.size())
      rehash_for(list.size());
    insert(list.begin(), list.end());
    return self();
  }

  // ---- elements

  T &operator[](const Key &key) { return try_emplace(key).first->second; }
  T &operator[](Key &&key) { return try_emplace(static_cast<Key &&>(key)).first->second; }
  T &at(const Key &key) { return present(key)->value.second; }
  const T &at(const Key &key) const { return present(key)->value.second; }

  iterator begin() noexcept { return made<iterator>(first.next); }
  iterator end() noexcept { return made<iterator>(nullptr); }
  const_iterator begin() const noexcept { return made<const_iterator>(first.next); }
  const_iterator end() const noexcept { return made<const_iterator>(nullptr); }
  const_iterator cbegin() const noexcept { return begin(); }
  const_iterator cend() const noexcept { return end(); }

  iterator find(const Key &key) { return made<iterator>(found(key, code_of(key))); }
  const_iterator find(const Key &key) const { return made<const_iterator>(found(key, code_of(key))); }
  size_type count(const Key &key) const { return found(key, code_of(key)) ? 1 : 0; }
  bool contains(const Key &key) const { return found(key, code_of(key)) != nullptr; }

  // ---- sizes

  size_type size() const noexcept { return count_of_nodes; }
  bool empty() const noexcept { return count_of_nodes == 0; }
  size_type bucket_count() const noexcept { return count_of_buckets; }
  void clear() noexcept {
    destroy_all();
    for (size_type i = 0; i < count_of_buckets; ++i)
      buckets[i] = nullptr;
    first.next = nullptr;
    count_of_nodes = 0;
  }
  void reserve(size_type count) { rehash_for(count); }

  // ---- elements come and go

  std::pair<iterator, bool> insert(const Value &value) { return insert_made(value); }
  std::pair<iterator, bool> insert(Value && value) { return insert_made(static_cast<Value &&>(value)); }
  template <class Pair, class = std::enable_if_t<std::is_constructible_v<Value, Pair &&>>>
  std::pair<iterator, bool> insert(Pair && value) {
    return emplace(static_cast<Pair &&>(value));
  }
  iterator insert(const_iterator, const Value &value) { return insert_made(value).first; }
  iterator insert(const_iterator, Value && value) { return insert_made(static_cast<Value &&>(value)).first; }
  template <class Iterator> void insert(Iterator from, Iterator to) {
    // The first that is new makes room for all.
    size_type more = distance(from, to);
    for (; from != to; ++from)
      if (insert_made(*from, more).second)
        more = 1;
      else if (more != 1)
        --more;
  }
  void insert(std::initializer_list<Value> list) { insert(list.begin(), list.end()); }
  template <class... Arguments> std::pair<iterator, bool> emplace(Arguments && ...arguments) {
    node *const at = make(static_cast<Arguments &&>(arguments)...);
    const size_type code = code_of(at->value.first);
    if (node *const there = found(at->value.first, code)) {
      drop(at);
      return told(there, false);
    }
    hang(at, code);
    return told(at, true);
  }
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
  iterator erase(iterator at) { return made<iterator>(take_out(node_of(at))); }
  iterator erase(const_iterator at) { return made<iterator>(take_out(node_of(at))); }
  iterator erase(const_iterator from, const_iterator to) {
    node *at = node_of(from);
    while (at != node_of(to))
      at = take_out(at);
    return made<iterator>(at);
  }
  size_type erase(const Key &key) {
    node *const at = found(key, code_of(key));
    if (!at)
      return 0;
    take_out(at);
    return 1;
  }
  void swap(owner & other) noexcept {
    model kept;
    kept.take(*this);
    take(of(other));
    of(other).take(kept);
  }

  node **buckets = nullptr;
  size_type count_of_buckets = 1;
  models::hash_links<Value, isCached> first{nullptr};
  size_type count_of_nodes = 0;
  unsigned factor = 0;
  size_type next_resize = 0;
  node *only_bucket = nullptr;

private:
  static model &of(owner & object) noexcept { return reinterpret_cast<model &>(object); }
  static const model &of(const owner &object) noexcept { return reinterpret_cast<const model &>(object); }
  owner &self() noexcept { return reinterpret_cast<owner &>(*this); }
  template <class Iterator> static node *node_of(const Iterator &at) noexcept {
    return reinterpret_cast<const model<Iterator> &>(at).at;
  }
  template <class Iterator> static Iterator made(node * at) noexcept {
    model<Iterator> result(at);
    return reinterpret_cast<Iterator &>(result);
  }
  static std::pair<iterator, bool> told(node * at, bool isNew) {
    return std::pair<iterator, bool>(made<iterator>(at), isNew);
  }
  // What stands in front of the first node.
  node *outside() noexcept { return static_cast<node *>(&first); }

  static size_type code_of(const Key &key) { return Hash()(key); }
  static size_type code_in(const node *at) {
    if constexpr (isCached)
      return at->code;
    else
      return code_of(at->value.first);
  }
  size_type bucket_of(const node *at) const { return code_in(at) % count_of_buckets; }
  static bool is(const node *at, const Key &key, size_type code) {
    if constexpr (isCached)
      if (at->code != code)
        return false;
    return Equal()(key, at->value.first);
  }
  node *found(const Key &key, size_type code) const {
    const size_type bucket = code % count_of_buckets;
    if (!buckets[bucket])
      return nullptr;
    for (node *at = buckets[bucket]->next; at && bucket_of(at) == bucket; at = at->next)
      if (is(at, key, code))
        return at;
    return nullptr;
  }
  node *present(const Key &key) const {
    node *const at = found(key, code_of(key));
    if (!at)
      std::__throw_out_of_range("_Map_base::at");
    return at;
  }

  void reset() noexcept {
    buckets = &only_bucket;
    count_of_buckets = 1;
    first.next = nullptr;
    count_of_nodes = 0;
    factor = 0x3f800000; // 1.0f
    next_resize = 0;
    only_bucket = nullptr;
  }
  void release_buckets() noexcept {
    if (buckets != &only_bucket)
      ::operator delete(buckets);
  }
  static node **empty_buckets(size_type count) {
    node **const made = static_cast<node **>(::operator new(count * sizeof(node *)));
    for (size_type i = 0; i < count; ++i)
      made[i] = nullptr;
    return made;
  }
  void new_buckets(size_type count) {
    if (count == 1) {
      only_bucket = nullptr;
      buckets = &only_bucket;
    } else {
      buckets = empty_buckets(count);
    }
    count_of_buckets = count;
  }
  // From another, which is empty then. This one has no elements, and one bucket.
  void take(model & other) noexcept {
    if (other.buckets == &other.only_bucket) {
      buckets = &only_bucket;
      only_bucket = other.only_bucket;
    } else {
      buckets = other.buckets;
    }
    count_of_buckets = other.count_of_buckets;
    first.next = other.first.next;
    count_of_nodes = other.count_of_nodes;
    factor = other.factor;
    next_resize = other.next_resize;
    if (first.next)
      buckets[bucket_of(first.next)] = outside();
    other.reset();
    other.factor = factor;
  }
  void copy(const model &other) {
    factor = other.factor;
    next_resize = other.next_resize;
    new_buckets(other.count_of_buckets);
    count_of_nodes = other.count_of_nodes;
    node *last = outside();
    for (const node *from = other.first.next; from; from = from->next) {
      node *const at = make(from->value);
      at->next = nullptr;
      if constexpr (isCached)
        at->code = from->code;
      last->next = at;
      const size_type bucket = bucket_of(at);
      if (!buckets[bucket])
        buckets[bucket] = last;
      last = at;
    }
  }
  template <class... Arguments> static node *make(Arguments && ...arguments) {
    node *const made = static_cast<node *>(::operator new(sizeof(node)));
    ::new (static_cast<void *>(&made->value)) Value(static_cast<Arguments &&>(arguments)...);
    return made;
  }
  static void drop(node * at) noexcept {
    if constexpr (!std::is_trivially_destructible_v<Value>)
      at->value.~Value();
    ::operator delete(at);
  }
  void destroy_all() noexcept {
    node *at = first.next;
    while (at) {
      node *const next = at->next;
      drop(at);
      at = next;
    }
  }

  // The nodes stay, in another order.
  void rehash_to(size_type count) {
    node *at = first.next;
    release_buckets();
    new_buckets(count);
    first.next = nullptr;
    size_type bucket_of_first = 0;
    while (at) {
      node *const next = at->next;
      const size_type bucket = bucket_of(at);
      if (!buckets[bucket]) {
        at->next = first.next;
        first.next = at;
        buckets[bucket] = outside();
        if (at->next)
          buckets[bucket_of_first] = at;
        bucket_of_first = bucket;
      } else {
        at->next = buckets[bucket]->next;
        buckets[bucket]->next = at;
      }
      at = next;
    }
  }
  template <class Iterator> static size_type distance(Iterator from, Iterator to) {
    if constexpr (std::is_base_of_v<std::forward_iterator_tag,
                                    typename std::iterator_traits<Iterator>::iterator_category>)
      return static_cast<size_type>(std::distance(from, to));
    else
      return from != to ? 1 : 0;
  }
  // For the constructors.
  void reserve_buckets(size_type at_least) {
    const size_type wanted = models::buckets_for(factor, 0, at_least);
    next_resize = models::resize_at_for(factor, 0, at_least);
    if (wanted > count_of_buckets)
      new_buckets(wanted);
  }
  void rehash_for(size_type count) {
    const size_type more = count > count_of_nodes + 1 ? count : count_of_nodes + 1;
    const size_type wanted = models::buckets_for(factor, more, 0);
    const size_type before = count_of_buckets;
    if (wanted == before)
      return;
    next_resize = models::resize_at_for(factor, more, 0);
    rehash_to(wanted);
  }
  void hang(node * at, size_type code, size_type more = 1) {
    const size_type wanted = models::buckets_to_have(factor, next_resize, count_of_buckets, count_of_nodes, more);
    next_resize = models::count_to_resize_at(factor, next_resize, count_of_buckets, count_of_nodes, more);
    if (wanted != count_of_buckets)
      rehash_to(wanted);
    if constexpr (isCached)
      at->code = code;
    const size_type bucket = code % count_of_buckets;
    if (buckets[bucket]) {
      at->next = buckets[bucket]->next;
      buckets[bucket]->next = at;
    } else {
      at->next = first.next;
      first.next = at;
      if (at->next)
        buckets[bucket_of(at->next)] = at;
      buckets[bucket] = outside();
    }
    ++count_of_nodes;
  }
  node *take_out(node * at) noexcept {
    const size_type bucket = bucket_of(at);
    node *previous = buckets[bucket];
    while (previous->next != at)
      previous = previous->next;
    node *const next = at->next;
    const size_type of_next = next ? bucket_of(next) : 0;
    if (previous == buckets[bucket]) {
      // The first of its bucket, and the last as well if another bucket's follows.
      if (!next || of_next != bucket) {
        if (next)
          buckets[of_next] = previous;
        buckets[bucket] = nullptr;
      }
    } else if (next && of_next != bucket) {
      buckets[of_next] = previous;
    }
    previous->next = next;
    drop(at);
    --count_of_nodes;
    return next;
  }
  template <class From> std::pair<iterator, bool> insert_made(From && value, size_type more = 1) {
    const size_type code = code_of(value.first);
    if (node *const there = found(value.first, code))
      return told(there, false);
    node *const at = make(static_cast<From &&>(value));
    hang(at, code, more);
    return told(at, true);
  }
  template <class From, class... Arguments> std::pair<iterator, bool> made_of(From && key, Arguments && ...arguments) {
    const size_type code = code_of(key);
    if (node *const there = found(key, code))
      return told(there, false);
    node *const at = static_cast<node *>(::operator new(sizeof(node)));
    ::new (static_cast<void *>(const_cast<Key *>(&at->value.first))) Key(static_cast<From &&>(key));
    ::new (static_cast<void *>(&at->value.second)) T(static_cast<Arguments &&>(arguments)...);
    hang(at, code);
    return told(at, true);
  }
  template <class From, class Assigned> std::pair<iterator, bool> assigned(From && key, Assigned && value) {
    const size_type code = code_of(key);
    if (node *const there = found(key, code)) {
      there->value.second = static_cast<Assigned &&>(value);
      return told(there, false);
    }
    node *const at = make(static_cast<From &&>(key), static_cast<Assigned &&>(value));
    hang(at, code);
    return told(at, true);
  }
};

namespace detail {

template <class Key, class T, class Hash, class Equal>
void expect_same_structure(const char *name, const std::unordered_map<Key, T, Hash, Equal> &object,
                           const std::unordered_map<Key, T, Hash, Equal> &bar) {
  if (bar.size() != object.size())
    detail::sizes_differ(name, bar.size(), object.size());
  bool isSame = bar.bucket_count() == object.bucket_count();
  auto at = bar.begin();
  for (const auto &element : object)
    isSame = isSame && object.key_eq()(element.first, (at++)->first);
  if (!isSame)
    detail::structures_differ(name);
}

} // namespace detail

} // namespace clangent
#endif // __GLIBCXX__

#pragma pop_macro("T")

#endif // CLANGENT_MODELS_UNORDERED_MAP_H
