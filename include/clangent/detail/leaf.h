// What the plugin defines: Derivative<...>::call for every derivative that a program asks for, Zero<T>::clear for every
// class type that a gradient is returned in.
#ifndef CLANGENT_DETAIL_LEAF_H
#define CLANGENT_DETAIL_LEAF_H

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "signature.h"
#include "value.h"

// Without the plugin a request is a link error that says what is missing. The plugin takes away the bodies that call this.
extern "C" [[noreturn]] void clangent_plugin_was_not_loaded();

namespace clangent {
namespace detail {

struct reverse;
struct tangent;
// By parameter: 0 is inactive, 1 active, 2 active with nothing but zeros in its bar.
template <int... Active> struct activity;

// One derivative. Reverse: Ps are the parameters, [seed], the bar of each active parameter. Tangent: the parameters,
// each active one again, [result's tangent &]. The object, if there is one, is the first parameter; Activity has a flag
// for each. The result is the primal's.
template <class Mode, class Callee, class Activity, class Result, class... Ps> struct Derivative {
  static Result call(Ps...) { clangent_plugin_was_not_loaded(); }
};

// Sets what is differentiable in a value to zero and leaves the rest alone.
template <class T> struct Zero {
  static void clear(T &) { clangent_plugin_was_not_loaded(); }
};

// --- types of adjoint storage: no const at any level, by reference unless the parameter is itself a pointer
template <class T> struct unqualified { using type = std::remove_cv_t<T>; };
template <class T> struct unqualified<T *> { using type = typename unqualified<T>::type *; };
template <class T> struct unqualified<T *const> : unqualified<T *> {};
template <class T> struct unqualified<T *volatile> : unqualified<T *> {};
template <class T, std::size_t Count> struct unqualified<T[Count]> {
  using type = typename unqualified<T>::type[Count];
};
template <class T> struct unqualified<T[]> { using type = typename unqualified<T>::type[]; };

template <class Parameter> struct bar {
  using type = typename unqualified<std::remove_reference_t<Parameter>>::type &;
};
template <class T> struct bar<T *> { using type = typename unqualified<T>::type *; };

// --- sequences
// A matrix may have begin() with a type for vectors alone: what it returns has to lead to an element.
template <class T, class = void> struct is_sequence : std::false_type {};
template <class T>
struct is_sequence<T, std::void_t<decltype(std::declval<T &>().data()), decltype(*std::declval<T &>().begin())>>
    : std::bool_constant<!value_class<T>::known> {};

// A sequence that does not hold its elements, as std::span: the elements of a constant one can be written, or nobody
// can write them. A copy of it is the same memory.
template <class T, bool = is_sequence<T>::value> struct is_view : std::false_type {};
template <class T>
struct is_view<T, true>
    : std::bool_constant<std::is_trivially_copyable_v<T> &&
                         std::is_const_v<std::remove_reference_t<decltype(*std::declval<T &>().begin())>> ==
                             std::is_const_v<std::remove_reference_t<decltype(*std::declval<const T &>().begin())>>> {};

// The bar that an entry point takes. That of a view which is only looked through is a view of numbers that can be
// written. It may be a temporary, since it is not the adjoint itself.
template <class View> struct writable { using type = View; };
template <template <class, std::size_t> class View, class Element, std::size_t count>
struct writable<View<const Element, count>> {
  using type = View<Element, count>;
};

template <class View, class Other> View view_of(const Other &memory) { return memory; }

template <class T, bool = is_view<T>::value> struct leads_to_numbers : std::false_type {};
template <class T>
struct leads_to_numbers<T, true>
    : std::bool_constant<!std::is_const_v<std::remove_reference_t<decltype(*std::declval<const T &>().begin())>>> {};

template <class Parameter,
          bool is_changed = std::is_reference_v<Parameter> && !std::is_const_v<std::remove_reference_t<Parameter>>>
struct taken_bar : bar<Parameter> {};
template <class Parameter> struct taken_bar<Parameter, false> {
  using view = typename writable<bare<Parameter>>::type;
  using type = std::conditional_t<leads_to_numbers<view>::value, const view &, typename bar<Parameter>::type>;
};

// --- results: a real or class result takes a seed and has a tangent, others have neither
template <class Result>
inline constexpr bool has_derivative = std::is_floating_point_v<bare<Result>> ||
                                       (std::is_class_v<bare<Result>> && value_class<bare<Result>>::differentiable);
template <class Result>
using seed_parameter = std::conditional_t<std::is_class_v<bare<Result>>, const bare<Result> &, bare<Result>>;

template <class Result, bool = has_derivative<Result>> struct result_shadow {
  using seeds = types<seed_parameter<Result>>;
  using tangents = types<bare<Result> &>;
};
template <class Result> struct result_shadow<Result, false> {
  using seeds = types<>;
  using tangents = types<>;
};

// --- the specialisation that stands for a request
template <bool Wanted, class T> using if_active = std::conditional_t<Wanted, types<T>, types<>>;
template <class Mode, class Callee, class Activity, class Result, class Parameters> struct leaf_with;
template <class Mode, class Callee, class Activity, class Result, class... Ps>
struct leaf_with<Mode, Callee, Activity, Result, types<Ps...>> {
  using type = Derivative<Mode, Callee, Activity, Result, Ps...>;
};

template <class Mode, class Callee, class Activity, class Parameters> struct leaf_of;
template <class Callee, int... Active, class... Parameters>
struct leaf_of<reverse, Callee, activity<Active...>, types<Parameters...>> {
  using result = typename Callee::result;
  using parameters = join<types<Parameters...>, typename result_shadow<result>::seeds,
                          if_active<(Active != 0), typename taken_bar<Parameters>::type>...>;
  using type = typename leaf_with<reverse, Callee, activity<Active...>, result, parameters>::type;
};
template <class Callee, int... Active, class... Parameters>
struct leaf_of<tangent, Callee, activity<Active...>, types<Parameters...>> {
  using result = typename Callee::result;
  using parameters =
      join<types<Parameters...>, if_active<(Active != 0), Parameters>..., typename result_shadow<result>::tangents>;
  using type = typename leaf_with<tangent, Callee, activity<Active...>, result, parameters>::type;
};

} // namespace detail
} // namespace clangent

#pragma pop_macro("T")

#endif // CLANGENT_DETAIL_LEAF_H
