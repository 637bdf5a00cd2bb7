// The types of the derivatives that an annotated function has by name, for compilers that have no plugin to declare
// them.
#ifndef CLANGENT_DETAIL_NAMED_H
#define CLANGENT_DETAIL_NAMED_H

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "../macros.h"
#include "leaf.h"
#include "plan.h"

namespace clangent {
namespace detail {

// All that is real behind pointers and in arrays has a derivative.
template <class T> struct pointed_at { using type = T; };
template <class T> struct pointed_at<T *> : pointed_at<std::remove_cv_t<T>> {};
template <class Parameter>
inline constexpr bool has_named_derivative = is_differentiable<typename pointed_at<bare<Parameter>>::type>;

template <class Self> struct as_lvalue;
template <> struct as_lvalue<types<>> { using type = types<>; };
template <class Object> struct as_lvalue<types<Object>> { using type = types<std::remove_reference_t<Object> &>; };

template <class Result, class Parameters> struct function_type;
template <class Result, class... Parameters> struct function_type<Result, types<Parameters...>> {
  using type = Result(Parameters...);
};

template <class Function, class Self = typename as_lvalue<typename signature<Function>::self>::type,
          class Parameters = typename signature<Function>::parameters>
struct named;
template <class Function, class... Self, class... Parameters>
struct named<Function, types<Self...>, types<Parameters...>> {
  using result = typename signature<Function>::result;
  using adjoint = typename function_type<
      result,
      join<types<Self..., Parameters...>, typename result_shadow<result>::seeds, types<typename bar<Self>::type...>,
           if_active<has_named_derivative<Parameters>, typename bar<Parameters>::type>...>>::type;
  using tangent = typename function_type<
      result, join<types<Self..., Parameters..., Self...>, if_active<has_named_derivative<Parameters>, Parameters>...,
                   typename result_shadow<result>::tangents>>::type;
};

} // namespace detail
} // namespace clangent

// Behind an annotated function, in the same namespace: declares its f_adjoint and f_tangent for editors and compilers
// without the plugin, and is an error where the plugin declares something else.
//   CLANGENT_DIFFERENTIABLE double area(double width, double height);
//   CLANGENT_DECLARE_DERIVATIVES(area);
#define CLANGENT_DECLARE_DERIVATIVES(function) CLANGENT_DETAIL_DECLARE(decltype(function), function)
// The same for a member function, behind its class.
#define CLANGENT_DECLARE_MEMBER_DERIVATIVES(Class, member) CLANGENT_DETAIL_DECLARE(decltype(&Class::member), member)

#if defined(CLANGENT_PLUGIN)
#define CLANGENT_DETAIL_DECLARE(type, name)                                                                            \
  static_assert(sizeof(static_cast<::clangent::detail::named<type>::adjoint *>(name##_adjoint)) != 0, "");             \
  static_assert(sizeof(static_cast<::clangent::detail::named<type>::tangent *>(name##_tangent)) != 0, "")
#else
#define CLANGENT_DETAIL_DECLARE(type, name)                                                                            \
  ::clangent::detail::named<type>::adjoint name##_adjoint;                                                             \
  ::clangent::detail::named<type>::tangent name##_tangent
#endif

#pragma pop_macro("T")

#endif // CLANGENT_DETAIL_NAMED_H
