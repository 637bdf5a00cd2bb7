// What is known of a callee from its type: parameters, result, the object that it is called on.
#ifndef CLANGENT_DETAIL_SIGNATURE_H
#define CLANGENT_DETAIL_SIGNATURE_H

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "value.h"

#include <cstddef>
#include <type_traits>
#include <utility>

namespace clangent {
namespace detail {

template <class T> using bare = std::remove_cv_t<std::remove_reference_t<T>>;
template <class... T> struct types {};

template <class... Lists> struct joined;
template <class... Types> struct joined<types<Types...>> { using type = types<Types...>; };
template <class... First, class... Second, class... More>
struct joined<types<First...>, types<Second...>, More...> : joined<types<First..., Second...>, More...> {};
template <class... Lists> using join = typename joined<Lists...>::type;

// --- the type of a function or of a pointer to one. `self` holds the object's parameter, if there is an object.
template <class T> struct signature { static constexpr bool known = false; };
template <class Result, class... Parameters> struct signature<Result(Parameters...)> {
  static constexpr bool known = true;
  using result = typename returned_as<Result>::type;
  using parameters = types<Parameters...>;
  using self = types<>;
};
template <class Result, class... Parameters>
struct signature<Result(Parameters...) noexcept> : signature<Result(Parameters...)> {};
template <class T> struct signature<T *> : signature<T> {};
template <class T> struct signature<T &> : signature<T> {};

#define CLANGENT_DETAIL_MEMBER(Qualifiers, Self)                                                                       \
  template <class Object, class Result, class... Parameters>                                                           \
  struct signature<Result (Object::*)(Parameters...) Qualifiers> : signature<Result(Parameters...)> {                  \
    using self = types<Self>;                                                                                          \
  };                                                                                                                   \
  template <class Object, class Result, class... Parameters>                                                           \
  struct signature<Result (Object::*)(Parameters...) Qualifiers noexcept>                                              \
      : signature<Result (Object::*)(Parameters...) Qualifiers> {};
CLANGENT_DETAIL_MEMBER(, Object &)
CLANGENT_DETAIL_MEMBER(const, const Object &)
CLANGENT_DETAIL_MEMBER(volatile, volatile Object &)
CLANGENT_DETAIL_MEMBER(const volatile, const volatile Object &)
CLANGENT_DETAIL_MEMBER(&, Object &)
CLANGENT_DETAIL_MEMBER(const &, const Object &)
CLANGENT_DETAIL_MEMBER(volatile &, volatile Object &)
CLANGENT_DETAIL_MEMBER(const volatile &, const volatile Object &)
CLANGENT_DETAIL_MEMBER(&&, Object &&)
CLANGENT_DETAIL_MEMBER(const &&, const Object &&)
CLANGENT_DETAIL_MEMBER(volatile &&, volatile Object &&)
CLANGENT_DETAIL_MEMBER(const volatile &&, const volatile Object &&)
#undef CLANGENT_DETAIL_MEMBER

// --- callees, as the plugin reads them: fn<f> names a function, obj<Object, Result(Parameters...)> an object of that
// class called so.
template <auto Function, class = void> struct fn : signature<std::remove_cv_t<decltype(Function)>> {};
template <auto Function>
struct fn<Function, std::void_t<decltype(&decltype(Function)::operator())>>
    : signature<decltype(&decltype(Function)::operator())> {
  using self = types<>; // the object is the argument of the template
  static constexpr const auto &object = Function;
};

template <class Object, class Signature> struct obj;
template <class Object, class Result, class... Parameters>
struct obj<Object, Result(Parameters...)> : signature<Result(Parameters...)> {
  using self = types<Object &>;
};

template <class Callee> struct is_object : std::false_type {};
template <class Object, class Signature> struct is_object<obj<Object, Signature>> : std::true_type {};

struct unknown_callee { static constexpr bool known = false; };

template <class Object, class Result, class Parameters> struct obj_of;
template <class Object, class Result, class... Parameters> struct obj_of<Object, Result, types<Parameters...>> {
  using type = obj<Object, Result(Parameters...)>;
};

// A generic operator() is called with copies of the arguments.
template <class Object, class Arguments, class = void> struct generic_callee { using type = unknown_callee; };
template <class Object, class... Arguments>
struct generic_callee<Object, types<Arguments...>,
                      std::void_t<std::enable_if_t<std::is_class_v<Object>>,
                                  std::invoke_result_t<Object &, std::decay_t<Arguments> &...>>> {
  using type = obj<Object, std::invoke_result_t<Object &, std::decay_t<Arguments> &...>(std::decay_t<Arguments>...)>;
};

template <class Object, class Arguments, class = void> struct callee_of : generic_callee<Object, Arguments> {};
template <class Object, class Arguments>
struct callee_of<Object, Arguments, std::void_t<decltype(&bare<Object>::operator())>>
    : obj_of<Object, typename signature<decltype(&bare<Object>::operator())>::result,
             typename signature<decltype(&bare<Object>::operator())>::parameters> {};

} // namespace detail
} // namespace clangent

#pragma pop_macro("T")

#endif // CLANGENT_DETAIL_SIGNATURE_H
