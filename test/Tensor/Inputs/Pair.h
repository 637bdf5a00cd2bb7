// A class of values with derivative rules that needs no library: two numbers on the heap, so that sanitizers see every
// object that is lost, used after its end or never made.
#ifndef CLANGENT_TEST_TENSOR_PAIR_H
#define CLANGENT_TEST_TENSOR_PAIR_H

#include <clangent/clangent.h>

namespace values {

template <class T> class CLANGENT_VALUE_TYPE Pair {
public:
  Pair() = default;
  Pair(T a, T b) : numbers(new T[2]{a, b}) {}
  Pair(const Pair &other) : numbers(other.numbers ? new T[2]{other.numbers[0], other.numbers[1]} : nullptr) {}
  Pair(Pair &&other) noexcept : numbers(other.numbers) { other.numbers = nullptr; }
  Pair &operator=(Pair other) noexcept {
    T *const mine = numbers;
    numbers = other.numbers;
    other.numbers = mine;
    return *this;
  }
  ~Pair() { delete[] numbers; }

  T get(int i) const { return numbers ? numbers[i] : T(0); }
  void put(int i, T x) {
    if (!numbers)
      numbers = new T[2]{};
    numbers[i] = x;
  }
  // How many of its numbers are positive; has no derivative.
  int positive() const { return (get(0) > 0) + (get(1) > 0); }

private:
  T *numbers = nullptr; // none: zero
};

template <class T> Pair<T> operator+(const Pair<T> &a, const Pair<T> &b) {
  return Pair<T>(a.get(0) + b.get(0), a.get(1) + b.get(1));
}
template <class T> Pair<T> operator*(const Pair<T> &a, const Pair<T> &b) {
  return Pair<T>(a.get(0) * b.get(0), a.get(1) * b.get(1));
}
template <class T> Pair<T> &operator+=(Pair<T> &a, const Pair<T> &b) { return a = a + b; }
template <class T> Pair<T> scale(T k, const Pair<T> &x) { return Pair<T>(k * x.get(0), k * x.get(1)); }
template <class T> Pair<T> sine(const Pair<T> &x) {
  return Pair<T>(__builtin_sin(x.get(0)), __builtin_sin(x.get(1)));
}
template <class T> Pair<T> exponential(const Pair<T> &x) {
  return Pair<T>(__builtin_exp(x.get(0)), __builtin_exp(x.get(1)));
}
template <class T> T dot(const Pair<T> &a, const Pair<T> &b) { return a.get(0) * b.get(0) + a.get(1) * b.get(1); }

// ---- rules

template <class T> CLANGENT_ADJOINT_OF("values::Pair::Pair")
void pair_adjoint(const Pair<T> &y_bar, T *a_bar, T *b_bar) {
  if (a_bar)
    *a_bar += y_bar.get(0);
  if (b_bar)
    *b_bar += y_bar.get(1);
}
template <class T> CLANGENT_TANGENT_OF("values::Pair::Pair")
Pair<T> pair_tangent(T a_dot, T b_dot, const Pair<T> &y) {
  (void)y;
  return Pair<T>(a_dot, b_dot);
}
template <class T> CLANGENT_ADJOINT_OF("values::Pair::get")
void get_adjoint(int i, T y_bar, Pair<T> &self_bar) {
  self_bar.put(i, self_bar.get(i) + y_bar);
}
template <class T> CLANGENT_TANGENT_OF("values::Pair::get")
T get_tangent(const Pair<T> &self_dot, int i) {
  return self_dot.get(i);
}
template <class T> CLANGENT_ADJOINT_OF("values::operator+")
void sum_adjoint(const Pair<T> &y_bar, Pair<T> *a_bar, Pair<T> *b_bar) {
  if (a_bar)
    *a_bar += y_bar;
  if (b_bar)
    *b_bar += y_bar;
}
template <class T> CLANGENT_TANGENT_OF("values::operator+")
Pair<T> sum_tangent(const Pair<T> &a_dot, const Pair<T> &b_dot) {
  return a_dot + b_dot;
}
template <class T> CLANGENT_ADJOINT_OF("values::operator*")
void product_adjoint(const Pair<T> &a, const Pair<T> &b, const Pair<T> &y_bar, Pair<T> *a_bar, Pair<T> *b_bar) {
  if (a_bar)
    *a_bar += y_bar * b;
  if (b_bar)
    *b_bar += a * y_bar;
}
template <class T> CLANGENT_TANGENT_OF("values::operator*")
Pair<T> product_tangent(const Pair<T> &a, const Pair<T> &b, const Pair<T> &a_dot, const Pair<T> &b_dot) {
  return a_dot * b + a * b_dot;
}
template <class T> CLANGENT_ADJOINT_OF("values::scale")
void scale_adjoint(T k, const Pair<T> &x, const Pair<T> &y_bar, T *k_bar, Pair<T> *x_bar) {
  if (k_bar)
    *k_bar += dot(x, y_bar);
  if (x_bar)
    *x_bar += scale(k, y_bar);
}
template <class T> CLANGENT_TANGENT_OF("values::scale")
Pair<T> scale_tangent(T k, const Pair<T> &x, T k_dot, const Pair<T> &x_dot) {
  return scale(k_dot, x) + scale(k, x_dot);
}
template <class T> CLANGENT_ADJOINT_OF("values::sine")
void sine_adjoint(const Pair<T> &x, const Pair<T> &y_bar, Pair<T> &x_bar) {
  x_bar += y_bar * Pair<T>(__builtin_cos(x.get(0)), __builtin_cos(x.get(1)));
}
template <class T> CLANGENT_TANGENT_OF("values::sine")
Pair<T> sine_tangent(const Pair<T> &x, const Pair<T> &x_dot) {
  return x_dot * Pair<T>(__builtin_cos(x.get(0)), __builtin_cos(x.get(1)));
}
// The derivative of this one is made from its result.
template <class T> CLANGENT_ADJOINT_OF("values::exponential")
void exponential_adjoint(const Pair<T> &y, const Pair<T> &y_bar, Pair<T> &x_bar) {
  x_bar += y_bar * y;
}
template <class T> CLANGENT_TANGENT_OF("values::exponential")
Pair<T> exponential_tangent(const Pair<T> &y, const Pair<T> &x_dot) {
  return x_dot * y;
}
template <class T> CLANGENT_ADJOINT_OF("values::dot")
void dot_adjoint(const Pair<T> &a, const Pair<T> &b, T y_bar, Pair<T> *a_bar, Pair<T> *b_bar) {
  if (a_bar)
    *a_bar += scale(y_bar, b);
  if (b_bar)
    *b_bar += scale(y_bar, a);
}
template <class T> CLANGENT_TANGENT_OF("values::dot")
T dot_tangent(const Pair<T> &a, const Pair<T> &b, const Pair<T> &a_dot, const Pair<T> &b_dot) {
  return dot(a_dot, b) + dot(a, b_dot);
}

} // namespace values

namespace clangent {

template <class T> void accumulate(values::Pair<T> &bar, const values::Pair<T> &contribution) { bar += contribution; }

namespace detail {
template <class T> struct value_class<values::Pair<T>> {
  static constexpr bool known = true;
  static constexpr bool differentiable = true;
  static values::Pair<T> one() { return {1, 1}; }
  static void expect_scalar(const values::Pair<T> &) {}
};
} // namespace detail
} // namespace clangent

#endif // CLANGENT_TEST_TENSOR_PAIR_H
