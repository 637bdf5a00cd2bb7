// Iterators of containers whose nodes are linked. See clangent/model.h.
#ifndef CLANGENT_MODELS_POSITION_H
#define CLANGENT_MODELS_POSITION_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

namespace clangent {
namespace models {

// An iterator of the class Owner as the address of a node, which has a value. next_of(node), and previous_of(node) where the
// iterator goes back too, are found where the node is declared.
template <class Owner, class Node, class Reference, class Pointer> struct position {
  position() noexcept : at(nullptr) {}
  explicit position(Node *at) noexcept : at(at) {}
  Reference operator*() const noexcept { return at->value; }
  Pointer operator->() const noexcept { return &at->value; }
  Owner &operator++() noexcept {
    at = next_of(at);
    return reinterpret_cast<Owner &>(*this);
  }
  Owner operator++(int) noexcept {
    const Owner before = reinterpret_cast<Owner &>(*this);
    at = next_of(at);
    return before;
  }
  Owner &operator--() noexcept {
    at = previous_of(at);
    return reinterpret_cast<Owner &>(*this);
  }
  Owner operator--(int) noexcept {
    const Owner before = reinterpret_cast<Owner &>(*this);
    at = previous_of(at);
    return before;
  }

  Node *at;
};

} // namespace models
} // namespace clangent

#endif // CLANGENT_MODELS_POSITION_H
