// Derivatives of C++ functions, written by the compiler.
//
//   double compute_s(double x, double y, double z) { return 2 * (x - y) + z; }
//
//   auto [dx, dy, dz] = clangent::gradient<compute_s>(1.0, 2.0, 5.0);           // 2, -2, 1
//   auto r = clangent::value_and_gradient<compute_s>(1.0, 2.0, 5.0);            // r.value, r.gradient
//   auto t = clangent::jvp<compute_s>(clangent::dup(1.0, 1.0), 2.0, 5.0);       // t.value, t.tangent
//
// The Clang plugin writes the bodies at the end of the translation unit, so results are not constant expressions.
#ifndef CLANGENT_CLANGENT_H
#define CLANGENT_CLANGENT_H
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "detail/plan.h"
#include "detail/raw.h"
#include "detail/trips.h"
#include "macros.h"

namespace clangent {

/// Marks an argument of vjp with the storage of its adjoint, or an argument of jvp with its tangent.
template <class T, class B> constexpr dup_t<T, B> dup(T &&primal, B &&bar) {
  return {static_cast<T &&>(primal), static_cast<B &&>(bar), -1};
}
/// The same for arrays whose length is told: without NDEBUG, it is checked that they overlap as they may.
template <class T, class B> constexpr dup_t<T, B> dup(T &&primal, B &&bar, std::ptrdiff_t length) {
  return {static_cast<T &&>(primal), static_cast<B &&>(bar), length};
}
/// Workspace of `length` elements that the function writes and the caller does not want.
template <class T> constexpr scratch_t<T> scratch(T *memory, std::ptrdiff_t length) { return {memory, length}; }
/// The adjoint of the result of vjp.
template <class T> constexpr seed_t<T> seed(T &&value) { return {static_cast<T &&>(value)}; }
/// The value, without its derivative: what a derivative reaches through it counts as constant.
template <class T> constexpr T stop_gradient(T value) { return value; }

namespace detail {

template <auto F, class W, class... A> using gradient_of = plan_for<reverse, fn<F>, W, types<A &&...>>;
template <auto F, class... A> using vjp_of = vjp_plan<fn<F>, A &&...>;
template <auto F, class... A> using jvp_of = jvp_plan<fn<F>, A &&...>;

// A callable object is the first argument of its own operator().
template <class C> using object = std::remove_reference_t<C> &;
template <class C, class... A>
using object_callee = typename callee_of<std::remove_reference_t<C>, types<primal_of<A &&>...>>::type;
template <class C, class W, class... A>
using object_gradient_of = plan_for<reverse, object_callee<C, A...>, W, types<object<C>, A &&...>>;
template <class C, class... A> using object_vjp_of = vjp_plan<object_callee<C, A...>, object<C>, A &&...>;
template <class C, class... A> using object_jvp_of = jvp_plan<object_callee<C, A...>, object<C>, A &&...>;

} // namespace detail

// Return types are computed, never deduced: naming a call in decltype asks for no derivative.

/// The gradient of a real function in its differentiable parameters, or in those of wrt<...>: one result as it is,
/// several as a tuple.
template <auto F, class W = detail::every, class... Args, class G = detail::gradient_of<F, W, Args...>>
CLANGENT_DETAIL_THIN typename G::type gradient(Args &&...args) CLANGENT_DETAIL_CHECK_GRADIENT(G) {
  if constexpr (G::found == detail::problem::nothing)
    return G::template sweep<typename G::type>(static_cast<Args &&>(args)...).gradient;
}
template <class W = detail::every, class F, class... Args, class G = detail::object_gradient_of<F, W, Args...>>
CLANGENT_DETAIL_THIN typename G::type gradient(F &&f, Args &&...args) CLANGENT_DETAIL_CHECK_GRADIENT(G) {
  if constexpr (G::found == detail::problem::nothing)
    return G::template sweep<typename G::type>(f, static_cast<Args &&>(args)...).gradient;
}

/// The gradient as a tuple, also when it has one element.
template <auto F, class W = detail::every, class... Args, class G = detail::gradient_of<F, W, Args...>>
CLANGENT_DETAIL_THIN typename G::tuple gradient_tuple(Args &&...args) CLANGENT_DETAIL_CHECK_GRADIENT(G) {
  if constexpr (G::found == detail::problem::nothing)
    return G::template sweep<typename G::tuple>(static_cast<Args &&>(args)...).gradient;
}
template <class W = detail::every, class F, class... Args, class G = detail::object_gradient_of<F, W, Args...>>
CLANGENT_DETAIL_THIN typename G::tuple gradient_tuple(F &&f, Args &&...args) CLANGENT_DETAIL_CHECK_GRADIENT(G) {
  if constexpr (G::found == detail::problem::nothing)
    return G::template sweep<typename G::tuple>(f, static_cast<Args &&>(args)...).gradient;
}

/// The function's value and its gradient, from one forward and one reverse sweep.
template <auto F, class W = detail::every, class... Args, class G = detail::gradient_of<F, W, Args...>>
CLANGENT_DETAIL_THIN value_gradient<typename G::value, typename G::type> value_and_gradient(Args &&...args)
    CLANGENT_DETAIL_CHECK_GRADIENT(G) {
  if constexpr (G::found == detail::problem::nothing)
    return G::template sweep<typename G::type>(static_cast<Args &&>(args)...);
}
template <class W = detail::every, class F, class... Args, class G = detail::object_gradient_of<F, W, Args...>>
CLANGENT_DETAIL_THIN value_gradient<typename G::value, typename G::type> value_and_gradient(F &&f, Args &&...args)
    CLANGENT_DETAIL_CHECK_GRADIENT(G) {
  if constexpr (G::found == detail::problem::nothing)
    return G::template sweep<typename G::type>(f, static_cast<Args &&>(args)...);
}

/// Reverse mode in place: arguments given as dup(primal, bar) are active. On entry a bar holds the adjoint of its
/// argument's final contents, on return that of the initial contents. Ends in seed(w) unless the result is a real
/// scalar. Returns the function's value.
template <auto F, class... Args, class G = detail::vjp_of<F, Args...>>
CLANGENT_DETAIL_THIN typename G::result vjp(Args &&...args) CLANGENT_DETAIL_CHECK_VJP(G) {
  if constexpr (G::found == detail::problem::nothing)
    return G::sweep(static_cast<Args &&>(args)...);
}
template <class F, class... Args, class G = detail::object_vjp_of<F, Args...>>
CLANGENT_DETAIL_THIN typename G::result vjp(F &&f, Args &&...args) CLANGENT_DETAIL_CHECK_VJP(G) {
  if constexpr (G::found == detail::problem::nothing)
    return G::sweep(f, static_cast<Args &&>(args)...);
}

/// Tangent mode: arguments given as dup(primal, dot) are active. Returns the value and its tangent.
template <auto F, class... Args, class G = detail::jvp_of<F, Args...>>
CLANGENT_DETAIL_THIN typename G::type jvp(Args &&...args) CLANGENT_DETAIL_CHECK_CALL(G) {
  if constexpr (G::found == detail::problem::nothing)
    return G::sweep(static_cast<Args &&>(args)...);
}
template <class F, class... Args, class G = detail::object_jvp_of<F, Args...>>
CLANGENT_DETAIL_THIN typename G::type jvp(F &&f, Args &&...args) CLANGENT_DETAIL_CHECK_CALL(G) {
  if constexpr (G::found == detail::problem::nothing)
    return G::sweep(f, static_cast<Args &&>(args)...);
}

} // namespace clangent

#endif // CLANGENT_CLANGENT_H
