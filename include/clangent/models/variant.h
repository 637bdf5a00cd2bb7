// std::variant as places for its alternatives, and which of them is there. See clangent/model.h.
#ifndef CLANGENT_MODELS_VARIANT_H
#define CLANGENT_MODELS_VARIANT_H

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "../model.h"
#include "alternatives.h"

#include <initializer_list>
#include <new>
#include <type_traits>
#include <utility>
#include <variant>

namespace clangent {
namespace detail {

// The alternative that a value of type U becomes: that of the overload that is called with it, without narrowing.
template <class T> struct ArrayOfOne { T element[1]; };
template <std::size_t number, class T, class U, class = void> struct Converted { void made(); };
template <std::size_t number, class T, class U>
struct Converted<number, T, U, std::void_t<decltype(ArrayOfOne<T>{{std::declval<U>()}})>> {
  static std::integral_constant<std::size_t, number> made(T);
};
template <class U, class Indices, class... Types> struct Conversions;
template <class U, std::size_t... numbers, class... Types>
struct Conversions<U, std::index_sequence<numbers...>, Types...> : Converted<numbers, Types, U>... {
  using Converted<numbers, Types, U>::made...;
};
template <class U, class... Types>
using conversion = decltype(Conversions<U, std::index_sequence_for<Types...>, Types...>::made(std::declval<U>()));

template <class T, class... Types> constexpr std::size_t position() {
  const bool same[] = {std::is_same_v<T, Types>...};
  std::size_t at = 0;
  while (!same[at])
    ++at;
  return at;
}

template <class T> struct is_variant : std::false_type {};
template <class... Types> struct is_variant<std::variant<Types...>> : std::true_type {};

} // namespace detail

template <class... Types> struct model<std::variant<Types...>> {
  using owner = std::variant<Types...>;
  using index_type = std::conditional_t<sizeof...(Types) < 255, unsigned char, unsigned short>;
  template <std::size_t number> using type = std::variant_alternative_t<number, owner>;
  static constexpr std::size_t count = sizeof...(Types);
  static constexpr index_type none = static_cast<index_type>(-1);

  // ---- made and destroyed

  model() { start<0>(); }
  model(const owner &other) { start_as(of(other), Copied()); }
  model(owner &&other) { start_as(of(other), Moved()); }
  template <class U> model(U &&value) { start<detail::conversion<U, Types...>::value>(static_cast<U &&>(value)); }
  template <std::size_t number, class... Arguments>
  explicit model(std::in_place_index_t<number>, Arguments &&...arguments) {
    start<number>(static_cast<Arguments &&>(arguments)...);
  }
  template <std::size_t number, class U, class... Arguments>
  explicit model(std::in_place_index_t<number>, std::initializer_list<U> list, Arguments &&...arguments) {
    start<number>(list, static_cast<Arguments &&>(arguments)...);
  }
  template <class T, class... Arguments> explicit model(std::in_place_type_t<T>, Arguments &&...arguments) {
    start<detail::position<T, Types...>()>(static_cast<Arguments &&>(arguments)...);
  }
  template <class T, class U, class... Arguments>
  explicit model(std::in_place_type_t<T>, std::initializer_list<U> list, Arguments &&...arguments) {
    start<detail::position<T, Types...>()>(list, static_cast<Arguments &&>(arguments)...);
  }
  ~model() { end(); }

  owner &operator=(const owner &other) { return assign(of(other), Copied()); }
  owner &operator=(owner &&other) { return assign(of(other), Moved()); }
  template <class U> owner &operator=(U &&value) {
    constexpr std::size_t number = detail::conversion<U, Types...>::value;
    if (chosen == number) {
      detail::alternative<number>(held) = static_cast<U &&>(value);
    } else {
      // It may refer to what is destroyed.
      type<number> made(static_cast<U &&>(value));
      end();
      start<number>(static_cast<type<number> &&>(made));
    }
    return self();
  }
  template <std::size_t number, class... Arguments> type<number> &emplace(Arguments &&...arguments) {
    end();
    start<number>(static_cast<Arguments &&>(arguments)...);
    return detail::alternative<number>(held);
  }
  template <std::size_t number, class U, class... Arguments>
  type<number> &emplace(std::initializer_list<U> list, Arguments &&...arguments) {
    end();
    start<number>(list, static_cast<Arguments &&>(arguments)...);
    return detail::alternative<number>(held);
  }
  template <class T, class... Arguments> T &emplace(Arguments &&...arguments) {
    return emplace<detail::position<T, Types...>()>(static_cast<Arguments &&>(arguments)...);
  }
  template <class T, class U, class... Arguments> T &emplace(std::initializer_list<U> list, Arguments &&...arguments) {
    return emplace<detail::position<T, Types...>()>(list, static_cast<Arguments &&>(arguments)...);
  }
  void swap(owner &other) {
    owner first(static_cast<owner &&>(self()));
    self() = static_cast<owner &&>(other);
    other = static_cast<owner &&>(first);
  }
  // The bytes of another one.
  void become(const owner &other) noexcept { become_at<0>(of(other)); }

  // ---- which one is there

  std::size_t index() const noexcept { return chosen == none ? std::variant_npos : chosen; }
  bool valueless_by_exception() const noexcept { return chosen == none; }

  template <std::size_t number> static type<number> &get(owner &object) { return of(object).template at<number>(); }
  template <std::size_t number> static type<number> &&get(owner &&object) {
    return static_cast<type<number> &&>(of(object).template at<number>());
  }
  template <std::size_t number> static const type<number> &get(const owner &object) {
    return of(object).template at<number>();
  }
  template <std::size_t number> static const type<number> &&get(const owner &&object) {
    return static_cast<const type<number> &&>(of(object).template at<number>());
  }
  template <std::size_t number> static std::add_pointer_t<type<number>> get_if(owner *object) noexcept {
    return object && of(*object).chosen == number ? &detail::alternative<number>(of(*object).held) : nullptr;
  }
  template <std::size_t number> static std::add_pointer_t<const type<number>> get_if(const owner *object) noexcept {
    return object && of(*object).chosen == number ? &detail::alternative<number>(of(*object).held) : nullptr;
  }

  template <class Visitor, class... Visited>
  static decltype(std::visit(std::declval<Visitor>(), std::declval<Visited>()...)) visit(Visitor &&visitor,
                                                                                         Visited &&...visited) {
    using result = decltype(std::visit(std::declval<Visitor>(), std::declval<Visited>()...));
    return visit_all<result>(static_cast<Visitor &&>(visitor), static_cast<Visited &&>(visited)...);
  }
  template <class Result, class Visitor, class... Visited>
  static Result visit(Visitor &&visitor, Visited &&...visited) {
    return visit_all<Result>(static_cast<Visitor &&>(visitor), static_cast<Visited &&>(visited)...);
  }

private:
  static model &of(owner &object) noexcept { return reinterpret_cast<model &>(object); }
  static const model &of(const owner &object) noexcept { return reinterpret_cast<const model &>(object); }
  owner &self() noexcept { return reinterpret_cast<owner &>(*this); }

  template <std::size_t number, class... Arguments> void start(Arguments &&...arguments) {
    using stored = std::remove_const_t<type<number>>;
    ::new (static_cast<void *>(&detail::alternative<number>(held))) stored(static_cast<Arguments &&>(arguments)...);
    chosen = number;
  }
  template <std::size_t number> auto &at() {
    if (chosen != number)
      throw std::bad_variant_access();
    return detail::alternative<number>(held);
  }
  template <std::size_t number> auto &at() const {
    if (chosen != number)
      throw std::bad_variant_access();
    return detail::alternative<number>(held);
  }

  // How one is made of another.
  struct Copied {
    template <class T> static const T &from(T &object) noexcept { return object; }
  };
  struct Moved {
    template <class T> static T &&from(T &object) noexcept { return static_cast<T &&>(object); }
  };
  template <std::size_t number = 0, class Other, class How> void start_as(Other &other, How how) {
    if constexpr (number < count) {
      if (other.chosen == number)
        start<number>(how.from(detail::alternative<number>(other.held)));
      else
        start_as<number + 1>(other, how);
    } else {
      chosen = none;
    }
  }
  template <std::size_t number = 0> void end() noexcept {
    if constexpr (!(std::is_trivially_destructible_v<Types> && ...) && number < count) {
      using stored = std::remove_const_t<type<number>>;
      if (chosen == number)
        detail::alternative<number>(held).~stored();
      else
        end<number + 1>();
    }
    if constexpr (number == 0)
      chosen = none;
  }
  template <std::size_t number = 0, class Other, class How> owner &assign(Other &other, How how) {
    if constexpr (number < count) {
      if (other.chosen != number)
        return assign<number + 1>(other, how);
      if (chosen == number) {
        detail::alternative<number>(held) = how.from(detail::alternative<number>(other.held));
      } else {
        end();
        start<number>(how.from(detail::alternative<number>(other.held)));
      }
    } else {
      end();
    }
    return self();
  }
  template <std::size_t number> void become_at(const model &other) noexcept {
    if constexpr (number < count) {
      if (other.chosen == number)
        __builtin_memcpy(&detail::alternative<number>(held), &detail::alternative<number>(other.held),
                         sizeof(type<number>));
      else
        become_at<number + 1>(other);
    }
    if constexpr (number == 0)
      chosen = other.chosen;
  }

  // ---- visits: the first variant is asked, then those behind it with what is there as the first argument

  template <class Result, class Visitor> static Result visit_all(Visitor &&visitor) {
    return static_cast<Result>(static_cast<Visitor &&>(visitor)());
  }
  template <class Result, class Visitor, class First, class... Rest>
  static Result visit_all(Visitor &&visitor, First &&first, Rest &&...rest) {
    return visit_at<0, Result>(static_cast<Visitor &&>(visitor), static_cast<First &&>(first),
                               static_cast<Rest &&>(rest)...);
  }
  template <std::size_t number, class Result, class Visitor, class First, class... Rest>
  static Result visit_at(Visitor &&visitor, First &&first, Rest &&...rest) {
    using visited = std::remove_cv_t<std::remove_reference_t<First>>;
    using there = decltype(std::get<number>(std::declval<First>()));
    if constexpr (number + 1 < std::variant_size_v<visited>) {
      if (model<visited>::modelled(first).chosen != number)
        return visit_at<number + 1, Result>(static_cast<Visitor &&>(visitor), static_cast<First &&>(first),
                                            static_cast<Rest &&>(rest)...);
      else
        return visit_this<there, Result>(static_cast<Visitor &&>(visitor),
                                         detail::alternative<number>(model<visited>::modelled(first).held),
                                         static_cast<Rest &&>(rest)...);
    } else {
      if (model<visited>::modelled(first).chosen != number)
        throw std::bad_variant_access();
      return visit_this<there, Result>(static_cast<Visitor &&>(visitor),
                                       detail::alternative<number>(model<visited>::modelled(first).held),
                                       static_cast<Rest &&>(rest)...);
    }
  }
  template <class There, class Result, class Visitor, class Value, class... Rest>
  static Result visit_this(Visitor &&visitor, Value &value, Rest &&...rest) {
    if constexpr (sizeof...(Rest) == 0)
      return static_cast<Result>(static_cast<Visitor &&>(visitor)(static_cast<There>(value)));
    else
      return visit_all<Result>(
          [&](auto &&...others) -> Result {
            return static_cast<Result>(
                static_cast<Visitor &&>(visitor)(static_cast<There>(value), static_cast<decltype(others)>(others)...));
          },
          static_cast<Rest &&>(rest)...);
  }

public:
  static model &modelled(owner &object) noexcept { return of(object); }
  static const model &modelled(const owner &object) noexcept { return of(object); }

  detail::Alternatives<std::remove_const_t<Types>...> held;
  index_type chosen = none;
};

} // namespace clangent

#pragma pop_macro("T")

#endif // CLANGENT_MODELS_VARIANT_H
