// Element types: their names, and the type two of them have in common. The
// lattice is bool < uint8, int8 < int16 < int32 < int64 < float < double, with
// uint8 and int8 meeting in int16. Unlike rank, the type is static, so a
// rank-0 tensor takes part like any other; plain C++ numbers take part by
// category only (`Tensor<float> * 2.0` stays float).
#ifndef CLANGENT_TENSOR_DTYPE_H
#define CLANGENT_TENSOR_DTYPE_H

#pragma push_macro("T")
#undef T

#include <clangent/detail/language.h>

#include <cstdint>
#include <type_traits>

namespace clangent {

enum class DType { boolean, uint8, int8, int16, int32, int64, float32, float64 };

// "float32", "int64", "bool", ...
const char *name_of(DType type);

namespace detail {

template <class T> struct DTypeOf;
template <DType Type> struct TypeOf;

#define CLANGENT_ELEMENT_TYPE(T, D)                                                                                    \
  template <> struct DTypeOf<T> { static constexpr DType value = DType::D; };                                          \
  template <> struct TypeOf<DType::D> { using type = T; };
CLANGENT_ELEMENT_TYPE(bool, boolean)
CLANGENT_ELEMENT_TYPE(std::uint8_t, uint8)
CLANGENT_ELEMENT_TYPE(std::int8_t, int8)
CLANGENT_ELEMENT_TYPE(std::int16_t, int16)
CLANGENT_ELEMENT_TYPE(std::int32_t, int32)
CLANGENT_ELEMENT_TYPE(std::int64_t, int64)
CLANGENT_ELEMENT_TYPE(float, float32)
CLANGENT_ELEMENT_TYPE(double, float64)
#undef CLANGENT_ELEMENT_TYPE

constexpr DType promote(DType a, DType b) {
  if ((a == DType::uint8 && b == DType::int8) || (a == DType::int8 && b == DType::uint8))
    return DType::int16;
  return a < b ? b : a;
}

} // namespace detail

template <class T> constexpr DType dtype_of = detail::DTypeOf<T>::value;

// Types that are computed from others stand in signatures, and so in the names of functions that the runtime has
// compiled. Each is the member of a class: an expression over a variable template, such as is_same_v, has a name of its
// own with each compiler, and a program of the one would not find what the other has compiled.
namespace detail {

template <class Left, class Right> struct Promoted {
  using type = typename TypeOf<promote(DTypeOf<Left>::value, DTypeOf<Right>::value)>::type;
};
template <class T> struct Inexact { using type = std::conditional_t<std::is_floating_point_v<T>, T, float>; };
template <class T, class Number> struct ScalarPromoted {
  using type =
      std::conditional_t<std::is_floating_point_v<Number> && !std::is_floating_point_v<T>, float,
                         std::conditional_t<std::is_same_v<T, bool> && !std::is_same_v<Number, bool>, std::int64_t, T>>;
};
template <class T> struct Summed { using type = std::conditional_t<std::is_floating_point_v<T>, T, std::int64_t>; };
template <class Left, class Right> struct IfTypesDiffer { using type = int; };
template <class Same> struct IfTypesDiffer<Same, Same> {};
// For parameters of templates, `class = if_types_differ<T, Other>`: of a number with such a type the compilers
// disagree too.
template <class Left, class Right> using if_types_differ = typename IfTypesDiffer<Left, Right>::type;

} // namespace detail

template <class Left, class Right> using promote_t = typename detail::Promoted<Left, Right>::type;

// The floating type in which functions such as exp treat a T.
template <class T> using inexact_t = typename detail::Inexact<T>::type;

// The type of `Tensor<T> op Number` for a C++ number.
template <class T, class Number> using scalar_promote_t = typename detail::ScalarPromoted<T, Number>::type;

// The type in which integers are summed.
template <class T> using sum_t = typename detail::Summed<T>::type;

} // namespace clangent

#pragma pop_macro("T")

#endif
