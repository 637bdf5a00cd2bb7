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
// A data member that cannot be named says how it is read: [[clang::annotate("clangent.read", "data()", "size()")]]
// is object.data() + object.size().
template <class Class> struct model;

} // namespace clangent

#endif // CLANGENT_MODEL_H
