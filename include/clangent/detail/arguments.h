// What an entry point is given, and where the adjoint of each argument is kept.
#ifndef CLANGENT_DETAIL_ARGUMENTS_H
#define CLANGENT_DETAIL_ARGUMENTS_H
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "../tape.h"
#include "leaf.h"

#include <tuple>

namespace clangent {

/// An argument with the storage of its adjoint (vjp) or its tangent (jvp). It refers to both, so use it at once.
template <class T, class B> struct dup_t {
  T &&primal;
  B &&bar;
  std::ptrdiff_t length; // of both, in elements; negative when not told
};
/// Written workspace of `length` elements whose content the caller does not want.
template <class T> struct scratch_t {
  T *memory;
  std::ptrdiff_t length;
};
/// The adjoint of the result.
template <class T> struct seed_t {
  T &&value;
};

namespace detail {

template <class A> struct is_dup : std::false_type {};
template <class T, class B> struct is_dup<dup_t<T, B>> : std::true_type {};
template <class A> struct is_scratch : std::false_type {};
template <class T> struct is_scratch<scratch_t<T>> : std::true_type {};
template <class A> struct is_seed : std::false_type {};
template <class T> struct is_seed<seed_t<T>> : std::true_type {};

// --- the argument proper
template <class A> constexpr A &&primal(A &&argument) { return static_cast<A &&>(argument); }
template <class T, class B> constexpr T &&primal(dup_t<T, B> &&argument) { return static_cast<T &&>(argument.primal); }
template <class T, class B> constexpr T &&primal(dup_t<T, B> &argument) { return static_cast<T &&>(argument.primal); }
template <class T, class B> constexpr T &&primal(const dup_t<T, B> &argument) {
  return static_cast<T &&>(argument.primal);
}
template <class T> constexpr T *primal(const scratch_t<T> &argument) { return argument.memory; }
template <class T> constexpr T *primal(scratch_t<T> &&argument) { return argument.memory; }
template <class T> constexpr T *primal(scratch_t<T> &argument) { return argument.memory; }
template <class A> using primal_of = decltype(primal(std::declval<A>()));

// --- tangents of values must fit them
template <class A> void check_tangent(const A &) {}
template <class T, class B> void check_tangent(const dup_t<T, B> &argument) {
  using value = std::remove_cv_t<std::remove_reference_t<T>>;
  if constexpr (value_class<value>::known && std::is_same_v<value, std::remove_cv_t<std::remove_reference_t<B>>>)
    expect_like<value>(argument.primal, argument.bar, "tangent", 0);
}

// --- values of zero, for types that can be differentiable
template <class T> void clear_value(T &value) {
  if constexpr (value_class<T>::differentiable)
    value = T();
}
template <class T, class = void> struct is_sequence : std::false_type {};
template <class T> struct is_sequence<T, std::void_t<decltype(std::declval<T &>().data()), decltype(std::declval<T &>().begin())>>
    : std::bool_constant<!value_class<T>::known> {};

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
  else if constexpr (std::is_class_v<T>)
    Zero<T>::clear(value);
  else
    value = T(); // a C complex number
}

/// As many objects as the product of the counts says, made zero.
template <class T, class... Counts> T *cleared(T *objects, Counts... counts) {
  const long count = objects ? (long(counts) * ...) : 0;
  for (long i = 0; i < count; ++i)
    clear(objects[i]);
  return objects;
}

// --- how a gradient of type T is handed out: as T, and an array as a std::array. <tuple> declares std::array; programs
// that ask for such a gradient include <array> themselves, which most programs would pay for without using it.
template <class T> struct handed_out {
  using type = T;
  static type of(T &value) { return static_cast<T &&>(value); }
};
template <class T, std::size_t N> struct handed_out<T[N]> {
  using type = std::array<typename handed_out<T>::type, N>;
  static type of(T (&value)[N]) {
    type result{};
    for (std::size_t i = 0; i < N; ++i)
      result[i] = handed_out<T>::of(value[i]);
    return result;
  }
};

// --- the arguments of a call, found by position; far cheaper to compile than a std::tuple of references
template <std::size_t I, class A> struct numbered_argument {
  A &&argument;
};
template <class Indices, class... A> struct argument_list;
template <std::size_t... I, class... A>
struct argument_list<std::index_sequence<I...>, A...> : numbered_argument<I, A>... {
  constexpr explicit argument_list(A &&...arguments) : numbered_argument<I, A>{static_cast<A &&>(arguments)}... {}
};
template <class... A> using arguments_given = argument_list<std::index_sequence_for<A...>, A...>;

template <std::size_t I, class A> constexpr A &given_at(numbered_argument<I, A> &numbered) { return numbered.argument; }
/// The argument as it was passed.
template <std::size_t I, class A> constexpr A &&forwarded(numbered_argument<I, A> &numbered) {
  return static_cast<A &&>(numbered.argument);
}

// --- adjoint storage of one argument
struct no_slot {
  template <class A> constexpr explicit no_slot(const A &) {}
};

template <class T> struct owned_slot {
  T value;
  template <class A> explicit owned_slot(const A &argument) : value(argument) { clear(value); }
  T &bar() { return value; }
};
template <class T, std::size_t N> struct owned_slot<T[N]> {
  T value[N];
  template <class A> explicit owned_slot(const A &argument) {
    copy(value, argument);
    clear(value);
  }
  T (&bar())[N] { return value; }

private:
  template <class E> static void copy(E &to, const E &from) { to = from; }
  template <class E, std::size_t K> static void copy(E (&to)[K], const E (&from)[K]) {
    for (std::size_t k = 0; k < K; ++k)
      copy(to[k], from[k]);
  }
};

template <class B> struct dup_slot {
  B &&storage;
  template <class A> explicit dup_slot(A &argument) : storage(static_cast<B &&>(argument.bar)) {}
  B &&bar() { return static_cast<B &&>(storage); }
};

template <class T> struct scratch_slot {
  Tape::Frame frame;
  T *storage;
  template <class A> explicit scratch_slot(const A &argument) : storage(frame.template zeros<T>(argument.length)) {}
  T *bar() { return storage; }
};

enum class slot_kind { none, owned, dup, scratch };

template <slot_kind Kind, class P, class A> struct slot_for {
  using type = no_slot;
};
template <class P, class A> struct slot_for<slot_kind::owned, P, A> {
  using type = owned_slot<typename unqualified<std::remove_reference_t<P>>::type>;
};
template <class P, class T, class B> struct slot_for<slot_kind::dup, P, dup_t<T, B>> {
  using type = dup_slot<B>;
};
template <class P, class T> struct slot_for<slot_kind::scratch, P, scratch_t<T>> {
  using type = scratch_slot<std::remove_cv_t<T>>;
};

// --- the slots of a call, found by position; scratch frames close in the reverse order of opening
template <std::size_t I, class S> struct numbered_slot {
  S slot;
  template <class A> explicit numbered_slot(A &argument) : slot(argument) {}
};
template <std::size_t I, class S> S &slot_at(numbered_slot<I, S> &numbered) { return numbered.slot; }

template <class Indices, class... S> struct slot_list;
template <std::size_t... I, class... S> struct slot_list<std::index_sequence<I...>, S...> : numbered_slot<I, S>... {
  template <class Given> explicit slot_list(Given &given) : numbered_slot<I, S>(given_at<I>(given))... {}
  slot_list(const slot_list &) = delete;
};

} // namespace detail
} // namespace clangent

#endif // CLANGENT_DETAIL_ARGUMENTS_H
