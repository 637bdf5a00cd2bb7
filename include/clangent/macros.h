// Macros that stand for Clangent's attributes and pragmas, and vanish in a compiler without the plugin.
#ifndef CLANGENT_MACROS_H
#define CLANGENT_MACROS_H
#if defined(__GNUC__)
#pragma GCC system_header
#endif

// The plugin answers this pragma by defining CLANGENT_PLUGIN; __has_cpp_attribute knows nothing of plugins.
#pragma clangent header

#if defined(CLANGENT_PLUGIN)
#define CLANGENT_DIFFERENTIABLE [[clangent::differentiable]]
#elif defined(__clang__)
#define CLANGENT_DIFFERENTIABLE [[clang::annotate("clangent.differentiable")]]
#else
#define CLANGENT_DIFFERENTIABLE
#endif

// Between `class` and a class's name: its objects are copied and handed on like numbers, a default-constructed one
// stands for a zero, and operations on them have derivative rules. Of a template of a real type: differentiable.
#if defined(__clang__)
#define CLANGENT_VALUE_TYPE [[clang::annotate("clangent.value")]]
#else
#define CLANGENT_VALUE_TYPE
#endif

// In the same place, of a class derived from such a class: its objects are values of that one, which functions without
// a name for them write to the variable that they are parts of (clangent/tensor/tensor_view.h).
#if defined(__clang__)
#define CLANGENT_VIEW_TYPE [[clang::annotate("clangent.view")]]
#else
#define CLANGENT_VIEW_TYPE
#endif

// In the same place, of a class that is marked so: blocks of its objects are what Blocks hands out and puts together
// (clangent/tensor/blocks.h), so that operations may be computed in blocks whose results are such objects.
#if defined(__clang__)
#define CLANGENT_BLOCK_TYPE [[clang::annotate("clangent.blocks")]]
#else
#define CLANGENT_BLOCK_TYPE
#endif

// In the same place: nothing in its objects has a derivative; they are handed on as they are.
#if defined(__clang__)
#define CLANGENT_OPAQUE_TYPE [[clang::annotate("clangent.opaque")]]
#else
#define CLANGENT_OPAQUE_TYPE
#endif

// In the same place: the class is an operation on memory, its static function `run`. In derivatives its static
// functions `forward`, `reverse` and `tangent` stand for it (clangent/model.h).
#if defined(__clang__)
#define CLANGENT_OPERATION [[clang::annotate("clangent.operation")]]
#else
#define CLANGENT_OPERATION
#endif

// Before an operation's type: it works on tensors element by element, broadcasting, and so do its derivative rules; of
// blocks of its operands it makes the same block of its result (clangent/tensor/blocks.h).
#if defined(__clang__)
#define CLANGENT_ELEMENTWISE [[clang::annotate("clangent.elementwise")]]
#else
#define CLANGENT_ELEMENTWISE
#endif

// Before an operation's type: it reduces its first operand, a tensor, and is overloaded for a BlockTotal of it
// (clangent/tensor/block_total.h); `Blocks::reduce` takes the other operands too.
#if defined(__clang__)
#define CLANGENT_TOTAL [[clang::annotate("clangent.total")]]
#else
#define CLANGENT_TOTAL
#endif

// Before a function's type: the tensor runtime compiles it for float and double, as it does operations that have rules
// (scripts/tensor-instances, which reads the mark).
#ifndef CLANGENT_COMPILED
#define CLANGENT_COMPILED
#endif

// Before a function's type: the adjoint or the tangent of the operation named, called instead of generated code.
// CLANGENT_INACTIVE: the function's result has no derivative.
// CLANGENT_INACTIVE_FUNCTION(geo::Grid::locate); says so of functions that are declared elsewhere: of all that have the
// name where it is looked up, overloads, members and templates too. The name is as one would write it there.
#if defined(CLANGENT_PLUGIN)
#define CLANGENT_ADJOINT_OF(name) __attribute__((clangent_adjoint_of(name)))
#define CLANGENT_TANGENT_OF(name) __attribute__((clangent_tangent_of(name)))
#define CLANGENT_INACTIVE [[clangent::inactive]]
#define CLANGENT_INACTIVE_FUNCTION(name)                                                                               \
  struct __attribute__((clangent_inactive_function(#name))) CLANGENT_DETAIL_UNIQUE(__COUNTER__)
#else
#define CLANGENT_ADJOINT_OF(name)
#define CLANGENT_TANGENT_OF(name)
#define CLANGENT_INACTIVE
#define CLANGENT_INACTIVE_FUNCTION(name) struct CLANGENT_DETAIL_UNIQUE(__COUNTER__)
#endif
#define CLANGENT_DETAIL_UNIQUE(number) CLANGENT_DETAIL_UNIQUE_OF(number)
#define CLANGENT_DETAIL_UNIQUE_OF(number) clangent_inactive_function_##number

#endif // CLANGENT_MACROS_H
