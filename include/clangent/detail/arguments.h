// What an entry point is given, and where the adjoint of each argument is kept.
#ifndef CLANGENT_DETAIL_ARGUMENTS_H
#define CLANGENT_DETAIL_ARGUMENTS_H

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "../tape.h"
#include "leaf.h"
#include "raw.h"

#include <tuple>

namespace clangent {

// An argument with the storage of its adjoint (vjp) or its tangent (jvp). It refers to both, temporaries too.
template <class T, class Storage> struct dup_t {
  T &&primal;
  Storage &&bar;
  std::ptrdiff_t length; // of both, in elements; negative when not told
};
// Written workspace of `length` elements whose content the caller does not want.
template <class T> struct scratch_t {
  T *memory;
  std::ptrdiff_t length;
};
// The adjoint of the result.
template <class T> struct seed_t { T &&value; };

namespace detail {

template <class Argument> struct is_dup : std::false_type {};
template <class T, class Storage> struct is_dup<dup_t<T, Storage>> : std::true_type {};
template <class Argument> struct is_scratch : std::false_type {};
template <class T> struct is_scratch<scratch_t<T>> : std::true_type {};
template <class Argument> struct is_seed : std::false_type {};
template <class T> struct is_seed<seed_t<T>> : std::true_type {};

// A dup() or seed() of temporaries that is a variable by now: what it refers to is gone.
template <class Argument> struct is_left_over : std::false_type {};
template <class T, class Storage>
struct is_left_over<dup_t<T, Storage> &>
    : std::bool_constant<!std::is_lvalue_reference_v<T> || !std::is_lvalue_reference_v<Storage>> {};
template <class T, class Storage> struct is_left_over<const dup_t<T, Storage> &> : is_left_over<dup_t<T, Storage> &> {};
template <class T> struct is_left_over<seed_t<T> &> : std::bool_constant<!std::is_lvalue_reference_v<T>> {};
template <class T> struct is_left_over<const seed_t<T> &> : is_left_over<seed_t<T> &> {};

// --- the argument proper
template <class Argument> constexpr Argument &&primal(Argument &&argument) {
  return static_cast<Argument &&>(argument);
}
template <class T, class Storage> constexpr T &&primal(dup_t<T, Storage> &&argument) {
  return static_cast<T &&>(argument.primal);
}
template <class T, class Storage> constexpr T &&primal(dup_t<T, Storage> &argument) {
  return static_cast<T &&>(argument.primal);
}
template <class T, class Storage> constexpr T &&primal(const dup_t<T, Storage> &argument) {
  return static_cast<T &&>(argument.primal);
}
template <class T> constexpr T *primal(const scratch_t<T> &argument) { return argument.memory; }
template <class T> constexpr T *primal(scratch_t<T> &&argument) { return argument.memory; }
template <class T> constexpr T *primal(scratch_t<T> &argument) { return argument.memory; }
template <class Argument> using primal_of = decltype(primal(std::declval<Argument>()));

// --- tangents of values must fit them
template <class Argument> void check_tangent(const Argument &) {}
template <class T, class Storage> void check_tangent(const dup_t<T, Storage> &argument) {
  using value = std::remove_cv_t<std::remove_reference_t<T>>;
  if constexpr (value_class<value>::known && std::is_same_v<value, std::remove_cv_t<std::remove_reference_t<Storage>>>)
    expect_like<value>(argument.primal, argument.bar, "tangent", 0);
}

// --- values of zero, for types that can be differentiable
template <class T> void clear_value(T &value) {
  if constexpr (value_class<T>::differentiable)
    value = T();
}
// A matrix or an array of Eigen, which owns its numbers and knows how to clear them.
template <class T, class = void> struct is_matrix : std::false_type {};
template <class T>
struct is_matrix<T, std::void_t<typename T::PlainObject, typename T::Scalar, decltype(std::declval<T &>().setZero())>>
    : std::is_same<T, typename T::PlainObject> {};

// Leaves what is not a number as it is.
template <class T> void clear(T &value) {
  if constexpr (std::is_floating_point_v<T>)
    value = 0;
  else if constexpr (std::is_array_v<T>)
    for (auto &element : value)
      clear(element);
  else if constexpr (value_class<T>::known)
    clear_value(value);
  else if constexpr (is_sequence<T>::value)
    for (auto &element : value)
      clear(element);
  else if constexpr (is_matrix<T>::value)
    value.setZero();
  else if constexpr (std::is_class_v<T>)
    Zero<T>::clear(value);
  else if constexpr (!std::is_scalar_v<T>)
    value = T(); // a C complex number
}

// What std::optional and std::variant hold.
template <class Optional> void clear_optional(Optional &value) {
  if (value)
    clear(*value);
}
template <class Variant> void clear_variant(Variant &value) {
  if (!value.valueless_by_exception())
    visit([](auto &part) { clear(part); }, value);
}

// Does an object choose what it holds? Its adjoint is of what is there.
template <class T, class = void> struct chooses_one : std::false_type {};
template <class T>
struct chooses_one<T, std::void_t<decltype(std::declval<T &>().has_value()), decltype(std::declval<T &>().reset()),
                                  typename T::value_type>> : std::true_type {};
template <class T, class = void> struct chooses_kind : std::false_type {};
template <class T>
struct chooses_kind<T, std::void_t<decltype(std::declval<T &>().valueless_by_exception())>> : std::true_type {};
template <class T> inline constexpr bool is_choice = chooses_one<T>::value || chooses_kind<T>::value;

template <class Argument> void check_choice(const Argument &) {}
template <class T, class Storage> void check_choice(const dup_t<T, Storage> &argument) {
  using value = std::remove_cv_t<std::remove_reference_t<T>>;
  bool differs = false;
  if constexpr (chooses_one<value>::value)
    differs = argument.primal.has_value() != argument.bar.has_value();
  else if constexpr (chooses_kind<value>::value)
    differs = argument.primal.index() != argument.bar.index();
  if (differs)
    fail("clangent: the second argument of dup() does not hold what the first one holds");
}

// As many objects as the product of the counts says, made zero.
template <class T, class... Counts> T *cleared(T *objects, Counts... counts) {
  const long count = objects ? (long(counts) * ...) : 0;
  for (long i = 0; i < count; ++i)
    clear(objects[i]);
  return objects;
}

// --- objects that constructors of the program's may copy: whatever those do, a copy gets the numbers of the object
template <class T>
constexpr bool is_rebuilt =
    std::is_class_v<T> && std::is_trivially_destructible_v<T> && !std::is_trivially_copyable_v<T>;

template <class T, class Like> void rebuild([[maybe_unused]] T &copy, [[maybe_unused]] const Like &object) {
  static_assert(sizeof(T) == sizeof(Like));
  if constexpr (is_rebuilt<T>)
    __builtin_memcpy(reinterpret_cast<unsigned char *>(__builtin_addressof(copy)),
                     reinterpret_cast<const unsigned char *>(__builtin_addressof(object)), sizeof(T));
}

// --- how a gradient of type T is handed out: as T, and an array as a std::array. <tuple> declares std::array; programs
// that ask for such a gradient include <array> themselves, which most programs would pay for without using it.
template <class T> struct handed_out {
  using type = T;
  static type of(T &value) {
    if constexpr (is_rebuilt<T>)
      return given_back(value);
    else
      return static_cast<T &&>(value);
  }
};
template <class T, std::size_t Count> struct handed_out<T[Count]> {
  using type = std::array<typename handed_out<T>::type, Count>;
  static type of(T (&value)[Count]) {
    type result{};
    for (std::size_t i = 0; i < Count; ++i)
      result[i] = handed_out<T>::of(value[i]);
    return result;
  }
};

// --- the arguments of a call, found by position; far cheaper to compile than a std::tuple of references
template <std::size_t Position, class Argument> struct numbered_argument { Argument &&argument; };
template <class Indices, class... Arguments> struct argument_list;
template <std::size_t... Positions, class... Arguments>
struct argument_list<std::index_sequence<Positions...>, Arguments...> : numbered_argument<Positions, Arguments>... {
  constexpr explicit argument_list(Arguments &&...arguments)
      : numbered_argument<Positions, Arguments>{static_cast<Arguments &&>(arguments)}... {}
};
template <class... Arguments>
using arguments_given = argument_list<std::index_sequence_for<Arguments...>, Arguments...>;

template <std::size_t Position, class Argument>
constexpr Argument &given_at(numbered_argument<Position, Argument> &numbered) {
  return numbered.argument;
}
// The argument as it was passed.
template <std::size_t Position, class Argument>
constexpr Argument &&forwarded(numbered_argument<Position, Argument> &numbered) {
  return static_cast<Argument &&>(numbered.argument);
}

// --- adjoint storage of one argument
struct no_slot {
  template <class Argument> constexpr explicit no_slot(const Argument &) {}
};

template <class T> struct owned_slot {
  T value;
  template <class Argument> explicit owned_slot(const Argument &argument) : value(argument) { clear(value); }
  T &bar() { return value; }
};
template <class T, std::size_t Count> struct owned_slot<T[Count]> {
  T value[Count];
  template <class Argument> explicit owned_slot(const Argument &argument) {
    copy(value, argument);
    clear(value);
  }
  T (&bar())[Count] { return value; }

private:
  template <class Element> static void copy(Element &to, const Element &from) { to = from; }
  template <class Element, std::size_t Length> static void copy(Element (&to)[Length], const Element (&from)[Length]) {
    for (std::size_t k = 0; k < Length; ++k)
      copy(to[k], from[k]);
  }
};

template <class Storage> struct dup_slot {
  Storage &&storage;
  template <class Argument> explicit dup_slot(Argument &argument) : storage(static_cast<Storage &&>(argument.bar)) {}
  Storage &&bar() { return static_cast<Storage &&>(storage); }
};

template <class T> struct scratch_slot {
  Tape::Frame frame;
  T *storage;
  template <class Argument>
  explicit scratch_slot(const Argument &argument) : storage(frame.template zeros<T>(argument.length)) {}
  T *bar() { return storage; }
};

enum class slot_kind { none, owned, dup, scratch };

template <slot_kind Kind, class Parameter, class Argument> struct slot_for { using type = no_slot; };
template <class Parameter, class Argument> struct slot_for<slot_kind::owned, Parameter, Argument> {
  using type = owned_slot<typename unqualified<std::remove_reference_t<Parameter>>::type>;
};
template <class Parameter, class T, class Storage> struct slot_for<slot_kind::dup, Parameter, dup_t<T, Storage>> {
  using type = dup_slot<Storage>;
};
template <class Parameter, class T> struct slot_for<slot_kind::scratch, Parameter, scratch_t<T>> {
  using type = scratch_slot<std::remove_cv_t<T>>;
};

// --- the slots of a call, found by position; scratch frames close in the reverse order of opening
template <std::size_t Position, class Slot> struct numbered_slot {
  Slot slot;
  template <class Argument> explicit numbered_slot(Argument &argument) : slot(argument) {}
};
template <std::size_t Position, class Slot> Slot &slot_at(numbered_slot<Position, Slot> &numbered) {
  return numbered.slot;
}

template <class Indices, class... Slots> struct slot_list;
template <std::size_t... Positions, class... Slots>
struct slot_list<std::index_sequence<Positions...>, Slots...> : numbered_slot<Positions, Slots>... {
  template <class Given>
  explicit slot_list(Given &given) : numbered_slot<Positions, Slots>(given_at<Positions>(given))... {}
  slot_list(const slot_list &) = delete;
};

} // namespace detail
} // namespace clangent

#pragma pop_macro("T")

#endif // CLANGENT_DETAIL_ARGUMENTS_H
