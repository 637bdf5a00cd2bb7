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

#pragma push_macro("T")
#undef T
#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "detail/language.h"

#include "detail/named.h" // IWYU pragma: export
#include "detail/plan.h"
#include "detail/raw.h"
#include "detail/told.h"
#include "detail/trips.h"
#include "macros.h" // IWYU pragma: export

namespace clangent {

// Marks an argument of vjp with the storage of its adjoint, or an argument of jvp with its tangent. Refers to both.
template <class T, class Storage>
constexpr dup_t<T, Storage> dup(T &&primal CLANGENT_DETAIL_REFERRED_TO, Storage &&bar CLANGENT_DETAIL_REFERRED_TO)
    CLANGENT_DETAIL_REFUSE_IF(detail::is_exceeded<Storage>(detail::count_told<T>),
                              "the second argument of dup() has fewer elements than the first one") {
  return {static_cast<T &&>(primal), static_cast<Storage &&>(bar), -1};
}
// The same for arrays whose length is told: without NDEBUG, it is checked that they overlap as they may.
template <class T, class Storage>
constexpr dup_t<T, Storage> dup(T &&primal CLANGENT_DETAIL_REFERRED_TO, Storage &&bar CLANGENT_DETAIL_REFERRED_TO,
                                std::ptrdiff_t length)
    CLANGENT_DETAIL_REFUSE_IF(detail::is_exceeded<T>(length) || detail::is_exceeded<Storage>(length),
                              "the length given to dup() is larger than an array that it is given for") {
#ifndef NDEBUG
  if (detail::is_exceeded<T>(length) || detail::is_exceeded<Storage>(length))
    detail::fail("clangent: the length given to dup() is larger than an array that it is given for");
#endif
  return {static_cast<T &&>(primal), static_cast<Storage &&>(bar), length};
}
// Workspace of `length` elements that the function writes and the caller does not want.
template <class T> constexpr scratch_t<T> scratch(T *memory, std::ptrdiff_t length) { return {memory, length}; }
// The adjoint of the result of vjp.
template <class T> constexpr seed_t<T> seed(T &&value CLANGENT_DETAIL_REFERRED_TO) {
  return {static_cast<T &&>(value)};
}
// The value, without its derivative: what a derivative reaches through it counts as constant.
template <class T> constexpr T stop_gradient(T value) { return value; }

namespace detail {

template <auto Function, class Wanted, class... Arguments>
using gradient_of = plan_for<reverse, fn<Function>, Wanted, types<Arguments &&...>>;
template <auto Function, class... Arguments> using vjp_of = vjp_plan<fn<Function>, Arguments &&...>;
template <auto Function, class... Arguments> using jvp_of = jvp_plan<fn<Function>, Arguments &&...>;

// A callable object, given with dup() or without, is the first argument of its own operator().
template <class Object> using called = std::remove_reference_t<primal_of<Object &>>;
template <class Object>
using object = std::conditional_t<is_dup<bare<Object>>::value, Object &&, std::remove_reference_t<Object> &>;
template <class Object, class... Arguments>
using object_callee = typename callee_of<called<Object>, typename without_seeds<types<>, Arguments &&...>::type>::type;
template <class Object, class Wanted, class... Arguments>
using object_gradient_of =
    plan_for<reverse, object_callee<Object, Arguments...>, Wanted, types<object<Object>, Arguments &&...>>;
template <class Object, class... Arguments>
using object_vjp_of = vjp_plan<object_callee<Object, Arguments...>, object<Object>, Arguments &&...>;
template <class Object, class... Arguments>
using object_jvp_of = jvp_plan<object_callee<Object, Arguments...>, object<Object>, Arguments &&...>;

} // namespace detail

// Return types are computed, never deduced: naming a call in decltype asks for no derivative.
// Where an overload set or a template without arguments is given, what Clang says is the name OneFunction.

// The gradient of a real function in its differentiable parameters, or in those of wrt<...>: one result as it is,
// several as a tuple.
template <auto OneFunction, class Wanted = detail::every, class... Args,
          class Plan = detail::gradient_of<OneFunction, Wanted, Args...>>
CLANGENT_DETAIL_THIN typename Plan::type gradient(Args &&...args) CLANGENT_DETAIL_CHECK_GRADIENT(Plan) {
  if constexpr (Plan::found == detail::problem::nothing)
    return Plan::template sweep_back<typename Plan::type>(static_cast<Args &&>(args)...);
}
template <class Wanted = detail::every, class Function, class... Args,
          class Plan = detail::object_gradient_of<Function, Wanted, Args...>>
CLANGENT_DETAIL_THIN typename Plan::type gradient(Function &&f, Args &&...args) CLANGENT_DETAIL_CHECK_GRADIENT(Plan) {
  if constexpr (Plan::found == detail::problem::nothing)
    return Plan::template sweep_back<typename Plan::type>(static_cast<detail::object<Function>>(f),
                                                          static_cast<Args &&>(args)...);
}

// The gradient as a tuple, also when it has one element.
template <auto OneFunction, class Wanted = detail::every, class... Args,
          class Plan = detail::gradient_of<OneFunction, Wanted, Args...>>
CLANGENT_DETAIL_THIN typename Plan::tuple gradient_tuple(Args &&...args) CLANGENT_DETAIL_CHECK_GRADIENT(Plan) {
  if constexpr (Plan::found == detail::problem::nothing)
    return Plan::template sweep_back<typename Plan::tuple>(static_cast<Args &&>(args)...);
}
template <class Wanted = detail::every, class Function, class... Args,
          class Plan = detail::object_gradient_of<Function, Wanted, Args...>>
CLANGENT_DETAIL_THIN typename Plan::tuple gradient_tuple(Function &&f, Args &&...args)
    CLANGENT_DETAIL_CHECK_GRADIENT(Plan) {
  if constexpr (Plan::found == detail::problem::nothing)
    return Plan::template sweep_back<typename Plan::tuple>(static_cast<detail::object<Function>>(f),
                                                           static_cast<Args &&>(args)...);
}

// The function's value and its gradient, from one forward and one reverse sweep.
template <auto OneFunction, class Wanted = detail::every, class... Args,
          class Plan = detail::gradient_of<OneFunction, Wanted, Args...>>
CLANGENT_DETAIL_THIN value_gradient<typename Plan::value, typename Plan::type> value_and_gradient(Args &&...args)
    CLANGENT_DETAIL_CHECK_GRADIENT(Plan) {
  if constexpr (Plan::found == detail::problem::nothing)
    return Plan::template sweep<typename Plan::type>(static_cast<Args &&>(args)...);
}
template <class Wanted = detail::every, class Function, class... Args,
          class Plan = detail::object_gradient_of<Function, Wanted, Args...>>
CLANGENT_DETAIL_THIN value_gradient<typename Plan::value, typename Plan::type> value_and_gradient(Function &&f,
                                                                                                  Args &&...args)
    CLANGENT_DETAIL_CHECK_GRADIENT(Plan) {
  if constexpr (Plan::found == detail::problem::nothing)
    return Plan::template sweep<typename Plan::type>(static_cast<detail::object<Function>>(f),
                                                     static_cast<Args &&>(args)...);
}

// Reverse mode in place: arguments given as dup(primal, bar) are active. On entry a bar holds the adjoint of its
// argument's final contents, on return that of the initial contents. Ends in seed(w) unless the result is a real
// scalar. Returns the function's value.
template <auto OneFunction, class... Args, class Plan = detail::vjp_of<OneFunction, Args...>>
CLANGENT_DETAIL_THIN typename Plan::result vjp(Args &&...args) CLANGENT_DETAIL_CHECK_VJP(Plan) {
  if constexpr (Plan::found == detail::problem::nothing)
    return Plan::sweep(static_cast<Args &&>(args)...);
}
template <class Function, class... Args, class Plan = detail::object_vjp_of<Function, Args...>>
CLANGENT_DETAIL_THIN typename Plan::result vjp(Function &&f, Args &&...args) CLANGENT_DETAIL_CHECK_VJP(Plan) {
  if constexpr (Plan::found == detail::problem::nothing)
    return Plan::sweep(static_cast<detail::object<Function>>(f), static_cast<Args &&>(args)...);
}

// Tangent mode: arguments given as dup(primal, dot) are active. Returns the value and its tangent.
template <auto OneFunction, class... Args, class Plan = detail::jvp_of<OneFunction, Args...>>
CLANGENT_DETAIL_THIN typename Plan::type jvp(Args &&...args) CLANGENT_DETAIL_CHECK_JVP(Plan) {
  if constexpr (Plan::found == detail::problem::nothing)
    return Plan::sweep(static_cast<Args &&>(args)...);
}
template <class Function, class... Args, class Plan = detail::object_jvp_of<Function, Args...>>
CLANGENT_DETAIL_THIN typename Plan::type jvp(Function &&f, Args &&...args) CLANGENT_DETAIL_CHECK_JVP(Plan) {
  if constexpr (Plan::found == detail::problem::nothing)
    return Plan::sweep(static_cast<detail::object<Function>>(f), static_cast<Args &&>(args)...);
}

} // namespace clangent

#pragma pop_macro("T")

#endif // CLANGENT_CLANGENT_H
