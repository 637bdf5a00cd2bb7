// All numbers in an object of vectors, structs, pairs, tuples and arrays, one after the other.
#ifndef CLANGENT_TEST_EXECUTE_INPUTS_ALLNUMBERS_H
#define CLANGENT_TEST_EXECUTE_INPUTS_ALLNUMBERS_H

#include <array>
#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

// A struct has a function `void each(Struct &, Visit &&)` beside it.
template <class Visit> void each(double &number, Visit &&visit) { visit(number); }
template <class T, class Visit> void each(std::vector<T> &v, Visit &&visit);
template <class T, std::size_t n, class Visit> void each(std::array<T, n> &a, Visit &&visit);
template <class A, class B, class Visit> void each(std::pair<A, B> &p, Visit &&visit);
template <class... T, class Visit> void each(std::tuple<T...> &t, Visit &&visit);

template <class T, class Visit> void each(std::vector<T> &v, Visit &&visit) {
  for (T &element : v)
    each(element, visit);
}
template <class T, std::size_t n, class Visit> void each(std::array<T, n> &a, Visit &&visit) {
  for (T &element : a)
    each(element, visit);
}
template <class A, class B, class Visit> void each(std::pair<A, B> &p, Visit &&visit) {
  each(p.first, visit);
  each(p.second, visit);
}
template <class... T, class Visit> void each(std::tuple<T...> &t, Visit &&visit) {
  std::apply([&](T &...parts) { (each(parts, visit), ...); }, t);
}

template <class Object> std::vector<double> numbers(Object object) {
  std::vector<double> all;
  each(object, [&](double &number) { all.push_back(number); });
  return all;
}
template <class Object> Object with(Object object, const std::vector<double> &values) {
  std::size_t k = 0;
  each(object, [&](double &number) { number = values.at(k++); });
  return object;
}

#endif // CLANGENT_TEST_EXECUTE_INPUTS_ALLNUMBERS_H
