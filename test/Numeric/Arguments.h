// Storage for the arguments of one call, made from a function's type and a list of numbers, and
// the order of its real leaves. The same list fills the arguments of the double, the dual and the
// long double form of a function, whose leaves correspond one by one.
#ifndef CLANGENT_TEST_NUMERIC_ARGUMENTS_H
#define CLANGENT_TEST_NUMERIC_ARGUMENTS_H

#include "Dual.h"

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace numeric {

// What a point gives for one parameter: one number for a scalar, a leaf each for a struct, all
// elements for a pointer or an array.
struct Leaves {
  std::vector<long double> numbers;
  template <class T, class = std::enable_if_t<std::is_arithmetic_v<T>>>
  Leaves(T number) : numbers{static_cast<long double>(number)} {}
  Leaves(std::initializer_list<long double> list) : numbers(list) {}
};

struct Point {
  std::vector<Leaves> parameters;
  Point(std::initializer_list<Leaves> list) : parameters(list) {}
};

template <class T>
constexpr bool is_real = std::is_floating_point_v<T> || std::is_base_of_v<dual::Dual, T>;

// Calls `visitor` for every scalar in `object`, in order. A struct says its own order by a
// function `leaves(visitor, object)` in its namespace.
template <class V, class T> void for_each_leaf(V &&visitor, T &object) {
  if constexpr (std::is_array_v<T>) {
    for (auto &element : object)
      for_each_leaf(visitor, element);
  } else if constexpr (is_real<T> || std::is_arithmetic_v<T> || std::is_enum_v<T>) {
    visitor(object);
  } else {
    leaves([&](auto &...members) { (for_each_leaf(visitor, members), ...); }, object);
  }
}

template <class V, class T> void for_each_real(V &&visitor, T &object) {
  for_each_leaf(
      [&](auto &leaf) {
        if constexpr (is_real<std::decay_t<decltype(leaf)>>)
          visitor(leaf);
      },
      object);
}

template <class T> std::size_t leaf_count() {
  std::size_t count = 0;
  T object{};
  for_each_leaf([&](auto &) { ++count; }, object);
  return count;
}

// The object behind one parameter of type P; `get` is what is passed for it.
template <class P> struct Slot {
  using Object = std::remove_cv_t<std::remove_reference_t<P>>;
  Object object{};
  explicit Slot(std::size_t) {}
  Object &get() { return object; }
  template <class V> void visit(V &&visitor) { for_each_leaf(visitor, object); }
};

template <class T> struct Slot<T *> {
  using Object = std::remove_cv_t<T>;
  std::size_t count;
  std::unique_ptr<Object[]> storage;
  Object *pointer;
  explicit Slot(std::size_t numbers)
      : count(numbers / leaf_count<Object>()), storage(new Object[count]()),
        pointer(storage.get()) {}
  Object *&get() { return pointer; }
  template <class V> void visit(V &&visitor) {
    for (std::size_t i = 0; i < count; ++i)
      for_each_leaf(visitor, storage[i]);
  }
};
template <class T> struct Slot<T *const> : Slot<T *> {
  using Slot<T *>::Slot;
};

// A parameter takes part in differentiation if there can be a real number behind it.
template <class P> constexpr bool is_active_parameter() {
  using Target = std::remove_pointer_t<std::remove_reference_t<P>>;
  using Element = std::remove_cv_t<std::remove_all_extents_t<Target>>;
  return is_real<Element> || std::is_class_v<Element>;
}

template <class P> constexpr bool writes_through_pointer() {
  using Target = std::remove_pointer_t<P>;
  return std::is_pointer_v<P> && !std::is_const_v<std::remove_all_extents_t<Target>>;
}

template <class F> struct Arguments;
template <class R, class... P> struct Arguments<R (*)(P...)> {
  using Result = R;
  static constexpr std::size_t arity = sizeof...(P);
  template <std::size_t I> using Parameter = std::tuple_element_t<I, std::tuple<P...>>;
  static constexpr bool all_pointers_read_only = (!writes_through_pointer<P>() && ...);
  static constexpr bool no_pointers = (!std::is_pointer_v<P> && ...);

  std::tuple<Slot<P>...> slots;

  explicit Arguments(const Point &point)
      : Arguments(point, std::make_index_sequence<sizeof...(P)>{}) {}

  template <std::size_t... I>
  Arguments(const Point &point, std::index_sequence<I...>)
      : slots(Slot<P>(point.parameters.at(I).numbers.size())...) {
    (fill(std::get<I>(slots), point.parameters[I].numbers), ...);
  }

  template <std::size_t I> auto &get() { return std::get<I>(slots).get(); }

  // Visits the real leaves of all active parameters, in order.
  template <class V> void visit_reals(V &&visitor) {
    const auto only_reals = [&](auto &leaf) {
      if constexpr (is_real<std::decay_t<decltype(leaf)>>)
        visitor(leaf);
    };
    std::apply([&](auto &...slot) { (slot.visit(only_reals), ...); }, slots);
  }

  // For each real leaf in order: whether its parameter is a pointer.
  static std::vector<bool> behind_pointers(const Point &point) {
    Arguments args(point);
    return behind_pointers(args, std::make_index_sequence<sizeof...(P)>{});
  }

private:
  template <std::size_t... I>
  static std::vector<bool> behind_pointers(Arguments &args, std::index_sequence<I...>) {
    std::vector<bool> result;
    const auto mark = [&](auto &slot, bool pointer) {
      slot.visit([&](auto &leaf) {
        if constexpr (is_real<std::decay_t<decltype(leaf)>>)
          result.push_back(pointer);
      });
    };
    (mark(std::get<I>(args.slots), std::is_pointer_v<P>), ...);
    return result;
  }

  template <class S> static void fill(S &slot, const std::vector<long double> &numbers) {
    std::size_t next = 0;
    slot.visit([&](auto &leaf) {
      using T = std::decay_t<decltype(leaf)>;
      if constexpr (is_real<T>)
        leaf = static_cast<REAL>(numbers.at(next++));
      else
        leaf = static_cast<T>(static_cast<long long>(numbers.at(next++)));
    });
  }
};
template <class R, class... P> struct Arguments<R (*)(P...) noexcept> : Arguments<R (*)(P...)> {
  using Arguments<R (*)(P...)>::Arguments;
};

// Calls a function on stored arguments; its result's real leaves, then those of the arguments
// after the call, are its outputs.
template <auto F> struct Primal {
  using Args = Arguments<decltype(F)>;
  using Result = typename Args::Result;

  template <class V> static void outputs(Args &args, V &&visitor) {
    run(args, visitor, std::make_index_sequence<Args::arity>{});
  }

private:
  template <class V, std::size_t... I>
  static void run(Args &args, V &&visitor, std::index_sequence<I...>) {
    if constexpr (std::is_void_v<Result>) {
      F(args.template get<I>()...);
    } else {
      std::decay_t<Result> result = F(args.template get<I>()...);
      for_each_real(visitor, result);
    }
    args.visit_reals(visitor);
  }
};

} // namespace numeric

#endif
