// What the models of ordered containers share: red-black trees as libstdc++ lays them out, and their iterators.
// Insertion and erasure are those of Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, chapter 13; no
// node stands for the leaves, null does.
#ifndef CLANGENT_MODELS_TREE_H
#define CLANGENT_MODELS_TREE_H

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
#include <map>
#include <new>
#include <stdexcept>
#include <type_traits>
#include <utility>

#ifdef __GLIBCXX__
namespace clangent {
namespace models {

// The memory is also seen through the library's own classes.
template <class Value> struct tree_node;
template <class Value> struct [[gnu::may_alias, clang::annotate("clangent.nodes")]] tree_links {
  std::_Rb_tree_color color;
  tree_node<Value> *parent, *left, *right; // of the header: the root, the first and the last
};
template <class Value> struct [[gnu::may_alias, clang::annotate("clangent.nodes")]] tree_node : tree_links<Value> {
  Value value;
};

template <class Node> Node *tree_first(Node *at) noexcept {
  while (at->left)
    at = at->left;
  return at;
}
template <class Node> Node *tree_last(Node *at) noexcept {
  while (at->right)
    at = at->right;
  return at;
}
template <class Value> tree_node<Value> *next_of(tree_node<Value> *at) noexcept {
  if (at->right)
    return models::tree_first(at->right);
  tree_node<Value> *above = at->parent;
  while (at == above->right) {
    at = above;
    above = above->parent;
  }
  // The last node is the root and has no right one: the header's parent is that root.
  return at->right == above ? at : above;
}
template <class Value> tree_node<Value> *previous_of(tree_node<Value> *at) noexcept {
  // The header is red, and its parent's parent.
  if (at->color == std::_S_red && at->parent->parent == at)
    return at->right;
  if (at->left)
    return models::tree_last(at->left);
  tree_node<Value> *above = at->parent;
  while (at == above->left) {
    at = above;
    above = above->parent;
  }
  return above;
}

// Puts `by` where `at` hangs.
template <class Node> void tree_replace(Node *at, Node *by, Node *header) noexcept {
  Node *const above = at->parent;
  if (above == header)
    header->parent = by;
  else if (at == above->left)
    above->left = by;
  else
    above->right = by;
}
template <class Node> void tree_rotate_left(Node *at, Node *header) noexcept {
  Node *const up = at->right;
  at->right = up->left;
  if (up->left)
    up->left->parent = at;
  up->parent = at->parent;
  models::tree_replace(at, up, header);
  up->left = at;
  at->parent = up;
}
template <class Node> void tree_rotate_right(Node *at, Node *header) noexcept {
  Node *const up = at->left;
  at->left = up->right;
  if (up->right)
    up->right->parent = at;
  up->parent = at->parent;
  models::tree_replace(at, up, header);
  up->right = at;
  at->parent = up;
}

template <class Node> void tree_insert(Node *at, Node *above, bool isLeft, Node *header) noexcept {
  at->color = std::_S_red;
  at->parent = above;
  at->left = at->right = nullptr;
  if (above == header) {
    header->parent = header->left = header->right = at;
  } else if (isLeft) {
    above->left = at;
    if (above == header->left)
      header->left = at;
  } else {
    above->right = at;
    if (above == header->right)
      header->right = at;
  }
  while (at != header->parent && at->parent->color == std::_S_red) {
    Node *up = at->parent, *const top = up->parent;
    const bool isUpLeft = up == top->left;
    Node *const uncle = isUpLeft ? top->right : top->left;
    if (uncle && uncle->color == std::_S_red) {
      up->color = uncle->color = std::_S_black;
      top->color = std::_S_red;
      at = top;
      continue;
    }
    if (isUpLeft ? at == up->right : at == up->left) {
      at = up;
      if (isUpLeft)
        models::tree_rotate_left(at, header);
      else
        models::tree_rotate_right(at, header);
      up = at->parent;
    }
    up->color = std::_S_black;
    top->color = std::_S_red;
    if (isUpLeft)
      models::tree_rotate_right(top, header);
    else
      models::tree_rotate_left(top, header);
  }
  header->parent->color = std::_S_black;
}

// One black node too few on the paths through `at`, which may be null and hangs under `above`.
template <class Node> void tree_repair(Node *at, Node *above, Node *header) noexcept {
  while (at != header->parent && (!at || at->color == std::_S_black)) {
    const bool isLeft = at == above->left;
    Node *other = isLeft ? above->right : above->left;
    if (other->color == std::_S_red) {
      other->color = std::_S_black;
      above->color = std::_S_red;
      if (isLeft)
        models::tree_rotate_left(above, header);
      else
        models::tree_rotate_right(above, header);
      other = isLeft ? above->right : above->left;
    }
    Node *const far = isLeft ? other->right : other->left, *const near = isLeft ? other->left : other->right;
    const bool isFarRed = far && far->color == std::_S_red;
    if (!isFarRed && !(near && near->color == std::_S_red)) {
      other->color = std::_S_red;
      at = above;
      above = above->parent;
      continue;
    }
    if (!isFarRed) {
      near->color = std::_S_black;
      other->color = std::_S_red;
      if (isLeft)
        models::tree_rotate_right(other, header);
      else
        models::tree_rotate_left(other, header);
      other = isLeft ? above->right : above->left;
    }
    other->color = above->color;
    above->color = std::_S_black;
    Node *const outer = isLeft ? other->right : other->left;
    if (outer)
      outer->color = std::_S_black;
    if (isLeft)
      models::tree_rotate_left(above, header);
    else
      models::tree_rotate_right(above, header);
    break;
  }
  if (at)
    at->color = std::_S_black;
}

// Takes a node out, which stays as it is.
template <class Node> void tree_erase(Node *gone, Node *header) noexcept {
  if (gone == header->left)
    header->left = gone->right ? models::tree_first(gone->right) : gone->parent;
  if (gone == header->right)
    header->right = gone->left ? models::tree_last(gone->left) : gone->parent;
  std::_Rb_tree_color lost = gone->color;
  Node *at = nullptr, *above = gone->parent;
  if (!gone->left || !gone->right) {
    at = gone->left ? gone->left : gone->right;
    models::tree_replace(gone, at, header);
    if (at)
      at->parent = above;
  } else {
    Node *const next = models::tree_first(gone->right);
    lost = next->color;
    at = next->right;
    if (next == gone->right) {
      above = next;
    } else {
      above = next->parent;
      above->left = at;
      if (at)
        at->parent = above;
      next->right = gone->right;
      next->right->parent = next;
    }
    models::tree_replace(gone, next, header);
    next->parent = gone->parent;
    next->color = gone->color;
    next->left = gone->left;
    next->left->parent = next;
  }
  if (lost == std::_S_black && header->parent)
    models::tree_repair(at, above, header);
}

} // namespace models

// ---- iterators

template <class Value>
struct [[clang::annotate("clangent.of_numbers")]] model<std::_Rb_tree_iterator<Value>>
    : models::position<std::_Rb_tree_iterator<Value>, models::tree_node<Value>, Value &, Value *> {
  using base = models::position<std::_Rb_tree_iterator<Value>, models::tree_node<Value>, Value &, Value *>;
  model() noexcept {}
  explicit model(models::tree_node<Value> * at) noexcept : base(at) {}
};
template <class Value>
struct [[clang::annotate("clangent.of_numbers")]] model<std::_Rb_tree_const_iterator<Value>>
    : models::position<std::_Rb_tree_const_iterator<Value>, models::tree_node<Value>, const Value &, const Value *> {
  using base =
      models::position<std::_Rb_tree_const_iterator<Value>, models::tree_node<Value>, const Value &, const Value *>;
  using changing = std::_Rb_tree_iterator<Value>;
  model() noexcept {}
  explicit model(models::tree_node<Value> * at) noexcept : base(at) {}
  model(const changing &other) noexcept : base(reinterpret_cast<const model<changing> &>(other).at) {}
};

// ---- containers

namespace models {

struct whole_value {
  template <class Value> static const Value &key(const Value &value) noexcept { return value; }
};
struct first_of_value {
  template <class Value> static const typename Value::first_type &key(const Value &value) noexcept {
    return value.first;
  }
};

// Of std::map and std::multimap, std::set and std::multiset. KeyOf finds the key in an element.
template <class Owner, class KeyOf, bool isUnique> struct tree {
  using owner = Owner;
  using Key = typename Owner::key_type;
  using Value = typename Owner::value_type;
  using Compare = typename Owner::key_compare;
  using node = tree_node<Value>;
  using size_type = std::size_t;
  using iterator = typename Owner::iterator;
  using const_iterator = typename Owner::const_iterator;
  using reverse_iterator = typename Owner::reverse_iterator;
  using const_reverse_iterator = typename Owner::const_reverse_iterator;
  using inserted = std::conditional_t<isUnique, std::pair<iterator, bool>, iterator>;
  static_assert(sizeof(node) == sizeof(std::_Rb_tree_node<Value>), "the library's nodes are others");

  iterator begin() noexcept { return made<iterator>(header.left); }
  iterator end() noexcept { return made<iterator>(outside()); }
  const_iterator begin() const noexcept { return made<const_iterator>(header.left); }
  const_iterator end() const noexcept { return made<const_iterator>(outside()); }
  const_iterator cbegin() const noexcept { return begin(); }
  const_iterator cend() const noexcept { return end(); }
  reverse_iterator rbegin() noexcept { return reverse_iterator(end()); }
  reverse_iterator rend() noexcept { return reverse_iterator(begin()); }
  const_reverse_iterator rbegin() const noexcept { return const_reverse_iterator(end()); }
  const_reverse_iterator rend() const noexcept { return const_reverse_iterator(begin()); }
  const_reverse_iterator crbegin() const noexcept { return rbegin(); }
  const_reverse_iterator crend() const noexcept { return rend(); }

  size_type size() const noexcept { return count_of_nodes; }
  bool empty() const noexcept { return count_of_nodes == 0; }
  void clear() noexcept {
    destroy_all();
    reset();
  }
  void swap(owner &other) noexcept {
    tree kept;
    kept.take(*this);
    take(of(other));
    of(other).take(kept);
  }

  // ---- searches

  iterator find(const Key &key) { return made<iterator>(found(key)); }
  const_iterator find(const Key &key) const { return made<const_iterator>(found(key)); }
  iterator lower_bound(const Key &key) { return made<iterator>(lower(key)); }
  const_iterator lower_bound(const Key &key) const { return made<const_iterator>(lower(key)); }
  iterator upper_bound(const Key &key) { return made<iterator>(upper(key)); }
  const_iterator upper_bound(const Key &key) const { return made<const_iterator>(upper(key)); }
  std::pair<iterator, iterator> equal_range(const Key &key) {
    return std::pair<iterator, iterator>(lower_bound(key), upper_bound(key));
  }
  std::pair<const_iterator, const_iterator> equal_range(const Key &key) const {
    return std::pair<const_iterator, const_iterator>(lower_bound(key), upper_bound(key));
  }
  size_type count(const Key &key) const {
    size_type counted = 0;
    node *const last = upper(key);
    for (node *at = lower(key); at != last; at = next_of(at))
      ++counted;
    return counted;
  }
  bool contains(const Key &key) const { return found(key) != outside(); }

  // ---- elements come and go

  inserted insert(const Value &value) { return insert_made(value); }
  inserted insert(Value &&value) { return insert_made(static_cast<Value &&>(value)); }
  template <class Pair, class = std::enable_if_t<std::is_constructible_v<Value, Pair &&>>>
  inserted insert(Pair &&value) {
    return emplace(static_cast<Pair &&>(value));
  }
  // Where among unequal keys an element belongs is no question of a hint.
  template <bool is = isUnique> std::enable_if_t<is, iterator> insert(const_iterator, const Value &value) {
    return insert_made(value).first;
  }
  template <bool is = isUnique> std::enable_if_t<is, iterator> insert(const_iterator, Value &&value) {
    return insert_made(static_cast<Value &&>(value)).first;
  }
  template <class Iterator> void insert(Iterator from, Iterator to) {
    for (; from != to; ++from)
      insert_made(*from);
  }
  void insert(std::initializer_list<Value> list) { insert(list.begin(), list.end()); }
  template <class... Arguments> inserted emplace(Arguments &&...arguments) {
    node *const made = make(static_cast<Arguments &&>(arguments)...);
    return insert_node(made);
  }
  template <class... Arguments> iterator emplace_hint(const_iterator, Arguments &&...arguments) {
    static_assert(isUnique, "where equal keys go depends on the hint");
    return emplace(static_cast<Arguments &&>(arguments)...).first;
  }
  template <class At, class = std::enable_if_t<std::is_same_v<At, iterator> || std::is_same_v<At, const_iterator>>>
  iterator erase(At at) {
    return made<iterator>(take_out(node_of(at)));
  }
  iterator erase(const_iterator from, const_iterator to) {
    node *at = node_of(from);
    while (at != node_of(to))
      at = take_out(at);
    return made<iterator>(at);
  }
  size_type erase(const Key &key) {
    const size_type before = count_of_nodes;
    node *at = lower(key), *const last = upper(key);
    while (at != last)
      at = take_out(at);
    return before - count_of_nodes;
  }

  Compare key_comp() const { return compare; }

  Compare compare{};
  tree_links<Value> header{std::_S_red, nullptr, nullptr, nullptr};
  size_type count_of_nodes = 0;

protected:
  struct place {
    node *above;
    bool isLeft;
    node *equal; // null if there is none
  };

  static tree &of(owner &object) noexcept { return reinterpret_cast<tree &>(object); }
  static const tree &of(const owner &object) noexcept { return reinterpret_cast<const tree &>(object); }
  owner &self() noexcept { return reinterpret_cast<owner &>(*this); }
  template <class Iterator> static node *node_of(const Iterator &at) noexcept {
    return reinterpret_cast<const model<Iterator> &>(at).at;
  }
  template <class Iterator> static Iterator made(node *at) noexcept {
    model<Iterator> result(at);
    return reinterpret_cast<Iterator &>(result);
  }
  // What follows the last element.
  node *outside() const noexcept { return static_cast<node *>(const_cast<tree_links<Value> *>(&header)); }
  static const Key &key_of(node *at) noexcept { return KeyOf::key(at->value); }

  void start(const Compare &by) {
    compare = by;
    reset();
  }
  owner &assign(const owner &other) {
    if (&of(other) != this) {
      destroy_all();
      copy(of(other));
    }
    return self();
  }
  owner &assign_moved(owner &other) noexcept {
    destroy_all();
    take(of(other));
    return self();
  }
  owner &assign(std::initializer_list<Value> list) {
    clear();
    insert(list.begin(), list.end());
    return self();
  }

  void reset() noexcept {
    header.color = std::_S_red;
    header.parent = nullptr;
    header.left = header.right = outside();
    count_of_nodes = 0;
  }
  // From another, which is empty then. This one has no elements.
  void take(tree &other) noexcept {
    compare = other.compare;
    reset();
    if (!other.header.parent)
      return;
    header.color = other.header.color;
    header.parent = other.header.parent;
    header.left = other.header.left;
    header.right = other.header.right;
    header.parent->parent = outside();
    count_of_nodes = other.count_of_nodes;
    other.reset();
  }

  template <class... Arguments> static node *make(Arguments &&...arguments) {
    node *const made = static_cast<node *>(::operator new(sizeof(node)));
    ::new (static_cast<void *>(&made->value)) Value(static_cast<Arguments &&>(arguments)...);
    return made;
  }
  static void drop(node *at) noexcept {
    if constexpr (!std::is_trivially_destructible_v<Value>)
      at->value.~Value();
    ::operator delete(at);
  }
  static node *copied(node *from, node *above) {
    node *const made = make(static_cast<const Value &>(from->value));
    made->color = from->color;
    made->parent = above;
    made->left = made->right = nullptr;
    return made;
  }
  // The same tree, node by node from the root. This one has no elements.
  void copy(const tree &other) {
    compare = other.compare;
    reset();
    node *from = other.header.parent;
    if (!from)
      return;
    node *at = copied(from, outside());
    header.parent = at;
    while (from != other.outside()) {
      if (from->left && !at->left) {
        from = from->left;
        at->left = copied(from, at);
        at = at->left;
      } else if (from->right && !at->right) {
        from = from->right;
        at->right = copied(from, at);
        at = at->right;
      } else {
        from = from->parent;
        at = at->parent;
      }
    }
    header.left = tree_first(header.parent);
    header.right = tree_last(header.parent);
    count_of_nodes = other.count_of_nodes;
  }
  // Leaves first.
  void destroy_all() noexcept {
    node *at = header.parent;
    while (at) {
      if (at->left) {
        at = at->left;
      } else if (at->right) {
        at = at->right;
      } else {
        node *const above = at == header.parent ? nullptr : at->parent;
        if (above && above->left == at)
          above->left = nullptr;
        else if (above)
          above->right = nullptr;
        drop(at);
        at = above;
      }
    }
  }

  node *lower(const Key &key) const {
    node *result = outside(), *at = header.parent;
    while (at) {
      if (compare(key_of(at), key)) {
        at = at->right;
      } else {
        result = at;
        at = at->left;
      }
    }
    return result;
  }
  node *upper(const Key &key) const {
    node *result = outside(), *at = header.parent;
    while (at) {
      if (compare(key, key_of(at))) {
        result = at;
        at = at->left;
      } else {
        at = at->right;
      }
    }
    return result;
  }
  node *found(const Key &key) const {
    node *const at = lower(key);
    return at == outside() || compare(key, key_of(at)) ? outside() : at;
  }
  // Where a new node belongs: in front of the first key that is not less; of equal keys that all stay, behind the last.
  place place_of(const Key &key) const {
    node *above = outside(), *candidate = outside(), *at = header.parent;
    bool isLeft = true;
    while (at) {
      above = at;
      isLeft = isUnique ? !compare(key_of(at), key) : compare(key, key_of(at));
      if (isLeft)
        candidate = at;
      at = isLeft ? at->left : at->right;
    }
    const bool isThere = isUnique && candidate != outside() && !compare(key, key_of(candidate));
    return {above, isLeft, isThere ? candidate : nullptr};
  }
  void hang(node *at, const place &where) noexcept {
    tree_insert(at, where.above, where.isLeft, outside());
    ++count_of_nodes;
  }
  static inserted told(node *at, bool isNew) {
    if constexpr (isUnique)
      return std::pair<iterator, bool>(made<iterator>(at), isNew);
    else
      return made<iterator>(at);
  }
  template <class From> inserted insert_made(From &&value) {
    const place where = place_of(KeyOf::key(value));
    if (where.equal)
      return told(where.equal, false);
    node *const at = make(static_cast<From &&>(value));
    hang(at, where);
    return told(at, true);
  }
  inserted insert_node(node *at) {
    const place where = place_of(key_of(at));
    if (where.equal) {
      drop(at);
      return told(where.equal, false);
    }
    hang(at, where);
    return told(at, true);
  }
  node *take_out(node *at) noexcept {
    node *const next = next_of(at);
    tree_erase(at, outside());
    drop(at);
    --count_of_nodes;
    return next;
  }
};

} // namespace models
namespace detail {

// The same keys, each as deep in its tree as the other: then the trees are of one shape.
template <class Tree> void expect_same_tree(const char *name, const Tree &object, const Tree &bar) {
  if (bar.size() != object.size())
    detail::sizes_differ(name, bar.size(), object.size());
  const auto depth = [](auto at, const Tree &tree) {
    long steps = 0;
    for (auto node = at._M_node; node != tree.end()._M_node; node = node->_M_parent)
      ++steps;
    return steps;
  };
  const auto isLess = object.value_comp();
  auto other = bar.begin();
  for (auto at = object.begin(); at != object.end(); ++at, ++other)
    if (isLess(*at, *other) || isLess(*other, *at) || depth(at, object) != depth(other, bar))
      detail::structures_differ(name);
}

} // namespace detail

} // namespace clangent
#endif // __GLIBCXX__

#pragma pop_macro("T")

#endif // CLANGENT_MODELS_TREE_H
