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
#define CLANGENT_DETAIL_REFUSE_AT(G, Problem, Number, Before, After)                                                   \
  __attribute__((diagnose_if(G::found == ::clangent::detail::problem::Problem && G::number == Number,                  \
                             "clangent: " Before #Number After, "error")))
#define CLANGENT_DETAIL_REFUSE_BEYOND(G, Problem, Text)                                                                \
  __attribute__((diagnose_if(G::found == ::clangent::detail::problem::Problem && (G::number < 1 || G::number > 8),     \
                             "clangent: " Text, "error")))
#define CLANGENT_DETAIL_REFUSE_IF(Condition, Text) __attribute__((diagnose_if(Condition, "clangent: " Text, "error")))
// Clang warns where a result of the function would outlive this argument.
#define CLANGENT_DETAIL_REFERRED_TO [[clang::lifetimebound]]
// Entry points leave no frame in a debugger: the derivative is called from the user's line.
#define CLANGENT_DETAIL_THIN __attribute__((__always_inline__, __nodebug__))
#else
#define CLANGENT_DETAIL_REFUSE(G, Problem, Text)
#define CLANGENT_DETAIL_REFUSE_AT(G, Problem, Number, Before, After)
#define CLANGENT_DETAIL_REFUSE_BEYOND(G, Problem, Text)
#define CLANGENT_DETAIL_REFUSE_IF(Condition, Text)
#define CLANGENT_DETAIL_REFERRED_TO
#define CLANGENT_DETAIL_THIN
#endif

// Texts are literals: one for each of the first eight numbers, and one for the others.
#define CLANGENT_DETAIL_REFUSE_EACH(G, Problem, Before, After, Beyond)                                                 \
  CLANGENT_DETAIL_REFUSE_AT(G, Problem, 1, Before, After)                                                              \
  CLANGENT_DETAIL_REFUSE_AT(G, Problem, 2, Before, After)                                                              \
  CLANGENT_DETAIL_REFUSE_AT(G, Problem, 3, Before, After)                                                              \
  CLANGENT_DETAIL_REFUSE_AT(G, Problem, 4, Before, After)                                                              \
  CLANGENT_DETAIL_REFUSE_AT(G, Problem, 5, Before, After)                                                              \
  CLANGENT_DETAIL_REFUSE_AT(G, Problem, 6, Before, After)                                                              \
  CLANGENT_DETAIL_REFUSE_AT(G, Problem, 7, Before, After)                                                              \
  CLANGENT_DETAIL_REFUSE_AT(G, Problem, 8, Before, After)                                                              \
  CLANGENT_DETAIL_REFUSE_BEYOND(G, Problem, Beyond)

#define CLANGENT_DETAIL_CHECK_CALL(G)                                                                                  \
  CLANGENT_DETAIL_REFUSE(G, callee,                                                                                    \
                         "the callee must be a function, named as in gradient<f>(x), or an object that is called so")  \
  CLANGENT_DETAIL_REFUSE_EACH(G, count, "wrong number of arguments: the function takes ",                              \
                              ", its object and its default arguments included",                                       \
                              "wrong number of arguments: the object and default arguments have to be given")          \
  CLANGENT_DETAIL_REFUSE_EACH(G, conversion, "argument ", " cannot be converted to the type of its parameter",         \
                              "an argument after the eighth cannot be converted to the type of its parameter")         \
  CLANGENT_DETAIL_REFUSE(G, left_over,                                                                                 \
                         "a dup() or seed() of temporaries was kept in a variable, and the temporaries are gone: "     \
                         "write it in the call, or give it variables")                                                 \
  CLANGENT_DETAIL_REFUSE(G, inactive,                                                                                  \
                         "nothing differentiable: no parameter is of a floating-point or class type, or a "            \
                         "pointer or reference to one, or an array of them")                                           \
  CLANGENT_DETAIL_REFUSE(G, choice,                                                                                    \
                         "an optional or variant given with dup() may come to hold something else: take it by value "  \
                         "or by reference to const")                                                                   \
  CLANGENT_DETAIL_REFUSE(G, temporary, "the bar of an argument is a temporary: its adjoint would be lost")             \
  CLANGENT_DETAIL_REFUSE(G, storage, "the second argument of dup() does not have the type of the first one's adjoint")

#define CLANGENT_DETAIL_CHECK_GRADIENT(G)                                                                              \
  CLANGENT_DETAIL_CHECK_CALL(G)                                                                                        \
  CLANGENT_DETAIL_REFUSE(G, result, "a gradient needs a function with a real scalar result; use vjp with a seed")      \
  CLANGENT_DETAIL_REFUSE(G, view,                                                                                      \
                         "a gradient in a view of memory, such as std::span, would be written over the memory: use "   \
                         "clangent::vjp and pass it as clangent::dup(a, a_bar), or leave it out by clangent::wrt")     \
  CLANGENT_DETAIL_REFUSE(G, copy,                                                                                      \
                         "a gradient in an object of a class that cannot be copied: use clangent::vjp and pass it as " \
                         "clangent::dup(a, a_bar), or leave it out by clangent::wrt")                                  \
  CLANGENT_DETAIL_REFUSE(G, wanted, "wrt names a parameter that does not exist or is not differentiable")              \
  CLANGENT_DETAIL_REFUSE_EACH(                                                                                         \
      G, dup_missing, "nothing differentiable by value: use clangent::vjp and pass argument ",                         \
      " as clangent::dup(a, a_bar), where a_bar is memory for its derivative",                                         \
      "nothing differentiable by value: use clangent::vjp and pass an argument as clangent::dup(a, a_bar)")

#define CLANGENT_DETAIL_CHECK_VJP(G)                                                                                   \
  CLANGENT_DETAIL_CHECK_CALL(G)                                                                                        \
  CLANGENT_DETAIL_REFUSE(G, seed_missing,                                                                              \
                         "a result that is not a real scalar needs a seed: end with clangent::seed(w)")                \
  CLANGENT_DETAIL_REFUSE(G, seed_type, "the seed does not have the type of the function's result")                     \
  CLANGENT_DETAIL_REFUSE(G, seed_misplaced, "a seed comes last, and only for a result that has a derivative")          \
  CLANGENT_DETAIL_REFUSE_EACH(G, dup_missing, "nothing is differentiated: pass argument ",                             \
                              " as clangent::dup(a, a_bar), where a_bar is a variable or memory for its derivative",   \
                              "nothing is differentiated: pass an argument as clangent::dup(a, a_bar)")

#define CLANGENT_DETAIL_CHECK_JVP(G)                                                                                   \
  CLANGENT_DETAIL_CHECK_CALL(G)                                                                                        \
  CLANGENT_DETAIL_REFUSE_EACH(G, dup_missing, "nothing is differentiated: pass argument ",                             \
                              " as clangent::dup(a, a_dot), where a_dot is its tangent",                               \
                              "nothing is differentiated: pass an argument as clangent::dup(a, a_dot)")

#endif // CLANGENT_DETAIL_CHECKS_H
