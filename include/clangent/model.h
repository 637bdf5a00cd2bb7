// What the operations of a class do to memory, for the compiler of derivatives.
#ifndef CLANGENT_MODEL_H
#define CLANGENT_MODEL_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

namespace clangent {

// A specialisation stands for a class where functions with derivatives use it: its data members are those of the class, in
// the order and at the offsets at which that has them, and where a member function of the class (a constructor, its
// destructor) is called, the one of the same name and parameters is differentiated in its place. Parameters that are
// allocators are left out. It is never compiled for execution: what the program itself runs is the class.
//
// What several models share may be a base of theirs: its data members come first.
//
// [[clang::annotate("clangent.holds_own_address")]] marks a model whose objects hold their own address: they go elsewhere
// by its move constructor, which leaves nothing behind that would have to be destroyed.
// [[clang::annotate("clangent.of_numbers")]] marks one that only stands for the class where its elements hold numbers;
// others are used as they are.
//
// [[clang::annotate("clangent.nodes")]] marks one that finds what it owns through its own pointers alone: an adjoint that
// the caller has must be built alike, which clangent::detail::expect_same_structure is called to check. So are its nodes.
//
// A data member that cannot be named says how it is read: [[clang::annotate("clangent.read", "data()", "size()")]]
// is object.data() + object.size().
template <class Class> struct model;

} // namespace clangent

#endif // CLANGENT_MODEL_H
