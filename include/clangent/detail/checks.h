// How entry points say what is wrong with a call: one line each, at the line of the call.
#ifndef CLANGENT_DETAIL_CHECKS_H
#define CLANGENT_DETAIL_CHECKS_H
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#if defined(__clang__)
// Clang shows these at the call itself, where a static_assert would show the inside of this header.
#define CLANGENT_DETAIL_REFUSE(G, Problem, Text)                                                                       \
  __attribute__((diagnose_if(G::found == ::clangent::detail::problem::Problem, "clangent: " Text, "error")))
#define CLANGENT_DETAIL_REFUSE_IF(Condition, Text) __attribute__((diagnose_if(Condition, "clangent: " Text, "error")))
// Entry points leave no frame in a debugger: the derivative is called from the user's line.
#define CLANGENT_DETAIL_THIN __attribute__((__always_inline__, __nodebug__))
#else
#define CLANGENT_DETAIL_REFUSE(G, Problem, Text)
#define CLANGENT_DETAIL_REFUSE_IF(Condition, Text)
#define CLANGENT_DETAIL_THIN
#endif

#define CLANGENT_DETAIL_CHECK_CALL(G)                                                                                  \
  CLANGENT_DETAIL_REFUSE(G, callee, "the callee must be a named function or an object with one operator()")            \
  CLANGENT_DETAIL_REFUSE(G, count, "wrong number of arguments (default arguments have to be given)")                   \
  CLANGENT_DETAIL_REFUSE(G, conversion, "an argument cannot be converted to the type of its parameter")                \
  CLANGENT_DETAIL_REFUSE(G, self, "the object of a member function cannot be given with dup() or scratch()")           \
  CLANGENT_DETAIL_REFUSE(G, inactive, "nothing differentiable: no parameter of the function takes part")               \
  CLANGENT_DETAIL_REFUSE(G, temporary, "the bar of an argument is a temporary: its adjoint would be lost")             \
  CLANGENT_DETAIL_REFUSE(G, storage, "the second argument of dup() does not have the type of the first one's adjoint")

#define CLANGENT_DETAIL_CHECK_GRADIENT(G)                                                                              \
  CLANGENT_DETAIL_CHECK_CALL(G)                                                                                        \
  CLANGENT_DETAIL_REFUSE(G, result, "a gradient needs a function with a real scalar result; use vjp with a seed")      \
  CLANGENT_DETAIL_REFUSE(G, wanted, "wrt names a parameter that does not exist or is not differentiable")

#define CLANGENT_DETAIL_CHECK_VJP(G)                                                                                   \
  CLANGENT_DETAIL_CHECK_CALL(G)                                                                                        \
  CLANGENT_DETAIL_REFUSE(G, seed_missing, "a result that is not a real scalar needs a seed: end with clangent::seed(w)") \
  CLANGENT_DETAIL_REFUSE(G, seed_type, "the seed does not have the type of the function's result")                     \
  CLANGENT_DETAIL_REFUSE(G, seed_misplaced, "a seed comes last, and only for a result that has a derivative")

#endif // CLANGENT_DETAIL_CHECKS_H
