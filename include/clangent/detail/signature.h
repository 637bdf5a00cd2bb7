// What is known of a callee from its type: parameters, result, the object that it is called on.
#ifndef CLANGENT_DETAIL_SIGNATURE_H
#define CLANGENT_DETAIL_SIGNATURE_H
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include <cstddef>
#include <type_traits>
#include <utility>

namespace clangent {
namespace detail {

template <class T> using bare = std::remove_cv_t<std::remove_reference_t<T>>;
template <class... T> struct types {};

template <class... Lists> struct joined;
template <class... A> struct joined<types<A...>> { using type = types<A...>; };
template <class... A, class... B, class... More>
struct joined<types<A...>, types<B...>, More...> : joined<types<A..., B...>, More...> {};
template <class... Lists> using join = typename joined<Lists...>::type;

// --- the type of a function or of a pointer to one. `self` holds the object's parameter, if there is an object.
template <class T> struct signature { static constexpr bool known = false; };
template <class R, class... P> struct signature<R(P...)> {
  static constexpr bool known = true;
  using result = R;
  using parameters = types<P...>;
  using self = types<>;
};
template <class R, class... P> struct signature<R(P...) noexcept> : signature<R(P...)> {};
template <class T> struct signature<T *> : signature<T> {};
template <class T> struct signature<T &> : signature<T> {};

#define CLANGENT_DETAIL_MEMBER(Qualifiers, Self)                                                                       \
  template <class C, class R, class... P> struct signature<R (C::*)(P...) Qualifiers> : signature<R(P...)> {           \
    using self = types<Self>;                                                                                          \
  };                                                                                                                   \
  template <class C, class R, class... P>                                                                              \
  struct signature<R (C::*)(P...) Qualifiers noexcept> : signature<R (C::*)(P...) Qualifiers> {};
CLANGENT_DETAIL_MEMBER(, C &)
CLANGENT_DETAIL_MEMBER(const, const C &)
CLANGENT_DETAIL_MEMBER(volatile, volatile C &)
CLANGENT_DETAIL_MEMBER(const volatile, const volatile C &)
CLANGENT_DETAIL_MEMBER(&, C &)
CLANGENT_DETAIL_MEMBER(const &, const C &)
CLANGENT_DETAIL_MEMBER(volatile &, volatile C &)
CLANGENT_DETAIL_MEMBER(const volatile &, const volatile C &)
CLANGENT_DETAIL_MEMBER(&&, C &&)
CLANGENT_DETAIL_MEMBER(const &&, const C &&)
CLANGENT_DETAIL_MEMBER(volatile &&, volatile C &&)
CLANGENT_DETAIL_MEMBER(const volatile &&, const volatile C &&)
#undef CLANGENT_DETAIL_MEMBER

// --- callees, as the plugin reads them: fn<f> names a function, obj<C, R(P...)> an object of type C called so.
template <auto F, class = void> struct fn : signature<std::remove_cv_t<decltype(F)>> {};
template <auto F> struct fn<F, std::void_t<decltype(&decltype(F)::operator())>>
    : signature<decltype(&decltype(F)::operator())> {
  using self = types<>; // the object is the argument of the template
  static constexpr const auto &object = F;
};

template <class C, class S> struct obj;
template <class C, class R, class... P> struct obj<C, R(P...)> : signature<R(P...)> { using self = types<C &>; };

struct unknown_callee { static constexpr bool known = false; };

template <class C, class R, class P> struct obj_of;
template <class C, class R, class... P> struct obj_of<C, R, types<P...>> { using type = obj<C, R(P...)>; };

// A generic operator() is called with copies of the arguments.
template <class C, class Arguments, class = void> struct generic_callee { using type = unknown_callee; };
template <class C, class... A>
struct generic_callee<C, types<A...>,
                      std::void_t<std::enable_if_t<std::is_class_v<C>>, std::invoke_result_t<C &, std::decay_t<A> &...>>> {
  using type = obj<C, std::invoke_result_t<C &, std::decay_t<A> &...>(std::decay_t<A>...)>;
};

template <class C, class Arguments, class = void> struct callee_of : generic_callee<C, Arguments> {};
template <class C, class Arguments>
struct callee_of<C, Arguments, std::void_t<decltype(&bare<C>::operator())>>
    : obj_of<C, typename signature<decltype(&bare<C>::operator())>::result,
             typename signature<decltype(&bare<C>::operator())>::parameters> {};

} // namespace detail
} // namespace clangent

#endif // CLANGENT_DETAIL_SIGNATURE_H
