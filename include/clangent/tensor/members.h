// The members of an object, without macros or registration in the program: of an aggregate (up to 32 members, by
// structured bindings), an array, a pair or a tuple, and what a class with constructors shows by itself (parameters.h).
#ifndef CLANGENT_TENSOR_MEMBERS_H
#define CLANGENT_TENSOR_MEMBERS_H

#include <clangent/detail/language.h>

#include <array>
#include <cstddef>
#include <functional>
#include <iterator>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace clangent {

// Of a class with constructors: that none of its members is a tensor. Specialise it for classes of the program's own.
template <class Class> struct HoldsNoTensors : std::is_trivially_copyable<Class> {};
template <class... Parameters> struct HoldsNoTensors<std::basic_string<Parameters...>> : std::true_type {};
template <class Allocator> struct HoldsNoTensors<std::vector<bool, Allocator>> : std::true_type {};
template <class Signature> struct HoldsNoTensors<std::function<Signature>> : std::true_type {};

namespace detail {

// Stands for a value of any type where only the number of members matters.
struct AnyMember {
  template <class Value> operator Value() const;
};

template <std::size_t> using AnyInitialiser = AnyMember;

// Leaving members out is the point here.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wmissing-braces"
template <class Aggregate, std::size_t... Positions>
constexpr auto accepts(std::index_sequence<Positions...>, int)
    -> decltype(Aggregate{AnyInitialiser<Positions>{}...}, bool()) {
  return true;
}
template <class Aggregate, class Positions> constexpr bool accepts(Positions, long) { return false; }

// Can an aggregate be made of some initialisers, a braced list of others, and the rest?
template <class Aggregate, std::size_t... Before, std::size_t... Own, std::size_t... Rest>
constexpr auto accepts_list(std::index_sequence<Before...>, std::index_sequence<Own...>, std::index_sequence<Rest...>,
                            int)
    -> decltype(Aggregate{AnyInitialiser<Before>{}..., {AnyInitialiser<Own>{}...}, AnyInitialiser<Rest>{}...}, bool()) {
  return true;
}
template <class Aggregate, class Before, class Own, class Rest> constexpr bool accepts_list(Before, Own, Rest, long) {
  return false;
}
#pragma GCC diagnostic pop

constexpr std::size_t most_initialisers = 256;

// The largest number of initialisers for an aggregate without braces in between: each element of an array takes one.
// Fewer will not do for members without a default.
template <class Aggregate, std::size_t Count = 0> constexpr std::size_t initialiser_count() {
  constexpr bool takes_these = accepts<Aggregate>(std::make_index_sequence<Count>(), 0);
  constexpr bool takes_more = accepts<Aggregate>(std::make_index_sequence<Count + 1>(), 0);
  static_assert(takes_these || Count < most_initialisers, "cannot tell the members of this class");
  if constexpr (takes_these && !takes_more)
    return Count;
  else if constexpr (Count < most_initialisers)
    return initialiser_count<Aggregate, Count + 1>();
  else
    return Count;
}

// How many of them the member takes whose first one is given. Of an array, a braced list of all its elements leaves no
// room for one initialiser more behind it; any other member takes one.
template <class Aggregate, std::size_t First, std::size_t All, std::size_t Count = 1>
constexpr std::size_t initialisers_of_member() {
  if constexpr (First + Count > All) {
    return 1;
  } else {
    constexpr std::make_index_sequence<First> before;
    constexpr std::make_index_sequence<Count> own;
    constexpr std::make_index_sequence<All - First - Count> rest;
    constexpr std::make_index_sequence<All - First - Count + 1> one_more;
    if constexpr (accepts_list<Aggregate>(before, own, rest, 0) && !accepts_list<Aggregate>(before, own, one_more, 0))
      return Count;
    else
      return initialisers_of_member<Aggregate, First, All, Count + 1>();
  }
}

// The number of members of an aggregate.
template <class Aggregate, std::size_t First = 0, std::size_t All = initialiser_count<Aggregate>()>
constexpr int member_count() {
  if constexpr (First >= All)
    return 0;
  else
    return 1 + member_count<Aggregate, First + initialisers_of_member<Aggregate, First, All>(), All>();
}

// f(members...) for an aggregate that has `Count` of them.
template <int Count> struct Members {
  static_assert(Count == 0, "a struct with more than 32 members; nest them");
  template <class Function, class Aggregate> static void pass(Function &&, Aggregate &) {}
};
// Structured bindings need a name for each member, so there is one case for each number of members.
#define CLANGENT_MEMBERS(count, ...)                                                                                   \
  template <> struct Members<count> {                                                                                  \
    template <class Function, class Aggregate> static void pass(Function &&f, Aggregate &object) {                     \
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

template <class Class> constexpr bool is_array_class = false;
template <class Element, std::size_t Count> constexpr bool is_array_class<std::array<Element, Count>> = true;
template <class Class> constexpr bool is_tuple = false;
template <class First, class Second> constexpr bool is_tuple<std::pair<First, Second>> = true;
template <class... Elements> constexpr bool is_tuple<std::tuple<Elements...>> = true;

struct AnyVisitor {
  template <class... Objects> void operator()(Objects &&...) const {}
};
template <class Object, class = void> constexpr bool shows_tensors = false;
template <class Object>
constexpr bool shows_tensors<Object, std::void_t<decltype(std::declval<Object &>().for_each_tensor(AnyVisitor()))>> =
    true;

// Whether visit_members looks into the type.
template <class Object>
constexpr bool has_members = shows_tensors<Object> || std::is_array_v<Object> ||
                             is_array_class<std::remove_const_t<Object>> || is_tuple<std::remove_const_t<Object>> ||
                             (std::is_class_v<Object> && std::is_aggregate_v<Object>);

// f(members...) of an aggregate, a pair or a tuple.
template <class Function, class Object> void pass_members(const Function &f, Object &x) {
  using Plain = std::remove_const_t<Object>;
  if constexpr (is_tuple<Plain>)
    std::apply(f, x);
  else
    Members<member_count<Plain>()>::pass(f, x);
}

// f(member) for every member of an object that has_members.
template <class Function, class Object> void visit_members(const Function &f, Object &x) {
  using Plain = std::remove_const_t<Object>;
  const auto each = [&f](auto &...members) { (f(members), ...); };
  if constexpr (shows_tensors<Object>)
    x.for_each_tensor(each);
  else if constexpr (std::is_array_v<Plain> || is_array_class<Plain>)
    for (auto &element : x)
      f(element);
  else
    pass_members(each, x);
}

// f(member of a, member of b) for every member of two objects of one class that shows its tensors, up to 32.
template <class Function, class Object> void visit_shown_pairs(const Function &f, Object &a, const Object &b) {
  struct Member {
    void *address;
    void (*visit)(const Function &, void *, const void *);
  };
  std::array<Member, 32> members;
  std::size_t count = 0, next = 0;
  visit_members(
      [&](auto &of_a) {
        using Actual = std::remove_reference_t<decltype(of_a)>;
        const auto visit = [](const Function &visitor, void *at, const void *other) {
          visitor(*static_cast<Actual *>(at), *static_cast<const Actual *>(other));
        };
        members.at(count++) = {&of_a, visit};
      },
      a);
  visit_members([&](auto &of_b) { members.at(next).visit(f, members[next].address, &of_b), ++next; }, b);
}

// f(member of a, member of b) for every member of two objects of one class.
template <class Function, class Object> void visit_member_pairs(const Function &f, Object &a, const Object &b) {
  if constexpr (shows_tensors<Object>) {
    visit_shown_pairs(f, a, b);
  } else if constexpr (std::is_array_v<Object> || is_array_class<Object>) {
    for (std::size_t i = 0; i < std::size(a); ++i)
      f(a[i], b[i]);
  } else {
    const auto with_a = [&](auto &...of_a) {
      const auto with_b = [&](auto &...of_b) { (f(of_a, of_b), ...); };
      pass_members(with_b, b);
    };
    pass_members(with_a, a);
  }
}

} // namespace detail
} // namespace clangent

#endif
