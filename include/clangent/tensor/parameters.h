// The tensors in a parameter struct: every Tensor<T> among its members, nested
// structs, vectors, arrays, pairs and tuples of them included, in the order of
// declaration. Structs are aggregates of at most 32 members. No macros, no
// registration: other members without tensors are passed over. A class with
// constructors or private members shows its tensors itself:
//
//   template <class Function> void for_each_tensor(Function &&f) { f(weight_), f(layers_); }
//   template <class Function> void for_each_tensor(Function &&f) const { f(weight_), f(layers_); }
//
// One that does not is refused, for its tensors would silently be left out.
#ifndef CLANGENT_TENSOR_PARAMETERS_H
#define CLANGENT_TENSOR_PARAMETERS_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/members.h>
#include <clangent/tensor/tensor_class.h>

#include <type_traits>
#include <vector>

namespace clangent {

namespace detail {

template <class Class> constexpr bool is_tensor = false;
template <class T> constexpr bool is_tensor<Tensor<T>> = true;
template <class Class> constexpr bool is_list = false;
template <class Element, class Allocator> constexpr bool is_list<std::vector<Element, Allocator>> = true;
template <class Allocator> constexpr bool is_list<std::vector<bool, Allocator>> = false;

template <class Function, class Object> void visit_tensors(Function &f, Object &x) {
  using Plain = std::remove_const_t<Object>;
  if constexpr (is_tensor<Plain>)
    f(x);
  else if constexpr (is_list<Plain>)
    for (auto &element : x)
      visit_tensors(f, element);
  else if constexpr (has_members<Object>)
    visit_members([&f](auto &member) { visit_tensors(f, member); }, x);
  else
    static_assert(!std::is_class_v<Plain> || HoldsNoTensors<Plain>::value,
                  "tensors of a class with constructors or private members are found by its member function "
                  "for_each_tensor(f) only; see clangent/tensor/parameters.h");
}

} // namespace detail

// f(tensor) for every tensor of a parameter struct.
template <class Model, class Function> void for_each_tensor(Model &model, Function f) {
  detail::visit_tensors(f, model);
}

namespace optim {

template <class T> using Parameters = std::vector<Tensor<T> *>;
template <class T> using Gradients = std::vector<Tensor<T>>;

// The tensors of one element type, for Optimizer::step.
template <class T, class Model> Parameters<T> parameters(Model &model) {
  Parameters<T> list;
  for_each_tensor(model, [&list](auto &x) {
    if constexpr (std::is_same_v<std::decay_t<decltype(x)>, Tensor<T>>)
      list.push_back(&x);
  });
  return list;
}
// The same of a struct of gradients.
template <class T, class Model> Gradients<T> gradients(const Model &bars) {
  Gradients<T> list;
  for_each_tensor(bars, [&list](const auto &x) {
    if constexpr (std::is_same_v<std::decay_t<decltype(x)>, Tensor<T>>)
      list.push_back(x);
  });
  return list;
}

} // namespace optim
} // namespace clangent

#pragma pop_macro("T")

#endif
