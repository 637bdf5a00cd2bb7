// What the plugin defines: Derivative<...>::call for every derivative that a program asks for, Zero<T>::clear for every
// class type that a gradient is returned in.
#ifndef CLANGENT_DETAIL_LEAF_H
#define CLANGENT_DETAIL_LEAF_H
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
template <bool... Active> struct activity;

/// One derivative. Reverse: Ps are [self], P..., [seed], the bar of each active P. Tangent: [self], P..., P again for each
/// active P, [result's tangent &]. The result is the primal's.
template <class Mode, class Callee, class Activity, class R, class... Ps> struct Derivative {
  static R call(Ps...) { clangent_plugin_was_not_loaded(); }
};

/// Sets what is differentiable in a value to zero and leaves the rest alone.
template <class T> struct Zero {
  static void clear(T &) { clangent_plugin_was_not_loaded(); }
};

// --- types of adjoint storage: no const at any level, by reference unless the parameter is itself a pointer
template <class T> struct unqualified { using type = std::remove_cv_t<T>; };
template <class T> struct unqualified<T *> { using type = typename unqualified<T>::type *; };
template <class T> struct unqualified<T *const> : unqualified<T *> {};
template <class T> struct unqualified<T *volatile> : unqualified<T *> {};
template <class T, std::size_t N> struct unqualified<T[N]> { using type = typename unqualified<T>::type[N]; };
template <class T> struct unqualified<T[]> { using type = typename unqualified<T>::type[]; };

template <class P> struct bar { using type = typename unqualified<std::remove_reference_t<P>>::type &; };
template <class T> struct bar<T *> { using type = typename unqualified<T>::type *; };

// --- results: a real or class result takes a seed and has a tangent, others have neither
template <class R>
inline constexpr bool has_derivative = std::is_floating_point_v<bare<R>> || (std::is_class_v<bare<R>> && value_class<bare<R>>::differentiable);
template <class R>
using seed_parameter = std::conditional_t<std::is_class_v<bare<R>>, const bare<R> &, bare<R>>;

template <class R, bool = has_derivative<R>> struct result_shadow {
  using seeds = types<seed_parameter<R>>;
  using tangents = types<bare<R> &>;
};
template <class R> struct result_shadow<R, false> {
  using seeds = types<>;
  using tangents = types<>;
};

// --- the specialisation that stands for a request
template <bool Wanted, class T> using if_active = std::conditional_t<Wanted, types<T>, types<>>;
template <class Mode, class Callee, class Activity, class R, class Parameters> struct leaf_with;
template <class Mode, class Callee, class Activity, class R, class... Ps>
struct leaf_with<Mode, Callee, Activity, R, types<Ps...>> { using type = Derivative<Mode, Callee, Activity, R, Ps...>; };

template <class Mode, class Callee, class Activity, class Parameters> struct leaf_of;
template <class Callee, bool... A, class... P> struct leaf_of<reverse, Callee, activity<A...>, types<P...>> {
  using R = typename Callee::result;
  using parameters = join<typename Callee::self, types<P...>, typename result_shadow<R>::seeds,
                          if_active<A, typename bar<P>::type>...>;
  using type = typename leaf_with<reverse, Callee, activity<A...>, R, parameters>::type;
};
template <class Callee, bool... A, class... P> struct leaf_of<tangent, Callee, activity<A...>, types<P...>> {
  using R = typename Callee::result;
  using parameters =
      join<typename Callee::self, types<P...>, if_active<A, P>..., typename result_shadow<R>::tangents>;
  using type = typename leaf_with<tangent, Callee, activity<A...>, R, parameters>::type;
};

} // namespace detail
} // namespace clangent

#endif // CLANGENT_DETAIL_LEAF_H
