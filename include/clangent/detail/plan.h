// From a call of an entry point to the leaf: which arguments are active, what is wrong with the call, and the call
// itself.
#ifndef CLANGENT_DETAIL_PLAN_H
#define CLANGENT_DETAIL_PLAN_H

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "arguments.h"
#include "checks.h"
#ifndef NDEBUG
#include "extents.h"
#endif

namespace clangent {

// The result of value_and_gradient.
template <class Value, class Gradient> struct value_gradient {
  Value value;
  Gradient gradient;
};

// The result of jvp.
template <class Value, class T> struct value_tangent {
  Value value;
  T tangent;
};

// The arguments, by position, that a gradient is wanted in: the object of a member function is the first; a callable
// object is none of its own arguments.
template <std::size_t... Positions> struct wrt {};

namespace detail {

// All differentiable parameters, when no wrt says which.
struct every {};

// Only arguments given with dup() or scratch() are active: vjp and jvp.
struct none {};

// What a call of an entry point has wrong, in the order in which it is looked for.
enum class problem {
  nothing,
  callee,         // not a function, and not an object that is called so
  count,          // wrong number of arguments
  conversion,     // an argument that its parameter does not take
  left_over,      // a dup or seed that refers to temporaries of an earlier statement
  seed_misplaced, // a seed that is not the last argument, or not wanted
  seed_missing,
  seed_type,
  result,      // a gradient of something that is not a real scalar
  wanted,      // wrt names a parameter that does not exist or is not differentiable
  view,        // a gradient in memory that the argument leads to
  inactive,    // nothing differentiable
  copy,        // a gradient in an object that cannot be copied
  choice,      // dup() of an object that may come to hold something else
  dup_missing, // something differentiable, but none of it given with dup()
  temporary,   // a bar that would vanish with the result in it
  storage      // a bar or dot of the wrong type
};

template <class T, bool = is_sequence<T>::value>
struct has_real_elements
    : std::bool_constant<std::is_floating_point_v<T> || (std::is_class_v<T> && value_class<T>::differentiable)> {};
template <class T, std::size_t Count> struct has_real_elements<T[Count], false> : has_real_elements<T> {};
// A std::vector of integers has no adjoint.
template <class T>
struct has_real_elements<T, true>
    : has_real_elements<
          std::remove_cv_t<std::remove_all_extents_t<std::remove_reference_t<decltype(*std::declval<T &>().begin())>>>> {
};
template <class Parameter>
inline constexpr bool is_differentiable =
    has_real_elements<std::remove_cv_t<std::remove_all_extents_t<bare<Parameter>>>>::value;

// Is what it holds memory of somebody else's, in which an adjoint would stand instead of the numbers?
template <class T, bool = is_view<T>::value> struct views_numbers : std::false_type {};
template <class T>
struct views_numbers<T, true>
    : has_real_elements<std::remove_cv_t<
          std::remove_all_extents_t<std::remove_reference_t<decltype(*std::declval<T &>().begin())>>>> {};
template <class Parameter>
inline constexpr bool is_view_of_numbers =
    views_numbers<std::remove_cv_t<std::remove_all_extents_t<bare<Parameter>>>>::value;

// Can a gradient be kept in a copy?
template <class Parameter>
inline constexpr bool is_copied = std::is_copy_constructible_v<std::remove_all_extents_t<bare<Parameter>>>;

// Could it be given with dup()?
template <class Parameter> inline constexpr bool takes_dup = is_differentiable<std::remove_pointer_t<bare<Parameter>>>;

// The number, from 1, of the first flag that is set; 0 if there is none.
template <bool... Flags> constexpr std::size_t first_of() {
  std::size_t number = 0, found = 0;
  ((++number, found = found == 0 && Flags ? number : found), ...);
  return found;
}

template <class Wanted> struct selection;
template <> struct selection<every> {
  static constexpr bool has(std::size_t) { return true; }
  template <std::size_t Offset, bool... Differentiable> static constexpr bool fits = true;
};
template <> struct selection<none> {
  static constexpr bool has(std::size_t) { return false; }
  template <std::size_t Offset, bool... Differentiable> static constexpr bool fits = true;
};
template <std::size_t... Positions> struct selection<wrt<Positions...>> {
  static constexpr bool has(std::size_t i) { return ((i == Positions) || ...); }
  template <bool... Differentiable> static constexpr bool differentiable(std::size_t i) {
    const bool list[] = {Differentiable..., false};
    return i < sizeof...(Differentiable) && list[i];
  }
  template <std::size_t Offset, bool... Differentiable>
  static constexpr bool fits = (differentiable<Differentiable...>(Positions + Offset) && ...);
};

// --- positions where a list of flags is set
template <std::size_t Position, class Out, bool... Flags> struct positions_from { using type = Out; };
template <std::size_t Position, std::size_t... Out, bool Flag, bool... Flags>
struct positions_from<Position, std::index_sequence<Out...>, Flag, Flags...>
    : positions_from<Position + 1,
                     std::conditional_t<Flag, std::index_sequence<Out..., Position>, std::index_sequence<Out...>>,
                     Flags...> {};
template <bool... Flags> using positions = typename positions_from<0, std::index_sequence<>, Flags...>::type;

template <class Parameter, class Argument> constexpr slot_kind kind_of(bool wanted) {
  if (is_dup<Argument>::value)
    return slot_kind::dup;
  if (is_scratch<Argument>::value)
    return slot_kind::scratch;
  return wanted && is_differentiable<Parameter> ? slot_kind::owned : slot_kind::none;
}

// What an object holds behind the call, of which the caller has not said an adjoint, may have another structure.
template <class Parameter> constexpr int activity_of(slot_kind kind) {
  using object = std::remove_all_extents_t<std::remove_reference_t<Parameter>>;
  constexpr bool is_changed = std::is_reference_v<Parameter> && std::is_class_v<object> && !std::is_const_v<object> &&
                              !value_class<std::remove_cv_t<object>>::known;
  return kind == slot_kind::none ? 0 : kind == slot_kind::owned && is_changed ? 2 : 1;
}

// --- is the storage given with dup() fit for its parameter?
template <class Mode, class Parameter, class Argument> struct dup_storage {
  static constexpr bool temporary = false, fits = true;
};
template <class Parameter, class T, class Storage> struct dup_storage<reverse, Parameter, dup_t<T, Storage>> {
  using wanted = typename taken_bar<Parameter>::type;
  static constexpr bool temporary = std::is_lvalue_reference_v<wanted> &&
                                    !std::is_const_v<std::remove_reference_t<wanted>> &&
                                    !std::is_lvalue_reference_v<Storage>;
  static constexpr bool fits = temporary || std::is_convertible_v<Storage &&, wanted>;
};
template <class Parameter, class T, class Storage> struct dup_storage<tangent, Parameter, dup_t<T, Storage>> {
  static constexpr bool temporary = false, fits = std::is_convertible_v<Storage &&, Parameter>;
};

// The gradient's type: one result as it is, several as a tuple.
template <class... T> struct gathered { using type = std::tuple<T...>; };
template <class T> struct gathered<T> { using type = T; };

template <class Mode, class Callee, class Wanted, class Ps, class As, class Is> struct fitting_plan;

// Ps: every parameter, object first; As: the arguments for them; Is: their positions.
template <class Mode, class Callee, class Wanted, class... Full, class... Arguments, std::size_t... Positions>
struct fitting_plan<Mode, Callee, Wanted, types<Full...>, types<Arguments...>, std::index_sequence<Positions...>> {
  // Callable objects are not counted among their arguments.
  static constexpr std::size_t uncounted = is_object<Callee>::value ? 1 : 0;
  using chosen = selection<Wanted>;
  static constexpr slot_kind kinds[sizeof...(Full) + 1] = {
      kind_of<Full, bare<Arguments>>(Positions >= uncounted && chosen::has(Positions - uncounted))..., slot_kind::none};

  using leaf = typename leaf_of<Mode, Callee, activity<activity_of<Full>(kinds[Positions])...>, types<Full...>>::type;
  using active = positions<(kinds[Positions] != slot_kind::none)...>;
  using owned = positions<(kinds[Positions] == slot_kind::owned)...>;
  using slots =
      slot_list<std::index_sequence<Positions...>, typename slot_for<kinds[Positions], Full, bare<Arguments>>::type...>;

  using result = typename Callee::result;
  using value = bare<result>;
  template <std::size_t Position> using parameter = std::tuple_element_t<Position, std::tuple<types<Full>...>>;
  template <class Wrapped> struct gradient_in;
  template <class Wrapped>
  struct gradient_in<types<Wrapped>> : handed_out<typename unqualified<std::remove_reference_t<Wrapped>>::type> {};
  template <class Indices> struct gather;
  template <std::size_t... Slots> struct gather<std::index_sequence<Slots...>> {
    using tuple = std::tuple<typename gradient_in<parameter<Slots>>::type...>;
    using type = typename gathered<typename gradient_in<parameter<Slots>>::type...>::type;
  };
  using tuple = typename gather<owned>::tuple;
  using type = typename gather<owned>::type;

  static constexpr bool is_real =
      std::is_floating_point_v<value> || (value_class<value>::known && has_derivative<value>);
  static constexpr bool any_active = ((kinds[Positions] != slot_kind::none) || ...);
  static constexpr std::size_t unfit = first_of<!std::is_convertible_v<primal_of<Arguments>, Full>...>();
  // The object is the last that one thinks of.
  static constexpr std::size_t objects = std::is_same_v<typename Callee::self, types<>> ? 0 : 1;
  static constexpr std::size_t beyond_object = first_of<(Positions >= objects && takes_dup<Full>)...>();
  static constexpr std::size_t dup_wanting = beyond_object ? beyond_object : first_of<takes_dup<Full>...>();
  static constexpr bool wants_owned = !std::is_same_v<Wanted, none>;

  static constexpr problem look() {
    if (unfit)
      return problem::conversion;
    if ((is_left_over<Arguments>::value || ...))
      return problem::left_over;
    if (wants_owned && !is_real)
      return problem::result;
    if (!chosen::template fits<uncounted, is_differentiable<Full>...>)
      return problem::wanted;
    if (wants_owned ? std::tuple_size_v<tuple> == 0 : !any_active)
      return dup_wanting ? problem::dup_missing : problem::inactive;
    if (((kinds[Positions] == slot_kind::owned && is_view_of_numbers<Full>) || ...))
      return problem::view;
    if (((kinds[Positions] == slot_kind::owned && !is_copied<Full>) || ...))
      return problem::copy;
    if (((is_dup<bare<Arguments>>::value && is_choice<bare<Full>> && std::is_lvalue_reference_v<Full> &&
          !std::is_const_v<std::remove_reference_t<Full>>) ||
         ...))
      return problem::choice;
    if ((dup_storage<Mode, Full, bare<Arguments>>::temporary || ...))
      return problem::temporary;
    return (dup_storage<Mode, Full, bare<Arguments>>::fits && ...) ? problem::nothing : problem::storage;
  }
  static constexpr problem found = look();
  // The argument that the problem is about, from 1.
  static constexpr std::size_t number = unfit ? unfit : dup_wanting;

  // In debug builds: stops the program if arrays whose length was told cannot have a derivative as they lie.
  template <class Given> static void check([[maybe_unused]] Given &given) {
#ifndef NDEBUG
    if constexpr ((has_extent<Full, bare<Arguments>>::value || ...)) {
      const extent all[] = {extent_of<Full, bare<Arguments>>(given_at<Positions>(given))...};
      check_extents(all, sizeof...(Full), std::is_same_v<Mode, reverse>);
    }
#endif
  }

  template <class Given> static void check_tangents([[maybe_unused]] Given &given) {
    (check_tangent(given_at<Positions>(given)), ...);
  }

  // Calls the leaf; `extra` is the seed, or the place of the result's tangent, or nothing.
  template <class Given, class... Extra>
  CLANGENT_DETAIL_THIN static result run(Given &given, slots &kept, Extra &&...extra) {
    if constexpr ((is_choice<bare<Full>> || ...))
      (check_choice(given_at<Positions>(given)), ...);
    return run(active{}, given, kept, static_cast<Extra &&>(extra)...);
  }
  template <std::size_t... Slots, class Given, class... Extra>
  CLANGENT_DETAIL_THIN static result run(std::index_sequence<Slots...>, Given &given, slots &kept, Extra &&...extra) {
    if constexpr (std::is_same_v<Mode, reverse>)
      return leaf::call(primal(forwarded<Positions>(given))..., static_cast<Extra &&>(extra)...,
                        slot_at<Slots>(kept).bar()...);
    else
      return leaf::call(primal(forwarded<Positions>(given))..., slot_at<Slots>(kept).bar()...,
                        static_cast<Extra &&>(extra)...);
  }

  template <class Out, std::size_t... Slots> static Out take(slots &kept, std::index_sequence<Slots...> all) {
    if constexpr ((is_rebuilt<typename gradient_in<parameter<Slots>>::type> || ...))
      return take_rebuilt<Out>(kept, all, std::make_index_sequence<sizeof...(Slots)>());
    else
      return Out(gradient_in<parameter<Slots>>::of(slot_at<Slots>(kept).value)...);
  }
  template <class Out, std::size_t... Slots, std::size_t... Places>
  static Out take_rebuilt(slots &kept, std::index_sequence<Slots...>, std::index_sequence<Places...>) {
    Out out(gradient_in<parameter<Slots>>::of(slot_at<Slots>(kept).value)...);
    (rebuild(part<Places>(out), slot_at<Slots>(kept).value), ...);
    return out;
  }
  template <std::size_t Place, class Out> static auto &part(Out &out) {
    if constexpr (std::is_same_v<Out, tuple>)
      return std::get<Place>(out);
    else
      return out;
  }

  template <class Given> CLANGENT_DETAIL_THIN static value run_scalar(Given &given, slots &kept) {
    if constexpr (value_class<value>::known) {
      value primal = run(given, kept, value_class<value>::one());
      value_class<value>::expect_scalar(primal);
      return primal;
    } else {
      return run(given, kept, value(1));
    }
  }

  // The value, and the gradient as Out: `type` or `tuple`.
  template <class Out, class... Args> CLANGENT_DETAIL_THIN static value_gradient<value, Out> sweep(Args &&...args) {
    arguments_given<Args...> given(static_cast<Args &&>(args)...);
    slots kept(given);
    return {run_scalar(given, kept), take<Out>(kept, owned{})};
  }

  // The gradient alone.
  template <class Out, class... Args> CLANGENT_DETAIL_THIN static Out sweep_back(Args &&...args) {
    arguments_given<Args...> given(static_cast<Args &&>(args)...);
    slots kept(given);
    run_scalar(given, kept);
    return take<Out>(kept, owned{});
  }
};

// --- choosing the plan; a call that does not fit keeps its result type, so that one message is all the user sees
template <class Self, class Ps> struct parameter_list;
template <class... Self, class... Parameters> struct parameter_list<types<Self...>, types<Parameters...>> {
  static constexpr std::size_t count = sizeof...(Self) + sizeof...(Parameters);
  using full = types<Self..., Parameters...>;
  using indices = std::make_index_sequence<count>;
};

template <class Mode, class Callee, class Wanted, class Args, bool Known = Callee::known> struct plan_for {
  static constexpr problem found = problem::callee;
  static constexpr std::size_t number = 0;
  using result = double;
  using value = double;
  using tuple = std::tuple<double>;
  using type = double;
};
template <class Mode, class Callee, class Wanted, class List, class Args, bool Fits>
struct plan_if : fitting_plan<Mode, Callee, Wanted, typename List::full, Args, typename List::indices> {};
template <class Mode, class Callee, class Wanted, class List, class Args>
struct plan_if<Mode, Callee, Wanted, List, Args, false>
    : plan_if<Mode, Callee, Wanted, List, typename List::full, true> {
  static constexpr problem found = problem::count;
  static constexpr std::size_t number = List::count; // as many are wanted
};
template <class Mode, class Callee, class Wanted, class... Arguments>
struct plan_for<Mode, Callee, Wanted, types<Arguments...>, true>
    : plan_if<Mode, Callee, Wanted, parameter_list<typename Callee::self, typename Callee::parameters>,
              types<Arguments...>,
              parameter_list<typename Callee::self, typename Callee::parameters>::count == sizeof...(Arguments)> {};

// What a callable object is called with: arguments without their seeds.
template <class Out, class... Arguments> struct without_seeds { using type = Out; };
template <class... Out, class First, class... Rest>
struct without_seeds<types<Out...>, First, Rest...>
    : without_seeds<std::conditional_t<is_seed<bare<First>>::value, types<Out...>, types<Out..., primal_of<First>>>,
                    Rest...> {};

// --- vjp: the arguments may end in a seed
template <class Out, class... Arguments> struct seed_split {
  using arguments = Out;
  using seed = void;
};
template <class... Out, class First, class Second, class... Rest>
struct seed_split<types<Out...>, First, Second, Rest...> : seed_split<types<Out..., First>, Second, Rest...> {};
template <class... Out, class Last> struct seed_split<types<Out...>, Last> {
  using arguments = std::conditional_t<is_seed<bare<Last>>::value, types<Out...>, types<Out..., Last>>;
  using seed = std::conditional_t<is_seed<bare<Last>>::value, bare<Last>, void>;
};

template <class Callee, class... Arguments>
struct vjp_plan : plan_for<reverse, Callee, none, typename seed_split<types<>, Arguments...>::arguments> {
  using base = plan_for<reverse, Callee, none, typename seed_split<types<>, Arguments...>::arguments>;
  using seed = typename seed_split<types<>, Arguments...>::seed;
  using result = typename base::result;
  static constexpr bool has_seed = !std::is_void_v<seed>;
  // A result without a derivative has a seed in name only: a value like it.
  template <class Seed> struct is_seed_of_result : std::false_type {};
  template <class T> struct is_seed_of_result<seed_t<T>> : std::is_same<bare<T>, bare<result>> {};
  template <class Last>
  static constexpr bool is_seed_left_over = is_seed<bare<Last>>::value && is_left_over<Last>::value;

  static constexpr problem look() {
    if (base::found == problem::callee)
      return problem::callee;
    if ((is_seed<bare<Arguments>>::value + ... + 0) > has_seed ||
        (has_seed && !has_derivative<result> && !is_seed_of_result<seed>::value))
      return problem::seed_misplaced;
    if (base::found != problem::nothing)
      return base::found;
    if ((is_seed_left_over<Arguments> || ...))
      return problem::left_over;
    if (!has_seed && has_derivative<result> && !std::is_floating_point_v<bare<result>>)
      return problem::seed_missing;
    return seed_fits<seed>() ? problem::nothing : problem::seed_type;
  }
  template <class Seed> static constexpr bool seed_fits() {
    if constexpr (std::is_void_v<Seed> || !has_derivative<result>)
      return true;
    else
      return std::is_convertible_v<decltype(std::declval<Seed>().value), seed_parameter<result>>;
  }
  static constexpr problem found = look();

  template <class... Args> CLANGENT_DETAIL_THIN static result sweep(Args &&...args) {
    arguments_given<Args...> given(static_cast<Args &&>(args)...);
    base::check(given);
    typename base::slots kept(given);
    if constexpr (has_seed && value_class<bare<result>>::known) {
      const auto &seeded = given_at<sizeof...(Arguments) - 1>(given).value;
      expect_seed<bare<result>>(seeded, 0);
      result primal = base::run(given, kept, seeded);
      expect_like<bare<result>>(primal, seeded, "seed", 0);
      return primal;
    } else if constexpr (has_seed && has_derivative<result>)
      return base::run(given, kept, given_at<sizeof...(Arguments) - 1>(given).value);
    else if constexpr (has_derivative<result>)
      return base::run(given, kept, bare<result>(1));
    else
      return base::run(given, kept);
  }
};

template <class Callee, class... Arguments> struct jvp_plan : plan_for<tangent, Callee, none, types<Arguments...>> {
  using base = plan_for<tangent, Callee, none, types<Arguments...>>;
  using result = typename base::result;
  using value = typename base::value;
  // A result without a derivative comes alone.
  using type = std::conditional_t<has_derivative<result>, value_tangent<value, value>, result>;

  template <class... Args> CLANGENT_DETAIL_THIN static type sweep(Args &&...args) {
    arguments_given<Args...> given(static_cast<Args &&>(args)...);
    base::check(given);
    base::check_tangents(given);
    typename base::slots kept(given);
    if constexpr (has_derivative<result>) {
      value dot{};
      if constexpr (is_rebuilt<value>) {
        type both{base::run(given, kept, dot), dot};
        rebuild(both.tangent, dot);
        return both;
      } else {
        return {base::run(given, kept, dot), dot};
      }
    } else {
      return base::run(given, kept);
    }
  }
};

} // namespace detail
} // namespace clangent

#pragma pop_macro("T")

#endif // CLANGENT_DETAIL_PLAN_H
