// From a call of an entry point to the leaf: which arguments are active, what is wrong with the call, and the call
// itself.
#ifndef CLANGENT_DETAIL_PLAN_H
#define CLANGENT_DETAIL_PLAN_H
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "arguments.h"
#include "checks.h"
#ifndef NDEBUG
#include "extents.h"
#endif

namespace clangent {

/// The result of value_and_gradient.
template <class V, class G> struct value_gradient {
  V value;
  G gradient;
};

/// The result of jvp.
template <class V, class T> struct value_tangent {
  V value;
  T tangent;
};

/// The parameters, by position, that a gradient is wanted in.
template <std::size_t... I> struct wrt {};

namespace detail {

/// All differentiable parameters, when no wrt says which.
struct every {};

/// Only arguments given with dup() or scratch() are active: vjp and jvp.
struct none {};

/// What a call of an entry point has wrong, in the order in which it is looked for.
enum class problem {
  nothing,
  callee,         // not a function, and not an object with one operator()
  count,          // wrong number of arguments
  conversion,     // an argument that its parameter does not take
  self,           // the object given with dup()
  seed_misplaced, // a seed that is not the last argument, or not wanted
  seed_missing,
  seed_type,
  result,    // a gradient of something that is not a real scalar
  wanted,    // wrt names a parameter that does not exist or is not differentiable
  inactive,  // nothing differentiable
  temporary, // a bar that would vanish with the result in it
  storage    // a bar or dot of the wrong type
};

template <class T>
struct has_real_elements
    : std::bool_constant<std::is_floating_point_v<T> || (std::is_class_v<T> && value_class<T>::differentiable)> {};
template <class T, std::size_t N> struct has_real_elements<T[N]> : has_real_elements<T> {};
template <class P>
inline constexpr bool is_differentiable =
    has_real_elements<std::remove_cv_t<std::remove_all_extents_t<bare<P>>>>::value;

template <class W> struct selection;
template <> struct selection<every> {
  static constexpr bool has(std::size_t) { return true; }
  template <std::size_t, bool... D> static constexpr bool fits = true;
};
template <> struct selection<none> {
  static constexpr bool has(std::size_t) { return false; }
  template <std::size_t, bool... D> static constexpr bool fits = true;
};
template <std::size_t... J> struct selection<wrt<J...>> {
  static constexpr bool has(std::size_t i) { return ((i == J) || ...); }
  template <bool... D> static constexpr bool differentiable(std::size_t i) {
    const bool list[] = {D..., false};
    return i < sizeof...(D) && list[i];
  }
  template <std::size_t, bool... D> static constexpr bool fits = (differentiable<D...>(J) && ...);
};

// --- positions where a list of flags is set
template <std::size_t N, class Out, bool... Flags> struct positions_from { using type = Out; };
template <std::size_t N, std::size_t... Out, bool Flag, bool... Flags>
struct positions_from<N, std::index_sequence<Out...>, Flag, Flags...>
    : positions_from<N + 1, std::conditional_t<Flag, std::index_sequence<Out..., N>, std::index_sequence<Out...>>,
                     Flags...> {};
template <bool... Flags> using positions = typename positions_from<0, std::index_sequence<>, Flags...>::type;

template <class P, class A> constexpr slot_kind kind_of(bool wanted) {
  if (is_dup<A>::value)
    return slot_kind::dup;
  if (is_scratch<A>::value)
    return slot_kind::scratch;
  return wanted && is_differentiable<P> ? slot_kind::owned : slot_kind::none;
}

// --- is the storage given with dup() fit for its parameter?
template <class Mode, class P, class A> struct dup_storage { static constexpr bool temporary = false, fits = true; };
template <class P, class T, class B> struct dup_storage<reverse, P, dup_t<T, B>> {
  using wanted = typename bar<P>::type;
  static constexpr bool temporary = std::is_lvalue_reference_v<wanted> && !std::is_lvalue_reference_v<B>;
  static constexpr bool fits = temporary || std::is_convertible_v<B &&, wanted>;
};
template <class P, class T, class B> struct dup_storage<tangent, P, dup_t<T, B>> {
  static constexpr bool temporary = false, fits = std::is_convertible_v<B &&, P>;
};

/// The gradient's type: one result as it is, several as a tuple.
template <class... T> struct gathered { using type = std::tuple<T...>; };
template <class T> struct gathered<T> { using type = T; };

template <class Mode, class Callee, class W, class Ps, class As, class Is, class Split> struct fitting_plan;

/// Ps: every parameter, object first; As: the arguments for them; Is: their positions; Self: 1 if there is an object.
template <class Mode, class Callee, class W, class... P, class... A, std::size_t... I, std::size_t... Object,
          std::size_t... J, class... Parameter>
struct fitting_plan<Mode, Callee, W, types<P...>, types<A...>, std::index_sequence<I...>,
                    types<std::index_sequence<Object...>, std::index_sequence<J...>, Parameter...>> {
  static constexpr std::size_t self = sizeof...(Object);
  using chosen = selection<W>;
  static constexpr slot_kind kinds[sizeof...(P) + 1] = {
      (I < self ? slot_kind::none : kind_of<P, bare<A>>(chosen::has(I - self)))..., slot_kind::none};

  using leaf =
      typename leaf_of<Mode, Callee, activity<(kinds[J + self] != slot_kind::none)...>, types<Parameter...>>::type;
  using active = positions<(kinds[I] != slot_kind::none)...>;
  using owned = positions<(kinds[I] == slot_kind::owned)...>;
  using slots = slot_list<std::index_sequence<I...>, typename slot_for<kinds[I], P, bare<A>>::type...>;

  using result = typename Callee::result;
  using value = bare<result>;
  template <std::size_t K> using parameter = std::tuple_element_t<K, std::tuple<types<P>...>>;
  template <class Q> struct gradient_in;
  template <class Q>
  struct gradient_in<types<Q>> : handed_out<typename unqualified<std::remove_reference_t<Q>>::type> {};
  template <class Indices> struct gather;
  template <std::size_t... K> struct gather<std::index_sequence<K...>> {
    using tuple = std::tuple<typename gradient_in<parameter<K>>::type...>;
    using type = typename gathered<typename gradient_in<parameter<K>>::type...>::type;
  };
  using tuple = typename gather<owned>::tuple;
  using type = typename gather<owned>::type;

  static constexpr bool is_real =
      std::is_floating_point_v<value> || (value_class<value>::known && has_derivative<value>);
  static constexpr bool any_active = ((kinds[I] != slot_kind::none) || ...);
  static constexpr bool self_dupped = ((I < self && (is_dup<bare<A>>::value || is_scratch<bare<A>>::value)) || ...);
  static constexpr bool converts = (std::is_convertible_v<primal_of<A>, P> && ...);
  static constexpr bool wants_owned = !std::is_same_v<W, none>;

  static constexpr problem look() {
    if (!converts)
      return problem::conversion;
    if (self_dupped)
      return problem::self;
    if (wants_owned && !is_real)
      return problem::result;
    if (!chosen::template fits<0, is_differentiable<Parameter>...>)
      return problem::wanted;
    if (wants_owned ? std::tuple_size_v<tuple> == 0 : !any_active)
      return problem::inactive;
    if ((dup_storage<Mode, P, bare<A>>::temporary || ...))
      return problem::temporary;
    return (dup_storage<Mode, P, bare<A>>::fits && ...) ? problem::nothing : problem::storage;
  }
  static constexpr problem found = look();

  /// In debug builds: stops the program if arrays whose length was told cannot have a derivative as they lie.
  template <class Given> static void check([[maybe_unused]] Given &given) {
#ifndef NDEBUG
    if constexpr ((has_extent<P, bare<A>>::value || ...)) {
      const extent all[] = {extent_of<P, bare<A>>(given_at<I>(given))...};
      check_extents(all, sizeof...(P), std::is_same_v<Mode, reverse>);
    }
#endif
  }

  template <class Given> static void check_tangents([[maybe_unused]] Given &given) {
    (check_tangent(given_at<I>(given)), ...);
  }

  /// Calls the leaf; `extra` is the seed, or the place of the result's tangent, or nothing.
  template <class Given, class... Extra>
  CLANGENT_DETAIL_THIN static result run(Given &given, slots &kept, Extra &&...extra) {
    return run(active{}, given, kept, static_cast<Extra &&>(extra)...);
  }
  template <std::size_t... K, class Given, class... Extra>
  CLANGENT_DETAIL_THIN static result run(std::index_sequence<K...>, Given &given, slots &kept, Extra &&...extra) {
    if constexpr (std::is_same_v<Mode, reverse>)
      return leaf::call(primal(forwarded<I>(given))..., static_cast<Extra &&>(extra)..., slot_at<K>(kept).bar()...);
    else
      return leaf::call(primal(forwarded<I>(given))..., slot_at<K>(kept).bar()..., static_cast<Extra &&>(extra)...);
  }

  template <class Out, std::size_t... K> static Out take(slots &kept, std::index_sequence<K...>) {
    return Out(gradient_in<parameter<K>>::of(slot_at<K>(kept).value)...);
  }

  /// The value, and the gradient as Out: `type` or `tuple`.
  template <class Out, class... Args> CLANGENT_DETAIL_THIN static value_gradient<value, Out> sweep(Args &&...args) {
    arguments_given<Args...> given(static_cast<Args &&>(args)...);
    slots kept(given);
    if constexpr (value_class<value>::known) {
      value primal = run(given, kept, value_class<value>::one());
      value_class<value>::expect_scalar(primal);
      return {static_cast<value &&>(primal), take<Out>(kept, owned{})};
    } else {
      const value primal = run(given, kept, value(1));
      return {primal, take<Out>(kept, owned{})};
    }
  }
};

// --- choosing the plan; a call that does not fit keeps its result type, so that one message is all the user sees
template <class Self, class Ps> struct parameter_list;
template <class... S, class... P> struct parameter_list<types<S...>, types<P...>> {
  static constexpr std::size_t count = sizeof...(S) + sizeof...(P);
  using full = types<S..., P...>;
  using indices = std::make_index_sequence<count>;
  using split = types<std::index_sequence_for<S...>, std::index_sequence_for<P...>, P...>;
};

template <class Mode, class Callee, class W, class Args, bool Known = Callee::known> struct plan_for {
  static constexpr problem found = problem::callee;
  using result = double;
  using value = double;
  using tuple = std::tuple<double>;
  using type = double;
};
template <class Mode, class Callee, class W, class List, class Args, bool Fits>
struct plan_if
    : fitting_plan<Mode, Callee, W, typename List::full, Args, typename List::indices, typename List::split> {};
template <class Mode, class Callee, class W, class List, class Args>
struct plan_if<Mode, Callee, W, List, Args, false> : plan_if<Mode, Callee, W, List, typename List::full, true> {
  static constexpr problem found = problem::count;
};
template <class Mode, class Callee, class W, class... A>
struct plan_for<Mode, Callee, W, types<A...>, true>
    : plan_if<Mode, Callee, W, parameter_list<typename Callee::self, typename Callee::parameters>, types<A...>,
              parameter_list<typename Callee::self, typename Callee::parameters>::count == sizeof...(A)> {};

// --- vjp: the arguments may end in a seed
template <class Out, class... A> struct seed_split {
  using arguments = Out;
  using seed = void;
};
template <class... Out, class A, class B, class... Rest>
struct seed_split<types<Out...>, A, B, Rest...> : seed_split<types<Out..., A>, B, Rest...> {};
template <class... Out, class A> struct seed_split<types<Out...>, A> {
  using arguments = std::conditional_t<is_seed<bare<A>>::value, types<Out...>, types<Out..., A>>;
  using seed = std::conditional_t<is_seed<bare<A>>::value, bare<A>, void>;
};

template <class Callee, class... A>
struct vjp_plan : plan_for<reverse, Callee, none, typename seed_split<types<>, A...>::arguments> {
  using base = plan_for<reverse, Callee, none, typename seed_split<types<>, A...>::arguments>;
  using seed = typename seed_split<types<>, A...>::seed;
  using result = typename base::result;
  static constexpr bool has_seed = !std::is_void_v<seed>;

  static constexpr problem look() {
    if (base::found == problem::callee)
      return problem::callee;
    if ((is_seed<bare<A>>::value + ... + 0) > has_seed || (has_seed && !has_derivative<result>))
      return problem::seed_misplaced;
    if (base::found != problem::nothing)
      return base::found;
    if (!has_seed && has_derivative<result> && !std::is_floating_point_v<bare<result>>)
      return problem::seed_missing;
    return seed_fits<seed>() ? problem::nothing : problem::seed_type;
  }
  template <class S> static constexpr bool seed_fits() {
    if constexpr (std::is_void_v<S> || !has_derivative<result>)
      return true;
    else
      return std::is_convertible_v<decltype(std::declval<S>().value), seed_parameter<result>>;
  }
  static constexpr problem found = look();

  template <class... Args> CLANGENT_DETAIL_THIN static result sweep(Args &&...args) {
    arguments_given<Args...> given(static_cast<Args &&>(args)...);
    base::check(given);
    typename base::slots kept(given);
    if constexpr (has_seed && value_class<bare<result>>::known) {
      const auto &seeded = given_at<sizeof...(A) - 1>(given).value;
      expect_seed<bare<result>>(seeded, 0);
      result primal = base::run(given, kept, seeded);
      expect_like<bare<result>>(primal, seeded, "seed", 0);
      return primal;
    } else if constexpr (has_seed)
      return base::run(given, kept, given_at<sizeof...(A) - 1>(given).value);
    else if constexpr (has_derivative<result>)
      return base::run(given, kept, bare<result>(1));
    else
      return base::run(given, kept);
  }
};

template <class Callee, class... A> struct jvp_plan : plan_for<tangent, Callee, none, types<A...>> {
  using base = plan_for<tangent, Callee, none, types<A...>>;
  using result = typename base::result;
  using value = typename base::value;
  /// A result without a derivative comes alone.
  using type = std::conditional_t<has_derivative<result>, value_tangent<value, value>, result>;

  template <class... Args> CLANGENT_DETAIL_THIN static type sweep(Args &&...args) {
    arguments_given<Args...> given(static_cast<Args &&>(args)...);
    base::check(given);
    base::check_tangents(given);
    typename base::slots kept(given);
    if constexpr (has_derivative<result>) {
      value dot{};
      return {base::run(given, kept, dot), dot};
    } else {
      return base::run(given, kept);
    }
  }
};

} // namespace detail
} // namespace clangent

#endif // CLANGENT_DETAIL_PLAN_H
