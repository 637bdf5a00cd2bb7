// Storage for the arguments of one call, made from a function's type and a list of numbers, and
// the order of its real leaves. The same list fills the arguments of the double, the dual and the
// long double form of a function, whose leaves correspond one by one.
//
// A test file has many functions of few types. What can be is therefore a template of the type,
// or none, and not of the function: compiling the tests is what running them costs.
#ifndef CLANGENT_TEST_NUMERIC_ARGUMENTS_H
#define CLANGENT_TEST_NUMERIC_ARGUMENTS_H

#include "Dual.h"

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

namespace numeric {

// What a point gives for one parameter: one number for a scalar, a leaf each for a struct, all
// elements for a pointer or an array. It refers to the list, so it lives as long as the call of
// `check` that the list is written in; so does a point.
class Leaves {
public:
  template <class T, class = std::enable_if_t<std::is_arithmetic_v<T>>>
  constexpr Leaves(T number) : number(static_cast<long double>(number)) {}
  constexpr Leaves(std::initializer_list<long double> list) : is_list(true), list(list.begin()), count(list.size()) {}

  std::size_t size() const { return count; }
  long double at(std::size_t i) const {
    if (i >= count)
      throw std::out_of_range("a point gives too few numbers for a parameter");
    return is_list ? list[i] : number;
  }

private:
  long double number = 0;
  bool is_list = false;
  const long double *list = nullptr;
  std::size_t count = 1;
};

class Point {
public:
  constexpr Point(std::initializer_list<Leaves> list) : parameters(list.begin()), count(list.size()) {}

  const Leaves &at(std::size_t i) const {
    if (i >= count)
      throw std::out_of_range("a point gives too few parameters");
    return parameters[i];
  }

private:
  const Leaves *parameters;
  std::size_t count;
};

template <class T> constexpr bool is_real = std::is_floating_point_v<T> || std::is_base_of_v<dual::Dual, T>;

// Calls `visitor` for every scalar in `object`, in order. A struct says its own order by a
// function `leaves(visitor, object)` in its namespace.
template <class V, class T> void for_each_leaf(V &visitor, T &object) {
  if constexpr (std::is_array_v<T>) {
    for (auto &element : object)
      for_each_leaf(visitor, element);
  } else if constexpr (is_real<T> || std::is_arithmetic_v<T> || std::is_enum_v<T>) {
    visitor(object);
  } else {
    leaves([&](auto &...members) { (for_each_leaf(visitor, members), ...); }, object);
  }
}

struct LeafCounter {
  std::size_t count = 0;
  template <class T> void operator()(T &) { ++count; }
};

template <class T> std::size_t leaf_count() {
  LeafCounter counter;
  T object{};
  for_each_leaf(counter, object);
  return counter.count;
}

// Appends the real leaves of an object to a list.
template <class Real> struct Appender {
  std::vector<Real> &numbers;
  template <class T> void operator()(T &leaf) {
    if constexpr (is_real<T>)
      numbers.push_back(leaf);
  }
};
template <class Real, class T> void append(std::vector<Real> &numbers, T &object) {
  Appender<Real> appender{numbers};
  for_each_leaf(appender, object);
}

// Sets the leaves of an argument and keeps where its real ones are.
template <class Real> struct Filler {
  const Leaves &numbers;
  std::vector<Real *> &reals;
  std::size_t next = 0;
  template <class T> void operator()(T &leaf) {
    const long double number = numbers.at(next++);
    if constexpr (is_real<T>) {
      leaf = static_cast<REAL>(number);
      reals.push_back(&leaf);
    } else {
      leaf = static_cast<T>(static_cast<long long>(number));
    }
  }
};

// The object behind parameter number I, of type P; `get` is what is passed for it.
template <std::size_t I, class P> struct Slot {
  using Object = std::remove_cv_t<std::remove_reference_t<P>>;
  Object object{};
  explicit Slot(const Leaves &) {}
  Object &get() { return object; }
  template <class V> void visit(V &visitor) { for_each_leaf(visitor, object); }
};

template <std::size_t I, class T> struct Slot<I, T *> {
  using Object = std::remove_cv_t<T>;
  std::size_t count;
  std::unique_ptr<Object[]> storage;
  Object *pointer;
  explicit Slot(const Leaves &numbers)
      : count(numbers.size() / leaf_count<Object>()), storage(new Object[count]()), pointer(storage.get()) {}
  Object *&get() { return pointer; }
  template <class V> void visit(V &visitor) {
    for (std::size_t i = 0; i < count; ++i)
      for_each_leaf(visitor, storage[i]);
  }
};

// The arguments of a function with parameters P..., as the readings with this number type need them.
template <class Real, class Indices, class... P> struct Arguments;
template <class Real, std::size_t... I, class... P>
struct Arguments<Real, std::index_sequence<I...>, P...> : Slot<I, P>... {
  std::vector<Real *> reals;        // the real leaves, in order
  std::vector<bool> behind_pointer; // for each: whether its parameter is a pointer

  explicit Arguments(const Point &point) : Slot<I, P>(point.at(I))... {
    (fill<Slot<I, P>>(point.at(I), std::is_pointer_v<P>), ...);
  }
  Arguments(const Arguments &) = delete;

  template <class R> R call(R (*function)(P...)) { return function(static_cast<Slot<I, P> &>(*this).get()...); }

private:
  template <class S> void fill(const Leaves &numbers, bool is_pointer) {
    Filler<Real> filler{numbers, reals};
    static_cast<S &>(*this).visit(filler);
    behind_pointer.resize(reals.size(), is_pointer);
  }
};
template <class Real, class... P> using ArgumentsOf = Arguments<Real, std::index_sequence_for<P...>, P...>;

// A function with its arguments. Its outputs are its result's real leaves, then those of the
// arguments after the call.
template <class Real> class Call {
public:
  virtual ~Call() = default;
  virtual const std::vector<Real *> &inputs() const = 0;
  virtual const std::vector<bool> &behind_pointer() const = 0;
  virtual std::vector<Real> outputs() = 0;
};

template <class Real, class R, class... P> class CallOf : public Call<Real> {
public:
  CallOf(R (*function)(P...), const Point &point) : function(function), arguments(point) {}
  const std::vector<Real *> &inputs() const override { return arguments.reals; }
  const std::vector<bool> &behind_pointer() const override { return arguments.behind_pointer; }
  std::vector<Real> outputs() override {
    std::vector<Real> numbers;
    if constexpr (std::is_void_v<R>) {
      arguments.call(function);
    } else {
      std::decay_t<R> result = arguments.call(function);
      append(numbers, result);
    }
    for (const Real *real : arguments.reals)
      numbers.push_back(*real);
    return numbers;
  }

private:
  R (*function)(P...);
  ArgumentsOf<Real, P...> arguments;
};

// A function read with one number type.
template <class Real> class Reading {
public:
  virtual std::unique_ptr<Call<Real>> at(const Point &point) const = 0;

protected:
  ~Reading() = default;
};

template <class Real, class F> class ReadingOf;
template <class Real, class R, class... P> class ReadingOf<Real, R (*)(P...)> final : public Reading<Real> {
public:
  constexpr explicit ReadingOf(R (*function)(P...)) : function(function) {}
  std::unique_ptr<Call<Real>> at(const Point &point) const override {
    return std::unique_ptr<Call<Real>>(new CallOf<Real, R, P...>(function, point));
  }

private:
  R (*function)(P...);
};
template <class F> struct without_noexcept {
  using type = F;
};
template <class R, class... P> struct without_noexcept<R (*)(P...) noexcept> {
  using type = R (*)(P...);
};

template <class Real, auto F> inline constexpr ReadingOf<Real, typename without_noexcept<decltype(F)>::type> reading(F);

} // namespace numeric

#endif
