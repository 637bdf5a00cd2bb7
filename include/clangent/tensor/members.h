// The members of an aggregate, without macros or registration in the program: up to 32, by structured bindings.
#ifndef CLANGENT_TENSOR_MEMBERS_H
#define CLANGENT_TENSOR_MEMBERS_H

#include <type_traits>
#include <utility>

namespace clangent {
namespace detail {

/// Stands for a value of any type where only the number of members matters.
struct AnyMember {
  template <class U> operator U() const;
};

// Leaving members out is the point here.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
template <class A, class... Members> constexpr auto accepts(int) -> decltype(A{std::declval<Members>()...}, bool()) {
  return true;
}
#pragma GCC diagnostic pop
template <class A, class... Members> constexpr bool accepts(...) { return false; }

/// The largest number of members that A can be made from.
template <class A, class... Members> constexpr int member_count() {
  if constexpr (sizeof...(Members) > 32)
    return sizeof...(Members);
  else if constexpr (accepts<A, Members..., AnyMember>(0))
    return member_count<A, Members..., AnyMember>();
  else
    return int(sizeof...(Members));
}

/// f(members...) for an aggregate that has `Count` of them.
template <int Count> struct Members {
  static_assert(Count == 0, "a struct with more than 32 members; nest them");
  template <class F, class A> static void pass(F &&, A &) {}
};
// Structured bindings need a name for each member, so there is one case for each number of members.
#define CLANGENT_MEMBERS(count, ...)                                                                                   \
  template <> struct Members<count> {                                                                                  \
    template <class F, class A> static void pass(F &&f, A &object) {                                                   \
      auto &[__VA_ARGS__] = object;                                                                                    \
      f(__VA_ARGS__);                                                                                                  \
    }                                                                                                                  \
  };
CLANGENT_MEMBERS(1, m1)
CLANGENT_MEMBERS(2, m1, m2)
CLANGENT_MEMBERS(3, m1, m2, m3)
CLANGENT_MEMBERS(4, m1, m2, m3, m4)
CLANGENT_MEMBERS(5, m1, m2, m3, m4, m5)
CLANGENT_MEMBERS(6, m1, m2, m3, m4, m5, m6)
CLANGENT_MEMBERS(7, m1, m2, m3, m4, m5, m6, m7)
CLANGENT_MEMBERS(8, m1, m2, m3, m4, m5, m6, m7, m8)
CLANGENT_MEMBERS(9, m1, m2, m3, m4, m5, m6, m7, m8, m9)
CLANGENT_MEMBERS(10, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10)
CLANGENT_MEMBERS(11, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11)
CLANGENT_MEMBERS(12, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12)
CLANGENT_MEMBERS(13, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13)
CLANGENT_MEMBERS(14, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14)
CLANGENT_MEMBERS(15, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15)
CLANGENT_MEMBERS(16, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16)
CLANGENT_MEMBERS(17, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17)
CLANGENT_MEMBERS(18, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18)
CLANGENT_MEMBERS(19, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19)
CLANGENT_MEMBERS(20, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20)
CLANGENT_MEMBERS(21, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21)
CLANGENT_MEMBERS(22, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21,
                 m22)
CLANGENT_MEMBERS(23, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21,
                 m22, m23)
CLANGENT_MEMBERS(24, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21,
                 m22, m23, m24)
CLANGENT_MEMBERS(25, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21,
                 m22, m23, m24, m25)
CLANGENT_MEMBERS(26, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21,
                 m22, m23, m24, m25, m26)
CLANGENT_MEMBERS(27, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21,
                 m22, m23, m24, m25, m26, m27)
CLANGENT_MEMBERS(28, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21,
                 m22, m23, m24, m25, m26, m27, m28)
CLANGENT_MEMBERS(29, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21,
                 m22, m23, m24, m25, m26, m27, m28, m29)
CLANGENT_MEMBERS(30, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21,
                 m22, m23, m24, m25, m26, m27, m28, m29, m30)
CLANGENT_MEMBERS(31, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21,
                 m22, m23, m24, m25, m26, m27, m28, m29, m30, m31)
CLANGENT_MEMBERS(32, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21,
                 m22, m23, m24, m25, m26, m27, m28, m29, m30, m31, m32)
#undef CLANGENT_MEMBERS

/// f(member of a, member of b) for every member of two objects of one class.
template <class F, class A, class B> void visit_member_pairs(const F &f, A &a, B &b) {
  constexpr int count = member_count<std::remove_const_t<A>>();
  Members<count>::pass([&](auto &...of_a) { Members<count>::pass([&](auto &...of_b) { (f(of_a, of_b), ...); }, b); },
                       a);
}

} // namespace detail
} // namespace clangent

#endif
