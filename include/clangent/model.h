// What the operations of a class do to memory, for the compiler of derivatives.
#ifndef CLANGENT_MODEL_H
#define CLANGENT_MODEL_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

namespace clangent {

// A specialisation stands for a class where functions with derivatives use it: its data members are those of the class,
// in the order and at the offsets at which that has them, and where a member function of the class (a constructor, its
// destructor) is called, the one of the same name and parameters is differentiated in its place. Parameters that are
// allocators are left out. It is never compiled for execution: what the program itself runs is the class.
//
// A static member function stands for a function of the library's namespace that takes such objects and has the same
// name and parameters. A class whose members share one place has `void become(const Class &) noexcept`, which gives it
// the bytes of another; the members stand in a detail::Alternatives (models/alternatives.h).
//
// What several models share may be a base of theirs: its data members come first.
//
// [[clang::annotate("clangent.holds_own_address")]] marks a model whose objects hold their own address: they go
// elsewhere by its move constructor, which leaves nothing behind that would have to be destroyed.
// [[clang::annotate("clangent.of_numbers")]] marks one that only stands for the class where its elements hold numbers;
// others are used as they are.
//
// [[clang::annotate("clangent.nodes")]] marks one that finds what it owns through its own pointers alone: an adjoint
// that the caller has must be built alike, which clangent::detail::expect_same_structure is called to check. So are its
// nodes.
//
// A data member that cannot be named says how it is read: [[clang::annotate("clangent.read", "data()", "size()")]]
// is object.data() + object.size().
//
// A model without data members says something of functions alone: the class keeps its fields, and members that the
// model does not name are looked into as they are. Objects of the class are looked into even if they hold no real
// numbers.
// [[clang::annotate("clangent.elements", "data", rows, "cols")]] says of a class with such a model that its objects own
// what the field `data` leads to, which they give away by `data()`: as many elements as the product of the numbers and
// fields that follow.
//
// A function template of namespace clangent::models with [[clang::annotate("clangent.stands_for", "A::f")]] is
// differentiated in place of A::f, where it can be called with the same template arguments and has the same type.
//
// The model of a class that is a CLANGENT_OPERATION says what its static function `run` does to the memory that it is
// handed; it is not written out. See docs/internals/eigen.md.
template <class Class> struct model;

} // namespace clangent

#endif // CLANGENT_MODEL_H
